/** Lines that cannot be used: exit code 2, one line on stderr, and the nearest name where one is unknown. */
import t from 'tap'
import { commandLine } from './command-line.js'

const say = commandLine()

const WRONG: readonly (readonly [line: string, said: RegExp])[] = [
  ['serv', /unknown command 'serv'; did you mean serve\?/],
  ['partner ad', /unknown command 'ad'; did you mean add\?/],
  ['serve --prot 1', /unknown option '--prot'; did you mean --port\?/],
  ['serve --timestamp-tolerance=0', /unknown option .*; did you mean --timestamp-tolerance-seconds\?/],
  ['query X --partner-ref Y', /did you mean --partner\?|did you mean --partner-reference\?/],
  ['query --jsn', /did you mean --json\?/],
  ['query', /say which transaction/],
  ['cancel', /say which transaction/],
  ['query A B', /too many arguments/],
  ['refund', /say which transaction/],
  ['refund X --amount all', /allowed: rupiah/],
  ['pay', /say in one way what is paid/],
  ['pay A --qr B', /say in one way what is paid/],
  ['scan', /missing required argument 'referenceNo'/],
  ['clock soon', /move is "soon"; allowed: \+15m/],
  ['clock +15', /move is "\+15"; allowed/],
  ['clock --partnr', /unknown option '--partnr'; did you mean --partner\?/],
  ['clock set', /say to when/],
  ['clock freeze now', /"now" is one word too many/],
  ['notifications --status lost', /Allowed choices are pending, delivered, failed/],
  ['notifications --limit 0', /allowed: a whole number from 1 to 1000/],
  ['notifications redeliver', /missing required argument 'id'/],
  ['qr decode', /missing required argument 'content'/],
  ['sign qery', /Allowed choices are token, generate, query, cancel/],
  ['sign query --format xml', /Allowed choices are curl, headers, http/],
  ['generate --amount 10,000', /allowed: rupiah such as 10000 or 10000\.00/],
  ['generate --amount -5', /allowed: rupiah/],
  ['healthcheck --wait soon', /allowed: a number of seconds/],
  ['partner add --dialect swap', /Allowed choices are bnc, snap/],
  ['partner add --public-key does/not/exist.pem', /--public-key: ENOENT/],
  ['serve --port 70000', /--port is "70000"; allowed: a whole number from 0 to 65535/],
  ['serve --log-level loud', /--log-level is "loud"; allowed: fatal, error/]
]

for (const [line, said] of WRONG) {
  t.test(`"${line}" is refused`, async t => {
    const { code, out, err } = await say(...line.split(' '))
    t.equal(code, 2)
    t.equal(out, '')
    t.match(err, said)
    t.match(err, /^bnc-sandbox: .*\n$/, 'in one line')
  })
}

t.test('with --json a wrong line is one JSON value as well', async t => {
  const { code, value } = await say.json('serv')
  t.equal(code, 2)
  t.strictSame(value, { error: "unknown command 'serv'; did you mean serve?" })
})

t.test('a command that needs another word shows its help on stderr and ends with 2', async t => {
  for (const argv of [[], ['partner']]) {
    const { code, out, err } = await say(...argv)
    t.equal(code, 2)
    t.equal(out, '')
    t.match(err, /^Usage: bnc-sandbox/)
  }
})

t.test('asked for, help and version are on stdout and end with 0', async t => {
  const help = await say('help')
  t.match(help, { code: 0, err: '' })
  for (const name of ['serve', 'healthcheck', 'partner', 'generate', 'query', 'cancel', 'refund', 'qr', 'pay', 'scan', 'fail', 'expire', 'clock', 'notifications', 'sign', 'keys', 'reset']) {
    t.match(help.out, new RegExp(`^ {2}${name}\\b`, 'm'))
  }
  t.match(await say('query', '--help'), { code: 0, out: /--json/ }, 'every command shows what holds for all of them')
  t.match(await say('--version'), { code: 0, out: /^\d+\.\d+\.\d+\n$/ })
})

t.test('a BNC_URL that is none is wrong usage', async t => {
  t.match(await commandLine({ BNC_URL: 'localhost:7751' })('partner', 'list'), { code: 2, err: /BNC_URL is "localhost:7751"; allowed: an http or https URL/ })
})

t.test('where no bank answers a command says so and fails', async t => {
  const alone = commandLine({ BNC_URL: 'http://127.0.0.1:1' })
  for (const argv of [['partner', 'list'], ['query', 'X'], ['reset']]) {
    const { code, err } = await alone(...argv)
    t.equal(code, 1)
    t.match(err, /^bnc-sandbox: no bank answers at http:\/\/127\.0\.0\.1:1 \(.+\); start one with "bnc-sandbox serve"/)
  }
})

/** The README keeps its promises: its commands are run in one shell from top to bottom, and its comments say what they answer. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { startSandbox } from '../../src/index.js'
import { partnerClient } from '../../src/client/index.js'
import { startTestBank } from '../bank-harness.js'
import { blocksOf, hasTools, ROOT, runShell, type Call } from './shell.js'

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
const indonesian = readFileSync(join(ROOT, 'README.id.md'), 'utf8')

/** Blocks that start a server, or this very test. */
const ELSEWHERE = ['npm start\n', 'npm test\n', 'docker compose up\n']

const COMMAND = 'npx bnc-sandbox '

const script = blocksOf(readme, 'sh').filter(block => !ELSEWHERE.includes(block)).join('\n')

/** A command of the README with the comment beside it, in order. */
const promises = script.split('\n').filter(line => line.includes(COMMAND)).map(line => {
  const [command = '', promise = ''] = line.split(/\s+# /)
  return { command: command.slice(command.indexOf(COMMAND) + COMMAND.length), promise }
})

/** Runs the README's commands; what they printed themselves, and each command with what it said. */
const runReadme = async (t: Test): ReturnType<typeof runShell> => runShell(t, (await startTestBank(t)).url, `set -e -o pipefail\n${script}`)

const fieldOf = (said: string, name: string): string | undefined => new RegExp(`"${name}": ?"([^"]*)"`).exec(said)?.[1]

/** What a comment promises in digits: response codes, and states on the wire. */
const isKept = (t: Pick<Test, 'ok' | 'equal'>, promise: string, { argv, out }: Call): void => {
  const line = argv.join(' ')
  const [code] = /\b[245]\d{6}\b/.exec(promise) ?? []
  const [state] = /\b0\d\b/.exec(promise) ?? []
  if (code !== undefined) t.equal(fieldOf(out, 'responseCode'), code, `${line}: ${promise}`)
  if (state !== undefined && argv[0] === 'query') t.equal(fieldOf(out, 'latestTransactionStatus'), state, `${line}: ${promise}`)
}

const called = (calls: readonly Call[], ...words: readonly string[]): readonly Call[] =>
  calls.filter(({ argv }) => words.every(word => argv.some(each => each.includes(word))))

if (hasTools) {
  t.test('each command does what the comment beside it says', async t => {
    const { stdout, calls } = await runReadme(t)
    t.equal(calls.length, promises.length, 'every command ran, once')
    t.ok(calls.length > 20)
    for (const [index, call] of calls.entries()) {
      const { command = '', promise = '' } = promises[index] ?? {}
      t.ok(command.startsWith(call.argv[0] ?? '?'), command)
      isKept(t, promise, call)
      if (!command.includes('|| true')) t.equal(call.code, 0, `${command}: ${call.err}`)
    }

    const answers = stdout.split('\n').filter(line => line.startsWith('{"responseCode"'))
      .map(line => [fieldOf(line, 'responseCode'), fieldOf(line, 'latestTransactionStatus')])
    t.strictSame(answers, [['2005100', '03'], ['2007700', undefined], ['2005100', '05']], 'curl and openssl')

    const [paid] = called(calls, 'pay')
    t.match(paid?.out, /pending → success, RRN \d{12}, BANK /)
    t.match(called(calls, 'clock')[0]?.out, /900 s ahead/)
    t.match(called(calls, 'partner', '--env')[0]?.out, /^SNAP_BASE_URL=http/)

    const forced = calls.slice(calls.findIndex(({ argv }) => argv[0] === 'force'))
    const cancels = forced.filter(({ argv }) => argv[0] === 'cancel').slice(0, 3)
    t.strictSame(cancels.map(({ out }) => fieldOf(out, 'responseCode')), ['4047700', '4047700', '4047700'], 'three ways')
    const [outcomes] = called(calls, 'outcomes')
    t.notMatch(outcomes?.out, '4047700', 'what was armed has fired')

    t.match(called(calls, 'journal')[0]?.out, '4047704')
    const [old, wrong] = called(calls, 'query', '--header')
    t.match(old?.out, /X-TIMESTAMP is \d+ s behind/)
    t.match(wrong?.out, 'sandboxDebug')
  })
} else {
  t.comment('bash, curl or openssl is not on this machine: the commands of README.md were not run')
}

const trimmed = (block: string, mark: string): string[] =>
  block.split('\n').map(line => line.replace(new RegExp(`(^|\\s+)${mark}.*$`), '').trim()).filter(line => line !== '')

t.test('the library does what the README shows', async t => {
  // The lines of the README, and what makes sure that they do what they say.
  const bank = await startSandbox()
  t.teardown(bank.close)
  const partner = await bank.admin.partners.create()
  await bank.admin.outcomes.create({ service: 'cancel', respond: { responseCode: '4047700' }, partnerId: partner.partnerId })
  const { body } = await partnerClient(bank.url, partner).call('cancel', { originalReferenceNo: '1', reason: 'any' })
  t.equal(body['responseCode'], '4047700')
  await bank.close()
  await t.rejects(fetch(bank.url))

  const own = readFileSync(fileURLToPath(import.meta.url), 'utf8').split('\n').map(line => line.trim())
  const [shown = ''] = blocksOf(readme, 'ts')
  const [first, ...lines] = trimmed(shown, '//')
  t.equal(first, "import { startSandbox } from 'bnc-snap-sandbox'")
  t.equal(lines.length, 4)
  for (const line of lines) t.ok(own.includes(line), line)
})

const code = (page: string): string[][] => blocksOf(page).map(block => trimmed(trimmed(block, '# ').join('\n'), '// '))
const linksOf = (page: string): string[] => [...page.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, link = '']) => link)
const cells = (page: string): number => page.split('\n').filter(line => line.startsWith('| ') || line.startsWith('|--')).length

t.test('README.id.md has the same code, the same tables and the same parts', async t => {
  t.strictSame(code(indonesian), code(readme))
  t.ok(code(readme).length > 10)
  t.equal(cells(indonesian), cells(readme))
  t.equal(indonesian.match(/^##? /gm)?.length, readme.match(/^##? /gm)?.length)
  const apart = (page: string): string[] => linksOf(page).filter(link => !link.startsWith('README')).sort()
  t.strictSame(apart(indonesian), apart(readme))
})

t.test('what the READMEs link to is there', async t => {
  for (const page of [readme, indonesian]) {
    t.ok(linksOf(page).length > 5)
    for (const link of linksOf(page)) t.ok(existsSync(join(ROOT, link)), link)
  }
})

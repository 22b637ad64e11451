/** `journal`: the latest requests, one with its ladder, and what comes in while somebody follows. */
import t, { type Test } from 'tap'
import type { RequestReply } from '../../schemas/journal.js'
import { run } from '../../src/cli/run.js'
import { DEMO_BNC, DEMO_SNAP, startTestBank, type TestBank } from '../bank-harness.js'
import { commandLine, memory } from './command-line.js'

const enter = async (t: Test) => {
  const bank = await startTestBank(t)
  const partner = await bank.partner(DEMO_SNAP)
  const query = (externalId: string, originalReferenceNo = '2026010100000000000000022') =>
    partner.call('query', { originalReferenceNo, serviceCode: '47' }, { externalId })
  return { bank, partner, query, say: commandLine({ BNC_URL: bank.url }) }
}

t.test('the latest requests, the newest last, in lines or as JSON', async t => {
  const { say, query } = await enter(t)
  t.match(await say('journal'), { code: 0, out: 'no request\n' })
  await query('A')
  await query('B', 'NONE')
  const { out } = await say('journal')
  t.match(out, /^.* {2}#1 {2}POST \/open\/bi\/v1\.0\/get\/token {2}200 2007300 {2}[\d.]+ ms {2}DEMO-SNAP-PARTNER-0001\n/)
  t.match(out, / {2}#2 {2}POST .*qr-mpm-query {2}200 2005100 .* 2026010100000000000000022\n.* {2}#3 .* {2}404 4045101 .* NONE\n$/)
  t.strictSame((await say.json<RequestReply[]>('journal')).value.map(({ id }) => id), ['1', '2', '3'])
})

t.test('filters narrow it', async t => {
  const { bank, say, query } = await enter(t)
  await query('A')
  await query('B', 'NONE')
  await (await bank.partner(DEMO_BNC)).token()
  const ids = async (...argv: string[]) => (await say.json<RequestReply[]>('journal', ...argv)).value.map(({ id }) => id)
  t.strictSame(await ids('--partner', DEMO_BNC), ['4'])
  t.strictSame(await ids('--service', 'query'), ['2', '3'])
  t.strictSame(await ids('--ref', 'NONE'), ['3'])
  t.strictSame(await ids('--external-id', 'A'), ['2'])
  t.strictSame(await ids('--code', '2007300'), ['1', '4'])
  t.strictSame(await ids('--since', '2099-01-01T00:00:00Z'), [])
  t.strictSame(await ids('--limit', '2'), ['3', '4'])
  t.match(await say('journal', '--limit', '0'), { code: 2, err: /allowed: a whole number from 1/ })
  t.match(await say('journal', '--service', 'qery'), { code: 1, err: /service: unknown; allowed: / })
})

t.test('one request shows its ladder', async t => {
  const { say, query } = await enter(t)
  await query('A')
  await query('A')
  const { code, out } = await say('journal', '3')
  t.equal(code, 0)
  t.match(out, / {2}✓ {2}7 signature {10}ok {2}\[BNC\] \[SNAP\]\n {2}✗ {2}8 external id {8}refused: this X-EXTERNAL-ID was used on .*\n {2}· {2}9 JSON object {8}not reached/)
  t.match(out, /\nrequest\n.*X-EXTERNAL-ID: A\n.*"originalReferenceNo"/s)
  t.match(out, /\nreply\n\{\n {2}"responseCode": "4095100"/)
  t.notMatch(out, '\u001b[')
  t.match(await say.json('journal', '#3'), { code: 0, value: { id: '3', responseCode: '4095100' } })
  t.match(await say('journal', '99'), { code: 1, err: /id: there is no "99"/ })
  t.match(await say('journal', '3', '--service', 'query'), { code: 2, err: /do not go with its number/ })
})

t.test('what was forced stands out, and a terminal has colours', async t => {
  const { bank, partner } = await enter(t)
  await partner.call('query', {}, { headers: { 'X-Sandbox-Outcome': '5045100' } })
  await t.rejects(partner.call('query', {}, { headers: { 'X-Sandbox-Outcome': 'fault=reset' } }))
  const plain = commandLine({ BNC_URL: bank.url })
  t.match((await plain('journal')).out, /504 5045100 .*forced by header\n.*no reply \(reset\) .*forced by header\n/)
  t.match((await plain('journal', '2')).out, / {2}» {2}9 JSON object {8}forced/)
  const colourful = commandLine({ BNC_URL: bank.url }, true)
  t.match((await colourful('journal', '2')).out, /\u001b\[32m {2}✓ {2}7 signature.*\u001b\[33m {2}» {2}9/s)
  t.notMatch((await colourful.json('journal')).value, /\u001b/)
})

/** Follows until `stop` is called. */
const follow = (bank: TestBank, ...argv: string[]) => {
  let stop = (): void => undefined
  const stopped = new Promise<void>(resolve => { stop = resolve })
  const { io, out, err } = memory({ BNC_URL: bank.url })
  const code = run(['journal', '--follow', ...argv], { ...io, untilStopped: () => stopped })
  const until = async (text: RegExp): Promise<void> => {
    while (!text.test(out())) await new Promise(resolve => { setImmediate(resolve) })
  }
  return { until, out, err, end: async () => { stop(); return code } }
}

t.test('whoever follows sees what was, then what comes, until it is stopped', async t => {
  const { bank, query } = await enter(t)
  await query('A')
  const { until, out, end } = follow(bank)
  await until(/#2 /)
  await query('B', 'NONE')
  await until(/#3 .*4045101/)
  t.equal(await end(), 0)
  t.strictSame(out().split('\n').map(line => /#\d+/.exec(line)?.[0]), ['#1', '#2', '#3', undefined], 'each once')
})

t.test('with filters, and one JSON value a line', async t => {
  const { bank, query } = await enter(t)
  await query('A')
  const { until, out, end } = follow(bank, '--partner', DEMO_SNAP, '--service', 'query', '--code', '4045101', '--json')
  while (!bank.running.bank.events.heard) await new Promise(resolve => { setImmediate(resolve) })
  await query('B')
  await query('C', 'NONE')
  await until(/"C"/)
  t.equal(await end(), 0)
  t.strictSame(out().trimEnd().split('\n').map(line => (JSON.parse(line) as RequestReply).externalId), ['C'])
})

t.test('a filter that cannot be ends it at once, and the end of the bank ends it too', async t => {
  const { bank, query } = await enter(t)
  const wrong = follow(bank, '--service', 'qery')
  t.equal(await wrong.end(), 1)
  t.match(wrong.err(), /service: unknown/)
  await query('A')
  const { until, end } = follow(bank)
  await until(/#2 /)
  await bank.close()
  t.ok([0, 1].includes(await end()))
})

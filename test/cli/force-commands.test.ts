/** `force`, `outcomes` and `snapshot`: what a tester arms from a terminal, and how it is taken back. */
import t, { type Test } from 'tap'
import type { OutcomeReply } from '../../schemas/outcome.js'
import type { RestoreReply, SnapshotReply } from '../../schemas/snapshot.js'
import { DEMO_BNC, DEMO_SNAP, startTestBank } from '../bank-harness.js'
import { commandLine } from './command-line.js'

const enter = async (t: Test) => {
  const bank = await startTestBank(t)
  return { bank, say: commandLine({ BNC_URL: bank.url }), partner: await bank.partner(DEMO_SNAP) }
}

t.test('a code is forced on the next call of the service that it names', async t => {
  const { bank, say, partner } = await enter(t)
  t.match(await say('force', '4047700'), { code: 0, out: 'armed 1: cancel 4047700, used 0, 1 to go\n' })
  const { referenceNo } = await bank.seed(DEMO_SNAP)
  const cancel = () => partner.call('cancel', { originalReferenceNo: referenceNo, reason: 'x', merchantId: '000200020001' })
  t.match((await cancel()).body, { responseCode: '4047700' })
  t.equal((await bank.transaction(referenceNo)).status, 'pending')
  t.match((await cancel()).body, { responseCode: '2007700' })
})

t.test('every option says what the outcome holds', async t => {
  const { say } = await enter(t)
  const cases: readonly (readonly [line: string, wish: object, text: RegExp])[] = [
    ['504SS00', { service: '*', respond: { responseCode: '504SS00' } }, /\* 504SS00,/],
    ['5045100 --service query --times 3 --skip 2', { service: 'query', times: 3, skip: 2 }, /query 5045100, used 0, 3 to go/],
    ['4047700 --times always', { times: 'always' }, /always/],
    ['4047700 --ref R --partner-reference P --external-id E', { match: { referenceNo: 'R', partnerReferenceNo: 'P', externalId: 'E' } }, /where referenceNo is R and partnerReferenceNo is P/],
    [`4047700 --partner ${DEMO_BNC} --ttl 60 --note why`, { partnerId: DEMO_BNC, ttlSeconds: 60, note: 'why' }, new RegExp(`for ${DEMO_BNC}, .*why`)],
    ['--service cancel --fault reset --at after', { service: 'cancel', fault: 'reset', at: 'after', respond: undefined }, /cancel reset after the deed/],
    ['--delay 1500', { service: '*', delayMs: 1500 }, /after 1500 ms/],
    ['--delay 100-500 --service 51', { service: '51', delayMs: { min: 100, max: 500 } }, /after 100 to 500 ms/],
    ['--service query --status success', { respond: { status: 'success' } }, /status success/],
    ['4047700 --message Never', { respond: { responseCode: '4047700', responseMessage: 'Never' } }, /./]
  ]
  for (const [line, wish, text] of cases) {
    const { code, value } = await say.json<OutcomeReply>('force', ...line.split(' '))
    t.equal(code, 0, line)
    t.match(value, wish, line)
    t.match((await say('force', ...line.split(' '))).out, text)
  }
})

t.test('what cannot be armed is refused by the command or by the bank', async t => {
  const { say } = await enter(t)
  const wrong: readonly (readonly [line: string, code: number, said: RegExp])[] = [
    ['4047799', 1, /respond\.responseCode: 4047799 is not in the list/],
    ['4047700 --service query', 1, /is of service 77, the outcome is for 51; allowed: 4045100/],
    ['4047700 --partner nobody', 1, /there is no partner nobody/],
    ['', 1, /the outcome does nothing/],
    ['--fault boom', 2, /Allowed choices are reset, hang/],
    ['--at later', 2, /Allowed choices are before, after/],
    ['--delay soon', 2, /allowed: milliseconds such as 1500, or 100-500/],
    ['--times never', 2, /allowed: a whole number from 1/],
    ['4047700 --tiems 2', 2, /did you mean --times\?/]
  ]
  for (const [line, code, said] of wrong) t.match(await say('force', ...line.split(' ').filter(word => word !== '')), { code, err: said }, line)
  t.match(await say('outcomes'), { code: 0, out: 'nothing is armed\n' })
})

t.test('the help lists the commands', async t => {
  const { out } = await commandLine()('help')
  for (const name of ['force', 'outcomes', 'journal', 'snapshot']) t.match(out, new RegExp(`^ {2}${name}\\b`, 'm'))
})

t.test('outcomes are listed with their nearest misses, and cleared', async t => {
  const { say, partner } = await enter(t)
  await say('force', '4047700', '--ref', 'NONE', '--partner', DEMO_SNAP)
  await say('force', '5007300', '--partner', DEMO_SNAP)
  await partner.token()
  await partner.token()
  await partner.call('cancel', { originalReferenceNo: 'X', reason: 'x' })
  const all = await say.json<OutcomeReply[]>('outcomes')
  t.match(all, { code: 0, value: [{ id: '1', used: 0 }, { id: '2', used: 1 }] })
  t.strictSame((await say.json<OutcomeReply[]>('outcomes', '--unused')).value.map(({ id }) => id), ['1'])
  t.match((await say('outcomes', '--unused')).out, /^1: cancel 4047700 .*used 0, 1 to go\n {4}missed at .*: match\.referenceNo is NONE, the call had X\n/)
  t.strictSame((await say.json('outcomes', '--partner', DEMO_BNC)).value, [])
  t.match(await say('outcomes', '--clear', '--unused'), { code: 2, err: /does not go with --unused/ })
  await say('force', '4047700')
  t.match(await say('outcomes', '--clear', '--partner', DEMO_SNAP), { code: 0, out: `nothing is armed for ${DEMO_SNAP}\n` })
  t.strictSame((await say.json<OutcomeReply[]>('outcomes')).value.map(({ id }) => id), ['3'])
  t.match(await say.json('outcomes', '--clear'), { code: 0, value: { cleared: 'all' } })
  t.match(await say('outcomes'), { out: 'nothing is armed\n' })
})

t.test('a snapshot is saved, listed, restored and removed', async t => {
  const { bank, say } = await enter(t)
  t.match(await say('snapshot', 'list'), { code: 0, out: 'no snapshot\n' })
  t.match(await say('snapshot', 'save', 'before'), { code: 0, out: /^saved before {2}the whole bank, \d+ transactions, / })
  t.match(await say('snapshot', 'save', 'before'), { code: 1, err: /there is a snapshot before/ })
  t.match(await say.json<SnapshotReply>('snapshot', 'save', 'before', '--replace'), { code: 0, value: { name: 'before', partnerId: null } })
  t.match(await say.json('snapshot', 'save', 'mine', '--partner', DEMO_SNAP), { code: 0, value: { partnerId: DEMO_SNAP, transactions: Number } })
  const { referenceNo } = await bank.seed(DEMO_SNAP)
  t.match((await say('snapshot', 'list')).out, new RegExp(`^before .*\\nmine {2}partner ${DEMO_SNAP}, \\d+ transactions`))
  t.match(await say.json<RestoreReply>('snapshot', 'restore', 'mine', '--partner', DEMO_SNAP), { code: 0, value: { name: 'mine' } })
  t.match(await bank.admin('GET', `/transactions/${referenceNo}`), { status: 404 })
  t.match(await say('snapshot', 'restore', 'before'), { code: 0, out: /^restored before .*rows were not as they had been\n$/ })
  t.match(await say('snapshot', 'restore', 'never'), { code: 1, err: /name: there is no "never"/ })
  t.match(await say('snapshot', 'remove', 'before'), { code: 0, out: 'removed before\n' })
  t.strictSame((await say.json<SnapshotReply[]>('snapshot', 'list')).value.map(({ name }) => name), ['mine'])
})

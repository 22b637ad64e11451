/** The admin client's routes for forcing, looking back and going back, and the assertion for the end of a test. */
import t from 'tap'
import { adminClient, AdminError, allItems, assertOutcomesUsed, UnusedOutcomes, type AdminEvent } from '../../src/client/index.js'
import * as library from '../../src/index.js'
import { DEMO_BNC, DEMO_SNAP, startTestBank } from '../bank-harness.js'

const refusal = async (call: Promise<unknown>): Promise<unknown> => call.then(() => 'no refusal', (error: unknown) => error)

t.test('outcomes are armed, looked at, removed and cleared', async t => {
  const { outcomes } = adminClient(await startTestBank(t))
  const made = await outcomes.create({ service: 'cancel', respond: { responseCode: '4047700' }, partnerId: DEMO_SNAP })
  t.match(made, { id: '1', used: 0, remaining: 1, origin: 'armed' })
  t.strictSame(await outcomes.get('1'), made)
  await outcomes.create({ service: '*', delayMs: 1 })
  t.strictSame((await outcomes.list({ partnerId: DEMO_SNAP, unused: true })).items, [made])
  t.equal((await outcomes.list({ limit: 1 })).items.length, 1)
  await outcomes.clear({ partnerId: DEMO_SNAP })
  t.match(await refusal(outcomes.get('1')), { status: 404 })
  await outcomes.remove('2')
  await outcomes.clear()
  t.strictSame((await outcomes.list()).items, [])
  const wrong = await refusal(outcomes.create({ service: 'cancel', respond: { responseCode: '4045100' } }))
  t.ok(wrong instanceof AdminError && wrong.problem.field === 'respond.responseCode')
})

t.test('the codes of a service, or of all', async t => {
  const { responseCodes } = adminClient(await startTestBank(t))
  t.equal((await responseCodes('cancel')).items.length, 63)
  t.equal((await responseCodes()).items.length, 441)
})

t.test('the journal is listed, read, verified and cleared', async t => {
  const bank = await startTestBank(t)
  const { requests } = adminClient(bank)
  await (await bank.partner(DEMO_SNAP)).token()
  const [entry] = (await requests.list({ partnerId: DEMO_SNAP, service: 'token' })).items
  t.strictSame(await requests.get(entry?.id ?? ''), entry)
  t.match(await requests.verify({ match: { service: 'token' }, times: 1, withinMs: 1000 }), { verified: true, count: 1, ids: [entry?.id] })
  t.match(await refusal(requests.verify({ match: { service: 'cancel' } })), { status: 422, problem: { field: 'match' } })
  await requests.clear({ partnerId: DEMO_SNAP })
  t.strictSame((await requests.list()).items, [])
  await requests.clear()
})

t.test('snapshots are taken, listed, restored and removed', async t => {
  const { snapshots, transactions } = adminClient(await startTestBank(t))
  t.match(await snapshots.create({ name: 's', partnerId: DEMO_SNAP }), { name: 's', partnerId: DEMO_SNAP })
  t.match(await refusal(snapshots.create({ name: 's', partnerId: DEMO_SNAP })), { status: 409 })
  await snapshots.create({ name: 's', partnerId: DEMO_SNAP }, { replace: true })
  const { referenceNo } = await transactions.create({ partnerId: DEMO_SNAP, amount: '1.00' })
  t.equal((await snapshots.list({ partnerId: DEMO_SNAP })).items.length, 1)
  t.match(await snapshots.restore('s', { partnerId: DEMO_SNAP }), { name: 's', changedRows: Number })
  t.match(await refusal(transactions.get(referenceNo)), { status: 404 })
  await snapshots.remove('s', { partnerId: DEMO_SNAP })
  t.strictSame((await snapshots.list()).items, [])
})

t.test('events come as they happen, until they are not wanted any more', async t => {
  const bank = await startTestBank(t, { BNC_ADMIN_KEY: 'k' })
  const admin = adminClient({ url: bank.url, adminKey: 'k' })
  const stop = new AbortController()
  const events = await admin.events({ partnerId: DEMO_SNAP, signal: stop.signal })
  await admin.transactions.create({ partnerId: DEMO_BNC, amount: '1.00' })
  const { referenceNo } = await admin.transactions.create({ partnerId: DEMO_SNAP, amount: '1.00' })
  await admin.clock.move({ advanceSeconds: 1, partnerId: DEMO_SNAP })
  const seen: AdminEvent[] = []
  for await (const event of events) {
    seen.push(event)
    if (seen.length === 2) break
  }
  t.match(seen, [{ type: 'transaction', data: { partnerId: DEMO_SNAP, referenceNo } }, { type: 'clock', data: { offsetSeconds: 1 } }])
  stop.abort()
  t.match(await refusal(adminClient({ url: bank.url }).events()), { status: 401, problem: { field: 'Authorization' } })
  t.match(await refusal(admin.events({ partnerId: 'nobody' })), { status: 404 })
})

t.test('a test that leaves an outcome armed is told which, how often it fired and what came nearest', async t => {
  const bank = await startTestBank(t)
  const admin = adminClient(bank)
  const partner = await bank.partner(DEMO_SNAP)
  await assertOutcomesUsed(admin)
  await admin.outcomes.create({ service: 'cancel', match: { referenceNo: 'R' }, respond: { responseCode: '4047700' }, partnerId: DEMO_SNAP, note: 'the first cancel' })
  await admin.outcomes.create({ service: 'query', times: 3, respond: { responseCode: '5045100' }, partnerId: DEMO_SNAP })
  await admin.outcomes.create({ service: 'query', times: 'always', delayMs: 0 })
  await partner.call('query', { originalReferenceNo: 'Q', serviceCode: '47' })
  const error = await refusal(assertOutcomesUsed(admin, DEMO_SNAP))
  if (!(error instanceof UnusedOutcomes)) throw new Error('it did not fail')
  t.strictSame(error.outcomes.map(({ id }) => id), ['1', '2'])
  t.match(error.message, /2 outcomes were armed and did not fire:\n {2}outcome 1 for service cancel \(the first cancel\) never fired\n {4}missed at .*: service is 77, the call was 51;/)
  t.match(error.message, /outcome 2 for service query fired 1 times, 2 to go\n {4}missed at .*: service is 51, the call was 73/)
  t.match((await refusal(assertOutcomesUsed(admin)) as UnusedOutcomes).outcomes.map(({ id }) => id), ['1', '2', '3'])
  await assertOutcomesUsed(admin, DEMO_BNC)
  await admin.outcomes.clear({ partnerId: DEMO_SNAP })
  await partner.call('query', { originalReferenceNo: 'Q', serviceCode: '47' })
  await assertOutcomesUsed(admin)
})

t.test('the library has it too', async t => {
  t.equal(library.assertOutcomesUsed, assertOutcomesUsed)
  await using bank = await library.startSandbox()
  const ids: string[] = []
  for await (const { id } of allItems(bank.admin.outcomes.list)) ids.push(id)
  t.strictSame(ids, [])
  await library.assertOutcomesUsed(bank.admin)
})

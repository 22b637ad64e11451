/** `/admin/requests/verify`: a claim about what was called, that waits until it is true or says what came nearest. */
import t, { type Test } from 'tap'
import { startTestBank } from '../../bank-harness.js'

interface Verified {
  readonly verified: boolean
  readonly count: number
  readonly ids: string[]
  readonly detail: string
  readonly nearestMisses: { id: string; service: string | null; why: string[] }[]
}

const enter = async (t: Test) => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner({ dialect: 'snap' })
  const { partnerId } = partner.partner
  await partner.token()
  return {
    bank,
    partnerId,
    verify: (claim: object) => bank.admin<Verified>('POST', '/requests/verify', claim),
    query: (externalId: string) => partner.call('query', { originalReferenceNo: 'X', serviceCode: '47' }, { externalId }),
    cancel: (externalId: string) => partner.call('cancel', { originalReferenceNo: 'X', reason: 'x', merchantId: 'M' }, { externalId })
  }
}

t.test('a claim holds or not, at once', async t => {
  const { verify, query, partnerId } = await enter(t)
  for (const externalId of ['A', 'B', 'C']) await query(externalId)
  const match = { partnerId, service: 'query' }
  const claims: readonly (readonly [claim: object, status: number])[] = [
    [{}, 200], [{ times: 3 }, 200], [{ times: 2 }, 422], [{ times: 4 }, 422], [{ times: 0 }, 422], [{ atLeast: 3 }, 200], [{ atLeast: 4 }, 422],
    [{ atMost: 3 }, 200], [{ atMost: 2 }, 422], [{ atLeast: 1, atMost: 5 }, 200], [{ atLeast: 4, atMost: 5 }, 422]
  ]
  for (const [claim, status] of claims) t.equal((await verify({ match, ...claim })).status, status, JSON.stringify(claim))
  t.match((await verify({ match: { ...match, externalId: 'B' } })).body, { verified: true, count: 1, ids: { length: 1 } })
  t.match((await verify({ match: { ...match, externalId: 'Z' }, times: 0 })).status, 200)
  t.match((await verify({})).body, { count: 4 }, 'without match every call counts')
})

t.test('what is said against it: how many there are, and the nearest misses', async t => {
  const { verify, query, cancel, partnerId } = await enter(t)
  await query('A')
  await cancel('B')
  const { status, body } = await verify({ match: { partnerId, service: 'cancel', externalId: 'C' }, atLeast: 1 })
  t.equal(status, 422)
  t.match(body.detail, /^match: 0 calls match, at least 1 were claimed$/)
  t.match(body.nearestMisses, [
    { service: '77', why: ['externalId was B, not C'] },
    { service: '51', why: ['service was 51, not 77', 'externalId was A, not C'] },
    { service: '73', why: ['service was 73, not 77', 'externalId was none, not C'] }
  ])
  t.match((await verify({ match: { service: 'cancel' }, times: 3 })).body, { detail: /1 calls match, exactly 3/, count: 1 })
  t.match((await verify({ match: { service: 'cancel' }, atMost: 0 })).body, { detail: /exactly 0/ })
  t.match((await verify({ match: { service: 'cancel' }, atLeast: 2, atMost: 3 })).body, { detail: /2 to 3/ })
})

t.test('within a while it is true as soon as the call comes', async t => {
  const { verify, query, partnerId } = await enter(t)
  const begun = performance.now()
  const waiting = verify({ match: { partnerId, service: 'query', responseCode: '4045101' }, times: 3, withinMs: 30_000 })
  for (const externalId of ['A', 'B', 'C']) await query(externalId)
  t.match(await waiting, { status: 200, body: { verified: true, count: 3 } })
  t.ok(performance.now() - begun < 5000)
})

t.test('or false when the while is over, or when it cannot become true any more', async t => {
  const { verify, query, partnerId } = await enter(t)
  const begun = performance.now()
  t.equal((await verify({ match: { partnerId, service: 'query' }, withinMs: 60 })).status, 422)
  t.ok(performance.now() - begun >= 59)
  const waiting = verify({ match: { partnerId, service: 'query', externalId: 'B' }, times: 2, withinMs: 90 })
  await query('A')
  await query('B')
  t.match(await waiting, { status: 422, body: { count: 1 } })
  const late = performance.now()
  await query('C')
  t.equal((await verify({ match: { partnerId, service: 'query' }, atMost: 2, withinMs: 60_000 })).status, 422)
  t.ok(performance.now() - late < 5000, 'three are more than two for ever')
})

t.test('it counts the whole journal, however long', async t => {
  const { bank, verify, partnerId } = await enter(t)
  const { journal } = bank.running.bank.store
  const [row] = journal.page({}, undefined, 1).rows
  if (row === undefined) throw new Error('the journal is empty')
  const { id: _, ...entry } = row
  for (let i = 0; i < 12_500; i++) journal.add({ ...entry, externalId: i === 0 ? 'FIRST' : 'other', partnerId: null })
  t.match((await verify({ match: { externalId: 'FIRST' }, times: 1 })), { status: 200, body: { count: 1 } })
  t.match((await verify({ match: { externalId: 'other' } })).body, { count: 12_499, ids: { length: 100 } })
  t.match((await verify({ match: { partnerId } })).body, { count: 1 })
})

t.test('a claim that says nothing sensible is refused by its field', async t => {
  const { verify } = await enter(t)
  const wrong: readonly (readonly [claim: object, status: number, field: string])[] = [
    [{ times: 1, atLeast: 1 }, 400, 'atLeast'], [{ times: 1, atMost: 1 }, 400, 'atMost'], [{ atLeast: 3, atMost: 1 }, 400, 'atLeast'], [{ times: -1 }, 400, 'times'],
    [{ times: 1.5 }, 400, 'times'], [{ withinMs: 300_001 }, 400, 'withinMs'], [{ match: { path: '/' } }, 400, 'match.path'], [{ matches: {} }, 400, 'matches'],
    [{ match: { service: 'qery' } }, 400, 'service'], [{ match: { partnerId: 'nobody' } }, 404, 'partnerId'], [{ match: { since: 'now' } }, 400, 'match.since']
  ]
  for (const [claim, status, field] of wrong) t.match(await verify(claim), { status, body: { field } }, JSON.stringify(claim))
})

t.test('the end of the bank does not wait for a claim', async t => {
  const { bank, verify } = await enter(t)
  const waiting = verify({ match: { service: 'refund' }, withinMs: 300_000 })
  while (!bank.running.bank.events.heard) await new Promise(resolve => { setImmediate(resolve) })
  const begun = performance.now()
  await bank.close()
  t.equal((await waiting).status, 422)
  t.ok(performance.now() - begun < 2000)
  t.notOk(bank.running.bank.events.heard)
})

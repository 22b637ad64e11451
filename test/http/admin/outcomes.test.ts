/** `/admin/outcomes`: what is refused when it is armed, what a list shows, and how outcomes go. */
import t from 'tap'
import { FAULTS, MATCH_FIELDS, PLACES, type OutcomeReply } from '../../../schemas/outcome.js'
import { DEMO_BNC, DEMO_SNAP, startTestBank, type TestBank } from '../../bank-harness.js'

interface List {
  readonly items: OutcomeReply[]
  readonly nextCursor: string | null
}

const C = { responseCode: '4047700' }
const REFUSED: readonly (readonly [wish: unknown, field: string, allowed?: readonly string[] | RegExp])[] = [
  [{}, 'service'],
  [{ service: 'cancle', respond: C }, 'service', /cancel/],
  [{ service: '99', respond: C }, 'service', /77/],
  [{ service: 77, respond: C }, 'service'],
  [{ service: 'cancel' }, 'respond', ['respond', 'delayMs', 'fault']],
  [{ service: 'cancel', respond: {} }, 'respond.responseCode', ['responseCode', 'status']],
  [{ service: 'cancel', respond: C, tiems: 2 }, 'tiems', /times/],
  [{ service: 'cancel', respond: { code: '4047700' } }, 'respond.code', /responseCode/],
  [{ service: 'cancel', respond: C, match: { reference: 'x' } }, 'match.reference', MATCH_FIELDS],
  [{ service: 'cancel', respond: C, match: { amount: '10000' } }, 'match.amount'],
  [{ service: 'cancel', respond: { responseCode: '4045100' } }, 'respond.responseCode', ['4047700']],
  [{ service: 'cancel', respond: { responseCode: '4047799' } }, 'respond.responseCode', /4047700/],
  [{ service: 'cancel', respond: { responseCode: '404' } }, 'respond.responseCode'],
  [{ service: '*', respond: C }, 'respond.responseCode', ['404SS00']],
  [{ service: 'cancel', respond: C, probability: 0.5 }, 'seed'],
  [{ service: 'cancel', respond: C, seed: 1 }, 'probability'],
  [{ service: 'cancel', respond: C, probability: 0, seed: 1 }, 'probability'],
  [{ service: 'cancel', respond: C, probability: 1.5, seed: 1 }, 'probability'],
  [{ service: 'cancel', sequence: ['pass'], times: 2 }, 'times'],
  [{ service: 'cancel', sequence: ['pass'], respond: C }, 'respond'],
  [{ service: 'cancel', sequence: [] }, 'sequence'],
  [{ service: 'cancel', sequence: ['passs'] }, 'sequence.0'],
  [{ service: 'cancel', sequence: [{ respond: C }, { fault: 'reset', respond: C }] }, 'sequence.1.fault'],
  [{ service: 'cancel', respond: C, fault: 'reset' }, 'fault'],
  [{ service: 'cancel', fault: 'boom' }, 'fault', FAULTS],
  [{ service: 'cancel', fault: 'reset', at: 'later' }, 'at', PLACES],
  [{ service: 'cancel', respond: { responseCode: '4017700' }, at: 'after' }, 'at', ['before']],
  [{ service: 'cancel', delayMs: { min: 9, max: 1 } }, 'delayMs.min'],
  [{ service: 'cancel', delayMs: { min: 1 } }, 'delayMs', /\{min, max\}/],
  [{ service: 'cancel', delayMs: -1 }, 'delayMs'],
  [{ service: 'cancel', delayMs: '5' }, 'delayMs'],
  [{ service: 'cancel', respond: C, times: 0 }, 'times'],
  [{ service: 'cancel', respond: C, times: 'forever' }, 'times'],
  [{ service: 'cancel', respond: C, skip: -1 }, 'skip'],
  [{ service: 'cancel', respond: C, ttlSeconds: 0 }, 'ttlSeconds'],
  [{ service: 'cancel', respond: { status: 'success' } }, 'respond.status', ['51']],
  [{ service: 'query', respond: { status: 'paid' } }, 'respond.status', /success/],
  [{ service: 'query', respond: { responseCode: '5005100', status: 'success' } }, 'respond.status'],
  [{ service: 'cancel', respond: C, partnerId: 'nobody' }, 'partnerId', [DEMO_BNC, DEMO_SNAP]],
  [{ service: 'cancel', respond: C, id: '5' }, 'id', /service/],
  [[], 'body']
]

t.test('what could never fire as it says is refused, naming the field and what is allowed', async t => {
  const bank = await startTestBank(t)
  for (const [wish, field, allowed] of REFUSED) {
    const name = JSON.stringify(wish)
    const { status, body } = await bank.admin('POST', '/outcomes', wish)
    t.match({ status, body }, { status: 400, body: { field, detail: new RegExp(`^${field}: .`) } }, name)
    if (allowed instanceof RegExp) t.match(String(body['allowed'] ?? body['detail']), allowed, name)
    else if (allowed !== undefined) t.strictSame(body['allowed'], [...allowed], name)
  }
  t.strictSame((await bank.admin<List>('GET', '/outcomes')).body.items, [], 'and nothing is armed')
})

t.test('one that is armed is shown as it was wished for', async t => {
  const bank = await startTestBank(t)
  const wish = {
    service: 'cancel', match: { referenceNo: 'R', amount: '1.00' }, respond: { ...C, responseMessage: 'No', additionalInfo: { a: 1 } }, delayMs: { min: 1, max: 2 },
    at: 'after', times: 'always', skip: 2, ttlSeconds: 60, probability: 0.5, seed: 'x', partnerId: DEMO_BNC, note: 'why'
  }
  const { status, body } = await bank.admin<OutcomeReply>('POST', '/outcomes', wish)
  t.equal(status, 201)
  t.match(body, { ...wish, id: /^\d+$/, origin: 'armed', used: 0, remaining: 'always', nearMisses: [], createdAt: /\+07:00$/, expiresAt: /\+07:00$/ })
  t.strictSame((await bank.admin('GET', `/outcomes/${body.id}`)).body, body)
  t.match(await bank.admin('GET', '/outcomes/999'), { status: 404, body: { field: 'id' } })
  t.match(await bank.admin('GET', '/outcomes/abc'), { status: 404 })
})

const arm = async (bank: TestBank, wish: object): Promise<OutcomeReply> => (await bank.admin<OutcomeReply>('POST', '/outcomes', wish)).body

const ids = async (bank: TestBank, query = ''): Promise<string[]> => (await bank.admin<List>('GET', `/outcomes${query}`)).body.items.map(({ id }) => id)

t.test('a list is everything, one partner, or what never fired, page by page', async t => {
  const bank = await startTestBank(t)
  const global = await arm(bank, { service: 'token', respond: { responseCode: '5007300' } })
  const own = await arm(bank, { service: '*', delayMs: 1, partnerId: DEMO_SNAP })
  const others = await arm(bank, { service: '*', delayMs: 1, partnerId: DEMO_BNC })
  t.strictSame(await ids(bank), [global.id, own.id, others.id])
  t.strictSame(await ids(bank, `?partnerId=${DEMO_SNAP}`), [own.id])
  const { token } = await bank.partner(DEMO_SNAP)
  await token()
  t.strictSame(await ids(bank, '?unused=true'), [global.id, others.id], "the partner's own came first")
  t.strictSame(await ids(bank, '?unused=false'), [own.id])
  t.strictSame(await ids(bank, `?unused=true&partnerId=${DEMO_SNAP}`), [])
  const first = (await bank.admin<List>('GET', '/outcomes?limit=2')).body
  t.strictSame(first.items.map(({ id }) => id), [global.id, own.id])
  t.strictSame(await ids(bank, `?limit=2&cursor=${first.nextCursor ?? ''}`), [others.id])
  for (const [query, field] of [['unused=maybe', 'unused'], ['partnerId=nobody', 'partnerId'], ['used=1', 'used'], ['cursor=x', 'cursor']] as const) {
    t.match(await bank.admin('GET', `/outcomes?${query}`), { status: field === 'partnerId' ? 404 : 400, body: { field } }, query)
  }
})

t.test('one goes, or those of a partner, or all', async t => {
  const bank = await startTestBank(t)
  const wish = { service: '*', delayMs: 1 }
  const [a, b, c, d] = [await arm(bank, wish), await arm(bank, { ...wish, partnerId: DEMO_BNC }), await arm(bank, { ...wish, partnerId: DEMO_SNAP }), await arm(bank, wish)]
  t.equal((await bank.admin('DELETE', `/outcomes/${a.id}`)).status, 204)
  t.match(await bank.admin('DELETE', `/outcomes/${a.id}`), { status: 404, body: { field: 'id' } })
  t.match(await bank.admin('DELETE', '/outcomes?partnerId=nobody'), { status: 404, body: { field: 'partnerId' } })
  t.strictSame(await ids(bank), [b.id, c.id, d.id])
  t.equal((await bank.admin('DELETE', `/outcomes?partnerId=${DEMO_BNC}`)).status, 204)
  t.strictSame(await ids(bank), [c.id, d.id])
  t.equal((await bank.admin('DELETE', '/outcomes')).status, 204)
  t.strictSame(await ids(bank), [])
  t.not((await arm(bank, wish)).id, d.id, 'an id is not given twice')
})

t.test('the nearest calls that missed are kept, and why', async t => {
  const bank = await startTestBank(t)
  const partner = await bank.partner(DEMO_SNAP)
  const { id } = await arm(bank, { service: 'cancel', match: { referenceNo: 'THIS' }, respond: C, partnerId: DEMO_SNAP })
  await partner.call('cancel', { originalReferenceNo: 'THAT', reason: 'x' }, { externalId: 'near' })
  for (let i = 0; i < 7; i++) await partner.call('query', { originalReferenceNo: 'THAT', serviceCode: '47' })
  const { nearMisses, used } = (await bank.admin<OutcomeReply>('GET', `/outcomes/${id}`)).body
  t.equal(used, 0)
  t.equal(nearMisses.length, 5)
  t.match(nearMisses[0], { service: '77', externalId: 'near', partnerId: DEMO_SNAP, why: ['match.referenceNo is THIS, the call had THAT'] })
  t.strictSame(nearMisses[1]?.why, ['service is 77, the call was 51', 'match.referenceNo is THIS, the call had THAT'])
})

t.test('a reset takes them away, and brings back those of the fixtures', async t => {
  const bank = await startTestBank(t)
  await arm(bank, { service: '*', delayMs: 1 })
  const { id } = await arm(bank, { service: '*', delayMs: 1, partnerId: DEMO_BNC })
  const own = await arm(bank, { service: '*', delayMs: 1, partnerId: DEMO_SNAP })
  await bank.admin('POST', '/reset', { partnerId: DEMO_SNAP })
  t.match(await bank.admin('GET', `/outcomes/${own.id}`), { status: 404 })
  t.match(await bank.admin('GET', `/outcomes/${id}`), { status: 200 })
  await bank.admin('POST', '/reset', {})
  t.strictSame(await ids(bank), [])
})

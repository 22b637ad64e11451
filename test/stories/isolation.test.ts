/** A hundred partners side by side, all with the same numbers: nothing that one does is seen by another. */
import t from 'tap'
import type { ClockReply } from '../../schemas/clock.js'
import type { OutcomeReply } from '../../schemas/outcome.js'
import type { PartnerReply } from '../../schemas/partner.js'
import type { RequestReply } from '../../schemas/journal.js'
import type { TransactionReply } from '../../schemas/transaction.js'
import { startTestBank, type TestBank, type TestPartner } from '../bank-harness.js'

const PARTNERS = 100
const SHARED = '2026112100000000000000001'

interface List<T> {
  readonly items: T[]
}

/** What the n-th partner does; the others do something else at the same moment. */
const live = async (bank: TestBank, partner: TestPartner, n: number): Promise<string[]> => {
  const { partnerId, merchants: [merchant] } = partner.partner
  const codes: string[] = []
  const call = async (service: 'generate' | 'query' | 'cancel', body: object, externalId: string): Promise<void> => {
    codes.push(String((await partner.call(service, body, { externalId })).body['responseCode']))
  }
  await bank.seed(partnerId, { referenceNo: SHARED, partnerReferenceNo: 'SEEDED', amount: `${1000 + n}.00` })
  if (n % 2 === 0) await bank.admin('POST', '/outcomes', { service: 'query', partnerId, respond: { responseCode: '5005100' } })
  if (n % 3 === 0) await bank.advance(1000 * n, partnerId)
  if (n % 3 === 0) await partner.token()
  await call('generate', { partnerReferenceNo: 'INV-1', amount: { value: '5000.00', currency: 'IDR' }, merchantId: merchant?.merchantId }, 'E1')
  await call('query', { originalReferenceNo: SHARED, serviceCode: '47' }, 'E2')
  if (n % 5 === 0) await bank.admin('PATCH', `/partners/${partnerId}`, { settings: { notFoundAs: 'status' } })
  await call('query', { originalReferenceNo: 'UNKNOWN', serviceCode: '47' }, 'E3')
  await call('cancel', { originalReferenceNo: SHARED, reason: 'x', merchantId: merchant?.merchantId }, 'E4')
  if (n % 7 === 0) {
    await bank.admin('POST', '/reset', { partnerId })
    await bank.seed(partnerId, { referenceNo: SHARED, amount: `${1000 + n}.00` })
    await partner.token()
  }
  await call('query', { originalReferenceNo: SHARED, serviceCode: '47' }, 'E2')
  return codes
}

/** The n-th partner's QR is expired when its clock has jumped: by 15 minutes and more. */
const expected = (n: number): string[] => {
  const hasJumped = n % 3 === 0 && n > 0
  const unknown = n % 5 === 0 ? '2005100' : '4045101'
  return ['2004700', n % 2 === 0 ? '5005100' : '2005100', unknown, hasJumped ? '4037700' : '2007700', n % 7 === 0 ? '2005100' : '4095100']
}

t.test('a hundred partners with equal numbers, clocks that jump, outcomes and resets do not meet', async t => {
  const bank = await startTestBank(t)
  const partners = await Promise.all(Array.from({ length: PARTNERS }, (_, n) => bank.newPartner({ partnerId: `P${n}`, dialect: 'snap' })))
  const lives = await Promise.all(partners.map((partner, n) => live(bank, partner, n)))
  t.strictSame(lives, partners.map((_, n) => expected(n)))

  for (const [n, { partner: { partnerId } }] of partners.entries()) {
    const of = <T>(path: string) => bank.admin<List<T>>('GET', `${path}?partnerId=${partnerId}`).then(({ body }) => body.items)
    const wasReset = n % 7 === 0
    const transactions = await of<TransactionReply>('/transactions')
    t.strictSame(transactions.map(({ amount }) => amount).sort(), (wasReset ? [`${1000 + n}.00`] : [`${1000 + n}.00`, '5000.00']).sort(), partnerId)
    t.ok(transactions.every(one => one.partnerId === partnerId))
    t.strictSame((await of<OutcomeReply>('/outcomes')).map(({ used }) => used), n % 2 === 0 && !wasReset ? [1] : [])
    const services = (await of<RequestReply>('/requests')).map(({ service }) => service).filter(service => service !== '73')
    t.strictSame(services, wasReset ? ['51'] : ['51', '77', '51', '51', '47'])
    const clock = (await bank.admin<ClockReply>('GET', `/clock?partnerId=${partnerId}`)).body
    t.equal(clock.offsetSeconds, n % 3 === 0 && !wasReset ? 1000 * n : 0)
    const { settings } = (await bank.admin<PartnerReply>('GET', `/partners/${partnerId}`)).body
    t.equal(settings.notFoundAs, n % 5 === 0 ? 'status' : 'code')
  }
})

t.test("a partner's deletion leaves its neighbours whole", async t => {
  const bank = await startTestBank(t)
  const [gone, stays] = [await bank.newPartner({ dialect: 'snap' }), await bank.newPartner({ dialect: 'snap' })]
  for (const { partner: { partnerId } } of [gone, stays]) {
    await bank.seed(partnerId, { referenceNo: SHARED })
    await bank.admin('POST', '/outcomes', { service: 'query', partnerId, respond: { responseCode: '5005100' } })
  }
  await gone.token()
  await stays.token()
  const waiting = t.rejects(gone.call('generate', {}, { headers: { 'X-Sandbox-Outcome': 'delay=60000' } }), 'its replies that wait are cut')
  await stays.call('cancel', {}, { headers: { 'X-Sandbox-Outcome': '2007700;delay=20' } })
  t.equal((await bank.admin('DELETE', `/partners/${gone.partner.partnerId}`)).status, 204)
  await waiting
  t.match((await gone.call('query', { originalReferenceNo: SHARED, serviceCode: '47' })).body, { responseCode: '4015100' })
  t.match((await stays.call('query', { originalReferenceNo: SHARED, serviceCode: '47' })).body, { responseCode: '5005100' })
  t.match((await stays.call('query', { originalReferenceNo: SHARED, serviceCode: '47' })).body, { responseCode: '2005100' })
  t.equal((await bank.admin<List<OutcomeReply>>('GET', '/outcomes')).body.items.length, 1)
})

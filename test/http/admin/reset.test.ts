/** Reset: back to the fixtures, the whole bank or one partner; credentials that an admin made stay. */
import t from 'tap'
import type { PartnerReply } from '../../../schemas/partner.js'
import { DEMO_BNC, DEMO_SNAP, demoFixture, startTestBank, type TestBank } from '../../bank-harness.js'

const QUERY = { originalReferenceNo: '404', serviceCode: '47' }

const stateOf = async (bank: TestBank, partnerId: string): Promise<unknown> => {
  const { body } = await bank.admin<{ items: Record<string, unknown>[] }>('GET',
    `/transactions?partnerId=${partnerId}&limit=1000`)
  return body.items.map(({ referenceNo, partnerReferenceNo, status, amount, merchantId }) =>
    ({ referenceNo, partnerReferenceNo, status, amount, merchantId }))
}

const registrationOf = async (bank: TestBank, partnerId: string): Promise<PartnerReply> =>
  (await bank.admin<PartnerReply>('GET', `/partners/${partnerId}`)).body

const idsOf = async (bank: TestBank): Promise<string[]> =>
  (await bank.admin<{ items: PartnerReply[] }>('GET', '/partners')).body.items.map(({ partnerId }) => partnerId)

/** Leaves nothing as the fixtures have it. */
const spoil = async (bank: TestBank, partnerId: string): Promise<void> => {
  await bank.admin('PUT', '/transactions/2026010100000000000000012/status', { status: 'failed' })
  await bank.seed(partnerId, { referenceNo: `NEW-${partnerId}` })
  await bank.admin('PATCH', `/partners/${partnerId}`,
    { dialect: 'snap', settings: { expiredStatus: '08' }, merchants: [{}], callbackUrl: 'http://localhost:1/' })
  await bank.advance(86_400, partnerId)
}

t.test('the bank goes back to its fixtures, and partners made by hand keep their credentials', async t => {
  const bank = await startTestBank(t)
  const before = { state: await stateOf(bank, DEMO_BNC), partner: await registrationOf(bank, DEMO_BNC) }
  const made = await bank.newPartner({ settings: { expiredStatus: '06' } })
  const { partnerId } = made.partner
  await spoil(bank, DEMO_BNC)
  await spoil(bank, partnerId)
  await bank.advance(60)
  await bank.admin('DELETE', `/partners/${DEMO_SNAP}`)
  const kept = await registrationOf(bank, partnerId)
  t.strictSame(await bank.admin('POST', '/reset'), { status: 200, body: { reset: 'bank' } })
  t.strictSame(await stateOf(bank, DEMO_BNC), before.state)
  t.strictSame(await registrationOf(bank, DEMO_BNC), before.partner)
  t.strictSame(await registrationOf(bank, partnerId), kept)
  t.strictSame(await stateOf(bank, partnerId), [])
  for (const query of ['', `?partnerId=${partnerId}`, `?partnerId=${DEMO_BNC}`]) {
    t.match((await bank.admin('GET', `/clock${query}`)).body, { offsetSeconds: 0, frozen: false }, 'clocks too')
  }
  t.equal((await registrationOf(bank, DEMO_SNAP)).partnerId, DEMO_SNAP, 'a fixture partner that was removed comes back')
  t.equal((await bank.seed(partnerId, {})).status, 'pending', 'and life goes on')
})

t.test('partners stay in their order', async t => {
  const bank = await startTestBank(t)
  const { partnerId } = (await bank.newPartner()).partner
  await bank.admin('POST', '/reset')
  await bank.admin('POST', '/reset', { partnerId: DEMO_BNC })
  t.strictSame(await idsOf(bank), [DEMO_BNC, DEMO_SNAP, partnerId])
})

t.test('one partner is reset, and nobody else', async t => {
  const bank = await startTestBank(t)
  const made = await bank.newPartner()
  const { partnerId } = made.partner
  await spoil(bank, DEMO_BNC)
  await spoil(bank, partnerId)
  const [state, kept] = [await stateOf(bank, DEMO_BNC), await registrationOf(bank, partnerId)]
  t.strictSame(await bank.admin('POST', '/reset', { partnerId }), { status: 200, body: { reset: partnerId } })
  t.strictSame(await stateOf(bank, partnerId), [])
  t.strictSame(await registrationOf(bank, partnerId), kept)
  t.match((await bank.admin('GET', `/clock?partnerId=${partnerId}`)).body, { offsetSeconds: 0 })
  t.strictSame(await stateOf(bank, DEMO_BNC), state)
  await bank.admin('POST', '/reset', { partnerId: DEMO_BNC })
  t.equal((await registrationOf(bank, DEMO_BNC)).dialect, 'bnc')
  t.equal((await bank.transaction('2026010100000000000000012')).status, 'pending')
})

t.test('a reset partner calls with the credentials that it has, and its external ids are new again', async t => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner()
  const use = async (): Promise<unknown> => (await partner.call('query', QUERY, { externalId: 'once' })).body['responseCode']
  t.equal(await use(), '4045101')
  t.equal(await use(), '4095100')
  await bank.admin('POST', '/reset', { partnerId: partner.partner.partnerId })
  t.equal(await use(), '4045101', 'with the token that it has')
})

t.test('a due expiry does not outlive its transaction', async t => {
  const bank = await startTestBank(t)
  const { partnerId } = (await bank.newPartner()).partner
  await bank.seed(partnerId, { referenceNo: 'SAME' })
  await bank.admin('POST', '/reset', { partnerId })
  await bank.seed(partnerId, { referenceNo: 'SAME', expiresAt: null })
  t.equal((await bank.advance(86_400, partnerId)).done, 0)
  t.equal((await bank.transaction('SAME')).status, 'pending')
})

t.test('the fixtures hold a transaction in every state for both demo partners', async t => {
  const bank = await startTestBank(t)
  for (const [dialect, partnerId] of [['bnc', DEMO_BNC], ['snap', DEMO_SNAP]] as const) {
    const fixture = demoFixture(dialect)
    const partner = await bank.partner(partnerId)
    for (const { referenceNo = '', status } of fixture.transactions) t.equal((await bank.transaction(referenceNo)).status, status)
    t.equal(new Set(fixture.transactions.map(({ status }) => status)).size, 8)
    t.ok(fixture.partner.merchants.every(({ name }) => name.includes('SANDBOX')))
    t.equal((await partner.call('query', QUERY)).body['responseCode'], '4045101', `${dialect} calls with its keys`)
  }
})

t.test('a reset says whom, or nobody', async t => {
  const bank = await startTestBank(t)
  t.match(await bank.admin('POST', '/reset', { partnerId: 'NOBODY' }), { status: 404, body: { field: 'partnerId' } })
  t.match(await bank.admin('POST', '/reset', { partnerId: '' }), { status: 400, body: { field: 'partnerId' } })
  t.match(await bank.admin('POST', '/reset', { all: true }), { status: 400, body: { field: 'all' } })
})

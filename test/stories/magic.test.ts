/** Magic values: a tester who can only choose a reference forces any call of that transaction, and its state. */
import t, { type Test } from 'tap'
import type { WIRE_CODE } from '../../schemas/transaction-status.js'
import { startTestBank } from '../bank-harness.js'

const enter = async (t: Test, wish: object = {}) => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner({ dialect: 'snap', ...wish })
  const { partnerId, merchants: [merchant] } = partner.partner
  const generate = async (partnerReferenceNo: string) => {
    const amount = { value: '10000.00', currency: 'IDR' }
    const { body } = await partner.call('generate', { partnerReferenceNo, amount, merchantId: merchant?.merchantId })
    return { code: body['responseCode'], referenceNo: body['referenceNo'] as string }
  }
  const query = async (body: object) => (await partner.call('query', { serviceCode: '47', ...body })).body
  const cancel = async (body: object) => (await partner.call('cancel', { reason: 'x', merchantId: merchant?.merchantId, ...body })).body['responseCode']
  return { bank, partnerId, generate, query, cancel }
}

t.test('the service digits choose the call: the QR is made, its cancel fails, by either of its numbers', async t => {
  const { bank, partnerId, generate, query, cancel } = await enter(t)
  const { code, referenceNo } = await generate('INV-1-SIM4047700')
  t.equal(code, '2004700')
  t.equal(await cancel({ originalReferenceNo: referenceNo }), '4047700', "by the bank's number alone")
  t.equal(await cancel({ originalReferenceNo: referenceNo, originalPartnerReferenceNo: 'INV-1-SIM4047700' }), '4047700')
  t.match(await query({ originalReferenceNo: referenceNo }), { responseCode: '2005100', latestTransactionStatus: '03' })
  t.equal((await bank.transaction(referenceNo, partnerId)).status, 'pending')
})

t.test('each call of a transaction can have its own', async t => {
  const { generate, query, cancel } = await enter(t)
  const { referenceNo } = await generate('SIM5045100-SIM4037703')
  t.match(await query({ originalReferenceNo: referenceNo }), { responseCode: '5045100' })
  t.match(await query({ originalPartnerReferenceNo: 'SIM5045100-SIM4037703' }), { responseCode: '5045100' })
  t.equal(await cancel({ originalReferenceNo: referenceNo }), '4037703')
  t.equal((await generate('SIM4034702')).code, '4034702')
})

t.test('in a reason, and of a transaction that does not exist', async t => {
  const { generate, query, cancel } = await enter(t)
  const { referenceNo } = await generate('PLAIN')
  t.equal(await cancel({ originalReferenceNo: referenceNo, reason: 'test SIM5007701' }), '5007701')
  t.match(await query({ originalPartnerReferenceNo: 'NONE-SIM4295100' }), { responseCode: '4295100' })
  t.equal(await cancel({ originalReferenceNo: referenceNo }), '2007700')
})

t.test('a QR goes by itself to the state that its reference names', async t => {
  const { generate, query } = await enter(t)
  const reachable = { success: '00', refunded: '04', canceled: '05', failed: '06', paying: '02', pending: '03' } satisfies Partial<typeof WIRE_CODE>
  for (const [status, code] of Object.entries(reachable)) {
    const { referenceNo, code: made } = await generate(`INV-SIM${code}-${status}`)
    t.equal(made, '2004700')
    t.match(await query({ originalReferenceNo: referenceNo }), { latestTransactionStatus: code }, status)
  }
})

t.test("or after a while by the partner's clock, and by nobody else's", async t => {
  const { bank, partnerId, generate, query } = await enter(t)
  const other = await bank.newPartner({ dialect: 'snap' })
  const { referenceNo } = await generate('INV-2-SIM00@30')
  const status = async () => (await query({ originalReferenceNo: referenceNo }))['latestTransactionStatus']
  await bank.advance(60, other.partner.partnerId)
  t.equal(await status(), '03')
  await bank.advance(29, partnerId)
  t.equal(await status(), '03')
  await bank.advance(1, partnerId)
  t.equal(await status(), '00')
  const { history = [] } = await bank.transaction(referenceNo, partnerId)
  t.match(history.at(-1), { from: 'pending', to: 'success', cause: 'magic' })
})

t.test('what was canceled before its time stays canceled', async t => {
  const { bank, partnerId, generate, query, cancel } = await enter(t)
  const { referenceNo } = await generate('INV-3-SIM00@30')
  t.equal(await cancel({ originalReferenceNo: referenceNo }), '2007700')
  await bank.advance(31, partnerId)
  t.match(await query({ originalReferenceNo: referenceNo }), { latestTransactionStatus: '05' })
})

t.test('a code of 401 needs no valid signature, whatever else is armed', async t => {
  for (const isArmed of [false, true]) {
    const bank = await startTestBank(t)
    const { sign, send, partner: { partnerId } } = await bank.newPartner({ dialect: 'snap' })
    if (isArmed) await bank.admin('POST', '/outcomes', { service: 'refund', partnerId, delayMs: 1 })
    const body = { originalPartnerReferenceNo: 'SIM4015101', serviceCode: '47' }
    const { status, body: reply } = await send(sign.call('query', body, { token: 'none', headers: { 'X-SIGNATURE': 'none' } }))
    t.strictSame([status, reply['responseCode']], [401, '4015101'], `armed: ${String(isArmed)}`)
  }
})

t.test('a partner may switch them off', async t => {
  const { bank, partnerId, generate, query, cancel } = await enter(t, { settings: { magicValues: false } })
  const { code, referenceNo } = await generate('SIM5004700-SIM4047700-SIM00')
  t.equal(code, '2004700')
  t.match(await query({ originalReferenceNo: referenceNo }), { latestTransactionStatus: '03' })
  t.equal(await cancel({ originalReferenceNo: referenceNo, reason: 'SIM4047701' }), '2007700')
  await bank.admin('PATCH', `/partners/${partnerId}`, { settings: { magicValues: true } })
  t.equal((await generate('SIM5004700')).code, '5004700')
})

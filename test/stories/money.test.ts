/** What a partner lives through with money: a QR paid and given back, a QR that nobody pays, a sticker that many pay. */
import t from 'tap'
import type { TransactionReply } from '../../schemas/transaction.js'
import { DEMO_BNC, DEMO_SNAP, startTestBank } from '../bank-harness.js'
import { waitFor } from '../notification-harness.js'
import { isVerified, startReceiver, type Received } from '../receiver.js'

const idr = (value: string) => ({ value, currency: 'IDR' })

for (const [dialect, id] of [['bnc', DEMO_BNC], ['snap', DEMO_SNAP]] as const) {
  await t.test(`${dialect}: a QR is generated, paid, told of, inquired, given back in part and then whole`, async t => {
    const bank = await startTestBank(t)
    const receiver = await startReceiver(t)
    await bank.admin('PATCH', `/partners/${id}`, { callbackUrl: receiver.url, settings: { notifyOn: ['success', 'refunded'] } })
    const { call, partner } = await bank.partner(id)
    const { bankPublicKey: publicKey } = partner
    const told = async (status: string): Promise<Received | undefined> => {
      await waitFor({ bank }, originalReferenceNo, 'delivered', `&transactionStatus=${status}`)
      return receiver.received.at(-1)
    }
    const partnerReferenceNo = 'STORY-1'
    const made = await call('generate', { partnerReferenceNo, amount: idr('75000.50'), merchantId: partner.merchants[0]?.merchantId })
    t.match(made.body, { responseCode: '2004700' })
    const originalReferenceNo = made.body['referenceNo'] as string
    const inquire = async () => (await call('query', { originalReferenceNo, serviceCode: '47' })).body
    t.match(await inquire(), { latestTransactionStatus: '03', paidTime: undefined })

    const paid = await bank.admin<TransactionReply>('POST', '/pay', { referenceNo: originalReferenceNo, issuer: '014', rrn: '123456789012' })
    t.match(paid, { status: 200, body: { status: 'success', amount: '75000.50', bankName: 'BANK CENTRAL ASIA' } })
    const notified = await told('success')
    t.ok(isVerified(notified, { publicKey }), "by the bank's public key")
    t.match(notified?.json, {
      originalReferenceNo, latestTransactionStatus: '00', amount: idr('75000.50'), additionalInfo: { RRN: '123456789012', bankCode: '014' }
    })
    t.match(await inquire(), {
      latestTransactionStatus: '00',
      transactionStatusDesc: 'Success',
      paidTime: paid.body.paidAt ?? '',
      amount: idr('75000.50'),
      additionalInfo: { RRN: '123456789012', bankCode: '014', bankName: 'BANK CENTRAL ASIA', traceId: /^[0-9a-f]{32}$/ }
    })

    const references = { originalPartnerReferenceNo: partnerReferenceNo, originalReferenceNo }
    const part = await call('refund', { ...references, partnerRefundNo: 'REFUND-1', refundAmount: idr('25000.25'), reason: 'one cup was cold' })
    t.match(part.body, { responseCode: '2007800', ...references, partnerRefundNo: 'REFUND-1', refundAmount: idr('25000.25') })
    t.match(await inquire(), { latestTransactionStatus: '00' }, 'it stays paid while something is left')
    const rest = await call('refund', { ...references, partnerRefundNo: 'REFUND-2' })
    t.match(rest.body, { responseCode: '2007800', refundAmount: idr('50000.25') })
    t.match(await inquire(), { latestTransactionStatus: '04', transactionStatusDesc: 'Refunded' })
    const given = await told('refunded')
    t.ok(isVerified(given, { publicKey }))
    t.match(given?.json, { originalReferenceNo, latestTransactionStatus: '04' })
    t.equal(receiver.received.length, 2, 'a part that is given back is not told of: the state stays')

    const end = await bank.transaction(originalReferenceNo)
    t.match(end, { status: 'refunded', refundedAmount: '75000.50' })
    t.strictSame(end.history?.map(({ from, to, event, cause }) => [from, to, event, cause]), [
      [null, 'pending', 'generate', 'snap:47'],
      ['pending', 'success', 'pay', 'admin'],
      ['success', 'success', 'refund', 'snap:78'],
      ['success', 'refunded', 'refund', 'snap:78']
    ])
    t.match(end.refunds, [{ partnerRefundNo: 'REFUND-1', amount: '25000.25', reason: 'one cup was cold' }, { partnerRefundNo: 'REFUND-2', amount: '50000.25' }])
  })
}

await t.test('a QR that nobody pays expires after its time, and can then not be canceled', async t => {
  const bank = await startTestBank(t)
  const { call } = await bank.partner(DEMO_BNC)
  const made = await call('generate', { amount: idr('10000.00'), merchantId: '000100010001' })
  const originalReferenceNo = made.body['referenceNo'] as string
  t.match((await bank.advance(15 * 60, DEMO_BNC)).happened, [{ referenceNo: originalReferenceNo, from: 'pending', to: 'expired' }])
  const { call: later } = await bank.partner(DEMO_BNC) // its first token is over too
  t.match((await later('query', { originalReferenceNo, serviceCode: '47' })).body, {
    latestTransactionStatus: '05', transactionStatusDesc: 'Canceled (expired)'
  })
  t.match((await later('cancel', { originalReferenceNo, reason: 'too late' })).body, { responseCode: '4037700' })
})

await t.test('a sticker is paid 25 times and its payments are listed page by page', async t => {
  const bank = await startTestBank(t)
  for (const id of [DEMO_BNC, DEMO_SNAP]) {
    const { call, partner } = await bank.partner(id)
    const made = await call('generate', { partnerReferenceNo: 'STICKER', merchantId: partner.merchants[0]?.merchantId })
    const { scID } = made.body['additionalInfo'] as { scID: string }
    const referenceNos: string[] = []
    for (let i = 1; i <= 25; i++) {
      const { body } = await bank.admin<TransactionReply>('POST', '/pay', { qrContent: made.body['qrContent'], amount: `${String(i)}000.00` })
      t.match(body, { kind: 'payment', status: 'success', amount: `${String(i)}000.00`, qrReferenceNo: made.body['referenceNo'] as string })
      referenceNos.push(body.referenceNo)
    }
    t.equal(new Set(referenceNos).size, 25, 'each payment is a transaction of its own')
    const seen: string[] = []
    for (const pageNumber of [0, 1, 2, 3]) {
      const { body } = await call('history', { pageNumber, additionalInfo: { scID } })
      t.match(body, { responseCode: '2001200', additionalInfo: { total: 25, pages: 3, hasMore: pageNumber < 2 } })
      const items = body['detailData'] as { amount: { value: string }; additionalInfo: { originalReferenceNo: string } }[]
      t.equal(items.length, [10, 10, 5, 0][pageNumber])
      seen.push(...items.map(item => item.additionalInfo.originalReferenceNo))
    }
    t.strictSame([...seen].sort(), [...referenceNos].sort(), 'every payment is listed once')
  }
})

/** What is left of a payment, and when two refund requests are the same. */
import t from 'tap'
import type { QrMpmRefundRequest } from '../../schemas/qr-mpm-refund.js'
import { leftToRefund, refundFingerprint } from '../../src/domain/refund.js'

t.test('what is left is what was paid without what went back, to the sen', async t => {
  for (const [amount, refundedAmount, left] of [
    ['10000.00', '0.00', 1_000_000n],
    ['10000.00', '9999.99', 1n],
    ['10000.00', '10000.00', 0n],
    ['9999999999999999.99', '0.01', 999_999_999_999_999_998n],
    [null, '0.00', 0n]
  ] as const) t.equal(leftToRefund({ amount, refundedAmount }), left, `${amount ?? 'none'} - ${refundedAmount}`)
})

const REQUEST: QrMpmRefundRequest = {
  originalReferenceNo: '1', partnerRefundNo: 'R', refundAmount: { value: '10.00', currency: 'IDR' }, reason: 'cold', merchantId: 'M'
}

t.test('two requests are the same by amount, reason, merchant and store', async t => {
  const same = refundFingerprint(REQUEST)
  for (const change of [
    {}, { partnerRefundNo: 'S' }, { originalReferenceNo: '2' }, { originalExternalId: 'E' }, { additionalInfo: { channel: 'x' } },
    { refundAmount: { value: '0010.00', currency: 'IDR' as const } }
  ]) t.equal(refundFingerprint({ ...REQUEST, ...change }), same, JSON.stringify(change))
  const { refundAmount: _, ...whole } = REQUEST
  t.not(refundFingerprint(whole), same, 'all that is left')
  for (const change of [
    { refundAmount: { value: '10.01', currency: 'IDR' as const } }, { reason: 'hot' }, { merchantId: 'N' }, { subMerchantId: 'S' }, { externalStoreId: 'S' }
  ]) t.not(refundFingerprint({ ...REQUEST, ...change }), same, JSON.stringify(change))
})

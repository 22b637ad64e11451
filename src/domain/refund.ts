/** What may go back of a payment. */
import type { QrMpmRefundRequest } from '../../schemas/qr-mpm-refund.js'
import { parseAmount } from './money.js'
import type { Transaction } from './transaction.js'

const sen = (amount: string | null): bigint => (amount === null ? 0n : (parseAmount(amount) ?? 0n))

/** The sen of a payment that have not been given back yet. */
export const leftToRefund = ({ amount, refundedAmount }: Pick<Transaction, 'amount' | 'refundedAmount'>): bigint =>
  sen(amount) - sen(refundedAmount)

/** What makes two requests with one partnerRefundNo the same [CHOSEN]: the amount, the reason and the merchant that they name. */
export const refundFingerprint = (request: QrMpmRefundRequest): string => {
  const { refundAmount, reason, merchantId, subMerchantId, externalStoreId } = request
  const amount = refundAmount === undefined ? null : String(sen(refundAmount.value))
  return JSON.stringify([amount, reason, merchantId, subMerchantId, externalStoreId])
}

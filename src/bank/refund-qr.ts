/** QR MPM refund (78): gives a paid transaction back, in one piece or in parts. */
import type { QrMpmRefundReply, QrMpmRefundRequest } from '../../schemas/qr-mpm-refund.js'
import { jakartaTime } from '../domain/jakarta.js'
import { formatAmount, parseAmount } from '../domain/money.js'
import type { Partner } from '../domain/partner.js'
import { leftToRefund, refundFingerprint } from '../domain/refund.js'
import { Refusal } from '../domain/refusal.js'
import type { Transaction } from '../domain/transaction.js'
import { nowOf, type Bank } from './bank.js'
import { findTransaction } from './find-transaction.js'
import { newRefundNo } from './record-refund.js'
import { refundPayment } from './refund-payment.js'

type Reply = Omit<QrMpmRefundReply, 'responseCode' | 'responseMessage'>

const find = (bank: Bank, partner: Partner, request: QrMpmRefundRequest): Transaction => {
  const found = findTransaction(bank, partner, {
    referenceNo: request.originalReferenceNo,
    partnerReferenceNo: request.originalPartnerReferenceNo
  })
  if (found === 'unknown') throw new Refusal('40401', 'the partner has no such transaction')
  if (found === 'inconsistent') throw new Refusal('40418', 'the two references are of different transactions')
  // [CHOSEN] as cancel does
  if (request.merchantId !== undefined && request.merchantId !== found.merchantId) {
    throw new Refusal('40408', `the transaction is of merchant ${found.merchantId}`)
  }
  return found
}

/** The first reply, if this refund was given already. The same number for anything else contradicts it. */
const earlierReply = (bank: Bank, transaction: Transaction, request: QrMpmRefundRequest): Reply | undefined => {
  const earlier = bank.store.refunds.findByPartnerNumber(transaction.partnerId, request.partnerRefundNo)
  if (earlier === undefined) return undefined
  if (earlier.referenceNo !== transaction.referenceNo) {
    throw new Refusal('40418', `partnerRefundNo is that of a refund of ${earlier.referenceNo}`)
  }
  if (earlier.fingerprint !== refundFingerprint(request)) {
    throw new Refusal('40418', `refund ${earlier.refundNo} has this partnerRefundNo and another content`)
  }
  return JSON.parse(earlier.reply ?? '{}') as Reply
}

const demandAmount = (transaction: Transaction, request: QrMpmRefundRequest): bigint => {
  if (transaction.status !== 'success') throw new Refusal('40400', `the transaction is ${transaction.status}`)
  const left = leftToRefund(transaction)
  const amount = request.refundAmount === undefined ? left : (parseAmount(request.refundAmount.value) ?? 0n)
  if (amount === 0n) throw new Refusal('40413', 'a refund of 0.00 gives nothing back') // [CHOSEN]
  if (amount > left) throw new Refusal('40413', `only ${formatAmount(left)} is left`)
  return amount
}

export const refundQr = (bank: Bank, partner: Partner, request: QrMpmRefundRequest): Reply => {
  const transaction = find(bank, partner, request)
  const earlier = earlierReply(bank, transaction, request)
  if (earlier !== undefined) return earlier
  const amount = demandAmount(transaction, request)
  const { partnerRefundNo, reason = null, originalExternalId } = request
  const at = nowOf(bank, partner.partnerId)
  const refundNo = newRefundNo(bank, partner.partnerId, at)
  const partnerReference = transaction.partnerReferenceNo ?? request.originalPartnerReferenceNo
  const reply: Reply = {
    ...(partnerReference === undefined ? {} : { originalPartnerReferenceNo: partnerReference }),
    originalReferenceNo: transaction.referenceNo,
    ...(originalExternalId === undefined ? {} : { originalExternalId }),
    refundNo,
    partnerRefundNo,
    refundAmount: { value: formatAmount(amount), currency: 'IDR' },
    refundTime: jakartaTime(at)
  }
  const kept = { fingerprint: refundFingerprint(request), reply: JSON.stringify(reply) }
  refundPayment(bank, transaction, { amount, at, refundNo, partnerRefundNo, reason, ...kept }, 'snap:78')
  return reply
}

/** Writes refunds down, so that those of a payment always add up to its refundedAmount. */
import { digits } from '../domain/chance.js'
import { jakartaHour } from '../domain/jakarta.js'
import { formatAmount } from '../domain/money.js'
import { leftToRefund } from '../domain/refund.js'
import type { StoredStatus, Transaction } from '../domain/transaction.js'
import type { RefundRow } from '../store/refund.js'
import type { Bank } from './bank.js'

/** 25 digits, like a referenceNo [CHOSEN], that no refund of this partner has yet. */
export const newRefundNo = (bank: Bank, partnerId: string, now: number): string => {
  for (;;) {
    const refundNo = jakartaHour(now) + digits(bank.chance, 15)
    if (bank.store.refunds.find(partnerId, refundNo) === undefined) return refundNo
  }
}

type Optional = 'refundNo' | 'partnerRefundNo' | 'reason' | 'fingerprint' | 'reply'

/** One refund; what a partner's own carries beyond an admin's is optional. */
export interface RefundNote extends Partial<Pick<RefundRow, Optional>> {
  readonly amount: bigint
  readonly at: number
}

export const recordRefund = (bank: Bank, { partnerId, referenceNo }: Transaction, note: RefundNote): void => {
  const { amount, at, ...more } = note
  bank.store.refunds.add({
    partnerId,
    refundNo: note.refundNo ?? newRefundNo(bank, partnerId, at),
    referenceNo,
    partnerRefundNo: null,
    reason: null,
    fingerprint: null,
    reply: null,
    ...more,
    amount: formatAmount(amount),
    refundedAt: at
  })
}

/**
 * A payment that becomes refunded has nothing left: the rest went back. One that becomes anything else, which only force can do,
 * was never refunded.
 */
export const squareRefunds = (bank: Bank, transaction: Transaction, to: StoredStatus, at: number): void => {
  if (to === 'refunded') {
    const left = leftToRefund(transaction)
    if (left > 0n) recordRefund(bank, transaction, { amount: left, at })
  } else if (transaction.refundedAmount !== '0.00') {
    bank.store.refunds.removeOf(transaction.partnerId, transaction.referenceNo)
  }
}

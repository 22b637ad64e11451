/** Gives money of a payment back, a part or all that is left, whoever asks for it: a partner by SNAP, or an admin. */
import { formatAmount, parseAmount } from '../domain/money.js'
import { leftToRefund } from '../domain/refund.js'
import type { Transaction } from '../domain/transaction.js'
import { Invalid } from '../domain/verdict.js'
import { nowOf, type Bank } from './bank.js'
import { demandEvent, move, noteChange } from './move-transaction.js'
import { recordRefund, type RefundNote } from './record-refund.js'

const EVENT = 'refund'

/** Whoever calls has checked that the payment is paid and that so much is left. It stays paid until nothing is left [CHOSEN]. */
export const refundPayment = (bank: Bank, transaction: Transaction, note: RefundNote, cause: string): Transaction => {
  recordRefund(bank, transaction, note)
  const left = leftToRefund(transaction) - note.amount
  const paid = parseAmount(transaction.amount ?? '') ?? 0n
  const booked: Transaction = { ...transaction, refundedAmount: formatAmount(paid - left) }
  if (left === 0n) return move(bank, booked, { to: 'refunded', event: EVENT, at: note.at, cause })
  bank.store.transactions.move(transaction, transaction.status, { refundedAmount: booked.refundedAmount })
  noteChange(bank, booked, { from: booked.status, to: booked.status, event: EVENT, at: note.at, cause })
  return booked
}

const wanted = (transaction: Transaction, amount: string | undefined): bigint => {
  const left = leftToRefund(transaction)
  const sen = amount === undefined ? left : (parseAmount(amount) ?? 0n)
  if (sen === 0n) throw new Invalid('amount', 'a refund of 0.00 gives nothing back')
  if (sen > left) throw new Invalid('amount', `only ${formatAmount(left)} of ${transaction.amount ?? ''} is left`)
  return sen
}

/** An admin's refund: so much, or all that is left. Throws `Conflict` and `Invalid`. */
export const refundByAdmin = (bank: Bank, transaction: Transaction, amount: string | undefined, cause: string): Transaction => {
  const { current } = demandEvent(bank, transaction, EVENT)
  return refundPayment(bank, current, { amount: wanted(current, amount), at: nowOf(bank, current.partnerId) }, cause)
}

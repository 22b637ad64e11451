/** Changes a transaction's state: the one place where that happens, with its history row and what follows from it. */
import type { Status } from '../../schemas/transaction-status.js'
import { payer, type PayerWish } from '../domain/payer.js'
import { eventsFrom, isOpen, nextStatus, whatIsDue, type EventName, type StoredStatus, type Transaction } from '../domain/transaction.js'
import { Conflict } from '../domain/verdict.js'
import type { TransactionPatch } from '../store/transaction.js'
import { nowOf, type Bank } from './bank.js'

/** The event is not allowed in the state that the transaction is in: 409, with the state and what it allows. */
const notFromThisState = (transaction: Transaction, wish: string): Conflict => {
  const allowed = transaction.kind === 'static' ? [] : eventsFrom(transaction.status as Status)
  const list = allowed.length === 0 ? 'nothing, this state is final' : allowed.join(', ')
  const why = `${transaction.referenceNo} is ${transaction.status}, which does not allow ${wish}; allowed: ${list}`
  return new Conflict(why, { field: 'status', allowed })
}

export interface Move {
  readonly to: StoredStatus
  readonly event: string
  readonly at: number
  /** Who or what did it: `snap:77`, `admin`, `clock`. */
  readonly cause: string
  readonly wish?: PayerWish | undefined
}

const isPaid = (status: StoredStatus): boolean => status === 'success' || status === 'refunded'

const NOT_PAID = { paidAt: null, rrn: null, bankCode: null, bankName: null, customerPan: null }

/** What a state brings with it: a payer when it is paid, none when it is not, the whole amount when it is refunded. */
const patchFor = (bank: Bank, transaction: Transaction, { to, at, wish }: Move): TransactionPatch => {
  const patch: TransactionPatch = {}
  if (isPaid(to) && transaction.paidAt === null) Object.assign(patch, { paidAt: at, ...payer(bank.chance, wish) })
  if (!isPaid(to) && transaction.paidAt !== null) Object.assign(patch, NOT_PAID)
  if (to === 'refunded') Object.assign(patch, { refundedAmount: transaction.amount ?? '0.00' })
  else if (transaction.status === 'refunded') Object.assign(patch, { refundedAmount: '0.00' })
  return patch
}

const EXPIRE = 'expire'

/** Writes down when a QR's time is over. */
export const awaitExpiry = (bank: Bank, { partnerId, referenceNo, expiresAt }: Transaction): void => {
  if (expiresAt !== null) bank.store.due.add({ partnerId, dueAt: expiresAt, kind: EXPIRE, subject: referenceNo })
}

const forgetExpiry = (bank: Bank, { partnerId, referenceNo, expiresAt }: Transaction): void => {
  if (expiresAt !== null) bank.store.due.remove({ partnerId, dueAt: expiresAt, kind: EXPIRE, subject: referenceNo })
}

/** Moves by compare-and-swap; the transaction as it is afterwards. Whoever calls has checked that the move is allowed. */
export const move = (bank: Bank, transaction: Transaction, wanted: Move): Transaction => {
  const patch = patchFor(bank, transaction, wanted)
  if (!bank.store.transactions.move(transaction, wanted.to, patch)) throw notFromThisState(transaction, wanted.event)
  const moved: Transaction = { ...transaction, ...patch, status: wanted.to }
  if (isOpen(transaction.status) && !isOpen(moved.status)) forgetExpiry(bank, transaction)
  if (!isOpen(transaction.status) && isOpen(moved.status)) awaitExpiry(bank, moved)
  const row = { from: transaction.status, to: moved.status, event: wanted.event, at: wanted.at, cause: wanted.cause }
  bank.store.transactions.addHistory(moved, row)
  bank.onChange({ partnerId: moved.partnerId, referenceNo: moved.referenceNo, ...row }, moved)
  return moved
}

/** The transaction as time has left it: expired if its time is over, whether or not the heartbeat came by. */
export const asOfNow = (bank: Bank, transaction: Transaction, now: number): Transaction => {
  const due = whatIsDue(transaction, now)
  if (due.verdict === 'none') return transaction
  if (due.verdict === 'expire') {
    const at = transaction.expiresAt ?? now
    return move(bank, transaction, { to: 'expired', event: EXPIRE, at, cause: 'clock' })
  }
  forgetExpiry(bank, transaction)
  const patch = { expiresAt: due.expiresAt, inGrace: true }
  bank.store.transactions.move(transaction, transaction.status, patch)
  const extended = { ...transaction, ...patch }
  awaitExpiry(bank, extended)
  return extended
}

/** Does an event, if the state allows it. Throws `Conflict`. */
export const applyEvent = (bank: Bank, transaction: Transaction, event: EventName, cause: string, wish?: PayerWish): Transaction => {
  const now = nowOf(bank, transaction.partnerId)
  const current = asOfNow(bank, transaction, now)
  const to = current.kind === 'static' ? undefined : nextStatus(current.status as Status, event)
  if (to === undefined) throw notFromThisState(current, event)
  return move(bank, current, { to, event, at: now, cause, wish })
}

/** Changes a transaction's state: the one place where that happens, with its history row and what follows from it. */
import type { Status } from '../../schemas/transaction-status.js'
import { payer, type PayerWish } from '../domain/payer.js'
import {
  EVENT_MOVES, eventsOf, isOpen, whatIsDue, type EventName, type HistoryRow, type StoredStatus, type Transaction
} from '../domain/transaction.js'
import { Conflict } from '../domain/verdict.js'
import type { TransactionPatch } from '../store/transaction.js'
import { announce } from './announce.js'
import { nowOf, type Bank } from './bank.js'
import { squareRefunds } from './record-refund.js'
import type { TakenFault } from './webhook-lab.js'

/** The event is not allowed in the state that the transaction is in: 409, with the state and what it allows. */
const notFromThisState = (transaction: Transaction, wish: string): Conflict => {
  const allowed = eventsOf(transaction)
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
  /** The webhook lab's, where it made the move. */
  readonly early?: TakenFault | undefined
}

const isPaid = (status: StoredStatus): boolean => status === 'success' || status === 'refunded'

const NOT_PAID = { paidAt: null, rrn: null, bankCode: null, bankName: null, customerPan: null }

/** Its time was over before: whoever forces it open again means it to stay so for a while [CHOSEN]. */
const isOver = ({ status, expiresAt }: Transaction, now: number): boolean =>
  !isOpen(status) && expiresAt !== null && expiresAt <= now

/** What a state brings with it: a payer when it is paid, none when it is not; all refunded or, in every other state, nothing. */
const patchFor = (bank: Bank, transaction: Transaction, { to, at, wish }: Move): TransactionPatch => {
  const patch: TransactionPatch = {}
  if (isPaid(to) && transaction.paidAt === null) Object.assign(patch, { paidAt: at, ...payer(bank.chance, wish) })
  if (!isPaid(to) && transaction.paidAt !== null) Object.assign(patch, NOT_PAID)
  if (to === 'refunded') Object.assign(patch, { refundedAmount: transaction.amount ?? '0.00' })
  else if (transaction.refundedAmount !== '0.00') Object.assign(patch, { refundedAmount: '0.00' })
  if (isOpen(to) && isOver(transaction, at)) {
    Object.assign(patch, { expiresAt: at + bank.options.qrTtlSeconds * 1000, inGrace: false })
  }
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

/** Writes a line of the transaction's history and tells whoever listens. */
export const noteChange = (bank: Bank, transaction: Transaction, row: HistoryRow): void => {
  bank.store.transactions.addHistory(transaction, row)
  bank.events.changed({ partnerId: transaction.partnerId, referenceNo: transaction.referenceNo, ...row })
}

/** Moves by compare-and-swap; the transaction as it is afterwards. Whoever calls has checked that the move is allowed. */
export const move = (bank: Bank, transaction: Transaction, wanted: Move): Transaction => {
  const patch = patchFor(bank, transaction, wanted)
  if (!bank.store.transactions.move(transaction, wanted.to, patch)) throw notFromThisState(transaction, wanted.event)
  const moved: Transaction = { ...transaction, ...patch, status: wanted.to }
  if (isOpen(transaction.status) && !isOpen(moved.status)) forgetExpiry(bank, transaction)
  if (!isOpen(transaction.status) && isOpen(moved.status)) awaitExpiry(bank, moved)
  squareRefunds(bank, transaction, wanted.to, wanted.at)
  noteChange(bank, moved, { from: transaction.status, to: moved.status, event: wanted.event, at: wanted.at, cause: wanted.cause })
  announce(bank, moved, wanted.at, wanted.early)
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
  return asOfNow(bank, extended, now) // The extension may be over too.
}

/** The transaction as it is now, and the state that the event leads to. Throws `Conflict` where the state does not allow it. */
export const demandEvent = (bank: Bank, transaction: Transaction, event: EventName): { current: Transaction; to: Status } => {
  const current = asOfNow(bank, transaction, nowOf(bank, transaction.partnerId))
  if (!eventsOf(current).includes(event)) throw notFromThisState(current, event)
  return { current, to: EVENT_MOVES[event].to }
}

/** Does an event, if the state allows it. Throws `Conflict`. */
export const applyEvent = (bank: Bank, transaction: Transaction, event: EventName, cause: string, wish?: PayerWish): Transaction => {
  const { current, to } = demandEvent(bank, transaction, event)
  return move(bank, current, { to, event, at: nowOf(bank, current.partnerId), cause, wish })
}

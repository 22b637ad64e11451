/** A transaction and the table of its moves: the state machine of the bank. */
import type { Status } from '../../schemas/transaction-status.js'

/** `dynamic` and `static` are QRs; `payment` is one payment of a static QR. */
export type TransactionKind = 'dynamic' | 'static' | 'payment'

export const EVENTS = ['scan', 'authorize', 'pay', 'settle', 'fail', 'expire', 'cancel', 'refund'] as const
export type EventName = (typeof EVENTS)[number]

/** A static QR has no state of its own but these two; its payments have. */
export type StaticStatus = 'active' | 'canceled'
export type StoredStatus = Status | StaticStatus

interface Move {
  readonly from: readonly Status[]
  readonly to: Status
}

/** One row an event [CHOSEN from the wire codes and BNC's samples]. */
export const EVENT_MOVES: Readonly<Record<EventName, Move>> = {
  scan: { from: ['initiated', 'pending'], to: 'paying' },
  authorize: { from: ['paying'], to: 'pending' },
  settle: { from: ['paying', 'pending'], to: 'success' },
  pay: { from: ['initiated', 'paying', 'pending'], to: 'success' },
  fail: { from: ['initiated', 'paying', 'pending'], to: 'failed' },
  expire: { from: ['initiated', 'paying', 'pending'], to: 'expired' },
  cancel: { from: ['initiated', 'pending'], to: 'canceled' },
  refund: { from: ['success'], to: 'refunded' }
}

/** Which states may follow which, by whatever event. A move to the same state is no move. */
export const MOVES: Readonly<Record<Status, readonly Status[]>> = {
  initiated: ['paying', 'pending', 'success', 'canceled', 'failed', 'expired'],
  paying: ['pending', 'success', 'failed', 'expired'],
  pending: ['paying', 'success', 'canceled', 'failed', 'expired'],
  success: ['refunded'],
  canceled: [],
  failed: [],
  expired: [],
  refunded: []
}

export const isMove = (from: Status, to: Status): boolean => MOVES[from].includes(to)

/** The state that `event` leads to from `from`, or undefined where it may not happen. */
export const nextStatus = (from: Status, event: EventName): Status | undefined =>
  EVENT_MOVES[event].from.includes(from) ? EVENT_MOVES[event].to : undefined

/** What may happen to a transaction in this state. */
export const eventsFrom = (from: Status): EventName[] => EVENTS.filter(event => nextStatus(from, event) !== undefined)

/** The states in which a QR still waits for its payer, so that its time can run out. */
export const OPEN_STATUSES: readonly Status[] = ['initiated', 'paying', 'pending']

export const isOpen = (status: StoredStatus): boolean => (OPEN_STATUSES as readonly StoredStatus[]).includes(status)

/** How long a QR that expires while somebody is paying stays payable [CHOSEN]. */
export const PAYING_GRACE_MS = 60_000

/** A row of the bank's ledger. Amounts are canonical decimal texts (`"10000.00"`); instants are milliseconds by the partner's clock. */
export interface Transaction {
  readonly partnerId: string
  readonly referenceNo: string
  readonly partnerReferenceNo: string | null
  readonly kind: TransactionKind
  readonly status: StoredStatus
  readonly amount: string | null
  readonly feeAmount: string
  readonly refundedAmount: string
  readonly merchantId: string
  readonly subMerchantId: string | null
  readonly storeId: string | null
  readonly terminalId: string | null
  readonly scId: string | null
  readonly traceId: string | null
  readonly qrContent: string | null
  /** The static QR that a payment belongs to. */
  readonly qrReferenceNo: string | null
  readonly createdAt: number
  readonly expiresAt: number | null
  /** The one extension that a QR gets when its time runs out while somebody is paying. */
  readonly inGrace: boolean
  readonly paidAt: number | null
  readonly rrn: string | null
  readonly bankCode: string | null
  readonly bankName: string | null
  readonly customerPan: string | null
  /** Digest of what a generate asked for, to tell a repeat from a contradiction. */
  readonly fingerprint: string | null
}

/** What may happen to this transaction now. An active static QR can be paid, any number of times. */
export const eventsOf = ({ kind, status }: Pick<Transaction, 'kind' | 'status'>): readonly EventName[] => {
  if (kind === 'static') return status === 'active' ? ['pay'] : []
  return eventsFrom(status as Status)
}

/** One line of a transaction's history. */
export interface HistoryRow {
  readonly from: StoredStatus | null
  readonly to: StoredStatus
  readonly event: string
  readonly at: number
  readonly cause: string
}

/** What time does to a transaction next: nothing, one extension while somebody is paying, or its end. */
export type Due = { readonly verdict: 'none' } | { readonly verdict: 'grace'; readonly expiresAt: number } | { readonly verdict: 'expire' }

export const whatIsDue = (transaction: Transaction, now: number): Due => {
  const { expiresAt, status, inGrace } = transaction
  if (expiresAt === null || now < expiresAt || !isOpen(status)) return { verdict: 'none' }
  return status === 'paying' && !inGrace ? { verdict: 'grace', expiresAt: expiresAt + PAYING_GRACE_MS } : { verdict: 'expire' }
}

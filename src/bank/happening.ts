/** What came of something that was due, for whoever moved the clock. */
import type { AttemptCause, AttemptResult } from '../../schemas/notification.js'
import type { Status } from '../../schemas/transaction-status.js'
import type { StateChange } from './bank.js'
import type { AttemptOutcome, Errand } from './deliver-notification.js'

interface Moved extends StateChange {
  readonly kind: 'transaction'
}

interface Tried {
  readonly kind: 'notification'
  readonly at: number
  readonly partnerId: string
  readonly referenceNo: string
  readonly id: string
  readonly transactionStatus: Status
  readonly cause: AttemptCause
  readonly result: AttemptResult
  readonly detail: string
}

/** A transaction moved, or an attempt was made to notify its partner. */
export type Happening = Moved | Tried

export const moved = (change: StateChange): Happening => ({ kind: 'transaction', ...change })

export const tried = ({ notification, cause, at }: Errand, { result, detail }: AttemptOutcome): Happening => {
  const { partnerId, referenceNo, id, transactionStatus } = notification
  return { kind: 'notification', at, partnerId, referenceNo, id, transactionStatus, cause, result, detail }
}

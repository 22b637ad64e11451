/** Sets a transaction's state on an admin's word: as the table of states allows, or, with force, any. */
import type { Status } from '../../schemas/transaction-status.js'
import { isMove, MOVES, type StoredStatus, type Transaction } from '../domain/transaction.js'
import { Conflict, Invalid } from '../domain/verdict.js'
import { nowOf, type Bank } from './bank.js'
import { asOfNow, move } from './move-transaction.js'

const STATIC_STATES: readonly StoredStatus[] = ['active', 'canceled']

const demandMove = (transaction: Transaction, to: Status): void => {
  const from = transaction.status as Status
  if (isMove(from, to)) return
  const allowed = MOVES[from]
  const list = allowed.length === 0 ? 'nothing, this state is final' : allowed.join(', ')
  throw new Conflict(
    `status: ${transaction.referenceNo} is ${from}, which cannot become ${to}; allowed: ${list}; with "force": true, any state`,
    { field: 'status', allowed }
  )
}

/** A move to the same state is no move: nothing is written. History says `set`, or `force`. */
export const setStatus = (bank: Bank, transaction: Transaction, to: StoredStatus, force: boolean): Transaction => {
  const now = nowOf(bank, transaction.partnerId)
  const current = asOfNow(bank, transaction, now)
  const isStatic = current.kind === 'static'
  if (isStatic !== (to === 'active') && isStatic !== STATIC_STATES.includes(to)) {
    throw new Invalid('status', `not a state of a ${current.kind} QR`, isStatic ? STATIC_STATES : undefined)
  }
  if (current.status === to) return current
  if (!isStatic && !force) demandMove(current, to as Status)
  const event = force ? 'force' : 'set'
  return move(bank, current, { to, event, at: now, cause: 'admin' })
}

/** Moves a QR to the state that its partnerReferenceNo wishes for: `SIM00` right after generation, `SIM00@30` half a minute later. */
import type { Status } from '../../schemas/transaction-status.js'
import { magicMove } from '../domain/magic.js'
import type { Partner } from '../domain/partner.js'
import { isMove, type Transaction } from '../domain/transaction.js'
import type { DueRow } from '../store/due.js'
import type { Bank } from './bank.js'
import { move } from './move-transaction.js'

export const MAGIC = 'magic'

const CAUSE = 'magic'

/** What has to come first, for a state that a fresh QR does not reach in one move. */
const BY_WAY_OF: Readonly<Partial<Record<Status, Status>>> = { refunded: 'success' }

/** Goes to the state if the table of states allows it; where it does not, the QR stays as it is. */
const go = (bank: Bank, transaction: Transaction, to: Status, at: number): Transaction => {
  const first = BY_WAY_OF[to]
  const start = first !== undefined && transaction.status !== first ? go(bank, transaction, first, at) : transaction
  if (start.kind === 'static' || !isMove(start.status as Status, to)) return start
  return move(bank, start, { to, event: CAUSE, at, cause: CAUSE })
}

/** Does what the reference wishes for, or writes down when it is to be done. */
export const followMagic = (bank: Bank, partner: Partner, transaction: Transaction): void => {
  if (!partner.settings.magicValues || transaction.partnerReferenceNo === null) return
  const wish = magicMove(transaction.partnerReferenceNo)
  if (wish === undefined) return
  if (wish.afterSeconds === 0) {
    go(bank, transaction, wish.to, transaction.createdAt)
    return
  }
  bank.store.due.add({
    partnerId: partner.partnerId,
    dueAt: transaction.createdAt + wish.afterSeconds * 1000,
    kind: MAGIC,
    subject: transaction.referenceNo
  })
}

/** The moment has come. */
export const runMagic = (bank: Bank, row: DueRow): void => {
  const transaction = bank.store.transactions.find(row.partnerId, row.subject)
  const wish = magicMove(transaction?.partnerReferenceNo ?? '')
  if (transaction !== undefined && wish !== undefined) go(bank, transaction, wish.to, row.dueAt)
}

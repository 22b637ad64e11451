/** Runs what has become due: one row, one deed. What can only be done at the bank's edge comes back as an errand. */
import type { DueRow } from '../store/due.js'
import { NOTIFY, NOTIFY_EXTRA } from './announce.js'
import type { Bank } from './bank.js'
import { beginAttempt, type Errand } from './deliver-notification.js'
import { MAGIC, runMagic } from './move-by-magic.js'
import { asOfNow } from './move-transaction.js'

const expire = (bank: Bank, row: DueRow): void => {
  const transaction = bank.store.transactions.find(row.partnerId, row.subject)
  if (transaction !== undefined) asOfNow(bank, transaction, row.dueAt)
}

/** What each kind of row stands for. */
const DEEDS: Readonly<Record<string, (bank: Bank, row: DueRow) => void>> = { expire, [MAGIC]: runMagic }

/** Kinds that are done at the edge, by the courier. */
export const ERRANDS = [NOTIFY, NOTIFY_EXTRA] as const

/** Does what the row says, as at the moment when it became due, and takes it away: what follows has a row of its own. */
export const runDue = (bank: Bank, row: DueRow): Errand | undefined => {
  bank.store.due.remove(row)
  if (row.kind === NOTIFY || row.kind === NOTIFY_EXTRA) return beginAttempt(bank, row)
  const deed = DEEDS[row.kind]
  if (deed === undefined) throw new RangeError(`nobody knows what is due: ${row.kind}`)
  deed(bank, row)
  return undefined
}

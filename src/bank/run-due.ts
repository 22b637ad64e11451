/** Runs what has become due: one row, one deed. */
import type { DueRow } from '../store/due.js'
import { nowOf, type Bank } from './bank.js'
import { asOfNow } from './move-transaction.js'

/** Does what the row says, by its partner's clock, and takes the row away. */
export const runDue = (bank: Bank, row: DueRow): void => {
  bank.store.due.remove(row)
  const transaction = bank.store.transactions.find(row.partnerId, row.subject)
  if (transaction !== undefined) asOfNow(bank, transaction, nowOf(bank, row.partnerId))
}

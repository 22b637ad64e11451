/** Lists transactions look by look, so that a filter that matches little never holds the bank up. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { TransactionReply } from '../../../schemas/transaction.js'
import type { Bank } from '../../bank/bank.js'
import type { Transaction } from '../../domain/transaction.js'
import type { TransactionCursor, TransactionFilter } from '../../store/transaction.js'
import { writeCursor } from '../cursor.js'
import { showTransaction } from './transaction-view.js'

const cursorOf = ({ createdAt, partnerId, referenceNo }: TransactionCursor): string => writeCursor({ createdAt, partnerId, referenceNo })

/** Up to `limit` transactions that pass the filter, the newest first. */
export const listTransactions = async (
  bank: Bank, filter: TransactionFilter, limit: number, start: TransactionCursor | undefined
): Promise<{ items: TransactionReply[]; nextCursor: string | null }> => {
  const found: Transaction[] = []
  let from = start
  for (;;) {
    const { rows, next } = bank.store.transactions.list(filter, from)
    found.push(...rows)
    if (found.length > limit || next === undefined) break
    from = next
    await nextTurn()
  }
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(transaction => showTransaction(bank, transaction)),
    nextCursor: found.length > limit && last !== undefined ? cursorOf(last) : null
  }
}

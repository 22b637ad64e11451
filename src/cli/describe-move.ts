/** What became of a transaction, in one line. */
import type { TransactionReply } from '../../schemas/transaction.js'
import type { Cli } from './cli.js'

/** `2023… pending → success, RRN 123456789012, Bank Mandiri` */
export const describeMove = ({ paint }: Cli, { referenceNo, status, history = [], rrn, bankName }: TransactionReply): string => {
  const from = history.at(-1)?.from ?? undefined
  const move = `${from === undefined ? '' : `${from} → `}${paint('bold', status)}`
  return [`${referenceNo} ${move}`, ...(rrn === undefined ? [] : [`RRN ${rrn}`]), ...(bankName === undefined ? [] : [bankName])].join(', ')
}

/** One row of the list: a link that opens the transaction. */
import type { TransactionReply } from '../../../../schemas/transaction.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { Time } from '../../ui/time.js'
import { Countdown } from './countdown-text.js'
import { isOpen } from '../../../domain/transaction.js'
import { formatRupiah } from '../../money.js'
import { isOpenHere, linkOpen } from './transaction-link.js'
import type { Clocks } from './use-clocks.js'
import { say } from './words.js'

/** The id of the row's link, which the keys give the focus to. */
export const rowId = (index: number): string => `transaction-${String(index)}`

interface TransactionRowProps {
  readonly transaction: TransactionReply
  readonly index: number
  readonly clocks: Clocks
}

export const amountText = ({ amount }: TransactionReply): string => (amount === undefined ? say('anyAmount') : formatRupiah(amount))

export const TransactionRow = ({ transaction, index, clocks }: TransactionRowProps) => {
  const { partnerId, referenceNo, partnerReferenceNo, kind, status, createdAt, expiresAt } = transaction
  return (
    <a id={rowId(index)} class="transaction-row" href={linkOpen(transaction)} aria-current={isOpenHere(transaction) ? 'true' : undefined}>
      <span class="amount">{amountText(transaction)}</span>
      <span class="state"><StatusBadge status={status} /></span>
      <span class="reference mono">{referenceNo}</span>
      <span class="own-reference mono quiet-text">{partnerReferenceNo}</span>
      <span class="kind quiet-text">{say(kind)}</span>
      <span class="created quiet-text"><Time at={createdAt} /></span>
      <span class="expires">{expiresAt !== undefined && isOpen(status) && <Countdown at={expiresAt} partnerId={partnerId} clocks={clocks} />}</span>
    </a>
  )
}

/** The names of the columns, where there is room for them. */
export const RowHead = () => (
  <div class="transaction-row transaction-head" aria-hidden="true">
    <span class="amount">{say('amount')}</span>
    <span class="state">{say('status')}</span>
    <span class="reference">{say('reference')}</span>
    <span class="own-reference">{say('partnerReference')}</span>
    <span class="kind">{say('kind')}</span>
    <span class="created">{say('created')}</span>
    <span class="expires">{say('expires')}</span>
  </div>
)

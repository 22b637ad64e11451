/** The latest payments of a static QR, each a transaction of its own. */
import type { TransactionReply } from '../../../../schemas/transaction.js'
import { admin } from '../../session.js'
import { LoadState } from '../../ui/load-state.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { Time } from '../../ui/time.js'
import { useEventsCalm } from '../../use-event.js'
import { useLoaded } from '../../use-loaded.js'
import { amountText } from './transaction-row.js'
import { linkOpen } from './transaction-link.js'
import { say } from './words.js'

const SHOWN = 20

export const PaymentsOf = ({ transaction }: { readonly transaction: TransactionReply }) => {
  const { partnerId, referenceNo } = transaction
  const payments = useLoaded(() => admin.value.transactions.list({ partnerId, qrReferenceNo: referenceNo, limit: SHOWN }), [partnerId, referenceNo])
  useEventsCalm(['transaction'], payments.reload)
  return (
    <section class="card" aria-label={say('payments')}>
      <h2>{say('payments')}</h2>
      <LoadState of={payments}>
        {({ items }) => items.length === 0 ? <p class="quiet-text">{say('noPayments')}</p> : (
          <ul class="plain-list">
            {items.map(payment => (
              <li key={payment.referenceNo} class="spread">
                <span><strong>{amountText(payment)}</strong> <a class="mono" href={linkOpen(payment)}>{payment.referenceNo}</a></span>
                <span class="actions"><StatusBadge status={payment.status} /> <Time at={payment.createdAt} /></span>
              </li>
            ))}
          </ul>
        )}
      </LoadState>
    </section>
  )
}

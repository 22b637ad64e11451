/** One transaction: where it stands, what may happen to it, what happened, its QR, its calls and its notifications. */
import { useEffect, useRef } from 'preact/hooks'
import type { TransactionReply } from '../../../../schemas/transaction.js'
import { AdminError } from '../../../client/admin-call.js'
import { admin } from '../../session.js'
import { LoadState } from '../../ui/load-state.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { say as sayAll } from '../../ui/words.js'
import { useEvent } from '../../use-event.js'
import { useLoaded } from '../../use-loaded.js'
import { CallsOf } from './calls-of.js'
import { Facts } from './facts.js'
import { MovesCard } from './moves-card.js'
import { NotificationsOf } from './notifications-of.js'
import { PaymentsOf } from './payments-of.js'
import { QrCard } from './qr-card.js'
import { Refunds, Timeline } from './timeline.js'
import { goOpen, linkClosed, linkOpen } from './transaction-link.js'
import { amountText } from './transaction-row.js'
import { useClocks } from './use-clocks.js'
import { say } from './words.js'

interface DetailProps {
  readonly referenceNo: string
  readonly partnerId: string | undefined
}

/** One transaction, or the partners of whom each has one of this number. */
type Found = { readonly transaction: TransactionReply } | { readonly owners: readonly string[] }

const find = async ({ referenceNo, partnerId }: DetailProps): Promise<Found> => {
  try {
    return { transaction: await admin.peek().transactions.get(referenceNo, { partnerId }) }
  } catch (error) {
    const owners = error instanceof AdminError && error.problem.field === 'partnerId' ? error.problem.allowed : undefined
    if (owners === undefined || partnerId !== undefined) throw error
    return { owners }
  }
}

const Head = ({ transaction }: { readonly transaction: TransactionReply }) => {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => { heading.current?.focus({ preventScroll: true }) }, [])
  return (
    <header class="detail-head">
      <h1 ref={heading} tabIndex={-1}>{amountText(transaction)}</h1>
      <span aria-live="polite"><StatusBadge status={transaction.status} code={transaction.statusCode} /></span>
      <span class="quiet-text">{say(transaction.kind)}</span>
      <span class="mono wrap quiet-text">{transaction.referenceNo}</span>
    </header>
  )
}

const Whose = ({ owners, referenceNo }: { readonly owners: readonly string[]; readonly referenceNo: string }) => (
  <div class="card">
    <h2>{say('whoseTitle')}</h2>
    <ul class="plain-list">
      {owners.map(partnerId => <li key={partnerId}><a class="mono" href={linkOpen({ partnerId, referenceNo })}>{partnerId}</a></li>)}
    </ul>
  </div>
)

const One = ({ transaction, reload }: { readonly transaction: TransactionReply; readonly reload: () => void }) => {
  const { partnerId, kind, history = [], refunds = [] } = transaction
  const clocks = useClocks([partnerId])
  const onMoved = (moved: TransactionReply): void => {
    if (moved.referenceNo === transaction.referenceNo) reload()
    else goOpen(moved)
  }
  return (
    <>
      <Head transaction={transaction} />
      <MovesCard transaction={transaction} onMoved={onMoved} />
      {kind === 'static' && <PaymentsOf transaction={transaction} />}
      <Timeline history={history} />
      {refunds.length > 0 && <Refunds refunds={refunds} />}
      <NotificationsOf transaction={transaction} clocks={clocks} />
      <QrCard transaction={transaction} />
      <CallsOf transaction={transaction} />
      <Facts transaction={transaction} clocks={clocks} />
    </>
  )
}

export const TransactionDetail = (props: DetailProps) => {
  const loaded = useLoaded(() => find(props), [props.referenceNo, props.partnerId])
  useEvent('transaction', ({ partnerId, referenceNo }) => {
    if (referenceNo === props.referenceNo && partnerId === (props.partnerId ?? partnerId)) loaded.reload()
  })
  return (
    <article class="detail stack transaction" aria-label={props.referenceNo}>
      <p><a class="back" href={linkClosed()}>← {sayAll('back')}</a></p>
      <LoadState of={loaded}>
        {found => 'owners' in found
          ? <Whose owners={found.owners} referenceNo={props.referenceNo} />
          : <One transaction={found.transaction} reload={loaded.reload} />}
      </LoadState>
    </article>
  )
}

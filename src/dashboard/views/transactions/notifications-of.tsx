/** What the partner was told of a transaction, every attempt of it, and the button that tells it again. */
import type { NotificationReply } from '../../../../schemas/notification.js'
import type { TransactionReply } from '../../../../schemas/transaction.js'
import { partners } from '../../partners-known.js'
import { admin } from '../../session.js'
import { Json } from '../../ui/json.js'
import { LoadState } from '../../ui/load-state.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { Time } from '../../ui/time.js'
import { attempt } from '../../ui/toasts.js'
import { useLoaded } from '../../use-loaded.js'
import { Attempt } from './attempt.js'
import { Countdown } from './countdown-text.js'
import { sayNotice } from './notification-words.js'
import { linkAbout } from './transaction-link.js'
import type { Clocks } from './use-clocks.js'
import { useReloadAbout } from './use-reload-about.js'
import { WebhookLab } from './webhook-lab.js'

const TONE = { pending: 'warn', delivered: 'good', failed: 'bad' } as const

const NextAttempt = ({ at, partnerId, clocks }: { readonly at: string; readonly partnerId: string; readonly clocks: Clocks }) => (
  <p class="actions">
    <span>{sayNotice('next')}: <Time at={at} /> <Countdown at={at} partnerId={partnerId} clocks={clocks} /></span>
    <a href={linkAbout('time', partnerId)}>{sayNotice('toTime')}</a>
  </p>
)

interface NotificationProps {
  readonly notification: NotificationReply
  readonly clocks: Clocks
  readonly onDone: () => void
}

const Notification = ({ notification, clocks, onDone }: NotificationProps) => {
  const { id, partnerId, transactionStatus, status, body, createdAt, nextAttemptAt, fault, attempts } = notification
  const redeliver = async (): Promise<void> => {
    const again = await attempt(
      () => admin.peek().notifications.redeliver(id), ({ attempts: made }) => sayNotice('redelivered', { result: made.at(-1)?.result ?? '' })
    )
    if (again !== undefined) onDone()
  }
  return (
    <li class="notification stack">
      <div class="spread">
        <p>
          <span class={`badge ${TONE[status]}`}>{sayNotice(status)}</span>{' '}
          <span class="quiet-text">{sayNotice('tellsOf')}</span> <StatusBadge status={transactionStatus} />{' '}
          {fault !== undefined && <span class="badge warn">{sayNotice('fault', { kind: fault })}</span>}
        </p>
        <span class="actions">
          <Time at={createdAt} />
          <button type="button" class="button small" aria-label={`${sayNotice('redeliver')}: ${id}`} onClick={() => { void redeliver() }}>
            {sayNotice('redeliver')}
          </button>
        </span>
      </div>
      {nextAttemptAt !== null && <NextAttempt at={nextAttemptAt} partnerId={partnerId} clocks={clocks} />}
      <details>
        <summary>{sayNotice('body')} <span class="mono quiet-text">X-EXTERNAL-ID {id}</span></summary>
        <Json value={body} what={sayNotice('body')} />
      </details>
      {attempts.length > 0 && (
        <>
          <p class="quiet-text">{attempts.length === 1 ? sayNotice('oneAttempt') : sayNotice('attempts', { count: attempts.length })}</p>
          <ol class="plain-list">{attempts.map(made => <Attempt key={`${made.number} ${made.sentAt}`} attempt={made} />)}</ol>
        </>
      )}
    </li>
  )
}

/** Why there is none: nothing happened that is told, or there is nobody to tell. */
const None = ({ partnerId }: { readonly partnerId: string }) => {
  const partner = partners.value.find(known => known.partnerId === partnerId)
  if (partner?.callbackUrl !== null) return <p class="quiet-text">{sayNotice('none')}</p>
  return <p class="quiet-text">{sayNotice('noUrl')} <a href={linkAbout('partners', partnerId, {}, partnerId)}>{sayNotice('setUrl')}</a></p>
}

const SHOWN = 50

interface NotificationsProps {
  readonly transaction: TransactionReply
  readonly clocks: Clocks
}

export const NotificationsOf = ({ transaction: { partnerId, referenceNo }, clocks }: NotificationsProps) => {
  const loaded = useLoaded(() => admin.peek().notifications.list({ partnerId, referenceNo, limit: SHOWN }), [partnerId, referenceNo])
  useReloadAbout(['notification'], { partnerId, referenceNo }, loaded.reload)
  return (
    <section class="card" aria-label={sayNotice('title')}>
      <h2>{sayNotice('title')}</h2>
      <LoadState of={loaded}>
        {({ items }) => items.length === 0 ? <None partnerId={partnerId} /> : (
          <ul class="plain-list" aria-live="polite">
            {items.map(notification => <Notification key={notification.id} notification={notification} clocks={clocks} onDone={loaded.reload} />)}
          </ul>
        )}
      </LoadState>
      <WebhookLab partnerId={partnerId} />
    </section>
  )
}

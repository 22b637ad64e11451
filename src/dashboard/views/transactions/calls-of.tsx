/** The latest calls that named a transaction, and the way to all of them. */
import type { TransactionReply } from '../../../../schemas/transaction.js'
import { admin } from '../../session.js'
import { LoadState } from '../../ui/load-state.js'
import { CodeBadge } from '../../ui/status-badge.js'
import { Time } from '../../ui/time.js'
import { useLoaded } from '../../use-loaded.js'
import { linkAbout } from './transaction-link.js'
import { useReloadAbout } from './use-reload-about.js'
import { say } from './words.js'

const LATEST = 5

export const CallsOf = ({ transaction: { partnerId, referenceNo } }: { readonly transaction: TransactionReply }) => {
  const calls = useLoaded(() => admin.peek().requests.list({ partnerId, referenceNo, limit: LATEST }), [partnerId, referenceNo])
  useReloadAbout(['request'], { partnerId, referenceNo }, calls.reload)
  return (
    <section class="card" aria-label={say('calls')}>
      <div class="spread">
        <h2>{say('calls')}</h2>
        <a href={linkAbout('calls', partnerId, { referenceNo })}>{say('allCalls')}</a>
      </div>
      <LoadState of={calls}>
        {({ items }) => items.length === 0 ? <p class="quiet-text">{say('noCalls')}</p> : (
          <ul class="plain-list">
            {items.map(({ id, at, service, method, path, responseCode }) => (
              <li key={id} class="spread">
                <a href={linkAbout('calls', partnerId, { referenceNo }, id)}>{service ?? ''} <span class="mono wrap">{method} {path}</span></a>
                <span class="actions"><CodeBadge code={responseCode} /> <Time at={at} /></span>
              </li>
            ))}
          </ul>
        )}
      </LoadState>
    </section>
  )
}

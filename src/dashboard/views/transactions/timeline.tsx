/** What happened to a transaction, from its beginning down to now. */
import type { HistoryReply, RefundReply } from '../../../../schemas/transaction.js'
import { statusText } from '../../ui/status-badge.js'
import { Time } from '../../ui/time.js'
import { EVENTS, type EventName } from '../../../domain/transaction.js'
import { sayMove } from './move-words.js'
import { formatRupiah } from '../../money.js'
import { say } from './words.js'

/** The event's name as the buttons have it; what is no event of theirs (create, force, a magic value) stays the bank's word. */
const eventText = (event: string): string => ((EVENTS as readonly string[]).includes(event) ? sayMove(event as EventName) : event)

const Step = ({ step: { from, to, event, at, cause } }: { readonly step: HistoryReply }) => (
  <li class={`step ${to}${event === 'force' ? ' forced' : ''}`}>
    <p class="spread">
      <span>
        {from !== null && <><span class="quiet-text">{statusText(from)}</span> → </>}
        <strong>{statusText(to)}</strong>
        {event === 'force' && <> <span class="badge bad">{say('forced')}</span></>}
      </span>
      <Time at={at} />
    </p>
    <p class="quiet-text"><span class="mono">{eventText(event)}</span> · {say('byCause', { cause })}</p>
  </li>
)

export const Timeline = ({ history }: { readonly history: readonly HistoryReply[] }) => (
  <section class="card" aria-label={say('timeline')}>
    <h2>{say('timeline')}</h2>
    <ol class="timeline">{history.map((step, index) => <Step key={index} step={step} />)}</ol>
  </section>
)

export const Refunds = ({ refunds }: { readonly refunds: readonly RefundReply[] }) => (
  <section class="card" aria-label={say('refunds')}>
    <h2>{say('refunds')}</h2>
    <ul class="plain-list">
      {refunds.map(({ refundNo, partnerRefundNo, amount, reason, at }) => (
        <li key={refundNo}>
          <p class="spread">
            <span>
              <strong>{formatRupiah(amount)}</strong>{' '}
              {partnerRefundNo === undefined ? say('byAdmin') : <span class="mono wrap">{partnerRefundNo}</span>}
            </span>
            <Time at={at} />
          </p>
          <p class="quiet-text wrap"><span class="mono">{refundNo}</span>{reason === undefined ? '' : ` · ${reason}`}</p>
        </li>
      ))}
    </ul>
  </section>
)

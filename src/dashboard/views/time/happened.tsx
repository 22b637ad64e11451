/** What came of a jump, in order: transactions that moved and notifications that were tried. */
import type { Happening } from '../../../../schemas/clock.js'
import { linkTo } from '../../route.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { Time } from '../../ui/time.js'
import { say } from './words.js'

const Line = ({ one }: { readonly one: Happening }) => (
  <li>
    <Time at={one.at} />{' '}
    <a class="mono" href={linkTo('transactions', one.referenceNo, { partnerId: one.partnerId })}>{one.referenceNo}</a>{' '}
    {one.kind === 'transaction'
      ? <>{one.event} → <StatusBadge status={one.to} /></>
      : <>{say('notification')}: <span class={`badge ${one.result === 'acknowledged' ? 'good' : 'warn'}`}>{one.result}</span> {one.detail}</>}
  </li>
)

export const Happened = ({ happened }: { readonly happened: readonly Happening[] }) => (
  <section class="card" aria-label={say('happened')} aria-live="polite">
    <h2>{say('happened')}</h2>
    {happened.length === 0
      ? <p class="quiet-text">{say('nothingHappened')}</p>
      : <ol class="happened">{happened.map((one, index) => <Line key={index} one={one} />)}</ol>}
  </section>
)

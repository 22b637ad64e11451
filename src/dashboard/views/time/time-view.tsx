/** Time: the clock of the bank or of the chosen partner, jumps, what came of the last one, and what is due next. */
import { useState } from 'preact/hooks'
import type { ClockReply, DueReply } from '../../../../schemas/clock.js'
import { chosenPartner } from '../../route.js'
import { admin } from '../../session.js'
import { LoadState } from '../../ui/load-state.js'
import { attempt } from '../../ui/toasts.js'
import { jakartaText } from '../../ui/time.js'
import { useEventsCalm } from '../../use-event.js'
import { useLoaded } from '../../use-loaded.js'
import { ClockCard, type ClockWish } from './clock-card.js'
import { DueList } from './due-list.js'
import { Happened } from './happened.js'
import { say } from './words.js'

/** Things to come that the list shows. */
const SHOWN = 100

/** A second more than is left, so that what is due is due for sure. */
const beyond = ({ inSeconds }: DueReply): number => Math.max(0, inSeconds) + 1

export const TimeView = () => {
  const partnerId = chosenPartner.value
  const clock = useLoaded(() => admin.value.clock.get({ partnerId }), [partnerId])
  const due = useLoaded(() => admin.value.clock.due({ partnerId, limit: SHOWN }), [partnerId])
  const [last, setLast] = useState<ClockReply>()
  useEventsCalm(['transaction', 'notification', 'clock'], () => { clock.reload(); due.reload() })
  const move = async (wish: ClockWish, whose = partnerId): Promise<void> => {
    const reply = await attempt(() => admin.value.clock.move({ ...wish, ...(whose === undefined ? {} : { partnerId: whose }) }),
      ({ now, done = 0 }) => say('moved', { now: jakartaText(now), count: done }))
    if (reply !== undefined) setLast(reply)
  }
  // Of everybody's, what is due is moved by its own partner's clock: nobody else's time changes.
  const jump = (one: DueReply): void => { void move({ advanceSeconds: beyond(one) }, one.partnerId) }
  return (
    <div class="stack time">
      <LoadState of={clock}>{reading => <ClockCard clock={reading} move={wish => { void move(wish) }} />}</LoadState>
      {last?.happened !== undefined && <Happened happened={last.happened} />}
      <section class="card" aria-label={say('next')}>
        <h2>{say('next')}</h2>
        <LoadState of={due}>{({ items }) => <DueList items={items} jump={jump} />}</LoadState>
      </section>
    </div>
  )
}

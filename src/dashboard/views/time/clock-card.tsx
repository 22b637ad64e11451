/** The clock that is looked at: what it shows as it runs, and everything that can be done to it. */
import { useEffect, useState } from 'preact/hooks'
import type { ClockBody, ClockReply } from '../../../../schemas/clock.js'
import { TextField } from '../../ui/field.js'
import { jakartaText } from '../../ui/time.js'
import { readDuration, writeDuration } from './duration.js'
import { say } from './words.js'

/** A move of the clock, without saying whose. */
export type ClockWish = Omit<ClockBody, 'partnerId'>
export type MoveClock = (wish: ClockWish) => void

const JUMPS = ['1m', '5m', '15m', '1h', '3h30m', '1d'] as const

/** The clock's own time, going on between two looks at the bank. */
const Running = ({ clock }: { readonly clock: ClockReply }) => {
  const [passed, setPassed] = useState(0)
  useEffect(() => {
    setPassed(0)
    if (clock.frozen) return
    const begun = performance.now()
    const timer = setInterval(() => { setPassed(performance.now() - begun) }, 500)
    return () => { clearInterval(timer) }
  }, [clock])
  return <p class="big-clock mono">{jakartaText(Date.parse(clock.now) + passed)} <span class="quiet-text">WIB</span></p>
}

const Deviation = ({ clock: { offsetSeconds, frozen } }: { readonly clock: ClockReply }) => {
  const text = Math.abs(offsetSeconds) < 1 ? say('real') : say(offsetSeconds > 0 ? 'ahead' : 'behind', { time: writeDuration(offsetSeconds) })
  return (
    <p>
      <span class={`badge ${Math.abs(offsetSeconds) < 1 ? 'good' : 'warn'}`}>{text}</span>{' '}
      {frozen && <span class="badge info">{say('frozen')}</span>}
    </p>
  )
}

const JumpForm = ({ move }: { readonly move: MoveClock }) => {
  const [text, setText] = useState('')
  const seconds = readDuration(text)
  return (
    <form class="inline-form" onSubmit={event => { event.preventDefault(); if (seconds !== undefined) move({ advanceSeconds: seconds }) }}>
      <TextField label={say('by')} value={text} onInput={setText} placeholder="3h30m" hint={text !== '' && seconds === undefined ? say('byBad') : say('byHint')} />
      <button class="button" disabled={seconds === undefined}>{say('jump')}</button>
    </form>
  )
}

const SetForm = ({ move }: { readonly move: MoveClock }) => {
  const [text, setText] = useState('')
  const moment = text.length === 16 ? `${text}:00+07:00` : `${text}+07:00`
  return (
    <form class="inline-form" onSubmit={event => { event.preventDefault(); move({ setTo: moment }) }}>
      <TextField label={say('setTo')} type="datetime-local" value={text} onInput={setText} />
      <button class="button" disabled={text === ''}>{say('set')}</button>
    </form>
  )
}

export const ClockCard = ({ clock, move }: { readonly clock: ClockReply; readonly move: MoveClock }) => (
  <section class="card" aria-label={say('title')}>
    <h2>{clock.partnerId === null ? say('ofBank') : say('ofPartner', { partner: clock.partnerId })}</h2>
    <Running clock={clock} />
    <Deviation clock={clock} />
    <div class="actions">
      {JUMPS.map(jump => (
        <button key={jump} type="button" class="button" onClick={() => { move({ advanceSeconds: readDuration(jump) ?? 0 }) }}>+{jump}</button>
      ))}
    </div>
    <div class="columns"><JumpForm move={move} /><SetForm move={move} /></div>
    <div class="actions">
      {clock.frozen
        ? <button type="button" class="button" onClick={() => { move({ resume: true }) }}>{say('resume')}</button>
        : <button type="button" class="button" onClick={() => { move({ freeze: true }) }}>{say('freeze')}</button>}
      <button type="button" class="button" onClick={() => { move({ reset: true }) }}>{say('reset')}</button>
    </div>
    <p class="hint">{say('signatures')}</p>
  </section>
)

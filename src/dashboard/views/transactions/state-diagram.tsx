/** The states as a picture: where the transaction is, where it has been, and the moves that are allowed now as buttons. */
import type { Status } from '../../../../schemas/transaction-status.js'
import type { TransactionReply } from '../../../../schemas/transaction.js'
import { EVENT_MOVES, EVENTS, type EventName } from '../../../domain/transaction.js'
import { statusText } from '../../ui/status-badge.js'
import { isToldMore } from './event-form.js'
import { sayMove } from './move-words.js'
import { CHART, EVENT_PLACES, LINES, passedStates, STATE_PLACES, STATE_SIZE, type Line } from './state-chart.js'

interface DiagramProps {
  readonly transaction: TransactionReply
  readonly onEvent: (event: EventName) => void
}

const percent = (part: number, whole: number): string => `${(100 * part / whole).toFixed(3)}%`

const nameOf = (event: EventName): string => sayMove('leadsTo', { event: sayMove(event), state: statusText(EVENT_MOVES[event].to) })

const isAllowed = ({ allowedEvents }: TransactionReply, event: EventName): boolean => allowedEvents.includes(event)

/** A line lives where its event is allowed, and comes from the state of now. */
const lineTone = (transaction: TransactionReply, { event, from }: Line): string =>
  (isAllowed(transaction, event) && (from === undefined || from === transaction.status) ? 'open' : 'shut')

const StateBox = ({ state, tone }: { readonly state: Status; readonly tone: string }) => {
  const { x, y } = STATE_PLACES[state]
  const { width, height } = STATE_SIZE
  return (
    <g class={`state ${tone}`}>
      <rect x={x - width / 2} y={y - height / 2} width={width} height={height} rx={8} />
      <text x={x} y={y} text-anchor="middle" dominant-baseline="central">{tone === 'passed' ? '✓ ' : ''}{statusText(state)}</text>
    </g>
  )
}

const Picture = ({ transaction }: { readonly transaction: TransactionReply }) => {
  const { status, history = [], allowedEvents } = transaction
  const passed = passedStates(history, status)
  const or = (list: readonly string[]): string => (list.length === 0 ? sayMove('nothing') : list.join(', '))
  const label = sayMove('chart', {
    now: statusText(status),
    passed: or([...passed].map(statusText)),
    moves: or(allowedEvents.map(event => sayMove(event as EventName)))
  })
  const lines = LINES.map(line => ({ ...line, tone: lineTone(transaction, line) }))
  const toneOf = (state: string): string => (state === status ? 'now' : passed.has(state) ? 'passed' : 'other')
  return (
    <svg viewBox={`0 0 ${CHART.width} ${CHART.height}`} role="img" aria-label={label}>
      <defs>
        {['open', 'shut'].map(tone => (
          <marker
            key={tone} id={`arrow-${tone}`} class={`arrow ${tone}`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"
          >
            <path d="M0 0 L8 4 L0 8 z" />
          </marker>
        ))}
      </defs>
      {['shut', 'open'].map(tone => lines.filter(line => line.tone === tone).map(({ event, from, path }) => (
        <path key={`${event} ${from ?? ''}`} class={`line ${tone}`} d={path} marker-end={from === undefined ? `url(#arrow-${tone})` : undefined} />
      )))}
      {(Object.keys(STATE_PLACES) as Status[]).map(state => <StateBox key={state} state={state} tone={toneOf(state)} />)}
    </svg>
  )
}

const EventPill = ({ event, transaction, onEvent }: DiagramProps & { readonly event: EventName }) => {
  const { x, y } = EVENT_PLACES[event]
  const style = { left: percent(x, CHART.width), top: percent(y, CHART.height) }
  const text = `${sayMove(event)}${isToldMore(event) ? '…' : ''}`
  if (!isAllowed(transaction, event)) return <span class="event" style={style} aria-hidden="true">{sayMove(event)}</span>
  return <button type="button" class="event allowed" style={style} aria-label={nameOf(event)} onClick={() => { onEvent(event) }}>{text}</button>
}

export const StateDiagram = (props: DiagramProps) => (
  <div class="state-diagram">
    <Picture transaction={props.transaction} />
    {EVENTS.map(event => <EventPill key={event} event={event} {...props} />)}
  </div>
)

/** The same where there is no room for the picture: the way so far, and a button a move. */
export const StateList = ({ transaction, onEvent }: DiagramProps) => {
  const { history = [], status, allowedEvents, kind } = transaction
  const way = [...history.map(({ to }) => to as string), status as string].filter((state, index, all) => state !== all[index + 1])
  return (
    <div class="state-list stack">
      <p class="way">{way.map((state, index) => (
        <span key={index} class={index === way.length - 1 ? 'now' : 'passed'}>
          {index > 0 && <span aria-hidden="true"> → </span>}{statusText(state)}
        </span>
      ))}</p>
      <div class="actions">
        {(allowedEvents as EventName[]).map(event => (
          <button key={event} type="button" class="button" onClick={() => { onEvent(event) }}>
            {sayMove(event)}{isToldMore(event) ? '…' : ''}
            {kind !== 'static' && <span class="quiet-text"> → {statusText(EVENT_MOVES[event].to)}</span>}
          </button>
        ))}
      </div>
    </div>
  )
}

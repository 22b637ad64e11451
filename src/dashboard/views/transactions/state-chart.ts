/** The state diagram as places and lines, made from the bank's own table of moves. */
import type { Status } from '../../../../schemas/transaction-status.js'
import { EVENT_MOVES, EVENTS, type EventName } from '../../../domain/transaction.js'

export interface Place {
  readonly x: number
  readonly y: number
}

export const CHART = { width: 620, height: 310 } as const
export const STATE_SIZE = { width: 112, height: 34 } as const
export const EVENT_SIZE = { width: 84, height: 28 } as const

export const STATE_PLACES: Readonly<Record<Status, Place>> = {
  initiated: { x: 160, y: 40 },
  paying: { x: 160, y: 145 },
  pending: { x: 160, y: 250 },
  success: { x: 456, y: 40 },
  refunded: { x: 456, y: 110 },
  canceled: { x: 456, y: 170 },
  failed: { x: 456, y: 225 },
  expired: { x: 456, y: 280 }
}

export const EVENT_PLACES: Readonly<Record<EventName, Place>> = {
  scan: { x: 46, y: 145 },
  authorize: { x: 160, y: 198 },
  pay: { x: 320, y: 28 },
  settle: { x: 320, y: 72 },
  cancel: { x: 320, y: 170 },
  fail: { x: 320, y: 225 },
  expire: { x: 320, y: 280 },
  refund: { x: 570, y: 75 }
}

/** A line from a state to an event, or from an event to the state that it leads to. */
export interface Line {
  readonly event: EventName
  /** Where it comes from; undefined for the line that leads on from the event. */
  readonly from: Status | undefined
  readonly path: string
}

interface Size {
  readonly width: number
  readonly height: number
}

const isBeside = (place: Place, size: Size, other: Place): boolean => Math.abs(other.x - place.x) > size.width / 2

const sideOf = (place: Place, { width }: Size, other: Place): Place => ({ x: place.x + Math.sign(other.x - place.x) * width / 2, y: place.y })
const endOf = (place: Place, { height }: Size, other: Place): Place => ({ x: place.x, y: place.y + Math.sign(other.y - place.y) * height / 2 })

/** Leaves sideways and arrives sideways. */
const sideways = (from: Place, to: Place): string => {
  const middle = (from.x + to.x) / 2
  return `M${from.x} ${from.y} C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`
}

/** A line between a state and an event at the diagram's edge: sideways at the state, upright at the event. */
const corner = (state: Place, event: Place, isLeaving: boolean): string =>
  isLeaving
    ? `M${event.x} ${event.y} Q${event.x} ${state.y} ${state.x} ${state.y}`
    : `M${state.x} ${state.y} Q${event.x} ${state.y} ${event.x} ${event.y}`

/** The events that stand at the edge, where lines turn. */
const AT_EDGE: readonly EventName[] = ['scan', 'refund']

const lineBetween = (status: Status, event: EventName, isLeaving: boolean): string => {
  const [state, pill] = [STATE_PLACES[status], EVENT_PLACES[event]]
  if (AT_EDGE.includes(event) && state.y !== pill.y) {
    return corner(sideOf(state, STATE_SIZE, pill), endOf(pill, EVENT_SIZE, state), isLeaving)
  }
  const ends = isBeside(state, STATE_SIZE, pill)
    ? [sideOf(state, STATE_SIZE, pill), sideOf(pill, EVENT_SIZE, state)] as const
    : [endOf(state, STATE_SIZE, pill), endOf(pill, EVENT_SIZE, state)] as const
  return isLeaving ? sideways(ends[1], ends[0]) : sideways(ends[0], ends[1])
}

export const LINES: readonly Line[] = EVENTS.flatMap(event => {
  const { from, to } = EVENT_MOVES[event]
  return [
    ...from.map(state => ({ event, from: state, path: lineBetween(state, event, false) })),
    { event, from: undefined, path: lineBetween(to, event, true) }
  ]
})

/** The states that the history went through, the one that it is in now left out. */
export const passedStates = (history: readonly { readonly from: string | null; readonly to: string }[], now: string): ReadonlySet<string> =>
  new Set(history.flatMap(({ from, to }) => (from === null ? [to] : [from, to])).filter(state => state !== now))

/** Something that a view does whenever something happens in the bank. */
import { useEffect, useRef } from 'preact/hooks'
import { listen, type EventType } from './live.js'
import type { AdminEvent } from '../client/event-stream.js'

/** Calls `act` for each event of this type while the view is shown. */
export const useEvent = (type: EventType, act: (data: AdminEvent['data']) => void): void => {
  const latest = useRef(act)
  latest.current = act
  useEffect(() => listen(type, data => { latest.current(data) }), [type])
}

/** Calls `act` once for all events that come within `ms` of each other: a list that is loaded anew need not be at each. */
export const useEventsCalm = (types: readonly EventType[], act: () => void, ms = 250): void => {
  const latest = useRef(act)
  latest.current = act
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const soon = (): void => {
      timer ??= setTimeout(() => { timer = undefined; latest.current() }, ms)
    }
    const stops = types.map(type => listen(type, soon))
    return () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
    }
  }, [])
}

/** The pause of the view: it outlives the history that is shown, because it is of a moment and not of a filter. */
import { signal } from '@preact/signals'
import { admin } from '../../session.js'
import type { CallFeed } from './call-feed.js'

/** The last call before the pause, whoever made it; undefined where there is none. */
export const pausedAfter = signal<number | undefined>(undefined)

/** The bank is asked for the last call of all: other filters show calls that this history knows nothing of. */
export const pause = (feed: CallFeed): void => {
  feed.pause(true)
  const known = feed.log.newest?.id ?? 0
  pausedAfter.value = known
  admin.peek().requests.list({ limit: 1 }).then(
    ({ items: [last] }) => {
      if (pausedAfter.peek() === known && last !== undefined) pausedAfter.value = Math.max(known, Number(last.id))
    },
    () => undefined
  )
}

export const resume = (feed: CallFeed): void => {
  pausedAfter.value = undefined
  feed.pause(false)
}

/** The feed of calls of this view: one for each history that the bank is asked for, filled while the view is shown. */
import { effect } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { JournalQuery } from '../../../../schemas/journal.js'
import { listen, streamCount } from '../../live.js'
import { chosenPartner, route } from '../../route.js'
import { admin, isKeyRefused, messageOf } from '../../session.js'
import { CallFeed } from './call-feed.js'
import { passesServer, rowTest, serverFilter, type CallFilter } from './call-filter.js'
import { rowOfEntry, rowOfEvent } from './call-row.js'
import { pausedAfter } from './pause.js'

const PAGE = 200

const feedOf = (wish: JournalQuery): CallFeed => {
  const feed = new CallFeed(
    async cursor => {
      const query = { ...wish, partnerId: chosenPartner.peek(), limit: PAGE, cursor }
      const { items, nextCursor } = await admin.peek().requests.list(query as JournalQuery)
      return { rows: items.map(rowOfEntry), nextCursor }
    },
    error => (isKeyRefused(error) ? undefined : messageOf(error))
  )
  const after = pausedAfter.peek()
  if (after !== undefined) feed.pause(true, after)
  return feed
}

/** Hears the stream, and reads the newest page whenever a stream was opened. */
const run = (feed: CallFeed, wish: JournalQuery): (() => void) => {
  const stopListening = listen('request', data => {
    const row = rowOfEvent(data)
    if (passesServer(wish, row)) feed.hear(row)
  })
  const stopWatching = effect(() => {
    if (streamCount.value > 0) void feed.refresh()
  })
  return () => {
    stopListening()
    stopWatching()
    feed.stop()
  }
}

/** A new history is asked for when what the bank knows of the filter changes; the rest of it is seen to here. */
export const useCalls = (filter: CallFilter): CallFeed => {
  const wish = serverFilter(filter)
  const key = JSON.stringify(wish)
  const feed = useMemo(() => feedOf(wish), [key])
  useMemo(() => { feed.filter(rowTest(filter)) }, [feed, JSON.stringify(filter)])
  useEffect(() => run(feed, wish), [feed])
  // Another partner is another view of calls; whoever leaves them does not want to find them paused.
  useEffect(() => () => { if (route.peek().view !== 'calls') pausedAfter.value = undefined }, [])
  return feed
}

/** The view of calls: they arrive on top as the bank answers them, and one of them is explained beside the list. */
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { open, route, setQuery } from '../../route.js'
import { Empty } from '../../ui/empty.js'
import { VirtualList } from '../../ui/virtual-list.js'
import { say as sayAll } from '../../ui/words.js'
import { useListKeys, type WalkedList } from '../../use-list-keys.js'
import { CallDetail } from './call-detail.js'
import type { CallFeed } from './call-feed.js'
import { filterOf, isFiltered, NO_FILTER, type CallFilter } from './call-filter.js'
import { CallLine } from './call-line.js'
import { CallsToolbar } from './calls-toolbar.js'
import { useCalls } from './use-calls.js'
import { say } from './words.js'

/** On a phone a call takes two lines. */
const PHONE = globalThis.matchMedia('(max-width: 720px)')
const rowHeight = signal(PHONE.matches ? 58 : 36)
PHONE.addEventListener('change', ({ matches }) => { rowHeight.value = matches ? 58 : 36 })

/** A demo transaction of the fixtures, which every bank has at its start. */
const FIRST_COMMAND = 'npx bnc-sandbox query 2023081111626423051116587'

const number = (count: number): string => count.toLocaleString('en')

const Nothing = ({ feed, filter }: { readonly feed: CallFeed; readonly filter: CallFilter }) => {
  const error = feed.error.value
  const { size } = feed.shape.value
  const isPaused = feed.isPaused.value
  const isNarrowed = isFiltered(filter)
  // No list is there that could come near its end.
  useEffect(() => { if (isNarrowed || isPaused) void feed.loadOlder() })
  if (error !== undefined) {
    return (
      <div class="empty" role="alert">
        <p>{error}</p>
        <button type="button" class="button" onClick={() => { void feed.refresh() }}>{sayAll('retry')}</button>
      </div>
    )
  }
  if (feed.isLoading.value) return <p class="loading" role="status">{say(size > 0 ? 'searching' : 'loading')}</p>
  if (!isNarrowed && !isPaused) return <Empty title={say('none')} command={FIRST_COMMAND}><p>{say('noneWhy')}</p></Empty>
  return (
    <Empty title={say(isNarrowed ? 'noneHere' : 'noneBefore')}>
      {isPaused ? <p>{say('paused')}</p> : <p>{say('noneHereWhy', { size: number(size) })}</p>}
      <div class="actions">
        {feed.isTired.value && <button type="button" class="button" onClick={() => { feed.goOn() }}>{say('further')}</button>}
        {isNarrowed && <button type="button" class="button" onClick={() => { setQuery(NO_FILTER) }}>{say('clearFilters')}</button>}
      </div>
    </Empty>
  )
}

/** How many there are, and whether there is more behind them. */
const Foot = ({ feed }: { readonly feed: CallFeed }) => {
  const { count, size, isFull } = feed.shape.value
  const shown = count === size ? say('counted', { count: number(count) }) : say('countedOf', { count: number(count), size: number(size) })
  return (
    <p class="call-foot quiet-text">
      <span>{feed.isEnded.value || isFull ? shown : say('andMore', { count: shown })}</span>
      {feed.isPaused.value && <span>{say('paused')}</span>}
      {feed.isLoading.value && <span>{say('searching')}</span>}
      {feed.isTired.value && <button type="button" class="button small" onClick={() => { feed.goOn() }}>{say('further')}</button>}
      {isFull && <span>{say('full')}</span>}
    </p>
  )
}

const walkedCalls = ({ log }: CallFeed): WalkedList => ({
  count: log.count,
  keyAt: index => log.at(index)?.id.toString(),
  indexOf: key => log.indexOf(Number(key)),
  opened: () => route.value.id,
  open
})

const List = ({ feed, at }: { readonly feed: CallFeed; readonly at: number }) => {
  const { log } = feed
  const { count, added } = feed.shape.value
  const { id } = route.value
  return (
    <VirtualList
      label={say('list')}
      count={count}
      added={added}
      rowHeight={rowHeight.value}
      current={at}
      onNearEnd={() => { void feed.loadOlder() }}
      row={index => {
        const row = log.at(index)
        return row !== undefined && <CallLine row={row} isOpen={id === String(row.id)} isAt={at === index} />
      }}
    />
  )
}

export const CallsView = () => {
  const { id, query } = route.value
  const filter = filterOf(query)
  const feed = useCalls(filter)
  const { count } = feed.shape.value
  const { at } = useListKeys(walkedCalls(feed))
  return (
    <div class={`calls split ${id === undefined ? '' : 'open'}`}>
      <section class="list" aria-label={say('title')}>
        <CallsToolbar filter={filter} feed={feed} />
        {count === 0 ? <Nothing feed={feed} filter={filter} /> : <List feed={feed} at={at} />}
        {count > 0 && <Foot feed={feed} />}
      </section>
      {id !== undefined && <CallDetail key={id} id={id} />}
    </div>
  )
}

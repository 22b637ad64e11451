/** The calls that the dashboard holds: in order, each once, filtered, bounded, and cheap however many arrive. */
import t from 'tap'
import { CallFeed, type CallPage } from '../../src/dashboard/views/calls/call-feed.js'
import { filterOf, isFiltered, passesServer, rowTest, serverFilter } from '../../src/dashboard/views/calls/call-filter.js'
import { CallLog } from '../../src/dashboard/views/calls/call-log.js'
import { callName, durationText, isRefused, rowOfEvent, type CallRow } from '../../src/dashboard/views/calls/call-row.js'

const row = (id: number, more: Partial<CallRow> = {}): CallRow => ({
  id, at: id * 1000, partnerId: 'P1', service: '51', method: 'POST', path: '/v1.0/qr/qr-mpm-query', responseCode: '2005100', status: 200,
  referenceNo: null, externalId: null, durationMs: 1, why: undefined, forced: undefined, fault: undefined, ...more
})

const rows = (from: number, to: number): CallRow[] => Array.from({ length: to - from + 1 }, (_, at) => row(from + at))
const shown = (log: CallLog): number[] => Array.from({ length: log.count }, (_, index) => log.at(index)?.id ?? Number.NaN)

t.test('rows stand by their number, the newest on top, each once, from wherever they come', async t => {
  const log = new CallLog(100)
  log.reset([row(7), row(5), row(6)])
  t.strictSame([shown(log), log.added], [[7, 6, 5], 0])
  log.merge([row(9), row(8), row(7), row(9)])
  t.strictSame([shown(log), log.added], [[9, 8, 7, 6, 5], 2], 'two came on top')
  log.merge([row(3), row(4), row(5)])
  t.strictSame([shown(log), log.added], [[9, 8, 7, 6, 5, 4, 3], 2], 'history goes below')
  log.merge([row(20)])
  log.merge([row(12), row(15), row(21)])
  t.strictSame(shown(log), [21, 20, 15, 12, 9, 8, 7, 6, 5, 4, 3], 'what was missed stands between')
  t.strictSame([log.indexOf(21), log.indexOf(12), log.indexOf(3), log.indexOf(13)], [0, 3, 10, -1])
})

t.test('a filter shows some of them, and what comes later is filtered too', async t => {
  const log = new CallLog(100, ({ id }) => id % 2 === 0)
  log.reset(rows(1, 6))
  log.merge(rows(7, 9))
  t.strictSame([shown(log), log.size, log.added], [[8, 6, 4, 2], 9, 1])
  log.filter(({ id }) => id > 5)
  t.strictSame([shown(log), log.added], [[9, 8, 7, 6], 0])
})

t.test('the oldest go where there are too many, and a flood costs no more for what is there already', async t => {
  const log = new CallLog(10_000, ({ id }) => id % 10 === 0)
  const begun = performance.now()
  for (let from = 1; from <= 100_000; from += 100) log.merge(rows(from, from + 99))
  t.ok(performance.now() - begun < 1500, 'a thousand batches of a hundred')
  t.ok(log.size >= 10_000 && log.size <= 12_000)
  t.equal(log.isFull, true)
  t.equal(log.newest?.id, 100_000)
  t.equal(log.at(log.count - 1)?.id, Math.ceil((100_001 - log.size) / 10) * 10)
})

t.test('every filter of the URL lets through what it says', async t => {
  const cancel = row(1, { service: '77', path: '/c', responseCode: '4047700', status: 404, referenceNo: 'R-1', externalId: 'E-1', why: 'it is success', forced: 'armed' })
  const cases: readonly (readonly [query: Record<string, string>, isCancel: boolean, isQuery: boolean])[] = [
    [{}, true, true],
    [{ service: '77' }, true, false],
    [{ service: 'cancel' }, true, false],
    [{ service: 'nonsense' }, true, true],
    [{ code: '4047700' }, true, false],
    [{ code: '404' }, true, false],
    [{ code: '4xx' }, true, false],
    [{ code: '2XX' }, false, true],
    [{ code: '5xx' }, false, false],
    [{ ref: 'R-1' }, true, false],
    [{ externalId: 'E-1' }, true, false],
    [{ show: 'refused' }, true, false],
    [{ text: 'SUCCESS cancel' }, true, false],
    [{ text: 'armed' }, true, false],
    [{ text: 'query' }, false, true],
    [{ text: 'r-1 query' }, false, false]
  ]
  for (const [query, isCancel, isQuery] of cases) {
    const test = rowTest(filterOf(query))
    t.strictSame([test(cancel), test(row(2))], [isCancel, isQuery], JSON.stringify(query))
  }
  t.equal(isFiltered(filterOf({ partnerId: 'P1' })), false, "the partner is the whole page's")
  t.equal(isFiltered(filterOf({ show: 'refused' })), true)
})

t.test('the bank is asked with the filters that it knows, and the stream is held against the same', async t => {
  const asked = serverFilter(filterOf({ service: 'cancel', code: '4047700', ref: 'R', externalId: 'E', text: 'x', show: 'refused' }))
  t.strictSame(asked, { service: '77', referenceNo: 'R', externalId: 'E', responseCode: '4047700' })
  t.strictSame(serverFilter(filterOf({ code: '404', text: 'x' })), {})
  t.strictSame(serverFilter(filterOf({ ref: 'x'.repeat(65) })), {}, 'no longer than the bank takes')
  t.equal(passesServer(asked, row(1)), false)
  t.equal(passesServer(asked, row(1, { service: '77', referenceNo: 'R', externalId: 'E', responseCode: '4047700' })), true)
})

t.test('a row says what was called, whether it was refused, and how long it took', async t => {
  t.match(rowOfEvent({ id: '17', at: 5, partnerId: null, method: 'POST', path: '/x', status: null, forced: 'armed', fault: 'reset' }),
    { id: 17, at: 5, partnerId: null, service: null, status: null, forced: 'armed', fault: 'reset', why: undefined, durationMs: 0 })
  t.strictSame([row(1), row(1, { service: null }), row(1, { service: null, method: '' })].map(callName), ['query', 'POST /v1.0/qr/qr-mpm-query', 'not HTTP'])
  t.strictSame([row(1), row(1, { status: 404 }), row(1, { status: null }), row(1, { responseCode: '4015100' })].map(isRefused), [false, true, true, true])
  t.strictSame([0.04, 9.96, 10.4, 999, 1500, 75_000].map(durationText), ['0.0 ms', '10.0 ms', '10 ms', '999 ms', '1.5 s', '75 s'])
})

/** A journal that answers pages of ten. */
const journal = (ids: () => CallRow[]) => {
  const asked: (string | undefined)[] = []
  const load = async (cursor: string | undefined): Promise<CallPage> => {
    asked.push(cursor)
    const below = ids().filter(({ id }) => cursor === undefined || id < Number(cursor)).toSorted((a, b) => b.id - a.id)
    const page = below.slice(0, 10)
    return { rows: page, nextCursor: below.length > 10 ? String(page.at(-1)?.id) : null }
  }
  return { asked, load }
}

t.test('history is read page by page, and what comes meanwhile is put on top once', async t => {
  let kept = rows(1, 25)
  const { load, asked } = journal(() => kept)
  const feed = new CallFeed(load, String)
  const loaded = feed.refresh()
  kept = rows(1, 26)
  feed.hear(row(26))
  feed.hear(row(25))
  await loaded
  t.strictSame([feed.log.count, feed.log.newest?.id, feed.isLoading.value], [11, 26, false])
  await feed.loadOlder()
  await feed.loadOlder()
  t.strictSame([feed.log.count, feed.isEnded.value], [26, true])
  await feed.loadOlder()
  t.equal(asked.length, 3, 'nothing is asked beyond the end')
  feed.stop()
})

t.test('while it is paused nothing moves, and then everything is there', async t => {
  const feed = new CallFeed(journal(() => rows(1, 3)).load, String)
  await feed.refresh()
  feed.pause(true)
  for (const each of rows(4, 8)) feed.hear(each)
  while (feed.held.value === 0) await new Promise(setImmediate)
  t.strictSame([feed.log.count, feed.held.value], [3, 5])
  feed.pause(false)
  t.strictSame([feed.log.count, feed.held.value, feed.shape.value.count], [8, 0, 8])
  feed.stop()
})

t.test('a history that is begun in a pause shows what was before it, and the rest once it goes on', async t => {
  const { load, asked } = journal(() => rows(1, 45))
  const feed = new CallFeed(load, String)
  feed.pause(true, 12)
  await feed.refresh()
  t.strictSame([feed.log.count, feed.held.value], [0, 10])
  feed.hear(row(45))
  feed.hear(row(46))
  await feed.loadOlder()
  t.strictSame([feed.log.newest?.id, feed.log.count, asked.length], [12, 7, 4], 'it is read back to the pause')
  while (feed.held.value < 34) await new Promise(setImmediate)
  t.equal(feed.held.value, 34, 'each counts once')
  feed.pause(false)
  t.strictSame([feed.log.count, feed.log.newest?.id, feed.held.value], [41, 46, 0])
  feed.stop()
})

t.test('a stream that is lost in a pause moves nothing, and what was missed is there when it goes on', async t => {
  let kept = rows(1, 12)
  const feed = new CallFeed(journal(() => kept).load, String)
  await feed.refresh()
  feed.pause(true)
  kept = rows(1, 15)
  await feed.refresh()
  t.strictSame([feed.log.newest?.id, feed.held.value], [12, 3])
  kept = rows(1, 60)
  await feed.refresh()
  t.strictSame([feed.log.newest?.id, feed.log.count], [12, 10], 'a gap')
  feed.pause(false)
  while (feed.isLoading.value) await new Promise(setImmediate)
  t.strictSame([feed.log.newest?.id, feed.log.count, feed.held.value], [60, 10, 0], 'the list begins anew')
  feed.stop()
})

t.test('after the stream was lost: what was missed is put in, a gap or another journal starts anew', async t => {
  let kept = rows(1, 12)
  const feed = new CallFeed(journal(() => kept).load, String)
  await feed.refresh()
  kept = rows(1, 18)
  await feed.refresh()
  t.strictSame([feed.log.size, feed.log.newest?.id], [16, 18], 'six were missed')
  kept = rows(1, 60)
  await feed.refresh()
  t.strictSame([feed.log.size, feed.log.newest?.id], [10, 60], 'a gap')
  kept = rows(55, 62).map(each => ({ ...each, at: 9_999_000 }))
  await feed.refresh()
  t.strictSame([feed.log.size, feed.log.newest?.at, feed.isEnded.value], [8, 9_999_000, true], 'the same numbers of another journal')
  kept = []
  await feed.refresh()
  t.equal(feed.log.size, 0)
  feed.stop()
})

t.test('a filter that lets little pass is looked through a while, then somebody is asked', async t => {
  const { load, asked } = journal(() => rows(1, 500))
  const feed = new CallFeed(load, String)
  feed.filter(({ id }) => id === 3)
  await feed.refresh()
  await feed.loadOlder()
  t.strictSame([asked.length, feed.isTired.value, feed.log.count], [11, true, 0])
  await feed.loadOlder()
  t.equal(asked.length, 11, 'nobody said to go on')
  for (let times = 0; times < 5; times++) {
    feed.goOn()
    while (feed.isLoading.value) await new Promise(setImmediate)
  }
  t.strictSame([feed.log.count, feed.isEnded.value], [1, true])
  feed.empty()
  t.strictSame([feed.log.size, feed.shape.value.size], [0, 0])
  feed.stop()
})

t.test('what the bank says against a question is kept, and the next answer takes it away', async t => {
  let isDown = true
  const feed = new CallFeed(async () => {
    if (isDown) throw new Error('the bank is down')
    return { rows: rows(1, 2), nextCursor: null }
  }, error => (error as Error).message)
  await feed.refresh()
  t.strictSame([feed.error.value, feed.isLoading.value], ['the bank is down', false])
  isDown = false
  await feed.refresh()
  t.strictSame([feed.error.value, feed.log.count], [undefined, 2])
  feed.stop()
})

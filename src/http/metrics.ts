/** `/metrics`: what the bank does and holds, as Prometheus reads it. Counting a reply costs two additions. */
import { readFile } from 'node:fs/promises'
import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { getHeapStatistics } from 'node:v8'
import type { FastifyInstance } from 'fastify'
import { NO_SERVICE } from '../../schemas/services.js'
import { remainingOf } from '../bank/arm-outcome.js'
import type { Bank } from '../bank/bank.js'

/** Upper ends of the histogram, in seconds: a signed inquiry takes under a millisecond, a forced delay many. */
export const BUCKETS: readonly number[] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Replies by their code where the client got one, and how long they took. */
interface ServiceCount {
  readonly codes: Map<string, number>
  /** Replies in each bucket alone; the last is beyond every end. */
  readonly buckets: number[]
  seconds: number
}

/** Counts belong to a bank: a process may run many. */
const counts = new WeakMap<Bank, Map<string, ServiceCount>>()

const countsOf = (bank: Bank): Map<string, ServiceCount> => {
  const known = counts.get(bank)
  if (known !== undefined) return known
  const fresh = new Map<string, ServiceCount>()
  counts.set(bank, fresh)
  return fresh
}

const serviceCount = (bank: Bank, service: string): ServiceCount => {
  const ofBank = countsOf(bank)
  const known = ofBank.get(service)
  if (known !== undefined) return known
  const fresh = { codes: new Map<string, number>(), buckets: BUCKETS.map(() => 0).concat(0), seconds: 0 }
  ofBank.set(service, fresh)
  return fresh
}

/** Counts one reply: its service (null: the path was unknown), its code (null: the client got no reply), how long it took. */
export const countReply = (bank: Bank, service: string | null, code: string | null, seconds: number): void => {
  const count = serviceCount(bank, service ?? NO_SERVICE)
  const label = code ?? 'none'
  count.codes.set(label, (count.codes.get(label) ?? 0) + 1)
  let bucket = 0
  while (bucket < BUCKETS.length && seconds > (BUCKETS[bucket] as number)) bucket++
  count.buckets[bucket] = (count.buckets[bucket] as number) + 1
  count.seconds += seconds
}

type Labels = Readonly<Record<string, string | number>>

/** Codes, services and bounds hold no character that Prometheus would want escaped. */
const line = (name: string, labels: Labels, value: number): string => {
  const said = Object.entries(labels)
    .map(([label, text]) => `${label}="${text}"`)
    .join(',')
  return `${name}${said === '' ? '' : `{${said}}`} ${value}`
}

const family = (name: string, type: 'counter' | 'gauge' | 'histogram', help: string, lines: readonly string[]): string =>
  [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines].join('\n')

const gauge = (name: string, help: string, value: number): string => family(name, 'gauge', help, [line(name, {}, value)])

const DURATION = 'bnc_reply_duration_seconds'

const durationLines = (service: string, { buckets, seconds }: ServiceCount): string[] => {
  let sum = 0
  const lines = buckets.map((count, index) =>
    line(`${DURATION}_bucket`, { service, le: BUCKETS[index] ?? '+Inf' }, (sum += count))
  )
  return [...lines, line(`${DURATION}_sum`, { service }, seconds), line(`${DURATION}_count`, { service }, sum)]
}

const replyFamilies = (bank: Bank): string[] => {
  const services = [...countsOf(bank)].sort(([a], [b]) => (a < b ? -1 : 1))
  const replies = services.flatMap(([service, { codes }]) =>
    [...codes].sort().map(([code, count]) => line('bnc_replies_total', { service, code }, count))
  )
  return [
    family(
      'bnc_replies_total',
      'counter',
      'Replies by service and response code; code none where the client was given no reply.',
      replies
    ),
    family(
      DURATION,
      'histogram',
      'From the arrival of a request to its reply, forced delays included.',
      services.flatMap(([service, count]) => durationLines(service, count))
    )
  ]
}

/** How late a turn of the event loop comes that is wanted at once. */
const eventLoopLag = async (): Promise<number> => {
  const asked = performance.now()
  await nextTurn()
  return (performance.now() - asked) / 1000
}

/** Linux alone tells a process its resident size in a file. */
const residentBytes = async (): Promise<number | undefined> => {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '')
  const kib = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]
  return kib === undefined ? undefined : Number(kib) * 1024
}

const processFamilies = async (): Promise<string[]> => {
  const { used_heap_size: used, total_heap_size: total, external_memory: external } = getHeapStatistics()
  const { active, idle } = performance.eventLoopUtilization()
  const resident = await residentBytes()
  const loop = 'nodejs_eventloop_seconds_total'
  return [
    ...(resident === undefined ? [] : [gauge('process_resident_memory_bytes', 'Memory that the process holds.', resident)]),
    gauge('nodejs_heap_size_used_bytes', 'JavaScript heap in use.', used),
    gauge('nodejs_heap_size_total_bytes', 'JavaScript heap in all.', total),
    gauge('nodejs_external_memory_bytes', 'Memory outside the JavaScript heap that it refers to.', external),
    gauge('nodejs_eventloop_lag_seconds', 'How late the event loop was for this very reading.', await eventLoopLag()),
    family(loop, 'counter', 'Time that the event loop was busy, and idle.', [
      line(loop, { state: 'active' }, active / 1000),
      line(loop, { state: 'idle' }, idle / 1000)
    ])
  ]
}

const bankFamilies = (bank: Bank): string[] => [
  gauge('bnc_partners', 'Partners that are registered.', bank.store.partners.ids().length),
  gauge(
    'bnc_outcomes_armed',
    'Forced outcomes that can still fire.',
    bank.store.outcomes.all().filter(outcome => remainingOf(bank, outcome) !== 0).length
  ),
  gauge('bnc_snapshots', 'Snapshots that are kept.', bank.store.snapshots.all().length),
  gauge('bnc_database_bytes', 'Size of the database, its write-ahead log apart.', bank.store.database.size())
]

/** Everything in Prometheus' text format. */
export const metricsText = async (bank: Bank): Promise<string> =>
  [...replyFamilies(bank), ...bankFamilies(bank), ...(await processFamilies()), ''].join('\n')

export const metricsRoutes = (app: FastifyInstance, bank: Bank): void => {
  app.get('/metrics', async (_request, reply) =>
    reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metricsText(bank))
  )
}

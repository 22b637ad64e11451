/** `/admin/requests/verify`: a claim about the journal that waits until it is true, or says what came nearest. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FastifyReply } from 'fastify'
import { VerifyBody, VerifyReply } from '../../../schemas/journal.js'
import type { Bank } from '../../bank/bank.js'
import { Invalid } from '../../domain/verdict.js'
import type { JournalFilter } from '../../store/journal.js'
import type { JournalRow } from '../../store/journal-row.js'
import { problem, sendProblem } from '../problem.js'
import type { AdminApp } from './admin.js'
import { journalFilter } from './journal.js'

/** The latest, of those that match [CHOSEN]. */
const SHOWN_IDS = 100
const NEAREST = 5

interface Bounds {
  readonly least: number
  readonly most: number
}

const boundsOf = ({ times, atLeast, atMost }: VerifyBody): Bounds => {
  if (times !== undefined && (atLeast !== undefined || atMost !== undefined)) {
    throw new Invalid(atLeast === undefined ? 'atMost' : 'atLeast', 'not together with times', ['times', 'atLeast', 'atMost'])
  }
  if (times !== undefined) return { least: times, most: times }
  if (atLeast !== undefined && atMost !== undefined && atLeast > atMost) throw new Invalid('atLeast', 'it is above atMost')
  return { least: atLeast ?? (atMost === undefined ? 1 : 0), most: atMost ?? Number.POSITIVE_INFINITY }
}

const FIELDS = ['service', 'referenceNo', 'externalId', 'responseCode'] as const

const differences = (row: JournalRow, filter: JournalFilter): string[] => {
  const why: string[] = FIELDS.filter(name => filter[name] !== undefined && filter[name] !== row[name])
    .map(name => `${name} was ${row[name] ?? 'none'}, not ${filter[name] ?? ''}`)
  if (filter.since !== undefined && row.at < filter.since) why.push('it came before since')
  return why
}

/** The calls of the same partner that miss the claim by least. */
const nearestMisses = (bank: Bank, filter: JournalFilter): object[] =>
  bank.store.journal.page({ partnerId: filter.partnerId }, undefined).rows
    .map(row => ({ row, why: differences(row, filter) }))
    .filter(({ why }) => why.length > 0)
    .sort((a, b) => a.why.length - b.why.length || b.row.id - a.row.id)
    .slice(0, NEAREST)
    .map(({ row, why }) => ({ id: String(row.id), service: row.service, responseCode: row.responseCode, why }))

/** Counts the entries that match, each once however often it is asked. */
const counter = (bank: Bank, filter: JournalFilter) => {
  let [count, upTo] = [0, 0]
  let latest: number[] = []
  /** Ends as soon as there are more than `most`. Whatever comes in meanwhile is seen. */
  const goOn = async (most: number): Promise<number> => {
    for (;;) {
      const look = bank.store.journal.look(filter, upTo)
      upTo = look.upTo
      count += look.ids.length
      latest = [...latest, ...look.ids].slice(-SHOWN_IDS)
      if (!look.more || count > most) return count
      await nextTurn()
    }
  }
  return { goOn, latest: (): string[] => [...latest].reverse().map(String) }
}

/** Whoever waits for a call, to be let go when the bank closes. */
type Waiting = Set<(called: boolean) => void>

/** Resolves when the bank was called again, or with false when the time is over. */
const nextCall = (bank: Bank, waiting: Waiting, until: number): Promise<boolean> =>
  new Promise(resolve => {
    const timer = setTimeout(() => { stop(false) }, Math.max(0, until - performance.now()))
    const stopListening = bank.events.listen(({ type }) => { if (type === 'request') stop(true) })
    const stop = (called: boolean): void => {
      clearTimeout(timer)
      stopListening()
      waiting.delete(stop)
      resolve(called)
    }
    waiting.add(stop)
  })

const claimed = ({ least, most }: Bounds): string => {
  if (least === most) return `exactly ${String(least)}`
  if (most === Number.POSITIVE_INFINITY) return `at least ${String(least)}`
  return least === 0 ? `at most ${String(most)}` : `${String(least)} to ${String(most)}`
}

const refuse = (bank: Bank, reply: FastifyReply, filter: JournalFilter, bounds: Bounds, count: number): void => {
  sendProblem(reply, problem(422, `match: ${String(count)} calls match, ${claimed(bounds)} were claimed`, {
    field: 'match', count, nearestMisses: nearestMisses(bank, filter)
  }))
}

export const verifyRoutes = (app: AdminApp, bank: Bank): void => {
  const waiting: Waiting = new Set()
  app.addHook('preClose', done => {
    for (const stop of waiting) stop(false)
    done()
  })

  app.post('/requests/verify', { schema: { body: VerifyBody, response: { 200: VerifyReply } } }, async ({ body }, reply) => {
    const bounds = boundsOf(body)
    const filter = journalFilter(bank, body.match ?? {})
    const until = performance.now() + (body.withinMs ?? 0)
    const { goOn, latest } = counter(bank, filter)
    for (;;) {
      const count = await goOn(bounds.most)
      if (count >= bounds.least && count <= bounds.most) return { verified: true, count, ids: latest() }
      // More than were claimed will not become fewer.
      if (count > bounds.most || !(await nextCall(bank, waiting, until))) {
        refuse(bank, reply, filter, bounds, count)
        return reply
      }
    }
  })
}

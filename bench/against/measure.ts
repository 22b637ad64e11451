/** The figures: cold starts first, then the same load on all in turns, each round beginning with another one. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { load, type LoadCall, type LoadResult } from '../load.js'
import { addTransactions, anyInquiries, bankInquiries, partnerOf, tokenCall } from './calls.js'
import type { Contender } from './contenders.js'
import { loadClosing } from './load-closing.js'
import { freePort, start, type Contestant } from './contestant.js'
import type { StubFiles } from './stubs.js'

export interface Plan {
  readonly rounds: number
  readonly requests: number
  readonly connections: number
  readonly warmUp: number
  readonly coldRounds: number
  /** No further round begins when so many seconds have gone. */
  readonly budgetSeconds: number
}

export type Round = LoadResult & {
  /** Microseconds of processor time a request. */
  readonly cpu: number
}

export interface Figures {
  readonly contender: Contender
  readonly coldMs: number[]
  readonly rounds: Round[]
  rssIdle: number
  rssLoaded: number
}

/** A contender with the folder that it is installed in. */
export interface Entry {
  readonly contender: Contender
  readonly installed: string
}

const EXPECTED = '{"responseCode":"2005100"'

const rotated = <T>(all: readonly T[], by: number): T[] => all.map((_, at) => all[(at + by) % all.length] as T)

/** Starts processes, each with a port and a folder of its own below this one. */
export const starter = (folder: string, stubs: StubFiles) => {
  let count = 0
  return async ({ contender, installed }: Entry): Promise<Contestant> => {
    const own = join(folder, `${++count}`)
    mkdirSync(own)
    const port = await freePort()
    const command = contender.command({ installed, stubs, port: String(port), spare: String(await freePort()), database: join(own, 'bank.db') })
    const first = contender.partner === undefined ? anyInquiries()[0] as LoadCall : tokenCall(partnerOf(contender.partner))
    return start(command, own, port, first)
  }
}
export type Starter = ReturnType<typeof starter>

export const newFigures = (contender: Contender): Figures => ({ contender, coldMs: [], rounds: [], rssIdle: Number.NaN, rssLoaded: Number.NaN })

/** From nothing to the first right answer, again and again; a bank begins with a new database each time. */
export const measureColdStarts = async (begin: Starter, all: ReadonlyMap<Entry, Figures>, rounds: number): Promise<void> => {
  for (let round = 0; round < rounds; round++) {
    for (const [entry, figures] of rotated([...all], round)) {
      const contestant = await begin(entry)
      figures.coldMs.push(contestant.coldMs)
      await contestant.end()
    }
  }
}

/** Who runs, and how its calls are made anew for a round. */
interface Runner {
  readonly figures: Figures
  readonly contestant: Contestant
  readonly calls: () => Promise<readonly LoadCall[]>
}

const run = async (begin: Starter, entry: Entry, figures: Figures): Promise<Runner> => {
  const contestant = await begin(entry)
  const { partner: dialect } = entry.contender
  figures.rssIdle = contestant.rss()
  if (dialect === undefined) {
    const calls = anyInquiries()
    return { figures, contestant, calls: () => Promise.resolve(calls) }
  }
  const partner = partnerOf(dialect)
  const references = await addTransactions(contestant.port, partner)
  return { figures, contestant, calls: () => bankInquiries(contestant.port, partner, references) }
}

const oneLoad = async ({ figures, contestant, calls }: Runner, connections: number, requests: number): Promise<Round> => {
  const plan = { port: contestant.port, calls: await calls(), connections, requests, expect: EXPECTED }
  const before = contestant.cpu()
  const result = await (figures.contender.closes === true ? loadClosing : load)(plan)
  return { ...result, cpu: (contestant.cpu() - before) / requests }
}

/** The same load on all; tells how many rounds there was time for. */
export const measureLoad = async (begin: Starter, all: ReadonlyMap<Entry, Figures>, plan: Plan, since: number): Promise<number> => {
  const runners: Runner[] = []
  try {
    for (const [entry, figures] of all) runners.push(await run(begin, entry, figures))
    for (const runner of runners) await oneLoad(runner, plan.connections, plan.warmUp)
    let round = 0
    for (; round < plan.rounds && performance.now() - since < plan.budgetSeconds * 1000; round++) {
      for (const runner of rotated(runners, round)) {
        runner.figures.rounds.push(await oneLoad(runner, plan.connections, plan.requests))
        runner.figures.rssLoaded = runner.contestant.rss()
      }
    }
    return round
  } finally {
    for (const { contestant } of runners) await contestant.end()
  }
}

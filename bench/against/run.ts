/**
 * This bank beside what a user would pick instead, in one interleaved run, written to docs/benchmarks.md. Run: npx tsx bench/against/run.ts
 *
 * ROUNDS, REQUESTS, CONNECTIONS, WARM_UP, COLD_ROUNDS and BUDGET_SECONDS change the plan, AGAINST_FOLDER where the others are installed.
 * ONLY=bank,prism runs some of them, and prints without writing.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type * as Library from '../../src/index.js'
import { CONTENDERS, PRODUCTS, type Contender } from './contenders.js'
import { defaultFolder, findJava, install, type Installed, type Refused } from './install.js'
import { measureColdStarts, measureLoad, newFigures, starter, type Entry, type Figures, type Plan } from './measure.js'
import { report } from './report.js'
import { writeStubs } from './stubs.js'

/** The built package, which is what is packed. */
const { startSandbox } = (await import(new URL('../../dist/src/index.js', import.meta.url).href)) as typeof Library

const knob = (name: string, usual: number): number => Number(process.env[name] ?? usual)

const plan: Plan = {
  rounds: knob('ROUNDS', 9),
  requests: knob('REQUESTS', 8000),
  connections: knob('CONNECTIONS', 32),
  warmUp: knob('WARM_UP', 10_000),
  coldRounds: knob('COLD_ROUNDS', 7),
  budgetSeconds: knob('BUDGET_SECONDS', 360)
}

const busyAtStart = loadavg()[0] ?? Number.NaN

const only = process.env['ONLY']?.split(',')
const chosen = CONTENDERS.filter(({ id, product }) => only === undefined || only.includes(id) || only.includes(product.name))

const results = install(defaultFolder(), PRODUCTS.filter(product => chosen.some(contender => contender.product === product)))
const installed = results.filter((result): result is Installed => 'folder' in result)
const absent = results.filter((result): result is Refused => 'why' in result)
const java = findJava()

const entryOf = (contender: Contender): Entry[] =>
  installed.filter(({ product }) => product === contender.product).map(({ folder }) => ({ contender, installed: folder }))

/** What the bank says of itself in OpenAPI. */
const bankDocument = async (): Promise<object> => {
  const sandbox = await startSandbox()
  try {
    return await (await fetch(`${sandbox.url}/docs/json`)).json() as object
  } finally {
    await sandbox.close()
  }
}

const folder = mkdtempSync(join(tmpdir(), 'bnc-against-'))
const begin = starter(folder, writeStubs(folder, await bankDocument()))

/** One start of each, not counted: files are read into memory, and who cannot start is found out. */
const startable = async (entries: readonly Entry[]): Promise<Entry[]> => {
  const able: Entry[] = []
  for (const entry of entries) {
    try {
      await (await begin(entry)).end()
      able.push(entry)
    } catch (error) {
      absent.push({ product: entry.contender.product, why: error instanceof Error ? error.message : String(error) })
    }
  }
  return able
}

try {
  const since = performance.now()
  const entries = await startable(chosen.flatMap(entryOf))
  const all = new Map<Entry, Figures>(entries.map(entry => [entry, newFigures(entry.contender)]))
  process.stderr.write(`${plan.coldRounds} cold starts of each\n`)
  await measureColdStarts(begin, all, plan.coldRounds)
  process.stderr.write(`up to ${plan.rounds} rounds of ${plan.requests} requests for each\n`)
  const rounds = await measureLoad(begin, all, plan, since)
  const text = report({ plan: { ...plan, rounds }, figures: [...all.values()], installed, absent, java, busyAtStart, seconds: (performance.now() - since) / 1000 })
  process.stdout.write(text)
  if (only === undefined) writeFileSync(new URL('../../docs/benchmarks.md', import.meta.url), text)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

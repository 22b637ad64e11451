/**
 * One, two and three banks, asked directly and through nginx, with the processor time that each part spends on a request. Client, nginx
 * and banks share this machine's cores, so the rates stop growing where the cores are full; the times say what a machine with more would do.
 */
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { signer } from '../src/client/signer.js'
import { generate, hostOf, makePartner, type ScaledPartner } from '../test/deploy/scaled-partner.js'
import { startScaledSandbox, withoutNginx, type ScaledSandbox } from '../test/deploy/scaled-sandbox.js'
import { load, type LoadCall, type LoadResult } from './load.js'

const ROUNDS = Number(process.env['ROUNDS'] ?? 3)
/** In one measurement, over all banks. */
const REQUESTS = Number(process.env['REQUESTS'] ?? 12_000)
const CONNECTIONS = Number(process.env['CONNECTIONS'] ?? 48)
const BANKS = Number(process.env['BANKS'] ?? 3)
/** Transactions of a partner that are asked for in turn. */
const REFERENCES = 16

/** Linux counts the time of a process in these. */
const TICK_US = 10_000

const MODES = [['symmetric', 's'], ['asymmetric', 'b']] as const
type Mode = (typeof MODES)[number][0]

const cpuOf = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => {
    const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return sum + (Number(fields[11]) + Number(fields[12])) * TICK_US
  }, 0)

const residentMiB = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1] ?? 0) / 1024

const inquiriesOf = async (tenant: ScaledPartner): Promise<LoadCall[]> => {
  const token = String((await tenant.token()).body['accessToken'])
  const sign = signer(tenant.partner)
  const calls: LoadCall[] = []
  for (let nth = 0; nth < REFERENCES; nth++) {
    const { referenceNo: originalReferenceNo } = await generate(tenant)
    calls.push(sign.call('query', { serviceCode: '47', originalReferenceNo }, { token }))
  }
  return calls
}

/** For each bank the calls of a partner that lives there. */
const callsOfEach = async ({ url, banks }: ScaledSandbox, ending: string): Promise<LoadCall[][]> => {
  const found = new Map<string, ScaledPartner>()
  for (let nth = 0; found.size < banks.length; nth++) {
    const tenant = await makePartner(url, `bench-${String(nth)}${ending}`)
    found.set(tenant.bank, tenant)
  }
  return Promise.all(banks.map(bank => inquiriesOf(found.get(hostOf(bank)) as ScaledPartner)))
}

interface Measured {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  /** Microseconds of processor time a request. */
  readonly banks: number
  readonly nginx: number
  readonly client: number
}

const EXPECT = '{"responseCode":"2005100'

/** Each of the banks that are asked has its share of the requests and of the connections. */
const askDirectly = async ({ banks }: ScaledSandbox, calls: readonly LoadCall[][]): Promise<LoadResult> => {
  const share = { connections: Math.round(CONNECTIONS / calls.length), requests: Math.round(REQUESTS / calls.length), expect: EXPECT }
  const begun = performance.now()
  const results = await Promise.all(calls.map((ofBank, nth) => load({ ...share, port: banks[nth]?.port ?? 0, calls: ofBank })))
  const seconds = (performance.now() - begun) / 1000
  const worst = (pick: (result: LoadResult) => number): number => Math.max(...results.map(pick))
  return { perSecond: (share.requests * calls.length) / seconds, p50: worst(r => r.p50), p99: worst(r => r.p99), max: worst(r => r.max) }
}

/** Calls of partners of as many banks, in turn. */
const askBalancer = ({ url }: ScaledSandbox, calls: readonly LoadCall[][]): Promise<LoadResult> => {
  const mixed = (calls[0] ?? []).flatMap((_, nth) => calls.flatMap(ofBank => ofBank[nth] ?? []))
  return load({ port: Number(new URL(url).port), calls: mixed, connections: CONNECTIONS, requests: REQUESTS, expect: EXPECT })
}

const WAYS = { directly: askDirectly, 'through nginx': askBalancer }
type Way = keyof typeof WAYS

const measure = async (sandbox: ScaledSandbox, way: Way, calls: readonly LoadCall[][]): Promise<Measured> => {
  const bankPids = sandbox.banks.map(bank => bank.pid())
  const spent = (): readonly [banks: number, nginx: number, client: number] => {
    const { user, system } = process.cpuUsage()
    return [cpuOf(bankPids), cpuOf(sandbox.balancerPids()), user + system]
  }
  const before = spent()
  const { perSecond, p50, p99 } = await WAYS[way](sandbox, calls)
  const [banks = 0, nginx = 0, client = 0] = spent().map((now, part) => (now - (before[part] ?? 0)) / REQUESTS)
  return { perSecond, p50, p99, banks, nginx, client }
}

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

interface Row {
  readonly mode: Mode
  readonly way: Way
  /** Of each bank that is asked. */
  readonly calls: readonly LoadCall[][]
  readonly results: Measured[]
}

const print = ({ mode, way, calls: { length: banks }, results }: Row): void => {
  const middle = (name: keyof Measured): number => median(results.map(result => result[name]))
  const us = (name: 'banks' | 'nginx' | 'client'): string => middle(name).toFixed(0).padStart(3)
  process.stdout.write(
    `${String(banks)} bank${banks === 1 ? ' ' : 's'}  ${mode.padEnd(12)}${way.padEnd(14)}${middle('perSecond').toFixed(0).padStart(6)}/s  ` +
      `p50 ${middle('p50').toFixed(1).padStart(4)} ms  p99 ${middle('p99').toFixed(1).padStart(5)} ms  ` +
      `us a request: bank ${us('banks')}, nginx ${us('nginx')}, client ${us('client')}\n`
  )
}

/** One bank, two and so on, in both modes, in both ways. */
const rowsOf = async (sandbox: ScaledSandbox): Promise<Row[]> => {
  const rows: Row[] = []
  for (const [mode, ending] of MODES) {
    const each = await callsOfEach(sandbox, ending)
    for (const way of ['directly', 'through nginx'] as const) {
      for (let asked = 1; asked <= each.length; asked++) rows.push({ mode, way, calls: each.slice(0, asked), results: [] })
    }
  }
  return rows
}

/** All rows in turn, round after round, so that their ratios hold on a noisy machine. */
const run = async (sandbox: ScaledSandbox): Promise<void> => {
  const rows = await rowsOf(sandbox)
  for (const { way, calls } of rows) await WAYS[way](sandbox, calls)
  for (let round = 0; round < ROUNDS; round++) {
    for (const { way, calls, results } of rows) results.push(await measure(sandbox, way, calls))
  }
  for (const row of rows) print(row)
  process.stdout.write(`resident, each: ${sandbox.banks.map(bank => residentMiB(bank.pid()).toFixed(0)).join(', ')} MiB\n`)
}

if (withoutNginx === false) {
  process.stdout.write(
    `${String(ROUNDS)} rounds of ${String(REQUESTS)} signed inquiries, ${String(CONNECTIONS)} connections, ` +
      `${String(availableParallelism())} cores for client, nginx (1 worker) and banks, Node ${process.version}\n`
  )
  const sandbox = await startScaledSandbox({ banks: BANKS })
  try {
    await run(sandbox)
  } finally {
    await sandbox.close()
  }
} else {
  process.stdout.write(`${withoutNginx}\n`)
  process.exitCode = 1
}

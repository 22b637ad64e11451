/** The ladder: what each rung costs over bare Fastify, all rungs in turn in one run, so that their ratios hold on a noisy machine. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { partnerClient, type PartnerClient } from '../src/client/partner-client.js'
import { signer, type Credentials } from '../src/client/signer.js'
import { load, type LoadCall, type LoadPlan, type LoadResult } from './load.js'

const ROUNDS = Number(process.env['ROUNDS'] ?? 5)
const REQUESTS = Number(process.env['REQUESTS'] ?? 20_000)
const CONNECTIONS = Number(process.env['CONNECTIONS'] ?? 32)

interface Rung {
  readonly name: string
  readonly plan: LoadPlan
  readonly child: ChildProcess
}

const fixture = (name: string): Credentials => {
  const file = JSON.parse(readFileSync(new URL(`../fixtures/partners/demo-${name}.json`, import.meta.url), 'utf8')) as { partner: Credentials }
  return { ...file.partner, signature: name === 'bnc' ? 'asymmetric' : 'symmetric' }
}

const SERVER = fileURLToPath(new URL('./server.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'bnc-bench-'))
const children: ChildProcess[] = []

const serve = async (...args: string[]): Promise<{ child: ChildProcess; port: number }> => {
  const child = fork(SERVER, args, { execArgv: ['--import=tsx'] })
  children.push(child)
  const [message] = (await once(child, 'message')) as [{ port: number }]
  return { child, port: message.port }
}

const QUERY = '2005100'

/** Transactions that the calls of one rung ask for in turn. */
const REFERENCES = 64

const plan = (port: number, calls: readonly LoadCall[], expect: string): LoadPlan => ({
  port, calls, connections: CONNECTIONS, requests: REQUESTS, expect: `{"responseCode":"${expect}`
})

const tokenOf = async (client: PartnerClient): Promise<string> => String((await client.token()).body['accessToken'])

const addTransactions = async (port: number, partnerId: string, status: string): Promise<string[]> => {
  const references: string[] = []
  for (let nth = 0; nth < REFERENCES; nth++) {
    const response = await fetch(`http://127.0.0.1:${String(port)}/admin/transactions`, {
      method: 'POST', body: JSON.stringify({ partnerId, status, amount: '10000.00', expiresAt: null })
    })
    references.push(((await response.json()) as { referenceNo: string }).referenceNo)
  }
  return references
}

/** A signed inquiry, and a cancel of transactions that are canceled already: the whole path, and nothing to be reset. */
const bankRungs = async (dialect: 'bnc' | 'snap', mode: string): Promise<Rung[]> => {
  const { child, port } = await serve('bank', join(folder, `${dialect}.db`))
  const partner = fixture(dialect)
  const token = await tokenOf(partnerClient(`http://127.0.0.1:${String(port)}`, partner))
  const sign = signer(partner)
  const pending = await addTransactions(port, partner.partnerId, 'pending')
  const canceled = await addTransactions(port, partner.partnerId, 'canceled')
  const merchant = dialect === 'snap' ? { merchantId: '000200020001' } : {}
  const inquiries = pending.map(originalReferenceNo => sign.call('query', { serviceCode: '47', originalReferenceNo }, { token }))
  const cancels = canceled.map(originalReferenceNo => sign.call('cancel', { originalReferenceNo, reason: 'bench', ...merchant }, { token }))
  return [
    { name: `bank, ${mode} inquiry`, child, plan: plan(port, inquiries, QUERY) },
    { name: `bank, ${mode} cancel (refused 04)`, child, plan: plan(port, cancels, '4047704') }
  ]
}

const anyReference = (nth: number): string => String(2026010100000000000000000n + BigInt(nth)).padStart(25, '0')

const inquiriesOf = (partner: Credentials): LoadCall[] => {
  const sign = signer(partner)
  return Array.from({ length: REFERENCES }, (_, nth) => sign.call('query', { serviceCode: '47', originalReferenceNo: anyReference(nth) }, { token: 't'.repeat(240) }))
}

const signatureRung = async (dialect: 'bnc' | 'snap', mode: string): Promise<Rung> => {
  const partner = fixture(dialect) as Credentials & { publicKey: string }
  const { child, port } = await serve(mode, mode === 'symmetric' ? partner.clientSecret : partner.publicKey)
  return { name: `Fastify + ${mode} signature`, child, plan: plan(port, inquiriesOf(partner), QUERY) }
}

const bareRung = async (): Promise<Rung> => {
  const { child, port } = await serve('bare')
  return { name: 'bare Fastify', child, plan: plan(port, inquiriesOf(fixture('snap')), QUERY) }
}

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

interface Usage {
  readonly rss: number
  /** Microseconds of processor time so far. */
  readonly cpu: number
}

const usage = async (child: ChildProcess): Promise<Usage> => {
  child.send('usage')
  const [message] = (await once(child, 'message')) as [Usage]
  return message
}

type Measured = LoadResult & { /** Microseconds of processor time a request. */ readonly cpu: number }

const measure = async ({ plan, child }: Rung): Promise<Measured> => {
  const before = await usage(child)
  const result = await load(plan)
  return { ...result, cpu: ((await usage(child)).cpu - before.cpu) / plan.requests }
}

const print = async (rungs: readonly Rung[], results: ReadonlyMap<Rung, Measured[]>): Promise<void> => {
  const ofBare = (pick: (result: Measured) => number): number => median((results.get(rungs[0] as Rung) ?? []).map(pick))
  const bare = ofBare(result => result.perSecond)
  process.stdout.write(`${String(ROUNDS)} rounds of ${String(REQUESTS)} requests, ${String(CONNECTIONS)} connections, Node ${process.version}\n`)
  for (const rung of rungs) {
    const of = (pick: (result: Measured) => number): number => median((results.get(rung) ?? []).map(pick))
    const rate = of(result => result.perSecond)
    process.stdout.write(
      `${rung.name.padEnd(38)} ${rate.toFixed(0).padStart(7)}/s  ratio ${(rate / bare).toFixed(2)}  ` +
        `cpu ${of(r => r.cpu).toFixed(0).padStart(3)} us (ratio ${(ofBare(r => r.cpu) / of(r => r.cpu)).toFixed(2)})  ` +
        `p50 ${of(r => r.p50).toFixed(2)} ms  p99 ${of(r => r.p99).toFixed(2)} ms  rss ${((await usage(rung.child)).rss / 1_048_576).toFixed(0)} MiB\n`
    )
  }
}

try {
  const rungs = [
    await bareRung(),
    await signatureRung('snap', 'symmetric'),
    await signatureRung('bnc', 'asymmetric'),
    ...(await bankRungs('snap', 'symmetric')),
    ...(await bankRungs('bnc', 'asymmetric'))
  ]
  for (const rung of rungs) await load({ ...rung.plan, requests: REQUESTS / 4 })
  const results = new Map<Rung, Measured[]>(rungs.map(rung => [rung, []]))
  for (let round = 0; round < ROUNDS; round++) {
    for (const rung of rungs) results.get(rung)?.push(await measure(rung))
  }
  await print(rungs, results)
} finally {
  for (const child of children) child.kill()
  rmSync(folder, { recursive: true, force: true })
}

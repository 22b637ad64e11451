/** Correct calls beside a flood of wrong signatures: their rate alone, beside the flood, and beside as many correct calls, in turn. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { partnerClient } from '../src/client/partner-client.js'
import { signer, type Credentials, type SignedRequest } from '../src/client/signer.js'
import { load, type LoadPlan } from './load.js'

const ROUNDS = Number(process.env['ROUNDS'] ?? 5)
const REQUESTS = Number(process.env['REQUESTS'] ?? 10_000)
const CONNECTIONS = Number(process.env['CONNECTIONS'] ?? 32)
/** Wrong signatures a second. */
const FLOOD = Number(process.env['FLOOD'] ?? 500)

/** What correct calls keep of their rate beside the flood. */
const GOAL = 0.8

const TICK_MS = 5
const FLOOD_CONNECTIONS = 64

let count = 0

/** The request's bytes, with an external id of its own. */
const bytesOf = ({ path, headers, body }: SignedRequest): string => {
  const lines = Object.entries({ Host: 'localhost', ...headers, 'X-EXTERNAL-ID': `flood-${process.pid}-${++count}`, 'Content-Length': String(Buffer.byteLength(body)) })
  return `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${body}`
}

interface Flood {
  /** Says how many were answered in a second. */
  readonly stop: () => number
}

/** So many a second, however long answers take, as far as connections are free. */
const startFlood = (port: number, request: SignedRequest, perSecond: number): Flood => {
  const idle: Socket[] = []
  const sockets = Array.from({ length: FLOOD_CONNECTIONS }, () => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    socket.on('connect', () => { idle.push(socket) })
    socket.on('data', () => {
      answered++
      idle.push(socket)
    })
    return socket
  })
  const begun = performance.now()
  let [sent, answered] = [0, 0]
  const timer = setInterval(() => {
    const due = ((performance.now() - begun) / 1000) * perSecond
    for (let socket = idle.pop(); socket !== undefined; socket = idle.pop()) {
      if (sent >= due) {
        idle.push(socket)
        return
      }
      sent++
      socket.write(bytesOf(request))
    }
  }, TICK_MS)
  return {
    stop() {
      clearInterval(timer)
      for (const socket of sockets) socket.destroy()
      return answered / ((performance.now() - begun) / 1000)
    }
  }
}

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

const DIALECTS = [['snap', 'symmetric'], ['bnc', 'asymmetric']] as const

const fixture = (dialect: 'bnc' | 'snap', signature: Credentials['signature']): Credentials => {
  const file = JSON.parse(readFileSync(new URL(`../fixtures/partners/demo-${dialect}.json`, import.meta.url), 'utf8')) as { partner: Credentials }
  return { ...file.partner, signature }
}

interface Scene {
  readonly plan: LoadPlan
  readonly right: SignedRequest
  /** A common pair of mistakes: the explainer finds it. */
  readonly wrong: SignedRequest
}

const sceneOf = async (port: number, partner: Credentials): Promise<Scene> => {
  const token = String((await partnerClient(`http://127.0.0.1:${port}`, partner).token()).body['accessToken'])
  const sign = signer(partner)
  const inquiry = { serviceCode: '47', originalReferenceNo: '2026010100000000000000000' }
  const right = sign.call('query', inquiry, { token })
  const wrong = sign.call('query', JSON.stringify({ ...inquiry, additionalInfo: {} }), { token: `Bearer ${token}`, at: Date.now() - 1000 })
  const { Authorization = '', 'X-TIMESTAMP': time = '' } = right.headers
  const plan = { port, calls: [right], connections: CONNECTIONS, requests: REQUESTS, expect: '{"responseCode":"4045101"' }
  return { plan, right, wrong: { ...wrong, body: right.body, headers: { ...wrong.headers, Authorization, 'X-TIMESTAMP': time } } }
}

/** The rate of the plan beside so many calls of this kind, and how many of those were answered. */
const beside = async ({ plan }: Scene, request: SignedRequest | undefined): Promise<readonly [rate: number, flood: number]> => {
  const flood = request === undefined ? undefined : startFlood(plan.port, request, FLOOD)
  const { perSecond } = await load(plan)
  return [perSecond, flood?.stop() ?? 0]
}

const measure = async (name: string, scene: Scene): Promise<number> => {
  await load({ ...scene.plan, requests: REQUESTS / 4 })
  const [rates, toAlone, toRight]: [number[], number[], number[]] = [[], [], []]
  let answered = 0
  for (let round = 0; round < ROUNDS; round++) {
    const [alone] = await beside(scene, undefined)
    const [flooded, flood] = await beside(scene, scene.wrong)
    const [accompanied] = await beside(scene, scene.right)
    rates.push(alone)
    toAlone.push(flooded / alone)
    toRight.push(flooded / accompanied)
    answered = flood
  }
  const ratio = median(toAlone)
  process.stdout.write(
    `${name.padEnd(11)} alone ${median(rates).toFixed(0).padStart(6)}/s  beside ${answered.toFixed(0)} wrong/s: ratio ${ratio.toFixed(2)} (goal ${GOAL}: ` +
      `${ratio >= GOAL ? 'met' : 'missed'})  to as many correct ones beside: ${median(toRight).toFixed(2)}\n`
  )
  return ratio
}

const folder = mkdtempSync(join(tmpdir(), 'bnc-flood-'))
const child = fork(fileURLToPath(new URL('./server.ts', import.meta.url)), ['bank', join(folder, 'bank.db')], { execArgv: ['--import=tsx'] })
try {
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  const ratios: number[] = []
  for (const [dialect, mode] of DIALECTS) ratios.push(await measure(mode, await sceneOf(port, fixture(dialect, mode))))
  if (Math.min(...ratios) < GOAL) process.exitCode = 1
} finally {
  child.kill()
  rmSync(folder, { recursive: true, force: true })
}

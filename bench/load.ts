/** A client that costs little: keep-alive connections over raw sockets, one request at a time on each, a fresh external id for each. */
import { connect, type Socket } from 'node:net'

export interface LoadCall {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface LoadPlan {
  readonly port: number
  /** Signed beforehand, sent in turn: an external id is not part of what is signed. */
  readonly calls: readonly LoadCall[]
  readonly connections: number
  readonly requests: number
  /** Every reply must begin its body with this. */
  readonly expect: string
}

export interface LoadResult {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly max: number
}

const ID_LENGTH = 20
const ID_MARK = '#'.repeat(ID_LENGTH)

/** The request's bytes, and where in them the external id stands. */
const template = ({ path, headers: signed, body }: LoadCall): { bytes: Buffer; at: number } => {
  const { 'X-EXTERNAL-ID': _, ...headers } = signed
  const lines = Object.entries({ Host: 'localhost', ...headers, 'X-EXTERNAL-ID': ID_MARK, 'Content-Length': String(Buffer.byteLength(body)) })
  const bytes = Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${body}`)
  return { bytes, at: bytes.indexOf(ID_MARK) }
}

const CONTENT_LENGTH = /content-length: (\d+)/i

/** The body of a whole reply, or undefined while some of it is still to come. */
const replyBody = (text: string): string | undefined => {
  const end = text.indexOf('\r\n\r\n')
  if (end === -1) return undefined
  const length = Number(CONTENT_LENGTH.exec(text.slice(0, end))?.[1] ?? 0)
  const body = text.slice(end + 4)
  return body.length < length ? undefined : body
}

/** Runs the plan; throws at the first reply that is not what was expected. */
export const load = async (plan: LoadPlan): Promise<LoadResult> => {
  const templates = plan.calls.map(template)
  const run = process.hrtime.bigint().toString().slice(-10)
  const latencies: number[] = []
  let sent = 0
  const begun = performance.now()
  const client = (): Promise<void> => new Promise((resolve, reject) => {
    const socket: Socket = connect({ port: plan.port, host: '127.0.0.1', noDelay: true })
    let text = ''
    let since = 0
    const next = (): void => {
      if (sent >= plan.requests) {
        socket.end()
        resolve()
        return
      }
      sent++
      const { bytes, at } = templates[sent % templates.length] as (typeof templates)[number]
      const request = Buffer.from(bytes)
      request.write(run + String(sent).padStart(10, '0'), at, 'latin1')
      since = performance.now()
      socket.write(request)
    }
    socket.on('connect', next)
    socket.on('error', reject)
    socket.on('data', chunk => {
      text += chunk.toString('latin1')
      const body = replyBody(text)
      if (body === undefined) return
      text = ''
      latencies.push(performance.now() - since)
      if (body.startsWith(plan.expect)) next()
      else reject(new Error(`expected ${plan.expect}…, got ${body}`))
    })
  })
  await Promise.all(Array.from({ length: plan.connections }, client))
  const seconds = (performance.now() - begun) / 1000
  latencies.sort((a, b) => a - b)
  const quantile = (q: number): number => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * q))] ?? 0
  return { perSecond: latencies.length / seconds, p50: quantile(0.5), p99: quantile(0.99), max: quantile(1) }
}

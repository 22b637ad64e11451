/** The load on a server that closes the connection after each reply: as bench/load.ts, with a new connection for each request. */
import { connect } from 'node:net'
import type { LoadCall, LoadPlan, LoadResult } from '../load.js'

const bytesOf = ({ path, headers, body }: LoadCall): Buffer => {
  const lines = Object.entries({ Host: 'localhost', ...headers, 'Content-Length': String(Buffer.byteLength(body)) })
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${body}`)
}

/** One request on a connection of its own; the reply's text once the server has closed it. */
const exchange = (port: number, bytes: Buffer): Promise<string> => new Promise((resolve, reject) => {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let text = ''
  socket.on('connect', () => { socket.write(bytes) })
  socket.on('data', chunk => { text += chunk.toString('latin1') })
  socket.on('error', reject)
  socket.on('end', () => { resolve(text) })
})

/** Runs the plan; throws at the first reply that is not what was expected. */
export const loadClosing = async ({ port, calls, connections, requests, expect }: LoadPlan): Promise<LoadResult> => {
  const all = calls.map(bytesOf)
  const latencies: number[] = []
  let sent = 0
  const begun = performance.now()
  const client = async (): Promise<void> => {
    while (sent < requests) {
      const since = performance.now()
      const text = await exchange(port, all[sent++ % all.length] as Buffer)
      latencies.push(performance.now() - since)
      if (!text.includes(expect)) throw new Error(`expected ${expect}…, got ${text}`)
    }
  }
  await Promise.all(Array.from({ length: connections }, client))
  const seconds = (performance.now() - begun) / 1000
  latencies.sort((a, b) => a - b)
  const quantile = (q: number): number => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * q))] ?? 0
  return { perSecond: latencies.length / seconds, p50: quantile(0.5), p99: quantile(0.99), max: quantile(1) }
}

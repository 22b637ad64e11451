/** One keep-alive connection by hand: a request's bytes as they are, and its reply with what became of the connection. */
import { connect, type Socket } from 'node:net'
import type { FuzzRequest } from './requests.js'

export interface WireReply {
  /** 0 where no whole reply came. */
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  readonly ms: number
}

/** Nothing that is not forced takes so long. */
const PATIENCE_MS = 15_000

const bytesOf = ({ method, path, headers, body }: FuzzRequest, host: string): Buffer => {
  const named = headers.some(([name]) => name.toLowerCase() === 'host')
  const lines = [
    `${method} ${path} HTTP/1.1`,
    ...(named ? [] : [`Host: ${host}`]),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${body.length}`
  ]
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body])
}

const headersIn = (head: string): Record<string, string> =>
  Object.fromEntries(
    head
      .split('\r\n')
      .slice(1)
      .map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()])
  )

/** The text of whole chunks, or undefined while some are still to come. */
const unchunked = (bytes: Buffer): string | undefined => {
  const parts: Buffer[] = []
  for (let from = 0; ;) {
    const end = bytes.indexOf('\r\n', from)
    if (end === -1) return undefined
    const size = Number.parseInt(bytes.subarray(from, end).toString(), 16)
    if (size === 0) return Buffer.concat(parts).toString()
    if (bytes.length < end + size + 4) return undefined
    parts.push(bytes.subarray(end + 2, end + 2 + size))
    from = end + size + 4
  }
}

/** A whole reply at the beginning of what has come, or undefined. */
const readReply = (bytes: Buffer, method: string): Omit<WireReply, 'ms'> | undefined => {
  const end = bytes.indexOf('\r\n\r\n')
  if (end === -1) return undefined
  const head = bytes.subarray(0, end).toString('latin1')
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0)
  const headers = headersIn(head)
  const rest = bytes.subarray(end + 4)
  const isEndless = headers['content-type'] === 'text/event-stream'
  if (method === 'HEAD' || status === 204 || status === 304 || isEndless) return { status, headers, text: '' }
  if (headers['transfer-encoding'] === 'chunked') {
    const text = unchunked(rest)
    return text === undefined ? undefined : { status, headers, text }
  }
  const length = Number(headers['content-length'] ?? 0)
  return rest.length < length ? undefined : { status, headers, text: rest.subarray(0, length).toString() }
}

const CUT: Omit<WireReply, 'ms'> = { status: 0, headers: {}, text: '' }

export class Wire {
  readonly #host: string
  #socket: Socket | undefined

  /** `url` is the bank's. */
  constructor(url: string) {
    this.#host = new URL(url).host
  }

  #open(): Socket {
    const { hostname, port } = new URL(`http://${this.#host}`)
    const socket = connect({ host: hostname, port: Number(port), noDelay: true })
    socket.on('error', () => undefined)
    return socket
  }

  /** Sends it and waits for its reply; a connection that ended without one answers status 0. */
  send(request: FuzzRequest): Promise<WireReply> {
    const since = performance.now()
    const socket = (this.#socket ??= this.#open())
    return new Promise(resolve => {
      let bytes = Buffer.alloc(0)
      const done = (reply: Omit<WireReply, 'ms'>): void => {
        clearTimeout(timer)
        socket.off('data', read).off('close', cut)
        const ends =
          reply.status === 0 || reply.headers['connection'] === 'close' || reply.headers['content-type'] === 'text/event-stream'
        if (ends) this.close()
        resolve({ ...reply, ms: performance.now() - since })
      }
      const read = (chunk: Buffer): void => {
        bytes = Buffer.concat([bytes, chunk])
        const reply = readReply(bytes, request.method)
        if (reply !== undefined) done(reply)
      }
      const cut = (): void => {
        done(CUT)
      }
      const timer = setTimeout(cut, PATIENCE_MS)
      socket.on('data', read).once('close', cut)
      socket.write(bytesOf(request, this.#host))
    })
  }

  close(): void {
    this.#socket?.destroy()
    this.#socket = undefined
  }
}

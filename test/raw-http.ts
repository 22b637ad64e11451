/** HTTP by hand: bytes into a socket and whatever comes back, for requests that no client library would send. */
import { connect } from 'node:net'

export interface RawRequest {
  readonly method?: string
  readonly path: string
  /** In order, repeats included; Host and Content-Length come by themselves unless they are here. */
  readonly headers?: readonly (readonly [name: string, value: string])[]
  readonly body?: string | Buffer
}

export interface RawReply {
  /** 0 where no HTTP came back. */
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** Parsed, or empty where it is not a JSON object. */
  readonly body: Readonly<Record<string, unknown>>
}

const jsonOf = (text: string): Record<string, unknown> => {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}

const readReply = (bytes: Buffer): RawReply => {
  const end = bytes.indexOf('\r\n\r\n')
  const [first = '', ...lines] = bytes.subarray(0, Math.max(end, 0)).toString('latin1').split('\r\n')
  const headers = Object.fromEntries(lines.map(line => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  }))
  const text = end === -1 ? '' : bytes.subarray(end + 4).toString()
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0), headers, text, body: jsonOf(text) }
}

/** Sends the bytes as they are and reads until the bank closes the connection. `halfClose` ends our side once they are sent. */
export const sendBytes = (url: string, bytes: Buffer | string, halfClose = false): Promise<RawReply> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(url)
    const received: Buffer[] = []
    const socket = connect({ host: hostname, port: Number(port) }, () => {
      if (halfClose) socket.end(bytes)
      else socket.write(bytes)
    })
    socket.on('data', chunk => received.push(chunk))
    // A bank that refuses before it has read everything may reset the connection; what it said is here already.
    socket.on('error', () => undefined)
    socket.on('close', () => { resolve(readReply(Buffer.concat(received))) })
  })

/** One request on a connection of its own. */
export const sendRaw = (url: string, { method = 'POST', path, headers = [], body = '' }: RawRequest): Promise<RawReply> => {
  const has = (name: string): boolean => headers.some(([one]) => one.toLowerCase() === name)
  const content = Buffer.from(body)
  const lines = [
    `${method} ${path} HTTP/1.1`,
    ...(has('host') ? [] : [`Host: ${new URL(url).host}`]),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(has('content-length') || has('transfer-encoding') ? [] : [`Content-Length: ${String(content.length)}`]),
    'Connection: close'
  ]
  return sendBytes(url, Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), content]))
}

/** What can happen to a reply on the wire, on real sockets: one function a fault. */
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Fault } from '../../../schemas/outcome.js'
import { withBody, type Answer } from './answer.js'

export interface FaultyWire {
  readonly socket: Socket
  /** Fastify has let go of it: nobody else writes. */
  readonly response: ServerResponse
  readonly answer: Answer
  readonly hang: () => void
  /** Runs a step later, unless the reply is cut short before. */
  readonly later: (ms: number, step: () => void) => void
}

const HTML_502 = '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n'

/** Bytes of a reply that is dribbled, and the pause between them [CHOSEN]: a usual reply takes about two seconds. */
const DRIBBLE_PARTS = 20
const DRIBBLE_MS = 100

const head = ({ response }: FaultyWire, { status, headers }: Answer): void => { response.writeHead(status, headers) }

const half = (body: string): string => body.slice(0, Math.ceil(body.length / 2))

const dribble = ({ response, answer, later }: FaultyWire): void => {
  const bytes = Buffer.from(answer.body)
  const size = Math.max(1, Math.ceil(bytes.length / DRIBBLE_PARTS))
  const next = (from: number): void => {
    if (response.destroyed) return
    const to = from + size
    if (to >= bytes.length) response.end(bytes.subarray(from))
    else {
      response.write(bytes.subarray(from, to))
      later(DRIBBLE_MS, () => { next(to) })
    }
  }
  next(0)
}

export const FAULT_ACTS: Readonly<Record<Fault, (wire: FaultyWire) => void>> = {
  /** The connection is reset: the client sees ECONNRESET. */
  reset: ({ socket }) => { socket.resetAndDestroy() },
  /** No answer until the client gives up. */
  hang: ({ hang }) => { hang() },
  /** The connection ends without a byte, whether or not the client ends its side. */
  empty: ({ socket }) => { socket.destroySoon() },
  /** The length is promised, half of the body comes, then the connection ends. */
  truncate(wire) {
    head(wire, wire.answer)
    wire.response.write(half(wire.answer.body), () => { wire.socket.destroy() })
  },
  /** A whole reply whose body is not JSON. */
  malformed(wire) {
    const spoiled = withBody(wire.answer, half(wire.answer.body))
    head(wire, spoiled)
    wire.response.end(spoiled.body)
  },
  /** A gateway's page in the place of the reply. */
  html502({ response }) {
    response.writeHead(502, { 'content-type': 'text/html', 'content-length': Buffer.byteLength(HTML_502) })
    response.end(HTML_502)
  },
  /** The reply comes whole, a few bytes at a time. */
  slow(wire) {
    head(wire, wire.answer)
    dribble(wire)
  }
}

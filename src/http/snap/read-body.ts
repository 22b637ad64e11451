/** Reads the body of a call as the bytes that come; of one that does not come whole, says how much of it did. */
import type { IncomingMessage } from 'node:http'

/** Why a body was not read to its end: `cut` by a client that has gone, or such that it is refused. */
type Fate = 'cut' | 'too large' | 'unreadable'

export class UnreadBody extends Error {
  readonly fate: Fate
  readonly statusCode: number
  /** What was read of it. */
  readonly body: Buffer
  /** Bytes that came; of a body that was not let in at all, those that were announced. */
  readonly length: number

  constructor(why: string, fate: Fate, body: Buffer, length: number) {
    super(why)
    this.fate = fate
    this.statusCode = fate === 'too large' ? 413 : 400
    this.body = body
    this.length = length
  }
}

type Done = (error: Error | null, body?: Buffer) => void

/** Bytes that can be counted: a length may be announced as any number of digits. */
const countable = (length: number): number => Math.min(length, Number.MAX_SAFE_INTEGER)

const came = (length: number, announced: number): string =>
  Number.isNaN(announced) ? `${length} bytes came` : `${length} of ${announced} bytes came`

/** Gathers what comes. Whoever breaks off in the middle is heard of as an error of the request. */
const gather = (request: IncomingMessage, announced: number, limit: number, done: Done): void => {
  const chunks: Buffer[] = []
  let length = 0
  const stop = (): Buffer => {
    request.off('data', add).off('end', end).off('error', fail)
    return Buffer.concat(chunks, length)
  }
  const add = (chunk: Buffer): void => {
    chunks.push(chunk)
    length += chunk.length
    if (length > limit) done(new UnreadBody(`the body is too large: over ${limit} bytes`, 'too large', stop(), length))
  }
  const end = (): void => { done(null, stop()) }
  const fail = (error: NodeJS.ErrnoException): void => {
    const isCut = error.code === 'ECONNRESET'
    const why = `${isCut ? 'the body was cut short' : 'the body cannot be read'}: ${error.message}; ${came(length, announced)}`
    done(new UnreadBody(why, isCut ? 'cut' : 'unreadable', stop(), length))
  }
  request.on('data', add).on('end', end).on('error', fail)
}

const NOTHING = Buffer.alloc(0)

/** For Fastify: a parser of bodies that leaves them bytes, of `limit` at most. */
export const bodyReader = (limit: number) => (_request: unknown, request: IncomingMessage, done: Done): void => {
  const announced = Number(request.headers['content-length']) // no number where it comes in chunks
  if (announced > limit) {
    done(new UnreadBody(`the body is too large: over ${limit} bytes were announced, none was read`, 'too large', NOTHING, countable(announced)))
  } else gather(request, announced, limit, done)
}

/** Answers what is not HTTP at all, or holds more headers than the parser takes, with a SNAP code and a closed connection. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { NO_SERVICE } from '../../../schemas/services.js'
import type { Bank } from '../../bank/bank.js'
import { redactPacket } from '../../domain/redact.js'
import { Refusal } from '../../domain/refusal.js'
import { record } from './journalize.js'
import type { Fate } from './journal-words.js'

interface ParserError extends Error {
  readonly code?: string
  /** What the parser could not read: a Buffer, though its type says otherwise. */
  readonly rawPacket?: unknown
}

/** Bytes of it that the journal keeps. */
const KEPT_BYTES = 4096

interface NoCall {
  readonly why: string
  readonly packet?: unknown
  /** None where nobody was there to have it. */
  readonly reply?: string
}

const CUT = JSON.stringify({ fault: 'cut' satisfies Fate })

const journalize = (bank: Bank, { why, packet, reply }: NoCall): void => {
  const bytes = Buffer.isBuffer(packet) ? packet : Buffer.alloc(0)
  const hasReply = reply !== undefined
  record(bank, {
    at: bank.realNow(),
    partnerId: null,
    service: null,
    referenceNo: null,
    externalId: null,
    responseCode: hasReply ? `400${NO_SERVICE}00` : null,
    method: '',
    path: '',
    headers: '',
    body: redactPacket(bytes).subarray(0, KEPT_BYTES),
    bodyLength: bytes.length,
    status: hasReply ? 400 : null,
    reply: reply ?? '',
    step: 0,
    why,
    more: hasReply ? null : CUT,
    durationUs: 0
  })
}

/** The client has closed its half, or the whole, before it was done. */
const END = 'HPE_INVALID_EOF_STATE'
const RESET = 'ECONNRESET'

/** Some clients connect before they have anything to say; one that never had is no exchange. */
const isSilence = ({ code }: ParserError, socket: Socket): boolean => code === 'ERR_HTTP_REQUEST_TIMEOUT' && socket.bytesRead === 0

/** The call whose body has not come whole, where Node's parser keeps it. */
const unreadCall = (socket: Socket): IncomingMessage | undefined => {
  const parser = Reflect.get(socket, 'parser') as { readonly incoming?: IncomingMessage | null } | null | undefined
  return parser?.incoming?.complete === false ? parser.incoming : undefined
}

/** The reply that this connection owes next, where Node keeps it. */
const owedOn = (socket: Socket): ServerResponse | undefined =>
  (Reflect.get(socket, '_httpMessage') as ServerResponse | null | undefined) ?? undefined

/** Runs once every call before it on this connection is answered: what is said earlier would be taken for the reply of one. */
const onceAnswered = (socket: Socket, then: () => void): void => {
  const owed = owedOn(socket)
  if (owed === undefined) then()
  else owed.once('close', () => setImmediate(() => { onceAnswered(socket, then) }))
}

const refuse = (socket: Socket, body: string): void => {
  if (!socket.writable) return
  socket.end(
    'HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nConnection: close\r\n' +
      `Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`
  )
}

/** Bytes came, and no call among them. What a connection held after its calls nobody can tell. */
const heldNoCall = (socket: Socket): boolean => socket.bytesRead > 0 && socket.bytesWritten === 0 && owedOn(socket) === undefined

/** A client that has gone gets nothing; whoever reads the body of its call hears of it. */
const leave = (bank: Bank, { code }: ParserError, socket: Socket): void => {
  if (code === RESET && heldNoCall(socket)) {
    journalize(bank, { why: `the connection was reset before the headers were whole; ${socket.bytesRead} bytes came` })
  }
  socket.destroy()
}

/** Tells whoever reads the body of a call that no more of it comes; one that nobody reads has its answer, or waits for it. */
const breakOff = (call: IncomingMessage, error: ParserError, socket: Socket): void => {
  if (call.listenerCount('error') > 0) call.emit('error', error)
  else onceAnswered(socket, () => { socket.destroy() })
}

const refuseBytes = (bank: Bank, { code, message, rawPacket }: ParserError, socket: Socket): void => {
  const reply = JSON.stringify(new Refusal('40000', message).reply(NO_SERVICE))
  const why = code === END ? 'the connection ended before the headers were whole' : message
  journalize(bank, { why, packet: rawPacket, reply })
  onceAnswered(socket, () => { refuse(socket, reply) })
}

/** `clientError` of Node's server. Of what goes on after the first error nothing is heard. */
export const answerBrokenHttp = (bank: Bank) => {
  const refused = new WeakSet<Socket>()
  return (error: ParserError, socket: Socket): void => {
    const call = unreadCall(socket)
    const hasGone = error.code === RESET || !socket.writable || (call !== undefined && error.code === END)
    if (hasGone || isSilence(error, socket)) leave(bank, error, socket)
    else if (!refused.has(socket)) {
      refused.add(socket)
      if (call === undefined) refuseBytes(bank, error, socket)
      else breakOff(call, error, socket)
    }
  }
}

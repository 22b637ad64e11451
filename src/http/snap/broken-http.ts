/** Answers what is not HTTP at all, or holds more headers than the parser takes, with a SNAP code and a closed connection. */
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { NO_SERVICE } from '../../../schemas/services.js'
import type { Bank } from '../../bank/bank.js'
import { redactPacket } from '../../domain/redact.js'
import { Refusal } from '../../domain/refusal.js'
import { record } from './journalize.js'

interface ParserError extends Error {
  readonly code?: string
  /** What the parser could not read: a Buffer, though its type says otherwise. */
  readonly rawPacket?: unknown
}

/** Bytes of it that the journal keeps. */
const KEPT_BYTES = 4096

const journalize = (bank: Bank, { message, rawPacket }: ParserError, reply: string): void => {
  const bytes = Buffer.isBuffer(rawPacket) ? rawPacket : Buffer.alloc(0)
  record(bank, {
    at: bank.realNow(),
    partnerId: null,
    service: null,
    referenceNo: null,
    externalId: null,
    responseCode: `400${NO_SERVICE}00`,
    method: '',
    path: '',
    headers: '',
    body: redactPacket(bytes).subarray(0, KEPT_BYTES),
    bodyLength: bytes.length,
    status: 400,
    reply,
    step: 0,
    why: message,
    more: null,
    durationUs: 0
  })
}

/** Some clients connect before they have anything to say; one that never had is no exchange. */
const isSilence = ({ code }: ParserError, socket: Socket): boolean => code === 'ERR_HTTP_REQUEST_TIMEOUT' && socket.bytesRead === 0

/** Runs once every call before it on this connection is answered: what is said earlier would be taken for the reply of one. */
const onceAnswered = (socket: Socket, then: () => void): void => {
  // Where Node keeps the reply that is owed. One whose own request has not come whole is owed to what cannot be read.
  const owed = Reflect.get(socket, '_httpMessage') as ServerResponse | null | undefined
  if (owed?.req.complete !== true) then()
  else owed.once('close', () => setImmediate(() => { onceAnswered(socket, then) }))
}

const refuse = (socket: Socket, body: string): void => {
  if (!socket.writable) return
  socket.end(
    'HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nConnection: close\r\n' +
      `Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`
  )
}

/** `clientError` of Node's server. A client that has gone gets nothing; of what goes on after the first error nothing is heard. */
export const answerBrokenHttp = (bank: Bank) => {
  const refused = new WeakSet<Socket>()
  return (error: ParserError, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable || isSilence(error, socket)) {
      socket.destroy()
      return
    }
    if (refused.has(socket)) return
    refused.add(socket)
    const body = JSON.stringify(new Refusal('40000', error.message).reply(NO_SERVICE))
    journalize(bank, error, body)
    onceAnswered(socket, () => { refuse(socket, body) })
  }
}

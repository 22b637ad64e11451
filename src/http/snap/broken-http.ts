/** Answers what is not HTTP at all, or holds more headers than the parser takes, with a SNAP code and a closed connection. */
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

/** `clientError` of Node's server. A client that has gone gets nothing. */
export const answerBrokenHttp = (bank: Bank) => (error: ParserError, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const body = JSON.stringify(new Refusal('40000', error.message).reply(NO_SERVICE))
  journalize(bank, error, body)
  socket.end(
    'HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nConnection: close\r\n' +
      `Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`
  )
}

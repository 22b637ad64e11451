/** Answers what is not HTTP at all, or holds more headers than the parser takes, with a SNAP code and a closed connection. */
import type { Socket } from 'node:net'
import { Refusal } from '../../domain/refusal.js'
import { NO_SERVICE } from '../../../schemas/services.js'

/** `clientError` of Node's server. A client that has gone gets nothing. */
export const answerBrokenHttp = (error: Error & { code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const body = JSON.stringify(new Refusal('40000', error.message).reply(NO_SERVICE))
  socket.end(
    'HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nConnection: close\r\n' +
      `Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`
  )
}

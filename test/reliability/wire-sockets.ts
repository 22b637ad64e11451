/** Raw connections to a bank, with every reply that came back in order, and the server behind it for tests of its patience. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Server } from 'node:http'
import { connect, type Socket } from 'node:net'
import type { SignedRequest } from '../../src/client/signer.js'
import type { TestBank } from '../bank-harness.js'

const STARTED = 'http.server.request.start'

/** The server of this bank, as it was wired. */
export const serverOf = async (bank: TestBank): Promise<Server> => {
  const { port } = new URL(bank.url)
  let found: Server | undefined
  const look = (message: unknown): void => {
    const { server } = message as { server: Server }
    const address = server.address()
    if (typeof address === 'object' && address?.port === Number(port)) found = server
  }
  subscribe(STARTED, look)
  await fetch(`${bank.url}/livez`)
  unsubscribe(STARTED, look)
  if (found === undefined) throw new Error('no server was seen')
  return found
}

export const open = (bank: TestBank): Socket => {
  const { hostname, port } = new URL(bank.url)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true, allowHalfOpen: true })
  socket.on('error', () => undefined)
  return socket
}

/** A signed call as bytes; `close` asks for the end of the connection after it. */
export const bytesOf = ({ method, path, headers, body }: SignedRequest, close = false): string =>
  `${method} ${path} HTTP/1.1\r\nHost: bank\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}` + `${close ? 'Connection: close\r\n' : ''}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`

/** Everything that comes until the bank ends the connection. */
export const heard = (socket: Socket): Promise<string> =>
  new Promise(resolve => {
    let text = ''
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
    socket
      .once('end', () => {
        socket.end()
      })
      .once('close', () => {
        resolve(text)
      })
  })

/** Sends these bytes and hears everything. */
export const exchange = (bank: TestBank, bytes: string, halfClose = false): Promise<string> => {
  const socket = open(bank)
  if (halfClose) socket.end(bytes, 'latin1')
  else socket.write(bytes, 'latin1')
  return heard(socket)
}

/** The status of each reply, interim ones apart, in order. */
export const statuses = (text: string): number[] =>
  [...text.matchAll(/HTTP\/1\.[01] (\d{3})/g)].map(([, status]) => Number(status)).filter(status => status >= 200)

/** The response code of each reply, in order. */
export const codes = (text: string): string[] => [...text.matchAll(/"responseCode":"(\w{7})"/g)].map(([, code = '']) => code)

/** A partner's application for one test: receives notifications, keeps what came, and answers as it is told to. */
import { createPublicKey } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'
import { stringToSign, verifyHmac, verifyRsa, type SignatureMode } from '../src/domain/signature.js'

export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly json: Readonly<Record<string, unknown>>
}

export type Act = (response: ServerResponse, received: Received) => void

export interface Receiver {
  /** With a query string, which the signature covers. */
  readonly url: string
  readonly origin: string
  /** Notifications as they came, in order; token calls apart. */
  readonly received: Received[]
  readonly tokenCalls: Received[]
  /** What it does with the next ones, one each; after these it acknowledges. */
  readonly next: (...acts: Act[]) => void
  /** What it does with all from now on. */
  readonly always: (act: Act) => void
}

export const reply = (status: number, body: unknown, headers: Record<string, string> = {}): Act => response => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(typeof body === 'string' ? body : JSON.stringify(body))
}

export const acknowledge = reply(200, { responseCode: '2005200', responseMessage: 'Successful' })
export const refuse = reply(500, { responseCode: '5005200', responseMessage: 'General Error' })
export const hang: Act = () => undefined

export const TOKEN = 'a.partner.token'

const listen = async (t: Test, handle: (received: Received, response: ServerResponse) => void): Promise<string> => {
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => { body += chunk }).on('end', () => {
      const json = JSON.parse(body) as Received['json']
      handle({ path: request.url ?? '', headers: request.headers, body, json }, response)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
}

export const startReceiver = async (t: Test): Promise<Receiver> => {
  const received: Received[] = []
  const tokenCalls: Received[] = []
  const acts: Act[] = []
  let rest: Act = acknowledge
  const origin = await listen(t, (one, response) => {
    if (one.path === '/token') {
      tokenCalls.push(one)
      reply(200, { responseCode: '2007300', responseMessage: 'Successful', accessToken: TOKEN, tokenType: 'Bearer', expiresIn: '900' })(response, one)
    } else {
      received.push(one)
      const act = acts.shift() ?? rest
      act(response, one)
    }
  })
  return {
    url: `${origin}/notify?from=bank`,
    origin,
    received,
    tokenCalls,
    next(...more) { acts.push(...more) },
    always(act) { rest = act }
  }
}

export const header = (received: Received | undefined, name: string): string => String(received?.headers[name] ?? '')

/** As a partner verifies: the signature over the body as parsed and written again, which is what most libraries hash. */
export const isVerified = (received: Received | undefined, key: { publicKey: string } | { clientSecret: string }): boolean => {
  if (received === undefined) return false
  const mode: SignatureMode = 'publicKey' in key ? 'asymmetric' : 'symmetric'
  const text = stringToSign(mode, {
    method: 'POST',
    path: received.path,
    body: Buffer.from(JSON.stringify(JSON.parse(received.body))),
    timestamp: header(received, 'x-timestamp'),
    token: header(received, 'authorization').replace(/^Bearer /, '')
  })
  const signature = header(received, 'x-signature')
  return 'publicKey' in key ? verifyRsa(createPublicKey(key.publicKey), text, signature) : verifyHmac(key.clientSecret, text, signature)
}

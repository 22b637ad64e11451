/** The national portal's helper calls [SNAP]: they sign with what the caller sends, by the code that the gate verifies with. */
import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify'
import { NO_SERVICE } from '../../schemas/services.js'
import { parseTimestamp } from '../domain/jakarta.js'
import { readPrivateKey } from '../domain/private-key.js'
import { malformed, missing, Refusal } from '../domain/refusal.js'
import { signHmac, signRsa, stringToSign, tokenStringToSign, type SignatureMode } from '../domain/signature.js'

/** Both paths [SNAP]. */
export const UTILITY_PATHS = {
  auth: '/api/v1.0/utilities/signature-auth',
  service: '/api/v1.0/utilities/signature-service'
} as const

const optional = (headers: IncomingHttpHeaders, name: string): string => {
  const value = headers[name.toLowerCase()]
  return typeof value === 'string' ? value.trim() : ''
}

const need = (headers: IncomingHttpHeaders, name: string): string => {
  const value = optional(headers, name)
  if (value === '') throw missing(name)
  return value
}

/** Judged as the gate judges it: a signature over another text would be refused there. */
const needTimestamp = (headers: IncomingHttpHeaders): string => {
  const timestamp = need(headers, 'X-TIMESTAMP')
  if (parseTimestamp(timestamp) === undefined) {
    throw malformed('X-TIMESTAMP', 'it is not ISO 8601 with an explicit offset and at most three decimals')
  }
  return timestamp
}

const signWithKey = (headers: IncomingHttpHeaders, text: string): string => {
  const read = readPrivateKey(need(headers, 'Private_Key'))
  if ('problem' in read) throw malformed('Private_Key', read.problem)
  return signRsa(read.privateKey, text)
}

const signToken = (headers: IncomingHttpHeaders): string => {
  const timestamp = needTimestamp(headers)
  return signWithKey(headers, tokenStringToSign(need(headers, 'X-CLIENT-KEY'), timestamp))
}

/** `EndpoinUrl` is the portal's own spelling [SNAP]; clients mend it [SEEN]. */
const needPath = (headers: IncomingHttpHeaders): string => {
  const path = optional(headers, 'EndpointUrl') || need(headers, 'EndpoinUrl')
  if (!path.startsWith('/')) {
    throw malformed('EndpoinUrl', 'it is not the path alone, beginning with a slash, without scheme and host')
  }
  return path
}

/** With a client secret the call is symmetric [SNAP]; with a private key instead, asymmetric [CHOSEN]. */
const modeOf = (headers: IncomingHttpHeaders): SignatureMode =>
  optional(headers, 'X-CLIENT-SECRET') === '' && optional(headers, 'Private_Key') !== '' ? 'asymmetric' : 'symmetric'

const signService = (headers: IncomingHttpHeaders, body: Buffer): string => {
  const timestamp = needTimestamp(headers)
  const mode = modeOf(headers)
  const secret = mode === 'symmetric' ? need(headers, 'X-CLIENT-SECRET') : ''
  const text = stringToSign(mode, {
    // Node hands the gate a method in capitals, whatever the client calls it.
    method: need(headers, 'HttpMethod').toUpperCase(),
    path: needPath(headers),
    body,
    timestamp,
    // Clients send the whole of Authorization [SEEN].
    token: mode === 'symmetric' ? need(headers, 'AccessToken').replace(/^Bearer\s+/i, '') : ''
  })
  return mode === 'symmetric' ? signHmac(secret, text) : signWithKey(headers, text)
}

/** A SNAP code as everywhere under these paths, and the reason in words: nobody else reads it. */
const sendRefusal = (reply: FastifyReply, error: FastifyError): void => {
  const code = (error.statusCode ?? 500) >= 500 ? '50000' : '40000'
  const known = error instanceof Refusal ? error : new Refusal(code, error.message)
  const reason = known.row.http < 500 ? { reason: known.message } : {}
  void reply.code(known.row.http).send({ ...known.reply(NO_SERVICE), ...reason })
}

/** Nothing of these calls is journalled or logged: they carry private keys and secrets. */
export const utilityRoutes = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => { done(null, body) })
  app.setErrorHandler((error: FastifyError, request, reply) => {
    // The error alone: the request's headers hold keys.
    if (!(error instanceof Refusal) && (error.statusCode ?? 500) >= 500) request.log.error({ err: error }, 'a bug of the sandbox')
    sendRefusal(reply, error)
  })
  app.post(UTILITY_PATHS.auth, ({ headers }) => ({ signature: signToken(headers) }))
  app.post(UTILITY_PATHS.service, ({ headers, body }) =>
    ({ signature: signService(headers, Buffer.isBuffer(body) ? body : Buffer.alloc(0)) }))
}

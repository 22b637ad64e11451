/** The bank's side that faces its clients: every service under every path, and a SNAP code for whatever else arrives. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NO_SERVICE, type Service } from '../../../schemas/services.js'
import type { Bank } from '../../bank/bank.js'
import { Refusal, unauthorized } from '../../domain/refusal.js'
import { answer, answerThrown, type Answer } from './answer.js'
import { checksOf } from './checks.js'
import type { Exchange } from './exchange.js'
import type { BankService } from './service.js'
import { accessToken } from './services/access-token.js'
import { qrMpmCancel } from './services/qr-mpm-cancel.js'
import { qrMpmGenerate } from './services/qr-mpm-generate.js'
import { qrMpmQuery } from './services/qr-mpm-query.js'

/** What the bank offers. */
export const BANK_SERVICES: readonly BankService[] = [accessToken, qrMpmGenerate, qrMpmQuery, qrMpmCancel]

const offeredPaths = new Map<string, Service>(BANK_SERVICES.flatMap(({ service }) => service.paths.map(path => [path, service])))

/** The service of a path, its query string apart. */
export const serviceOfPath = (url: string): Service | undefined => offeredPaths.get(url.split('?', 1)[0] as string)

const UNKNOWN_SERVICE: Service = { code: NO_SERVICE, name: 'token', title: 'unknown', paths: [] }

const NO_BODY = Buffer.alloc(0)

const exchangeOf = (bank: Bank, request: FastifyRequest, service: Service): Exchange => ({
  service,
  method: request.raw.method ?? '',
  path: request.raw.url ?? '',
  headers: request.raw.headers,
  rawHeaders: request.raw.rawHeaders,
  body: Buffer.isBuffer(request.body) ? request.body : NO_BODY,
  receivedAt: bank.realNow(),
  partner: undefined,
  token: '',
  json: undefined
})

const send = (reply: FastifyReply, { status, headers, body }: Answer): void => {
  void reply.code(status).headers(headers).send(body)
}

/** Sends once everything that the answer rests on is on record. */
const sendSettled = (bank: Bank, exchange: Exchange, reply: FastifyReply, settledAnswer: Answer): void => {
  bank.store.database.settled().then(
    () => { send(reply, settledAnswer) },
    (error: unknown) => { send(reply, answerThrown(bank, exchange, error, reply.log)) }
  )
}

/** Path unknown: 4010000. Known, but not POST: 405SS00. */
export const refuseRoute = (bank: Bank, request: FastifyRequest, reply: FastifyReply): void => {
  const service = serviceOfPath(request.raw.url ?? '')
  const exchange = exchangeOf(bank, request, service ?? UNKNOWN_SERVICE)
  const refusal = service === undefined
    ? unauthorized('No Interface Def', 'no service has this path')
    : new Refusal('40500', `${exchange.method} is not POST`)
  send(reply, answerThrown(bank, exchange, refusal, request.log))
}

/** What Fastify itself could not read: too large, a length that is wrong, a Content-Type that is none. */
const refuseUnread = (bank: Bank, error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
  const exchange = exchangeOf(bank, request, serviceOfPath(request.raw.url ?? '') ?? UNKNOWN_SERVICE)
  send(reply, answerThrown(bank, exchange, refusalOf(bank, error, exchange), request.log))
}

/** A body that could not be read is judged by its headers first, when it is its Content-Type that is at fault. */
const refusalOf = (bank: Bank, error: FastifyError, exchange: Exchange): unknown => {
  const status = error.statusCode ?? 500
  if (status === 415) {
    try {
      for (const check of checksOf(exchange)) if (check.step <= 3) check.run(bank, exchange)
    } catch (refusal) {
      return refusal
    }
  }
  return status < 500 ? new Refusal('40000', error.message) : error
}

/** Registers the services in a scope of their own, where bodies stay bytes and errors speak SNAP. */
export const snapRoutes = (app: FastifyInstance, bank: Bank): void => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => { done(null, body) })
  // The checks judge what was signed, in their own order; Fastify's validation would come too early.
  app.setValidatorCompiler(() => () => true)
  app.setErrorHandler((error: FastifyError, request, reply) => { refuseUnread(bank, error, request, reply) })
  app.setNotFoundHandler((request, reply) => { refuseRoute(bank, request, reply) })
  for (const definition of BANK_SERVICES) {
    for (const url of definition.service.paths) {
      app.post(url, (request, reply) => {
        const exchange = exchangeOf(bank, request, definition.service)
        sendSettled(bank, exchange, reply, answer(bank, definition, exchange, request.log))
        return reply
      })
    }
  }
}


/** The bank's side that faces its clients: every service under every path, and a SNAP code for whatever else arrives. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { serviceOfPath, type Service } from '../../../schemas/services.js'
import type { Bank } from '../../bank/bank.js'
import { Refusal, unauthorized } from '../../domain/refusal.js'
import { answerThrown, plan } from './answer.js'
import { carryOut, deliver, giveUp, type Edge } from './deliver.js'
import { checksOf } from './checks.js'
import type { Exchange } from './exchange.js'
import { judgeAhead } from './judge-ahead.js'
import { bodyReader, UnreadBody } from './read-body.js'
import type { BankService } from './service.js'
import { accessToken } from './services/access-token.js'
import { qrMpmCancel } from './services/qr-mpm-cancel.js'
import { qrMpmDecode } from './services/qr-mpm-decode.js'
import { qrMpmGenerate } from './services/qr-mpm-generate.js'
import { qrMpmQuery } from './services/qr-mpm-query.js'
import { qrMpmRefund } from './services/qr-mpm-refund.js'
import { transactionHistoryList } from './services/transaction-history-list.js'

/** What the bank offers. */
export const BANK_SERVICES: readonly BankService[] = [
  accessToken, qrMpmGenerate, qrMpmQuery, qrMpmCancel, qrMpmRefund, transactionHistoryList, qrMpmDecode
]

const NO_BODY = Buffer.alloc(0)

const bodyOf = ({ body }: FastifyRequest): Buffer => (Buffer.isBuffer(body) ? body : NO_BODY)

/** The exchange of a request, before anything is known of it. */
const exchangeOf = (
  bank: Bank, request: FastifyRequest, service: Service | undefined, body = bodyOf(request), bodyLength = body.length
): Exchange => ({
  service,
  method: request.raw.method ?? '',
  path: request.raw.url ?? '',
  headers: request.raw.headers,
  rawHeaders: request.raw.rawHeaders,
  body,
  bodyLength,
  receivedAt: bank.realNow(),
  begunAt: performance.now(),
  partner: undefined,
  token: '',
  timestamp: Number.NaN,
  judged: undefined,
  parsed: undefined,
  step: 0,
  unsigned: false,
  why: undefined,
  forced: undefined,
  changes: []
})

/** Path unknown: 4010000. Known, but not POST: 405SS00. */
const routeRefusal = ({ service, method }: Exchange): Refusal | undefined => {
  if (service === undefined) return unauthorized('No Interface Def', 'no service has this path')
  return method === 'POST' ? undefined : new Refusal('40500', `${method} is not POST`)
}

export const refuseRoute = (bank: Bank, request: FastifyRequest, reply: FastifyReply): void => {
  const exchange = exchangeOf(bank, request, serviceOfPath(request.raw.url ?? ''))
  exchange.step = 1
  const refusal = routeRefusal(exchange) ?? new Refusal('40000', 'the request cannot be read')
  deliver(bank, exchange, reply, answerThrown(bank, exchange, refusal, request.log))
}

/** What could not be read: a body that is too large or does not come whole, a Content-Type that is none. */
const refuseUnread = (bank: Bank, error: FastifyError | UnreadBody, request: FastifyRequest, reply: FastifyReply): void => {
  const { fate, body, length }: Partial<UnreadBody> = error instanceof UnreadBody ? error : {}
  const exchange = exchangeOf(bank, request, serviceOfPath(request.raw.url ?? ''), body, length)
  if (fate === 'cut') {
    exchange.why = error.message
    giveUp(bank, exchange, reply)
    return
  }
  // Where it ends is not known, nor where another call would begin.
  if (fate === 'unreadable') reply.raw.shouldKeepAlive = false
  deliver(bank, exchange, reply, answerThrown(bank, exchange, refusalOf(bank, error, exchange), request.log))
}

/** Check 0 comes before the route; whatever else cannot be read comes after it. */
const TOO_LARGE = 413

/** The last check that looks at headers alone. */
const HEADER_STEP = 3

/** A body that could not be read is judged by its headers first, when it is its Content-Type that is at fault. */
const refusalOf = (bank: Bank, error: FastifyError | UnreadBody, exchange: Exchange): unknown => {
  const status = error.statusCode ?? 500
  exchange.step = 1
  const route = status === TOO_LARGE ? undefined : routeRefusal(exchange)
  if (route !== undefined) return route
  if (status === 415) {
    try {
      for (const check of checksOf(exchange)) {
        exchange.step = check.step
        if (check.step <= HEADER_STEP) check.run(bank, exchange)
      }
    } catch (refusal) {
      return refusal
    }
  }
  exchange.step = 0
  return status < 500 ? new Refusal('40000', error.message) : error
}

/** Registers the services in a scope of their own, where bodies stay bytes and errors speak SNAP. */
export const snapRoutes = (app: FastifyInstance, edge: Edge): void => {
  const { bank } = edge
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', bodyReader(app.initialConfig.bodyLimit ?? Number.POSITIVE_INFINITY))
  // The checks judge what was signed, in their own order; Fastify's validation would come too early.
  app.setValidatorCompiler(() => () => true)
  app.setErrorHandler((error: FastifyError | UnreadBody, request, reply) => { refuseUnread(bank, error, request, reply) })
  app.setNotFoundHandler((request, reply) => { refuseRoute(bank, request, reply) })
  for (const definition of BANK_SERVICES) {
    for (const url of definition.service.paths) {
      app.post(url, (request, reply) => {
        const exchange = exchangeOf(bank, request, definition.service)
        judgeAhead(edge, exchange, reply, () => { carryOut(edge, exchange, reply, plan(bank, definition, exchange, request.log)) })
      })
    }
  }
}


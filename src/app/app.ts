/** Builds the HTTP application: one Fastify instance, a scope for each voice it speaks with. */
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { Ajv, type ValidateFunction } from 'ajv'
import type { Bank } from '../bank/bank.js'
import { adminRoutes, type AdminEdges } from '../http/admin/admin.js'
import type { GuardOptions } from '../http/admin/guard.js'
import { bankKeyRoutes } from '../http/bank-key.js'
import { assetsOf } from '../http/dashboard/assets.js'
import { dashboardRoutes } from '../http/dashboard/dashboard.js'
import { docsRoutes } from '../http/docs.js'
import { problem, sendProblem } from '../http/problem.js'
import { publicRoutes } from '../http/public.js'
import { listRoutes } from '../http/route-list.js'
import { sinkRoutes } from '../http/sink.js'
import { answerBrokenHttp } from '../http/snap/broken-http.js'
import type { PendingReplies } from '../http/snap/pending.js'
import { refuseRoute, snapRoutes } from '../http/snap/snap.js'
import { utilityRoutes } from '../http/utilities.js'
import { PACKAGE_ROOT } from '../store/package-root.js'

export interface AppParts {
  readonly log: FastifyBaseLogger
  readonly edges: AdminEdges
  readonly guard: GuardOptions
  readonly pending: PendingReplies
  /** Whether the national portal's signing calls are offered. */
  readonly signingUtilities: boolean
}

/** 1 MiB, judged while the body is read. */
const BODY_LIMIT = 1_048_576

/** Room for headers whose length the checks are to judge, not the parser. */
const MAX_HEADER_BYTES = 65_536

/** Bodies are taken as they are: nothing is coerced, defaulted or removed. A query string is text, so its numbers are coerced. */
const validators = () => {
  const options = { allErrors: false, verbose: true, strict: false, removeAdditional: false, useDefaults: false }
  return { exact: new Ajv({ ...options, coerceTypes: false }), query: new Ajv({ ...options, coerceTypes: true }) }
}

/** A URL that cannot be read is a path that nobody has; it is told so in the voice of its scope. */
const refuseUrl = (bank: Bank, request: FastifyRequest, reply: FastifyReply): void => {
  if (request.raw.url?.startsWith('/admin/') !== true) refuseRoute(bank, request, reply)
  else sendProblem(reply, problem(404, 'path: it cannot be read', { field: 'path' }))
}

/** A route's check, compiled by its first request: a bank that starts in a test uses few of its hundred schemas. */
const compiledLater = (ajv: Ajv, schema: object) => {
  let check: ValidateFunction | undefined
  const validate = (data: unknown): boolean => {
    check ??= ajv.compile(schema)
    const valid = check(data)
    Object.assign(validate, { errors: check.errors })
    return valid
  }
  return validate
}

export const buildApp = (bank: Bank, { log, edges, guard, pending, signingUtilities }: AppParts): FastifyInstance => {
  const app = fastify({
    loggerInstance: log,
    // The journal is the record of requests; a line for each would halve the rate.
    // One logger for all requests: a child for each would cost as much as its token's check, and nothing is logged by request.
    childLoggerFactory: logger => logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: 512 },
    // Without a Host, Node would answer by itself, with no code of the bank's.
    http: { maxHeaderSize: MAX_HEADER_BYTES, requireHostHeader: false },
    clientErrorHandler: answerBrokenHttp(bank),
    frameworkErrors: (_error, request, reply) => { refuseUrl(bank, request, reply) }
  })
  const routes = listRoutes(app)
  // So it would an Expect that it does not know.
  app.server.on('checkExpectation', (request, response) => { app.server.emit('request', request, response) })
  const ajv = validators()
  app.setValidatorCompiler(({ schema, httpPart }) => compiledLater(httpPart === 'querystring' ? ajv.query : ajv.exact, schema as object))
  app.setSerializerCompiler(() => JSON.stringify)
  void app.register((scope, _options, done) => {
    snapRoutes(scope, { bank, pending, explain: edges.explain })
    done()
  })
  void app.register((scope, _options, done) => {
    publicRoutes(scope, bank)
    bankKeyRoutes(scope, bank)
    done()
  })
  if (signingUtilities) void app.register((scope, _options, done) => { utilityRoutes(scope); done() })
  void app.register((scope, _options, done) => {
    sinkRoutes(scope)
    done()
  }, { prefix: '/sink' })
  void app.register((scope, _options, done) => {
    dashboardRoutes(scope, assetsOf(new URL('dist/dashboard/', PACKAGE_ROOT)))
    done()
  })
  void app.register((scope, _options, done) => {
    docsRoutes(scope, bank, routes, guard)
    done()
  })
  void app.register((scope, _options, done) => {
    adminRoutes(scope, bank, edges, guard)
    done()
  }, { prefix: '/admin' })
  return app
}

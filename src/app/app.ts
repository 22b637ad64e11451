/** Builds the HTTP application: one Fastify instance, a scope for each voice it speaks with. */
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { Ajv } from 'ajv'
import type { Bank } from '../bank/bank.js'
import { adminRoutes, type AdminEdges } from '../http/admin/admin.js'
import type { GuardOptions } from '../http/admin/guard.js'
import { publicRoutes } from '../http/public.js'
import { answerBrokenHttp } from '../http/snap/broken-http.js'
import { refuseRoute, snapRoutes } from '../http/snap/snap.js'

export interface AppParts {
  readonly log: FastifyBaseLogger
  readonly edges: AdminEdges
  readonly guard: GuardOptions
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

export const buildApp = (bank: Bank, { log, edges, guard }: AppParts): FastifyInstance => {
  const app = fastify({
    loggerInstance: log,
    // The journal is the record of requests; a line for each would halve the rate.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 512 },
    http: { maxHeaderSize: MAX_HEADER_BYTES },
    clientErrorHandler: answerBrokenHttp,
    // A URL that cannot be decoded is a path that no service has.
    frameworkErrors: (_error, request, reply) => { refuseRoute(bank, request, reply) }
  })
  const ajv = validators()
  app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'querystring' ? ajv.query : ajv.exact).compile(schema as object))
  void app.register((scope, _options, done) => {
    snapRoutes(scope, bank)
    done()
  })
  void app.register((scope, _options, done) => {
    publicRoutes(scope, bank)
    done()
  })
  void app.register((scope, _options, done) => {
    adminRoutes(scope, bank, edges, guard)
    done()
  }, { prefix: '/admin' })
  return app
}

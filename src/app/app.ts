/** Builds the HTTP application: one Fastify instance, a scope for each voice it speaks with. */
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Bank } from '../bank/bank.js'
import { adminRoutes, type AdminEdges } from '../http/admin/admin.js'
import type { GuardOptions } from '../http/admin/guard.js'
import { bankKeyRoutes } from '../http/bank-key.js'
import { assetsOf } from '../http/dashboard/assets.js'
import { dashboardRoutes } from '../http/dashboard/dashboard.js'
import { payPageRoutes } from '../http/dashboard/pay-page.js'
import { docsRoutes } from '../http/docs.js'
import { problem, sendProblem } from '../http/problem.js'
import { publicRoutes } from '../http/public.js'
import { listRoutes } from '../http/route-list.js'
import { sinkRoutes } from '../http/sink.js'
import { answerBrokenHttp } from '../http/snap/broken-http.js'
import type { Verify } from '../http/snap/judge-ahead.js'
import type { PendingReplies } from '../http/snap/pending.js'
import { refuseRoute, snapRoutes } from '../http/snap/snap.js'
import { utilityRoutes } from '../http/utilities.js'
import { PACKAGE_ROOT } from '../store/package-root.js'
import { routeCheck } from './route-checks.js'

export interface AppParts {
  readonly log: FastifyBaseLogger
  readonly edges: AdminEdges
  readonly guard: GuardOptions
  readonly pending: PendingReplies
  readonly verify: Verify
  /** Whether the national portal's signing calls are offered. */
  readonly signingUtilities: boolean
}

/** 1 MiB, judged while the body is read. */
const BODY_LIMIT = 1_048_576

/** Room for headers whose length the checks are to judge, not the parser. */
const MAX_HEADER_BYTES = 65_536

/** A client that sends slower than this is cut [CHOSEN]; how long a reply takes is not counted. Looked at once a second. */
const SLOWEST = { headersTimeout: 30_000, connectionsCheckingInterval: 1000 }
const SLOWEST_REQUEST_MS = 60_000

/** A URL that cannot be read is a path that nobody has; it is told so in the voice of its scope. */
const refuseUrl = (bank: Bank, request: FastifyRequest, reply: FastifyReply): void => {
  if (request.raw.url?.startsWith('/admin/') !== true) refuseRoute(bank, request, reply)
  else sendProblem(reply, problem(404, 'path: it cannot be read', { field: 'path' }))
}

/** The instance that every scope stands in: how it reads, how long it waits, and what it does with HTTP that cannot be read. */
const bareApp = (bank: Bank, log: FastifyBaseLogger): FastifyInstance =>
  fastify({
    loggerInstance: log,
    // The journal is the record of requests; a line for each would halve the rate.
    // One logger for all requests: a child for each would cost as much as its token's check, and nothing is logged by request.
    childLoggerFactory: logger => logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: 512 },
    // Without a Host, Node would answer by itself, with no code of the bank's.
    http: { maxHeaderSize: MAX_HEADER_BYTES, requireHostHeader: false, ...SLOWEST },
    requestTimeout: SLOWEST_REQUEST_MS,
    // What is registered is registered at once: a timer for each of the hundred routes would guard nothing.
    pluginTimeout: 0,
    clientErrorHandler: answerBrokenHttp(bank),
    frameworkErrors: (_error, request, reply) => { refuseUrl(bank, request, reply) }
  })

export const buildApp = (bank: Bank, { log, edges, guard, pending, verify, signingUtilities }: AppParts): FastifyInstance => {
  const app = bareApp(bank, log)
  const routes = listRoutes(app)
  // So it would an Expect that it does not know.
  app.server.on('checkExpectation', (request, response) => { app.server.emit('request', request, response) })
  const assets = assetsOf(new URL('dist/dashboard/', PACKAGE_ROOT))
  app.setValidatorCompiler(routeCheck)
  app.setSerializerCompiler(() => JSON.stringify)
  const scope = (register: (scope: FastifyInstance) => void, prefix = ''): void => {
    void app.register((inner, _options, done) => { register(inner); done() }, { prefix })
  }
  scope(inner => { snapRoutes(inner, { bank, pending, verify, explain: edges.explain }) })
  scope(inner => { publicRoutes(inner, bank); bankKeyRoutes(inner, bank) })
  if (signingUtilities) scope(utilityRoutes)
  scope(sinkRoutes, '/sink')
  scope(inner => { dashboardRoutes(inner, assets) })
  scope(inner => { payPageRoutes(inner, bank, assets, guard) })
  scope(inner => { docsRoutes(inner, bank, routes, guard) })
  scope(inner => { adminRoutes(inner, bank, edges, guard) }, '/admin')
  return app
}

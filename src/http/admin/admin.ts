/** The admin routes: everything that a tester may see and do, in one guarded scope. */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from 'fastify'
import type { CallbackTestReply } from '../../../schemas/notification.js'
import type { Bank } from '../../bank/bank.js'
import type { Happening } from '../../bank/happening.js'
import { jsonDepth } from '../../domain/json-depth.js'
import type { Partner } from '../../domain/partner.js'
import type { Explanation, ExplanationInput } from '../../domain/explanation/explanation.js'
import { Invalid } from '../../domain/verdict.js'
import { answerProblem, problem, sendProblem } from '../problem.js'
import { acceptanceRoutes } from './acceptance.js'
import { clockRoutes } from './clock.js'
import { adminGuard, type GuardOptions } from './guard.js'
import { dueRoutes } from './due.js'
import { eventRoutes } from './events.js'
import { journalRoutes } from './journal.js'
import { callbackTestRoutes } from './callback-test.js'
import { notificationRoutes } from './notifications.js'
import { outcomeRoutes } from './outcomes.js'
import { partnerRoutes } from './partners.js'
import { payRoutes } from './pay.js'
import { resetRoutes } from './reset.js'
import { snapshotRoutes } from './snapshots.js'
import { signatureRoutes } from './signature.js'
import { transactionRoutes } from './transactions.js'
import { verifyRoutes } from './verify.js'
import { webhookFaultRoutes } from './webhook-faults.js'

export type AdminApp = FastifyInstance<
  RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression, FastifyBaseLogger, TypeBoxTypeProvider
>

/** What admin routes need besides the bank: things that happen at its edges. */
export interface AdminEdges {
  /** Makes an RSA-2048 pair, off the event loop; PEM texts. */
  readonly makeKeys: () => Promise<{ publicKey: string; privateKey: string }>
  /** Does everything that is due by this partner's clock, or by the bank's; says how much that was, and what came of it. */
  readonly catchUp: (partnerId: string | undefined) => Promise<{ readonly count: number; readonly happened: readonly Happening[] }>
  /** Sends a notification that tells of nothing to this URL, and says what it met. */
  readonly testCallback: (partner: Partner, url: string) => Promise<CallbackTestReply>
  /** Explains a signature beside the event loop; undefined where too many others are asked for. */
  readonly explain: (input: () => ExplanationInput) => Promise<Explanation | undefined>
  /** Cuts short the replies of this partner, or of everybody, that wait or hang. */
  readonly cancelPending: (partnerId: string | undefined) => void
}

/** Runs a deed for an admin and answers once it is on record. */
export const done = async <T>(bank: Bank, act: () => T): Promise<T> => {
  const { database } = bank.store
  let result: T
  try {
    result = database.deed(act)
  } finally {
    await database.settled()
  }
  return result
}

/** Levels of a body [CHOSEN]: what is kept of it is JSON in SQLite, which reads a thousand. */
const MAX_DEPTH = 100

/** Every body is JSON, whatever it is called, because `curl -d` calls it a form; none at all is an empty object. */
export const readBodies = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, parsed) => {
    try {
      const body: unknown = text === '' ? {} : JSON.parse(text as string)
      if (jsonDepth(text as string) > MAX_DEPTH) parsed(new Invalid('body', `it nests deeper than ${MAX_DEPTH} levels`))
      else parsed(body === null ? new Invalid('body', 'it is null, not an object') : null, body)
    } catch (error) {
      parsed(new Invalid('body', `not JSON: ${(error as Error).message}`))
    }
  })
  app.addHook('preValidation', (request, _reply, next) => {
    request.body ??= request.method === 'GET' ? undefined : {}
    next()
  })
}

export const adminRoutes = (app: FastifyInstance, bank: Bank, edges: AdminEdges, guard: GuardOptions): void => {
  const admin: AdminApp = app.withTypeProvider<TypeBoxTypeProvider>()
  admin.addHook('onRequest', adminGuard(guard))
  readBodies(admin)
  admin.setErrorHandler(answerProblem)
  admin.setNotFoundHandler((request, reply) => {
    sendProblem(reply, problem(404, `path: there is no ${request.method} ${request.url.split('?', 1)[0] ?? ''}`, { field: 'path' }))
  })
  partnerRoutes(admin, bank, edges)
  transactionRoutes(admin, bank)
  clockRoutes(admin, bank, edges)
  dueRoutes(admin, bank)
  payRoutes(admin, bank)
  notificationRoutes(admin, bank, edges)
  callbackTestRoutes(admin, bank, edges)
  webhookFaultRoutes(admin, bank)
  resetRoutes(admin, bank, edges)
  outcomeRoutes(admin, bank)
  signatureRoutes(admin, bank, edges)
  journalRoutes(admin, bank)
  verifyRoutes(admin, bank)
  acceptanceRoutes(admin, bank)
  eventRoutes(admin, bank)
  snapshotRoutes(admin, bank, edges)
}

/** The admin routes: everything that a tester may see and do, in one guarded scope. */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from 'fastify'
import type { Bank } from '../../bank/bank.js'
import { Invalid } from '../../domain/verdict.js'
import { answerProblem, problem, sendProblem } from '../problem.js'
import { clockRoutes } from './clock.js'
import { adminGuard, type GuardOptions } from './guard.js'
import { partnerRoutes } from './partners.js'
import { resetRoutes } from './reset.js'
import { transactionRoutes } from './transactions.js'

export type AdminApp = FastifyInstance<
  RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression, FastifyBaseLogger, TypeBoxTypeProvider
>

/** What admin routes need besides the bank: things that happen at its edges. */
export interface AdminEdges {
  /** Makes an RSA-2048 pair, off the event loop; PEM texts. */
  readonly makeKeys: () => Promise<{ publicKey: string; privateKey: string }>
  /** Does everything that is due by this partner's clock, or by the bank's; says how much that was. */
  readonly catchUp: (partnerId: string | undefined) => Promise<number>
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

/** Every body is JSON, whatever it is called, because `curl -d` calls it a form; none at all is an empty object. */
const readBodies = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, parsed) => {
    try {
      parsed(null, text === '' ? {} : JSON.parse(text as string))
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
  resetRoutes(admin, bank)
}

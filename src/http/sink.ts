/** Built-in receivers of notifications, for users who have no application yet: each always answers in its own way. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { answerProblem } from './problem.js'

const ACKNOWLEDGED = { responseCode: '2005200', responseMessage: 'Successful' }
const REFUSED = { responseCode: '4015200', responseMessage: 'Unauthorized. [Signature]' }
const BROKEN = { responseCode: '5005200', responseMessage: 'General Error' }

/** Longer than the bank waits. */
const SLOW_MS = 10_000

const FAILURES = 3

/** Notifications that are counted at a time; the oldest is forgotten first. */
const MAX_COUNTED = 10_000

/** How often each X-EXTERNAL-ID came. */
const counter = () => {
  const counts = new Map<string, number>()
  return (id: string): number => {
    const count = (counts.get(id) ?? 0) + 1
    counts.set(id, count)
    const [oldest] = counts.keys()
    if (counts.size > MAX_COUNTED && oldest !== undefined) counts.delete(oldest)
    return count
  }
}

const slowly = (reply: FastifyReply): FastifyReply => {
  const timer = setTimeout(() => { void reply.send(ACKNOWLEDGED) }, SLOW_MS)
  reply.raw.once('close', () => { clearTimeout(timer) })
  return reply
}

export const sinkRoutes = (app: FastifyInstance): void => {
  const countOf = counter()
  app.setErrorHandler(answerProblem)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => { done(null, body) })
  app.post('/200', () => ACKNOWLEDGED)
  app.post('/401', (_request, reply) => reply.code(401).send(REFUSED))
  app.post('/500', (_request, reply) => reply.code(500).send(BROKEN))
  app.post('/slow', (_request, reply) => slowly(reply))
  app.post('/fail-first-3', (request, reply) =>
    countOf(String(request.headers['x-external-id'] ?? '')) <= FAILURES ? reply.code(500).send(BROKEN) : ACKNOWLEDGED)
}

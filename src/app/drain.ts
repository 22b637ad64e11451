/** Ends an application without cutting what is under way. */
import type { FastifyInstance } from 'fastify'

/** Calls under way are answered; whatever is still open after that is cut. */
const DRAIN_MS = 3000

/** A connection that was busy when closing began falls idle later, and would otherwise stay until its keep-alive ends. */
const SWEEP_MS = 20

export const drain = async (app: FastifyInstance): Promise<void> => {
  const sweep = setInterval(() => { app.server.closeIdleConnections() }, SWEEP_MS)
  const cut = setTimeout(() => { app.server.closeAllConnections() }, DRAIN_MS)
  try {
    await app.close()
  } finally {
    clearInterval(sweep)
    clearTimeout(cut)
  }
}

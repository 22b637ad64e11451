/** Ends an application without cutting what is under way. */
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** Calls under way are answered; whatever is still open after that is cut. */
const DRAIN_MS = 3000

/** A connection that was busy when closing began falls idle later, and would otherwise stay until its keep-alive ends. */
const SWEEP_MS = 20

/** The connections of an application that listens from now on. */
export const openConnections = (app: FastifyInstance): ReadonlySet<Socket> => {
  const open = new Set<Socket>()
  app.server.on('connection', socket => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  return open
}

/** Some clients connect before they have anything to say; Node does not count such a connection as idle. */
const closeSilent = (open: ReadonlySet<Socket>): void => {
  for (const socket of open) if (socket.bytesRead === 0) socket.destroy()
}

export const drain = async (app: FastifyInstance, open: ReadonlySet<Socket>): Promise<void> => {
  const sweep = setInterval(() => {
    app.server.closeIdleConnections()
    closeSilent(open)
  }, SWEEP_MS)
  const cut = setTimeout(() => { app.server.closeAllConnections() }, DRAIN_MS)
  try {
    await app.close()
  } finally {
    clearInterval(sweep)
    clearTimeout(cut)
  }
}

/** `/admin/notifications`: deliveries with every attempt; wait for one, or have one delivered again. */
import { Type } from '@sinclair/typebox'
import { NotificationListQuery, NotificationReply, NotificationWaitQuery } from '../../../schemas/notification.js'
import { DEFAULT_LIMIT, Page } from '../../../schemas/page.js'
import { findStatus } from '../../../schemas/transaction-status.js'
import type { Bank } from '../../bank/bank.js'
import { getNotification, redeliver } from '../../bank/deliver-notification.js'
import { getPartner } from '../../bank/save-partner.js'
import { readCursor, writeCursor } from '../cursor.js'
import { problem, sendProblem } from '../problem.js'
import { done, type AdminApp, type AdminEdges } from './admin.js'
import { showNotification } from './notification-view.js'
import { waitForNotification } from './notification-wait.js'

const Params = Type.Object({ id: Type.String() })

const TIMED_OUT = 408

export const notificationRoutes = (app: AdminApp, bank: Bank, edges: AdminEdges): void => {
  app.get('/notifications', { schema: { querystring: NotificationListQuery, response: { 200: Page(NotificationReply) } } },
    ({ query: { limit = DEFAULT_LIMIT, cursor, transactionStatus, ...filter } }) => {
      if (filter.partnerId !== undefined) getPartner(bank, filter.partnerId)
      const before = readCursor(cursor, { position: 0 })?.position
      const wanted = { ...filter, transactionStatus: transactionStatus === undefined ? undefined : findStatus(transactionStatus) }
      const page = bank.store.notifications.list(wanted, limit + 1, before)
      const shown = page.slice(0, limit)
      const last = shown.at(-1)
      return {
        items: shown.map(notification => showNotification(bank, notification)),
        nextCursor: page.length > limit && last !== undefined ? writeCursor({ position: last.position }) : null
      }
    })

  app.get('/notifications/wait', { schema: { querystring: NotificationWaitQuery, response: { 200: NotificationReply } } },
    async ({ query }, reply) => {
      const gone = new AbortController()
      reply.raw.once('close', () => { gone.abort() })
      const waited = await waitForNotification(bank, query, gone.signal)
      if ('found' in waited) return showNotification(bank, waited.found)
      sendProblem(reply, problem(TIMED_OUT, waited.missing, { field: 'referenceNo' }))
      return reply
    })

  app.get('/notifications/:id', { schema: { params: Params, response: { 200: NotificationReply } } },
    ({ params }) => showNotification(bank, getNotification(bank, params.id)))

  app.post('/notifications/:id/redeliver', { schema: { params: Params, response: { 200: NotificationReply } } }, async ({ params }) => {
    const { partnerId } = await done(bank, () => redeliver(bank, params.id))
    await edges.catchUp(partnerId)
    return showNotification(bank, getNotification(bank, params.id))
  })

  // What verifies them; the same key set is public at /.well-known/jwks.json.
  app.get('/bank/public-key', (_request, reply) => reply.type('application/x-pem-file').send(bank.keys.publicKeyPem))
}

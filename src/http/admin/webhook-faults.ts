/** `/admin/webhook-faults`: the webhook lab. */
import { Type } from '@sinclair/typebox'
import { DEFAULT_LIMIT, Page, PageQuery } from '../../../schemas/page.js'
import { WebhookFaultBody, WebhookFaultReply } from '../../../schemas/webhook-fault.js'
import type { Bank } from '../../bank/bank.js'
import { getPartner } from '../../bank/save-partner.js'
import { armWebhookFault, getWebhookFault } from '../../bank/webhook-lab.js'
import { WEBHOOK_FAULTS } from '../../domain/webhook-fault.js'
import type { ArmedFault } from '../../store/webhook-fault.js'
import { readCursor, writeCursor } from '../cursor.js'
import { done, type AdminApp } from './admin.js'

const Params = Type.Object({ id: Type.String() })
const Narrowed = { partnerId: Type.Optional(Type.String({ minLength: 1 })) }
const ListQuery = Type.Object({ ...Narrowed, ...PageQuery }, { additionalProperties: false })
const RemoveQuery = Type.Object(Narrowed, { additionalProperties: false })

const show = ({ id, kind, partnerId, times, delaySeconds, used }: ArmedFault): WebhookFaultReply => ({
  id,
  kind,
  about: WEBHOOK_FAULTS[kind].about,
  partnerId,
  times: times ?? 'always',
  ...(delaySeconds === null ? {} : { delaySeconds }),
  used,
  remaining: times === null ? null : times - used
})

/** Of one partner, or all of them and everybody's. */
const removeAll = (bank: Bank, partnerId: string | undefined): void => {
  const { webhookFaults, partners } = bank.store
  if (partnerId !== undefined) getPartner(bank, partnerId)
  for (const owner of partnerId === undefined ? [null, ...partners.ids()] : [partnerId]) webhookFaults.removeAll(owner)
}

export const webhookFaultRoutes = (app: AdminApp, bank: Bank): void => {
  app.get('/webhook-faults', { schema: { querystring: ListQuery, response: { 200: Page(WebhookFaultReply) } } },
    ({ query: { partnerId, limit = DEFAULT_LIMIT, cursor } }) => {
      if (partnerId !== undefined) getPartner(bank, partnerId)
      const page = bank.store.webhookFaults.page(partnerId, readCursor(cursor, { position: 0 })?.position ?? 0, limit + 1)
      const shown = page.slice(0, limit)
      const last = shown.at(-1)
      return { items: shown.map(show), nextCursor: page.length > limit && last !== undefined ? writeCursor({ position: last.position }) : null }
    })

  app.post('/webhook-faults', { schema: { body: WebhookFaultBody, response: { 201: WebhookFaultReply } } }, async ({ body }, reply) => {
    const fault = await done(bank, () => armWebhookFault(bank, body))
    return reply.code(201).send(show(fault))
  })

  app.get('/webhook-faults/:id', { schema: { params: Params, response: { 200: WebhookFaultReply } } },
    ({ params }) => show(getWebhookFault(bank, params.id)))

  app.delete('/webhook-faults/:id', { schema: { params: Params, response: { 204: Type.Null() } } }, async ({ params }, reply) => {
    await done(bank, () => { bank.store.webhookFaults.remove(getWebhookFault(bank, params.id).id) })
    return reply.code(204).send(null)
  })

  app.delete('/webhook-faults', { schema: { querystring: RemoveQuery, response: { 204: Type.Null() } } }, async ({ query }, reply) => {
    await done(bank, () => { removeAll(bank, query.partnerId) })
    return reply.code(204).send(null)
  })
}

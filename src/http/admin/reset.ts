/** `/admin/reset`: back to the fixtures, the whole bank or one partner. */
import { Type } from '@sinclair/typebox'
import type { Bank } from '../../bank/bank.js'
import { reset } from '../../bank/reset.js'
import { done, type AdminApp, type AdminEdges } from './admin.js'

const ResetBody = Type.Object({ partnerId: Type.Optional(Type.String({ minLength: 1 })) }, { additionalProperties: false, title: 'ResetBody' })
const ResetReply = Type.Object({ reset: Type.String({ description: 'A partner id, or bank' }) })

export const resetRoutes = (app: AdminApp, bank: Bank, edges: AdminEdges): void => {
  app.post('/reset', { schema: { body: Type.Optional(ResetBody), response: { 200: ResetReply } } }, async ({ body }) => {
    const { partnerId } = body
    await done(bank, () => { reset(bank, partnerId, () => { edges.cancelPending(partnerId) }) })
    return { reset: partnerId ?? 'bank' }
  })
}

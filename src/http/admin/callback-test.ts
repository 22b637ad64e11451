/** `/admin/partners/:partnerId/callback/test`: tries a partner's URL, stage by stage. */
import { Type } from '@sinclair/typebox'
import { CallbackTestBody, CallbackTestReply } from '../../../schemas/notification.js'
import type { Bank } from '../../bank/bank.js'
import { getPartner } from '../../bank/save-partner.js'
import { callbackUrlFault } from '../../domain/notification.js'
import { Conflict, Invalid } from '../../domain/verdict.js'
import type { AdminApp, AdminEdges } from './admin.js'

const Params = Type.Object({ partnerId: Type.String() })

export const callbackTestRoutes = (app: AdminApp, bank: Bank, { testCallback }: AdminEdges): void => {
  app.post('/partners/:partnerId/callback/test',
    { schema: { params: Params, body: Type.Optional(CallbackTestBody), response: { 200: CallbackTestReply } } },
    async ({ params, body }) => {
      const partner = getPartner(bank, params.partnerId)
      const url = body.url ?? partner.callbackUrl
      if (url === null) throw new Conflict('callbackUrl: the partner has none; set it, or send a url', { field: 'callbackUrl' })
      const wrong = callbackUrlFault(url)
      if (wrong !== undefined) throw new Invalid('url', wrong)
      return testCallback(partner, url)
    })
}

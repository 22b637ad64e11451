/** `/admin/due`: what time will bring next. */
import { Type } from '@sinclair/typebox'
import { DueReply } from '../../../schemas/clock.js'
import { DEFAULT_LIMIT, PageQuery } from '../../../schemas/page.js'
import type { Bank } from '../../bank/bank.js'
import { upcoming } from '../../bank/upcoming.js'
import type { AdminApp } from './admin.js'

const Query = Type.Object({ partnerId: Type.Optional(Type.String()), limit: PageQuery.limit }, { additionalProperties: false })
const Reply = Type.Object({ items: Type.Array(DueReply) })

export const dueRoutes = (app: AdminApp, bank: Bank): void => {
  app.get('/due', { schema: { querystring: Query, response: { 200: Reply } } },
    ({ query: { partnerId, limit = DEFAULT_LIMIT } }) => ({ items: upcoming(bank, partnerId, limit) }))
}

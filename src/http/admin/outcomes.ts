/** `/admin/outcomes`: what is armed, what has fired, and why something has not; `/admin/response-codes`: what can be forced. */
import { Type } from '@sinclair/typebox'
import { DEFAULT_LIMIT, Page, PageQuery } from '../../../schemas/page.js'
import { OutcomeCreate, OutcomeReply, ResponseCodeReply } from '../../../schemas/outcome.js'
import { RESPONSE_CODES, responseCode, responseMessage } from '../../../schemas/response-codes.js'
import { SERVICE_LIST, type Service } from '../../../schemas/services.js'
import { armOutcome, disarmOutcomes, getOutcome, remainingOf } from '../../bank/arm-outcome.js'
import type { Bank } from '../../bank/bank.js'
import { getPartner } from '../../bank/save-partner.js'
import { jakartaTime } from '../../domain/jakarta.js'
import { serviceCodeOf, type Outcome } from '../../domain/outcome.js'
import { readCursor, writeCursor } from '../cursor.js'
import { CAUSES } from '../response-causes.js'
import { done, type AdminApp } from './admin.js'

const Params = Type.Object({ id: Type.String() })
const ListQuery = Type.Object(
  { partnerId: Type.Optional(Type.String()), unused: Type.Optional(Type.Boolean()), ...PageQuery },
  { additionalProperties: false }
)
const DeleteQuery = Type.Object({ partnerId: Type.Optional(Type.String()) }, { additionalProperties: false })
const CodesQuery = Type.Object({ service: Type.Optional(Type.String()) }, { additionalProperties: false })

export const showOutcome = (bank: Bank, outcome: Outcome): OutcomeReply => ({
  id: String(outcome.id),
  ...outcome.wish,
  origin: outcome.origin,
  createdAt: jakartaTime(outcome.createdAt),
  ...(outcome.expiresAt === null ? {} : { expiresAt: jakartaTime(outcome.expiresAt) }),
  used: outcome.used,
  remaining: remainingOf(bank, outcome),
  nearMisses: [...bank.store.outcomes.nearMisses(outcome.id)]
})

/** One partner's own, or everybody's where nobody is named. */
const isOf = (partnerId: string | undefined) => (outcome: Outcome): boolean => partnerId === undefined || outcome.partnerId === partnerId

const codesOf = (service: Service): ResponseCodeReply[] =>
  RESPONSE_CODES.map(row => {
    const code = responseCode(row, service.code)
    const cause = CAUSES[service.name]?.[`${String(row.http)}${row.case}`]
    return {
      responseCode: code,
      responseMessage: responseMessage(row),
      httpStatus: row.http,
      service: service.code,
      category: row.category,
      description: row.description,
      ...(row.note === undefined ? {} : { note: row.note }),
      source: 'SNAP response-code list',
      ...(cause === undefined ? {} : { cause })
    }
  })

const codeRoute = (app: AdminApp): void => {
  app.get('/response-codes', { schema: { querystring: CodesQuery, response: { 200: Page(ResponseCodeReply) } } }, ({ query: { service = '*' } }) => {
    const code = serviceCodeOf(service)
    const services = SERVICE_LIST.filter(each => code === '*' || each.code === code)
    return { items: services.flatMap(codesOf), nextCursor: null }
  })
}

export const outcomeRoutes = (app: AdminApp, bank: Bank): void => {
  app.get('/outcomes', { schema: { querystring: ListQuery, response: { 200: Page(OutcomeReply) } } },
    ({ query: { partnerId, unused, limit = DEFAULT_LIMIT, cursor } }) => {
      if (partnerId !== undefined) getPartner(bank, partnerId)
      const after = readCursor(cursor, { id: 0 })?.id ?? 0
      const found = bank.store.outcomes.all()
        .filter(isOf(partnerId))
        .filter(({ id, used }) => id > after && (unused === undefined || (used === 0) === unused))
      const shown = found.slice(0, limit)
      const last = shown.at(-1)
      return {
        items: shown.map(outcome => showOutcome(bank, outcome)),
        nextCursor: found.length > limit && last !== undefined ? writeCursor({ id: last.id }) : null
      }
    })

  app.post('/outcomes', { schema: { body: OutcomeCreate, response: { 201: OutcomeReply } } }, async ({ body }, reply) => {
    const outcome = await done(bank, () => armOutcome(bank, body, 'armed'))
    return reply.code(201).send(showOutcome(bank, outcome))
  })

  app.get('/outcomes/:id', { schema: { params: Params, response: { 200: OutcomeReply } } },
    ({ params }) => showOutcome(bank, getOutcome(bank, params.id)))

  app.delete('/outcomes/:id', { schema: { params: Params, response: { 204: Type.Null() } } }, async ({ params }, reply) => {
    const { id } = getOutcome(bank, params.id)
    await done(bank, () => { disarmOutcomes(bank, outcome => outcome.id === id) })
    return reply.code(204).send(null)
  })

  app.delete('/outcomes', { schema: { querystring: DeleteQuery, response: { 204: Type.Null() } } }, async ({ query }, reply) => {
    if (query.partnerId !== undefined) getPartner(bank, query.partnerId)
    await done(bank, () => { disarmOutcomes(bank, isOf(query.partnerId)) })
    return reply.code(204).send(null)
  })

  codeRoute(app)
}

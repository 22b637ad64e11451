/** `/admin/clock`: the bank's time, or one partner's. */
import { Type } from '@sinclair/typebox'
import { ClockBody, ClockReply } from '../../../schemas/clock.js'
import type { Bank } from '../../bank/bank.js'
import { moveClock, readClock, type ClockMove } from '../../bank/move-clock.js'
import { jakartaTime, parseTimestamp } from '../../domain/jakarta.js'
import { Invalid } from '../../domain/verdict.js'
import type { AdminApp, AdminEdges } from './admin.js'

const MOVES = ['advanceSeconds', 'setTo', 'freeze', 'resume', 'reset'] as const

/** A body says exactly one move. */
const readMove = (body: ClockBody): ClockMove => {
  const said = MOVES.filter(name => body[name] !== undefined)
  const [move] = said
  if (move === undefined) throw new Invalid('body', 'says no move', MOVES)
  if (said.length > 1) throw new Invalid(said[1] as string, `cannot go together with ${move}; say one move`, MOVES)
  if (move === 'advanceSeconds') return { kind: 'advance', byMs: Math.round((body.advanceSeconds ?? 0) * 1000) }
  if (move !== 'setTo') return { kind: move }
  const at = parseTimestamp(body.setTo ?? '')
  if (at === undefined) throw new Invalid('setTo', 'not a moment that exists, ISO 8601 with an offset')
  return { kind: 'set', at }
}

const show = (bank: Bank, partnerId: string | undefined): ClockReply => {
  const { now, offsetMs, frozen } = readClock(bank, partnerId)
  return { now: jakartaTime(now), offsetSeconds: Math.round(offsetMs / 1000), frozen, partnerId: partnerId ?? null }
}

const Query = Type.Object({ partnerId: Type.Optional(Type.String()) }, { additionalProperties: false })

export const clockRoutes = (app: AdminApp, bank: Bank, edges: AdminEdges): void => {
  app.get('/clock', { schema: { querystring: Query, response: { 200: ClockReply } } }, ({ query }) => show(bank, query.partnerId))

  app.post('/clock', { schema: { querystring: Query, body: ClockBody, response: { 200: ClockReply } } }, async ({ body, query }) => {
    const partnerId = body.partnerId ?? query.partnerId
    const move = readMove(body)
    bank.store.database.deed(() => { moveClock(bank, partnerId, move) })
    // In the same turn: a heartbeat in between would do it first, and this reply would not tell of it.
    const { count, happened } = await edges.catchUp(partnerId)
    const reading = show(bank, partnerId)
    bank.events.tell({ type: 'clock', partnerId: partnerId ?? null, data: reading })
    return { ...reading, done: count, happened: happened.map(one => ({ ...one, at: jakartaTime(one.at) })) }
  })
}

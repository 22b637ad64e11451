/** Arms an outcome, or refuses what could never fire; disarms it again. */
import type { OutcomeCreate } from '../../schemas/outcome.js'
import { demandArmable, remaining, type Outcome } from '../domain/outcome.js'
import { Invalid, Unknown } from '../domain/verdict.js'
import { BANK_CLOCK } from '../store/clock.js'
import { nowOf, type Bank } from './bank.js'

/** Partners that a message lists before it points to the route instead. */
const LISTED = 10

const demandPartner = (bank: Bank, partnerId: string): void => {
  if (bank.store.partners.find(partnerId) !== undefined) return
  const ids = bank.store.partners.ids()
  throw new Invalid('partnerId', `there is no partner ${partnerId}`, ids.length > LISTED ? ['those of GET /admin/partners'] : ids)
}

/** Tells whoever listens that an outcome has come, has gone, or will not fire any more; inside the deed that brings it about. */
export const tellOfOutcome = (bank: Bank, { id, partnerId, wish }: Outcome, change: 'armed' | 'removed' | 'used up'): void => {
  if (!bank.events.heard) return
  bank.events.tellOnceDone({ type: 'outcome', partnerId, data: { id: String(id), service: wish.service, change } })
}

export const armOutcome = (bank: Bank, wish: OutcomeCreate, origin: Outcome['origin']): Outcome => {
  demandArmable(wish)
  if (wish.partnerId !== undefined) demandPartner(bank, wish.partnerId)
  const now = nowOf(bank, wish.partnerId ?? BANK_CLOCK)
  const armed = bank.store.outcomes.add({
    partnerId: wish.partnerId ?? null,
    origin,
    wish,
    createdAt: now,
    expiresAt: wish.ttlSeconds === undefined ? null : now + wish.ttlSeconds * 1000
  })
  tellOfOutcome(bank, armed, 'armed')
  return armed
}

export const disarmOutcomes = (bank: Bank, chosen: (outcome: Outcome) => boolean): void => {
  for (const gone of bank.store.outcomes.remove(chosen)) tellOfOutcome(bank, gone, 'removed')
}

/** How often it will still fire, by the clock that it runs on. */
export const remainingOf = (bank: Bank, outcome: Outcome): number | 'always' =>
  remaining(outcome, nowOf(bank, outcome.partnerId ?? BANK_CLOCK))

/** Throws `Unknown`. */
export const getOutcome = (bank: Bank, id: string): Outcome => {
  const outcome = bank.store.outcomes.find(Number(id))
  if (outcome === undefined) throw new Unknown('id', id)
  return outcome
}

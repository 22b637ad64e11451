/** Moves a clock: the bank's, or one partner's own. What then becomes due is run by the heartbeat. */
import { advance, freeze, REAL_TIME, resume, setTo, timeOf, type ClockSetting } from '../domain/clock.js'
import { Invalid } from '../domain/verdict.js'
import { BANK_CLOCK } from '../store/clock.js'
import type { Bank } from './bank.js'
import { getPartner } from './save-partner.js'

export type ClockMove =
  | { readonly kind: 'advance'; readonly byMs: number }
  | { readonly kind: 'set'; readonly at: number }
  | { readonly kind: 'freeze' | 'resume' | 'reset' }

export interface ClockReading {
  readonly now: number
  readonly offsetMs: number
  readonly frozen: boolean
  readonly partnerId: string | undefined
}

/** What the clock shows; of a partner without a clock of its own, the bank's. */
export const readClock = (bank: Bank, partnerId: string | undefined): ClockReading => {
  if (partnerId !== undefined) getPartner(bank, partnerId)
  const clock = bank.store.clocks.of(partnerId ?? BANK_CLOCK)
  const real = bank.realNow()
  const now = timeOf(clock, real)
  return { now, offsetMs: now - real, frozen: clock.frozenAt !== null, partnerId }
}

const moved = (clock: ClockSetting, real: number, by: Exclude<ClockMove, { kind: 'reset' }>): ClockSetting => {
  switch (by.kind) {
    case 'advance':
      return advance(clock, real, by.byMs)
    case 'set':
      return setTo(clock, real, by.at)
    case 'freeze':
      return freeze(clock, real)
    case 'resume':
      return resume(clock, real)
    default:
      return REAL_TIME
  }
}

/** Years that a timestamp of four digits can hold, wherever it is read, with room for what comes after them. */
const EARLIEST = Date.UTC(1970, 0, 1)
const LATEST = Date.UTC(9900, 0, 1)

const demandWritable = (at: number, by: ClockMove): void => {
  if (at >= EARLIEST && at < LATEST) return
  throw new Invalid(by.kind === 'advance' ? 'advanceSeconds' : 'setTo', 'the clock would leave the years 1970 to 9899')
}

/** A partner's first move takes the bank's clock as its start and is its own from then on, until it is reset. */
export const moveClock = (bank: Bank, partnerId: string | undefined, by: ClockMove): void => {
  if (partnerId !== undefined) getPartner(bank, partnerId)
  const key = partnerId ?? BANK_CLOCK
  const { clocks } = bank.store
  if (by.kind === 'reset') {
    clocks.remove(key)
    return
  }
  const clock = moved(clocks.of(key), bank.realNow(), by)
  demandWritable(timeOf(clock, bank.realNow()), by)
  clocks.set(key, clock)
}

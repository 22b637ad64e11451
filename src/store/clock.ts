/** Clocks that were moved, kept in memory too: every call asks for the time. */
import { REAL_TIME, type ClockSetting } from '../domain/clock.js'
import type { Database } from './database.js'

/** The id under which the bank's own clock is kept; partners without a clock of their own follow it. */
export const BANK_CLOCK = ''

export type ClockStore = ReturnType<typeof clockStore>

export const clockStore = (db: Database) => {
  const select = db.sqlite.prepare<[], { partnerId: string; offsetMs: number; frozenAt: number | null }>(
    'SELECT partner_id AS partnerId, offset_ms AS offsetMs, frozen_at AS frozenAt FROM clocks'
  )
  const upsert = db.sqlite.prepare<[string, number, number | null]>('INSERT OR REPLACE INTO clocks VALUES (?, ?, ?)')
  const remove = db.sqlite.prepare<[string]>('DELETE FROM clocks WHERE partner_id = ?')

  const known = new Map<string, ClockSetting>()
  const read = (): void => {
    known.clear()
    for (const { partnerId, ...clock } of select.all()) known.set(partnerId, clock)
  }
  read()
  db.onRollback(read)

  return {
    /** The clock that this partner lives by: its own, or the bank's. */
    of: (partnerId: string): ClockSetting => known.get(partnerId) ?? known.get(BANK_CLOCK) ?? REAL_TIME,

    has: (partnerId: string): boolean => known.has(partnerId),

    set(partnerId: string, clock: ClockSetting): void {
      upsert.run(partnerId, clock.offsetMs, clock.frozenAt)
      known.set(partnerId, clock)
    },

    /** Back to the bank's clock; the bank's own back to real time. */
    remove(partnerId: string): void {
      remove.run(partnerId)
      known.delete(partnerId)
    },

    /** Partners with a clock of their own. */
    owners: (): string[] => [...known.keys()].filter(id => id !== BANK_CLOCK),

    reread: read
  }
}

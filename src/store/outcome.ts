/** Armed outcomes, kept in memory too: every call asks whether one is meant for it, and mostly there is none. */
import type { NearMiss, OutcomeCreate } from '../../schemas/outcome.js'
import type { Outcome } from '../domain/outcome.js'
import type { Database } from './database.js'

interface OutcomeRow {
  id: number
  partner_id: string | null
  origin: Outcome['origin']
  wish: string
  created_at: number
  expires_at: number | null
  met: number
  used: number
}

const fromRow = (row: OutcomeRow): Outcome => ({
  id: row.id,
  partnerId: row.partner_id,
  origin: row.origin,
  wish: JSON.parse(row.wish) as OutcomeCreate,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  met: row.met,
  used: row.used
})

/** Near misses that are remembered of each outcome; they help while somebody looks and are not kept over a restart. */
const NEAR_MISSES = 5

const outcomeStatements = ({ sqlite }: Database) => ({
  select: sqlite.prepare<[], OutcomeRow>('SELECT * FROM outcomes ORDER BY id'),
  insert: sqlite.prepare<[string | null, string, string, number, number | null]>(
    'INSERT INTO outcomes (partner_id, origin, wish, created_at, expires_at) VALUES (?, ?, ?, ?, ?)'
  ),
  count: sqlite.prepare<[number, number, number]>('UPDATE outcomes SET met = ?, used = ? WHERE id = ?'),
  remove: sqlite.prepare<[number]>('DELETE FROM outcomes WHERE id = ?'),
  steps: sqlite.prepare<[number, string], number>('SELECT steps FROM outcome_steps WHERE outcome_id = ? AND subject = ?').pluck(),
  step: sqlite.prepare<[number, string]>(
    'INSERT INTO outcome_steps VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET steps = steps + 1'
  )
})

export type OutcomeStore = ReturnType<typeof outcomeStore>

export const outcomeStore = (db: Database) => {
  const statements = outcomeStatements(db)
  let known: Outcome[] = []
  const misses = new Map<number, NearMiss[]>()
  const read = (): void => { known = statements.select.all().map(fromRow) }
  read()
  db.onRollback(read)

  return {
    /** In order of creation. */
    all: (): readonly Outcome[] => known,

    find: (id: number): Outcome | undefined => known.find(outcome => outcome.id === id),

    add(outcome: Omit<Outcome, 'id' | 'met' | 'used'>): Outcome {
      const { partnerId, origin, wish, createdAt, expiresAt } = outcome
      const id = Number(statements.insert.run(partnerId, origin, JSON.stringify(wish), createdAt, expiresAt).lastInsertRowid)
      const added = { ...outcome, id, met: 0, used: 0 }
      known = [...known, added]
      return added
    },

    /** Writes down that a call met the outcome, and whether it fired; says what it then is. */
    meet(outcome: Outcome, fired: boolean): Outcome {
      const counted = { ...outcome, met: outcome.met + 1, used: outcome.used + (fired ? 1 : 0) }
      statements.count.run(counted.met, counted.used, outcome.id)
      known = known.map(each => (each.id === outcome.id ? counted : each))
      return counted
    },

    /** How many steps of its sequence the outcome has gone for this reference. */
    steps: (id: number, subject: string): number => statements.steps.get(id, subject) ?? 0,

    step(id: number, subject: string): void {
      statements.step.run(id, subject)
    },

    /** The nearest stay: those with the fewest reasons, the latest of them first. */
    remember(id: number, miss: NearMiss): void {
      misses.set(id, [miss, ...(misses.get(id) ?? [])].sort((a, b) => a.why.length - b.why.length).slice(0, NEAR_MISSES))
    },

    nearMisses: (id: number): readonly NearMiss[] => misses.get(id) ?? [],

    /** Says which those were. */
    remove(chosen: (outcome: Outcome) => boolean): readonly Outcome[] {
      const gone = known.filter(chosen)
      for (const { id } of gone) {
        statements.remove.run(id)
        misses.delete(id)
      }
      known = known.filter(outcome => !chosen(outcome))
      return gone
    },

    reread: read
  }
}

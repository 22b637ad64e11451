/** What time will bring: rows that become due by their partner's clock. */
import type { Database } from './database.js'

export interface DueRow {
  readonly partnerId: string
  readonly dueAt: number
  readonly kind: string
  /** What it is about: a reference number, a notification's id. */
  readonly subject: string
}

const COLUMNS = 'partner_id AS partnerId, due_at AS dueAt, kind, subject'

export type DueStore = ReturnType<typeof dueStore>

const statements = ({ sqlite }: Database) => ({
  insert: sqlite.prepare<[string, number, string, string]>('INSERT OR IGNORE INTO due VALUES (?, ?, ?, ?)'),
  remove: sqlite.prepare<[string, number, string, string]>(
    'DELETE FROM due WHERE partner_id = ? AND due_at = ? AND kind = ? AND subject = ?'
  ),
  next: sqlite.prepare<[string, number], DueRow>(
    `SELECT ${COLUMNS} FROM due WHERE partner_id = ? AND due_at <= ? ORDER BY due_at, kind, subject LIMIT 1`
  ),
  nextBesides: sqlite.prepare<[string, number, string, string], DueRow>(
    `SELECT ${COLUMNS} FROM due WHERE partner_id = ? AND due_at <= ? AND kind NOT IN (?, ?)
     ORDER BY due_at, kind, subject LIMIT 1`
  ),
  followers: sqlite
    .prepare<[number], string>(
      'SELECT DISTINCT partner_id FROM due WHERE due_at <= ? AND partner_id NOT IN (SELECT partner_id FROM clocks)'
    )
    .pluck(),
  upcoming: sqlite.prepare<[string, number], DueRow>(`SELECT ${COLUMNS} FROM due WHERE partner_id = ? ORDER BY due_at LIMIT ?`),
  upcomingOfAll: sqlite.prepare<[number], DueRow>(`SELECT ${COLUMNS} FROM due ORDER BY due_at LIMIT ?`),
  removeAll: sqlite.prepare<[string]>('DELETE FROM due WHERE partner_id = ?')
})

export const dueStore = (db: Database) => {
  const sql = statements(db)
  const listeners: ((row: DueRow) => void)[] = []

  return {
    add(row: DueRow): void {
      sql.insert.run(row.partnerId, row.dueAt, row.kind, row.subject)
      for (const listener of listeners) listener(row)
    },

    /** The listener hears of each row inside the deed that adds it. */
    onAdd(listener: (row: DueRow) => void): void {
      listeners.push(listener)
    },

    remove(row: DueRow): void {
      sql.remove.run(row.partnerId, row.dueAt, row.kind, row.subject)
    },

    /** The earliest row of this partner that is due at `now`. */
    next: (partnerId: string, now: number): DueRow | undefined => sql.next.get(partnerId, now),

    /** The same, rows of these two kinds apart. */
    nextBesides: (partnerId: string, now: number, kinds: readonly [string, string]): DueRow | undefined =>
      sql.nextBesides.get(partnerId, now, ...kinds),

    /** The partners that follow the bank's clock and have something due at `now`. */
    followersDue: (now: number): string[] => sql.followers.all(now),

    upcoming: (partnerId: string, limit: number): DueRow[] => sql.upcoming.all(partnerId, limit),

    upcomingOfAll: (limit: number): DueRow[] => sql.upcomingOfAll.all(limit),

    removeAll(partnerId: string): void {
      sql.removeAll.run(partnerId)
    }
  }
}

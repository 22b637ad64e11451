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

export const dueStore = (db: Database) => {
  const insert = db.sqlite.prepare<[string, number, string, string]>('INSERT OR IGNORE INTO due VALUES (?, ?, ?, ?)')
  const remove = db.sqlite.prepare<[string, number, string, string]>(
    'DELETE FROM due WHERE partner_id = ? AND due_at = ? AND kind = ? AND subject = ?'
  )
  const nextOf = db.sqlite.prepare<[string, number], DueRow>(
    `SELECT ${COLUMNS} FROM due WHERE partner_id = ? AND due_at <= ? ORDER BY due_at, kind, subject LIMIT 1`
  )
  const nextOfFollowers = db.sqlite.prepare<[number], DueRow>(
    `SELECT ${COLUMNS} FROM due WHERE due_at <= ? AND partner_id NOT IN (SELECT partner_id FROM clocks)
     ORDER BY due_at, partner_id, kind, subject LIMIT 1`
  )
  const upcoming = db.sqlite.prepare<[string, number], DueRow>(
    `SELECT ${COLUMNS} FROM due WHERE partner_id = ? ORDER BY due_at LIMIT ?`
  )
  const removeAll = db.sqlite.prepare<[string]>('DELETE FROM due WHERE partner_id = ?')

  return {
    add(row: DueRow): void {
      insert.run(row.partnerId, row.dueAt, row.kind, row.subject)
    },
    remove(row: DueRow): void {
      remove.run(row.partnerId, row.dueAt, row.kind, row.subject)
    },

    /** The earliest row of this partner that is due at `now`. */
    next: (partnerId: string, now: number): DueRow | undefined => nextOf.get(partnerId, now),

    /** The earliest row, due at `now`, of all partners that follow the bank's clock. */
    nextOfFollowers: (now: number): DueRow | undefined => nextOfFollowers.get(now),

    upcoming: (partnerId: string, limit: number): DueRow[] => upcoming.all(partnerId, limit),

    removeAll(partnerId: string): void {
      removeAll.run(partnerId)
    }
  }
}

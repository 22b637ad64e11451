/** X-EXTERNAL-IDs that are used up, by partner and Jakarta day. */
import type { Database } from './database.js'

export type ExternalIdStore = ReturnType<typeof externalIdStore>

export const externalIdStore = (db: Database) => {
  const insert = db.sqlite.prepare<[string, string, string]>(
    'INSERT OR IGNORE INTO external_ids (partner_id, day, external_id) VALUES (?, ?, ?)'
  )
  const removeBefore = db.sqlite.prepare<[string, string, number]>(`
    DELETE FROM external_ids WHERE (partner_id, day, external_id) IN (
      SELECT partner_id, day, external_id FROM external_ids WHERE partner_id = ? AND day < ? LIMIT ?)`)
  const removeAll = db.sqlite.prepare<[string]>('DELETE FROM external_ids WHERE partner_id = ?')

  return {
    /** Takes the id for that day; false when it was taken already. */
    use(partnerId: string, day: string, externalId: string): boolean {
      db.write()
      return insert.run(partnerId, day, externalId).changes === 1
    },

    /** Forgets up to `limit` ids of days before `day`; says how many went. */
    forgetBefore: (partnerId: string, day: string, limit: number): number => removeBefore.run(partnerId, day, limit).changes,

    forgetAll(partnerId: string): void {
      removeAll.run(partnerId)
    }
  }
}

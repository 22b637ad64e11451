/** Single values of the whole bank, such as its own keys. */
import type { Database } from './database.js'

export type MetaStore = ReturnType<typeof metaStore>

export const metaStore = (db: Database) => {
  const select = db.sqlite.prepare<[string], string>('SELECT value FROM meta WHERE name = ?').pluck()
  const upsert = db.sqlite.prepare<[string, string]>('INSERT OR REPLACE INTO meta VALUES (?, ?)')
  return {
    get: (name: string): string | undefined => select.get(name),
    set(name: string, value: string): void {
      upsert.run(name, value)
    }
  }
}

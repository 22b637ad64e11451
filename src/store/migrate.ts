/** Numbered migrations, run at start; a database from a newer release is refused. */
import { readdirSync, readFileSync } from 'node:fs'
import { PACKAGE_ROOT } from './package-root.js'
import type { SqliteDatabase } from './sqlite.js'

export class NewerDatabase extends Error {}

interface Migration {
  readonly version: number
  readonly sql: string
}

/** The ledger's migrations, and those of the journal, which is a database of its own. */
export const LEDGER_MIGRATIONS = new URL('src/store/migrations/', PACKAGE_ROOT)
export const JOURNAL_MIGRATIONS = new URL('src/store/journal-migrations/', PACKAGE_ROOT)

const known = new Map<string, readonly Migration[]>()

/** The packaged migrations of a folder in order; read once a process. */
const migrationsOf = (folder: URL): readonly Migration[] => {
  const read = known.get(folder.href) ?? readdirSync(folder)
    .filter(name => /^\d{4}-.*\.sql$/.test(name))
    .sort()
    .map(name => ({ version: Number(name.slice(0, 4)), sql: readFileSync(new URL(name, folder), 'utf8') }))
  known.set(folder.href, read)
  return read
}

/** Brings the database to this release's version, one transaction a step. */
export const migrate = (sqlite: SqliteDatabase, folder: URL): void => {
  const migrations = migrationsOf(folder)
  const current = sqlite.pragma('user_version', { simple: true }) as number
  const newest = migrations.at(-1)?.version ?? 0
  if (current > newest) {
    throw new NewerDatabase(
      `${sqlite.name} was made by a newer release (schema ${String(current)}, this one knows ${String(newest)}); ` +
        'install that release, or set BNC_DATABASE to another file'
    )
  }
  for (const { version, sql } of migrations) {
    if (version <= current) continue
    sqlite.transaction(() => {
      sqlite.exec(sql)
      sqlite.pragma(`user_version = ${String(version)}`)
    })()
  }
}

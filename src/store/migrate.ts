/** Numbered migrations, run at start; a database from a newer release is refused. */
import { readdirSync, readFileSync } from 'node:fs'
import type { Database } from 'better-sqlite3'

export class NewerDatabase extends Error {}

interface Migration {
  readonly version: number
  readonly sql: string
}

const FOLDER = new URL('./migrations/', import.meta.url)

let known: readonly Migration[] | undefined

/** The packaged migrations in order; read once a process. */
const migrations = (): readonly Migration[] =>
  (known ??= readdirSync(FOLDER)
    .filter(name => /^\d{4}-.*\.sql$/.test(name))
    .sort()
    .map(name => ({ version: Number(name.slice(0, 4)), sql: readFileSync(new URL(name, FOLDER), 'utf8') })))

/** Brings the database to this release's version, one transaction a step. */
export const migrate = (sqlite: Database): void => {
  const current = sqlite.pragma('user_version', { simple: true }) as number
  const newest = migrations().at(-1)?.version ?? 0
  if (current > newest) {
    throw new NewerDatabase(
      `${sqlite.name} was made by a newer release (schema ${String(current)}, this one knows ${String(newest)}); ` +
        'install that release, or set BNC_DATABASE to another file'
    )
  }
  for (const { version, sql } of migrations()) {
    if (version <= current) continue
    sqlite.transaction(() => {
      sqlite.exec(sql)
      sqlite.pragma(`user_version = ${String(version)}`)
    })()
  }
}

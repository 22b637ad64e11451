/** Opens the journal's database: a file beside the ledger's. */
import { rmSync } from 'node:fs'
import { JOURNAL_MIGRATIONS, migrate } from './migrate.js'
import { openSqlite, SqliteError, type SqliteDatabase } from './sqlite.js'

/** How long somebody else may hold the file: less than a caller would notice. */
const BUSY_MS = 100

/** What a file may be that is no journal any more: a power cut can leave one so, because it is not synced. */
const isBroken = (error: unknown): boolean => error instanceof SqliteError && /^SQLITE_(?:CORRUPT|NOTADB)/.test(error.code)

const open = (file: string): SqliteDatabase => {
  const sqlite = openSqlite(file, { timeout: BUSY_MS })
  try {
    // Entries come in order and are long: large pages write a third faster.
    sqlite.pragma('page_size = 16384')
    sqlite.pragma('journal_mode = WAL')
    sqlite.pragma('wal_autocheckpoint = 500')
    // The journal is not what the bank has acknowledged: a killed process loses at most the last moment of it.
    sqlite.pragma('synchronous = OFF')
    sqlite.pragma('journal_size_limit = 16777216')
    migrate(sqlite, JOURNAL_MIGRATIONS)
    return sqlite
  } catch (error) {
    sqlite.close()
    throw error
  }
}

/** The journal of a bank: a database beside the ledger's, so that neither waits for the other. A broken one is begun anew. */
export const openJournal = (ledger: string): SqliteDatabase => {
  if (ledger === ':memory:') return open(ledger)
  const file = `${ledger}-requests`
  try {
    return open(file)
  } catch (error) {
    if (!isBroken(error)) throw error
    for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true })
    return open(file)
  }
}

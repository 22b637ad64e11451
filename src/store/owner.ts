/** Whose a database is: one file has one owner, whichever of its names it is opened by. */
import { existsSync, realpathSync, statSync } from 'node:fs'
import { openSqlite, SqliteError, type SqliteDatabase } from './sqlite.js'

/** The file that a name leads to: one database has one owner, whatever links lead to it. */
const behindLinks = (file: string): string => (existsSync(file) ? realpathSync(file) : file)

/** A file with several names (hard links) may be held under another one: SQLite locks the file itself, whatever it is called. */
const demandUnheld = (file: string): void => {
  if (!existsSync(file) || statSync(file).nlink === 1) return
  const probe = openSqlite(file, { timeout: 0 })
  try {
    probe.pragma('locking_mode = EXCLUSIVE')
    probe.exec('BEGIN EXCLUSIVE')
  } finally {
    probe.close()
  }
}

/**
 * Held by this process until it ends, `kill -9` included: the lock is SQLite's own, on a file beside the database. Undefined
 * where somebody has it.
 */
export const takeOwnership = (file: string): SqliteDatabase | undefined => {
  const owner = openSqlite(`${behindLinks(file)}-owner`, { timeout: 0 })
  try {
    owner.pragma('journal_mode = DELETE')
    owner.exec('BEGIN EXCLUSIVE')
    demandUnheld(file)
    return owner
  } catch (error) {
    owner.close()
    if (error instanceof SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined
    throw error
  }
}

/** Tells a database that cannot be written from a bug: a full disk, a file or a folder that is read-only, a device that fails. */
import { SqliteError } from './sqlite.js'

const CODES = /^SQLITE_(?:FULL|IOERR|READONLY|CANTOPEN)/

/** What SQLite says of it; undefined for any other accident. */
export const unwritable = (error: unknown): string | undefined =>
  error instanceof SqliteError && CODES.test(error.code) ? `the database cannot be written: ${error.message} (${error.code})` : undefined

/** SQLite: of the two releases of better-sqlite3 that are depended on, the one that this Node.js runs without harm. */
import { createRequire } from 'node:module'
import { versions } from 'node:process'
import BetterSqlite, { type Database } from 'better-sqlite3'

export type SqliteDatabase = Database

/** Release 13 is compiled for it, and crashes in a Node.js that has an older one: 20, and 22 before 22.14. */
const NODE_API = 10

/**
 * Release 13 brings its binary along and speaks Node-API. [SEEN] Release 12, compiled with the headers of Node.js 24.19 or later 24,
 * aborts the process when one of its objects is collected (nodejs/node#65446). An optional dependency: npm leaves it out of Node.js 20.
 */
const release13 = (): typeof BetterSqlite | undefined => {
  if (Number(versions['napi']) < NODE_API) return undefined
  try {
    const found = createRequire(import.meta.url)('better-sqlite3-node-api') as typeof BetterSqlite
    // It looks for its binary only now, and has none for rarer machines.
    new found(':memory:').close()
    return found
  } catch {
    return undefined
  }
}

const Sqlite = release13() ?? BetterSqlite

export const { SqliteError } = Sqlite

/** Opens a file, or `:memory:`. `timeout` is how long another's lock is waited for, in milliseconds. */
export const openSqlite = (file: string, options?: { readonly timeout?: number; readonly readonly?: boolean }): SqliteDatabase =>
  new Sqlite(file, options)

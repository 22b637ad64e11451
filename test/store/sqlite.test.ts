/** SQLite is the release that this Node.js runs without harm. */
import { createRequire } from 'node:module'
import t from 'tap'
import { openSqlite, SqliteError } from '../../src/store/sqlite.js'

t.test('it is the newer one where Node-API is recent enough, and the other where the newer would crash', async t => {
  const name = Number(process.versions['napi']) >= 10 ? 'better-sqlite3-node-api' : 'better-sqlite3'
  const sqlite = openSqlite(':memory:')
  t.equal(sqlite.constructor, createRequire(import.meta.url)(name))
  t.throws(() => sqlite.exec('nonsense'), SqliteError, 'its errors are known')
})

t.test('statements and databases are collected while the bank works: of one that is open, dropped, or closed', async t => {
  const kept = openSqlite(':memory:')
  const useAndDrop = (): void => {
    const [dropped, closed] = [openSqlite(':memory:'), openSqlite(':memory:')]
    for (const sqlite of [kept, dropped, closed]) {
      for (let count = 0; count < 20; count++) sqlite.prepare(`SELECT ${count}`).get()
    }
    closed.close()
  }
  // So much garbage that it is collected in the middle of the work; asked for, or in a pause, it is collected otherwise.
  for (let turn = 0; turn < 3; turn++) {
    useAndDrop()
    Array.from({ length: 500_000 }, (_, nth) => ({ nth }))
    await new Promise(resolve => setImmediate(resolve))
  }
  t.equal(kept.prepare('SELECT 42').pluck().get(), 42)
})

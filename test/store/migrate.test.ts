/** Migrations: a fresh database, one that is up to date, and one of a newer release. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { Database, DatabaseInUse } from '../../src/store/database.js'
import { JOURNAL_MIGRATIONS, LEDGER_MIGRATIONS, migrate, NewerDatabase } from '../../src/store/migrate.js'
import { openSqlite, type SqliteDatabase } from '../../src/store/sqlite.js'

const versionOf = (sqlite: SqliteDatabase): unknown => sqlite.pragma('user_version', { simple: true })
/** What opening the file throws. */
const refusalOf = (file: string): unknown => {
  try {
    new Database(file).close()
    return undefined
  } catch (error) {
    return error
  }
}

const tablesOf = (sqlite: SqliteDatabase): unknown[] =>
  sqlite.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all()

t.test('a fresh database gets every table, and a second run changes nothing', async t => {
  for (const folder of [LEDGER_MIGRATIONS, JOURNAL_MIGRATIONS]) {
    const sqlite = openSqlite(':memory:')
    t.equal(versionOf(sqlite), 0)
    migrate(sqlite, folder)
    const [version, tables] = [versionOf(sqlite), tablesOf(sqlite)]
    t.not(version, 0)
    t.not(tables.length, 0)
    migrate(sqlite, folder)
    t.strictSame([versionOf(sqlite), tablesOf(sqlite)], [version, tables])
  }
})

t.test('no two migrations have one number', async t => {
  for (const folder of [LEDGER_MIGRATIONS, JOURNAL_MIGRATIONS]) {
    const numbers = readdirSync(folder).filter(name => name.endsWith('.sql')).map(name => name.slice(0, 4))
    t.equal(new Set(numbers).size, numbers.length, numbers.join(' '))
  }
})

t.test('every table is STRICT, and the database is in WAL mode with its foreign keys held', async t => {
  const file = join(t.testdir({}), 'strict.db')
  const database = new Database(file)
  t.teardown(() => { database.close() })
  const loose = database.sqlite
    .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0")
    .pluck()
    .all()
  t.strictSame(loose.filter(name => !String(name).startsWith('sqlite_')), [])
  t.equal(database.sqlite.pragma('journal_mode', { simple: true }), 'wal')
  t.equal(database.sqlite.pragma('foreign_keys', { simple: true }), 1)
  t.ok(database.isReady())
})

t.test('a database of a newer release is refused with both versions, and left as it is', async t => {
  const file = join(t.testdir({}), 'newer.db')
  const newer = openSqlite(file)
  newer.exec('CREATE TABLE tomorrow (x)')
  newer.pragma('user_version = 9999')
  newer.close()
  const refusal = refusalOf(file)
  t.ok(refusal instanceof NewerDatabase)
  t.match(refusal, { message: /newer\.db was made by a newer release \(schema 9999, this one knows \d+\).*BNC_DATABASE/ })
  t.ok(refusalOf(file) instanceof NewerDatabase, 'and again: the refused one holds nothing')
  const after = openSqlite(file)
  t.strictSame(tablesOf(after), ['tomorrow'])
  after.close()
})

t.test('a file belongs to one bank at a time', async t => {
  const file = join(t.testdir({}), 'owned.db')
  const first = new Database(file)
  const refusal = refusalOf(file)
  t.ok(refusal instanceof DatabaseInUse)
  t.match(refusal, { message: /owned\.db is in use by another bank/ })
  first.close()
  const second = new Database(file)
  t.ok(second.isReady(), 'and to the next one once the first has gone')
  second.close()
})

t.test('the folder of a database is made where it is missing', async t => {
  const file = join(t.testdir({}), 'a', 'b', 'c.db')
  new Database(file).close()
  t.ok(existsSync(file))
})

t.test('two banks in memory know nothing of each other', async t => {
  const [one, other] = [new Database(':memory:'), new Database(':memory:')]
  one.sqlite.exec("INSERT INTO meta VALUES ('a', 'b')")
  t.equal(other.sqlite.prepare('SELECT count(*) FROM meta').pluck().get(), 0)
  one.close()
  other.close()
  t.notOk(one.isReady())
})

/** One transaction a turn: deeds that fail are undone, verdicts are not, and replies wait until all is on record. */
import { linkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { REAL_TIME } from '../../src/domain/clock.js'
import { Invalid } from '../../src/domain/verdict.js'
import { Database } from '../../src/store/database.js'
import { openSqlite } from '../../src/store/sqlite.js'
import { openStore } from '../../src/store/store.js'

const open = (t: { teardown: (end: () => void) => void }): Database => {
  const database = new Database(':memory:')
  t.teardown(() => { database.close() })
  return database
}

const put = (database: Database,
  name: string): void => { database.sqlite.prepare('INSERT INTO meta VALUES (?, ?)').run(name, '') }
const names = (database: Database): unknown[] => database.sqlite.prepare('SELECT name FROM meta ORDER BY name').pluck().all()

t.test('a file has one owner, whichever of its names it is opened by', t => {
  const folder = t.testdir({})
  const [one, other] = [join(folder, 'one.db'), join(folder, 'other.db')]
  const first = new Database(one)
  linkSync(one, other)
  for (const name of [one, other]) t.throws(() => new Database(name), /is in use by another bank/)
  first.close()
  const second = new Database(other)
  t.throws(() => new Database(one), /is in use by another bank/)
  second.close()
  t.end()
})

t.test('a deed that fails is undone, the deeds before and after it are not', async t => {
  const database = open(t)
  database.deed(() => { put(database, 'before') })
  t.throws(() => database.deed(() => {
    put(database, 'failed')
    throw new Error('an accident')
  }), { message: 'an accident' })
  database.deed(() => { put(database, 'after') })
  t.strictSame(names(database), ['after', 'before'])
  await database.settled()
  t.strictSame(names(database), ['after', 'before'])
})

t.test('a verdict is an answer: what was done before it stays', async t => {
  const database = open(t)
  t.throws(() => database.deed(() => {
    put(database, 'expired on the way')
    throw new Invalid('field', 'no')
  }), { message: 'field: no' })
  t.strictSame(names(database), ['expired on the way'])
})

t.test('of a deed that is all or nothing a verdict leaves nothing either', async t => {
  const database = open(t)
  database.deed(() => {
    put(database, 'before')
    t.throws(() => database.allOrNothing(() => {
      put(database, 'half of it')
      throw new Invalid('field', 'no')
    }), { message: 'field: no' })
  })
  t.equal(database.allOrNothing(() => 42), 42)
  t.strictSame(names(database), ['before'])
})

t.test('a deed within a deed is undone alone', async t => {
  const database = open(t)
  database.deed(() => {
    put(database, 'outer')
    t.throws(() => database.deed(() => {
      put(database, 'inner')
      throw new Error('inner')
    }))
  })
  t.strictSame(names(database), ['outer'])
})

t.test('what a deed gives back is given on', async t => {
  t.equal(open(t).deed(() => 42), 42)
})

t.test('nothing of a turn is on record before it has settled, and all of it afterwards', async t => {
  const file = join(t.testdir({}), 'turn.db')
  const database = new Database(file)
  const reader = openSqlite(file, { readonly: true })
  const count = (): unknown => reader.prepare('SELECT count(*) FROM meta').pluck().get()
  database.deed(() => { put(database, 'a') })
  database.deed(() => { put(database, 'b') })
  t.equal(count(), 0)
  await database.settled()
  t.equal(count(), 2)
  await database.settled()
  t.equal(count(), 2, 'a turn without deeds has nothing to wait for')
  database.deed(() => { put(database, 'c') })
  database.close()
  t.equal(count(), 3, 'closing settles')
  reader.close()
})

t.test('a turn that cannot be written is undone as a whole, and whoever waits is told', async t => {
  const database = open(t)
  database.sqlite.exec('CREATE TABLE child (id REFERENCES meta DEFERRABLE INITIALLY DEFERRED)')
  let forgotten = 0
  database.onRollback(() => { forgotten++ })
  database.deed(() => { put(database, 'lost') })
  database.deed(() => { database.sqlite.exec("INSERT INTO child VALUES ('nobody')") })
  await t.rejects(database.settled(), { code: 'SQLITE_CONSTRAINT_FOREIGNKEY' })
  t.strictSame(names(database), [])
  t.equal(forgotten, 1)
  database.deed(() => { put(database, 'next turn') })
  await database.settled()
  t.strictSame(names(database), ['next turn'])
})

t.test('what is to follow the commit waits for it, in order, and does not follow a deed that was undone', async t => {
  const database = open(t)
  const said: string[] = []
  const deed = (name: string, then: () => void = () => undefined): void => {
    database.deed(() => {
      database.afterCommit(() => said.push(name))
      then()
    })
  }
  const accident = (): never => { throw new Error('an accident') }
  deed('first')
  t.throws(() => { deed('failed', accident) })
  t.throws(() => { deed('refused', () => { throw new Invalid('field', 'no') }) })
  deed('outer', () => { t.throws(() => { deed('inner', accident) }) })
  t.strictSame(said, [])
  await database.settled()
  t.strictSame(said, ['first', 'refused', 'outer'])
  database.afterCommit(() => said.push('outside of any turn'))
  t.equal(said.at(-1), 'outside of any turn', 'it has nothing to wait for')
})

t.test('nothing follows a turn that could not be written', async t => {
  const database = open(t)
  database.sqlite.exec('CREATE TABLE child (id REFERENCES meta DEFERRABLE INITIALLY DEFERRED)')
  const said: string[] = []
  database.deed(() => {
    database.sqlite.exec("INSERT INTO child VALUES ('nobody')")
    database.afterCommit(() => said.push('lost'))
  })
  await t.rejects(database.settled())
  database.deed(() => { database.afterCommit(() => said.push('next turn')) })
  await database.settled()
  t.strictSame(said, ['next turn'])
})

t.test('what is kept in memory follows a deed that was undone', async t => {
  const store = openStore(':memory:')
  t.teardown(() => { store.database.close() })
  t.throws(() => store.database.deed(() => {
    store.clocks.set('', { offsetMs: 5, frozenAt: null })
    throw new Error('an accident')
  }))
  t.strictSame(store.clocks.of(''), REAL_TIME)
})

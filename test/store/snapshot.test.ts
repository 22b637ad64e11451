/** Snapshots of the store: every table of the bank's state comes back row for row, a neighbour's rows are left alone. */
import t from 'tap'
import { openStore, type Store } from '../../src/store/store.js'
import { isWanted, stateTables } from '../../src/store/table-list.js'

const everything = ({ database: { sqlite } }: Store, partnerId: string | null = null): Record<string, unknown[]> =>
  Object.fromEntries(
    stateTables(sqlite).map(table => {
      const order = table.keys.join(', ')
      return [
        table.name,
        sqlite
          .prepare(`SELECT * FROM ${table.name} WHERE ${isWanted(table, name => name, partnerId)} ORDER BY ${order}`)
          .all({ partnerId })
      ]
    })
  )

/** Two partners with a row in every table that has one of theirs. */
const filled = (): Store => {
  const store = openStore(':memory:')
  const { sqlite } = store.database
  for (const [position, id] of [
    [1, 'A'],
    [2, 'B']
  ] as const) {
    sqlite.exec(`
      INSERT INTO partners VALUES ('${id}', ${position}, 'key-${id}', 's', 'p', NULL, 't', 'bnc',
        'asymmetric', NULL, 'asymmetric', NULL, '{}', 'admin');
      INSERT INTO merchants VALUES ('${id}', 'M', 0, 'N', 'C', '10110', '5812', '936004900000000011', 'ID1026000000011', 'UMI');
      INSERT INTO transactions (partner_id, reference_no, kind, status, amount, fee_amount, merchant_id, created_at)
        VALUES ('${id}', 'R', 'dynamic', 'pending', '1.00', '0.00', 'M', 1);
      INSERT INTO history VALUES ('${id}', 'R', 1, NULL, 'pending', 'create', 1, 'admin');
      INSERT INTO external_ids VALUES ('${id}', '2026-11-21', 'E');
      INSERT INTO clocks VALUES ('${id}', 1000, NULL);
      INSERT INTO due VALUES ('${id}', 5, 'expire', 'R');
      INSERT INTO outcomes (partner_id, origin, wish, created_at) VALUES ('${id}', 'armed', '{}', 1);
      INSERT INTO outcome_steps VALUES (last_insert_rowid(), 'R', 1);
      INSERT INTO notifications
        (position, id, partner_id, reference_no, transaction_status, body, status, created_at, first_at, delivered_at)
        VALUES (${position}, 'N${id}', '${id}', 'R', 'success', '{}', 'delivered', 1, 1, 1);
      INSERT INTO webhook_faults (position, id, partner_id, kind) VALUES (${position}, 'F${id}', '${id}', 'drop');
      INSERT INTO attempts VALUES (${position}, 1, 'schedule', 1, 1, NULL, '{}', 'delivered', '', 200, '', 1, NULL);`)
  }
  return store
}

t.test('the whole bank comes back row for row, whatever happened to it', async t => {
  const happenings: Record<string, string> = {
    'rows were changed':
      "UPDATE transactions SET status = 'canceled'; UPDATE clocks SET offset_ms = 9; UPDATE partners SET settings = '[]'",
    'rows were removed': 'DELETE FROM partners; DELETE FROM external_ids; DELETE FROM due; DELETE FROM clocks',
    'rows were added':
      `INSERT INTO external_ids VALUES ('A', '2026-11-21', 'E2'); INSERT INTO due VALUES ('B', 9, 'expire', 'R');
       INSERT INTO outcomes (origin, wish, created_at) VALUES ('armed', '{}', 2)`,
    'keys were swapped': "UPDATE partners SET position = position + 7; UPDATE partners SET client_key = client_key || 'x'",
    'nothing happened': ''
  }
  for (const [title, sql] of Object.entries(happenings)) {
    const store = filled()
    const before = everything(store)
    const snapshot = store.snapshots.take('s', null, 1)
    store.database.sqlite.exec(sql)
    const changed = store.snapshots.restore(snapshot, null)
    t.strictSame(everything(store), before, title)
    t.equal(changed === 0, sql === '', `${title}: ${changed} rows`)
    t.strictSame(store.database.sqlite.pragma('foreign_key_check'), [], `${title}: no row hangs in the air`)
    t.equal(store.database.sqlite.pragma('foreign_keys', { simple: true }), 1, 'foreign keys are on again')
    store.database.close()
  }
})

t.test('every table with rows of a partner is part of it', async t => {
  const store = filled()
  const own = everything(store, 'A')
  t.strictSame(
    Object.keys(own)
      .filter(name => own[name]?.length === 0)
      .filter(name => name !== 'refunds'),
    []
  )
  store.snapshots.take('s', 'A', 1)
  store.database.sqlite.exec(
    `DELETE FROM partners WHERE partner_id = 'A'; DELETE FROM due WHERE partner_id = 'A';
     DELETE FROM external_ids; DELETE FROM clocks`
  )
  const [snapshot] = store.snapshots.all()
  if (snapshot === undefined) throw new Error('the snapshot is kept')
  store.snapshots.restore(snapshot, 'A')
  t.strictSame(everything(store, 'A'), own)
  store.database.close()
})

t.test("a partner's restore leaves its neighbour's rows alone", async t => {
  const store = filled()
  const snapshot = store.snapshots.take('s', 'A', 1)
  store.database.sqlite.exec(
    "UPDATE transactions SET status = 'canceled'; DELETE FROM history; UPDATE due SET due_at = 6; DELETE FROM external_ids"
  )
  const neighbour = everything(store, 'B')
  store.snapshots.restore(snapshot, 'A')
  t.strictSame(everything(store, 'B'), neighbour)
  t.match(everything(store, 'A'), {
    transactions: [{ status: 'pending' }],
    history: [{ seq: 1 }],
    due: [{ due_at: 5 }],
    external_ids: [{ external_id: 'E' }]
  })
  store.database.close()
})

t.test('numbers that a neighbour has got meanwhile are left to it', async t => {
  const store = filled()
  const { sqlite } = store.database
  const snapshot = store.snapshots.take('s', 'B', 1)
  sqlite.exec(`DELETE FROM partners WHERE partner_id = 'B';
    PRAGMA foreign_keys = OFF;
    UPDATE notifications SET position = 2; UPDATE attempts SET notification = 2;
    PRAGMA foreign_keys = ON;
    INSERT INTO webhook_faults (position, id, kind) VALUES (2, 'everybody', 'drop');
    UPDATE partners SET position = 2 WHERE partner_id = 'A'`)
  const neighbour = everything(store, 'A')
  store.snapshots.restore(snapshot, 'B')
  t.strictSame(everything(store, 'A'), neighbour)
  t.match(everything(store)['webhook_faults'], [
    { id: 'FA' },
    { position: 2, id: 'everybody', partner_id: null },
    { position: 3, id: 'FB' }
  ])
  t.match(everything(store, 'B'), {
    partners: [{ position: 3 }],
    notifications: [{ id: 'NB', position: 3 }],
    attempts: [{ notification: 3 }]
  })
  t.strictSame(sqlite.pragma('foreign_key_check'), [])
  store.snapshots.restore(snapshot, 'B')
  t.match(everything(store, 'B'), { notifications: [{ id: 'NB' }], attempts: [{ number: 1 }] }, 'and once more')
  store.database.close()
})

t.test('what only one partner can have and another has now is said, and nothing is changed', async t => {
  const store = filled()
  const snapshot = store.snapshots.take('s', 'A', 1)
  store.database.sqlite.exec("DELETE FROM partners WHERE partner_id = 'A'; UPDATE partners SET client_key = 'key-A'")
  const before = everything(store)
  t.throws(() => store.snapshots.restore(snapshot, 'A'), /client_key/)
  t.strictSame(everything(store), before)
  store.database.close()
})

t.test('a column and a table of a later release are no obstacle', async t => {
  const store = filled()
  const { sqlite } = store.database
  const snapshot = store.snapshots.take('s', null, 1)
  sqlite.exec(`ALTER TABLE clocks ADD COLUMN zone TEXT NOT NULL DEFAULT 'WIB';
    CREATE TABLE later (partner_id TEXT PRIMARY KEY); INSERT INTO later VALUES ('A'); DELETE FROM clocks`)
  store.snapshots.restore(snapshot, null)
  t.match(sqlite.prepare('SELECT partner_id, zone FROM clocks ORDER BY 1').all(), [
    { partner_id: 'A', zone: 'WIB' },
    { partner_id: 'B' }
  ])
  t.strictSame(sqlite.prepare('SELECT * FROM later').all(), [])
  store.database.close()
})

t.test('removing a snapshot takes its tables away, and only its own', async t => {
  const store = filled()
  const tables = (): string[] =>
    store.database.sqlite.prepare<[], string>("SELECT name FROM sqlite_schema WHERE name GLOB 'snapshot_[0-9]*'").pluck().all()
  const taken = Array.from({ length: 11 }, (_, index) => store.snapshots.take(`s${index}`, null, 1))
  const [first] = taken
  if (first === undefined) throw new Error('taken')
  store.snapshots.remove(first)
  t.equal(
    tables().some(name => name.startsWith('snapshot_1_')),
    false
  )
  t.equal(
    tables().some(name => name.startsWith('snapshot_10_')),
    true
  )
  for (const snapshot of taken.slice(1)) store.snapshots.remove(snapshot)
  t.strictSame(tables(), [])
  store.database.close()
})

/** What the tables themselves refuse, whoever writes: wrong types, unknown words, rows that contradict themselves. */
import t from 'tap'
import { Database } from '../../src/store/database.js'

const { sqlite } = new Database(':memory:')

type Row = Readonly<Record<string, unknown>>

const insert = (table: string, row: Row): void => {
  const names = Object.keys(row)
  sqlite.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(name => `@${name}`).join(', ')})`).run(row)
}

const PARTNER: Row = {
  partner_id: 'P', position: 1, client_key: 'K', client_secret: 'S', public_key: 'PEM', token_key: 'T', dialect: 'bnc',
  signature: 'asymmetric', callback_signature: 'asymmetric', settings: '{}', origin: 'admin'
}
const MERCHANT: Row = {
  partner_id: 'P', merchant_id: '000000000001', position: 0, name: 'N', city: 'C', postal_code: '10110', category: '5812',
  pan: '936004900000000001', nmid: 'ID1000000000001', criteria: 'UMI'
}
const TRANSACTION: Row = {
  partner_id: 'P', reference_no: 'R', kind: 'dynamic', status: 'pending', amount: '10000.00', fee_amount: '0.00',
  merchant_id: '1', created_at: 1
}
const HISTORY: Row = { partner_id: 'P', reference_no: 'R', seq: 1, to_status: 'pending', event: 'e', at: 1, cause: 'c' }

insert('partners', PARTNER)
insert('merchants', MERCHANT)
insert('transactions', TRANSACTION)
insert('history', HISTORY)

/** What differs from a good row under another key, and what SQLite calls the objection. */
const rows: readonly (readonly [table: string, good: Row, change: Row, objection: string])[] = [
  ['partners', PARTNER, { position: 2, client_key: 'L' }, 'PRIMARYKEY'],
  ['partners', PARTNER, { partner_id: 'Q', position: 2 }, 'UNIQUE'],
  ['partners', PARTNER, { partner_id: 'Q', client_key: 'L' }, 'UNIQUE'],
  ['partners', PARTNER, { partner_id: 'Q', position: 2, client_key: 'L', dialect: 'other' }, 'CHECK'],
  ['partners', PARTNER, { partner_id: 'Q', position: 2, client_key: 'L', signature: 'none' }, 'CHECK'],
  ['partners', PARTNER, { partner_id: 'Q', position: 2, client_key: 'L', settings: '{' }, 'CHECK'],
  ['partners', PARTNER, { partner_id: 'Q', position: 2, client_key: 'L', origin: 'nowhere' }, 'CHECK'],
  ['partners', PARTNER, { partner_id: 'Q', position: 2, client_key: 'L', public_key: null }, 'NOTNULL'],
  ['partners', PARTNER, { partner_id: 'Q', position: 'two', client_key: 'L' }, 'DATATYPE'],
  ['merchants', MERCHANT, { partner_id: 'NOBODY' }, 'FOREIGNKEY'],
  ['merchants', MERCHANT, { merchant_id: '2', category: '58' }, 'CHECK'],
  ['merchants', MERCHANT, { merchant_id: '2', pan: '12345678901234567890' }, 'CHECK'],
  ['merchants', MERCHANT, { merchant_id: '2', pan: '93600490' }, 'CHECK'],
  ['merchants', MERCHANT, { merchant_id: '2', nmid: 'ID1' }, 'CHECK'],
  ['merchants', MERCHANT, { merchant_id: '2', criteria: 'BIG' }, 'CHECK'],
  ['transactions', TRANSACTION, {}, 'PRIMARYKEY'],
  ['transactions', TRANSACTION, { reference_no: 'S', partner_id: 'NOBODY' }, 'FOREIGNKEY'],
  ['transactions', TRANSACTION, { reference_no: 'S', kind: 'other' }, 'CHECK'],
  ['transactions', TRANSACTION, { reference_no: 'S', status: 'not found' }, 'CHECK'],
  ['transactions', TRANSACTION, { reference_no: 'S', status: '03' }, 'CHECK'],
  ['transactions', TRANSACTION, { reference_no: 'S', status: 'active' }, 'CHECK'],
  ['transactions', TRANSACTION, { reference_no: 'S', kind: 'static', status: 'pending' }, 'CHECK'],
  ['transactions', TRANSACTION, { reference_no: 'S', status: 'success' }, 'CHECK'],
  ['transactions', TRANSACTION, { reference_no: 'S', status: 'refunded' }, 'CHECK'],
  ['transactions', TRANSACTION, { reference_no: 'S', amount: null }, 'CHECK'],
  ['transactions', TRANSACTION, { reference_no: 'S', kind: 'payment', amount: null }, 'CHECK'],
  ['transactions', TRANSACTION, { reference_no: 'S', amount: '10000' }, 'CHECK'],
  ['transactions', TRANSACTION, { reference_no: 'S', amount: 10_000.5 }, 'CHECK'],
  ['transactions', TRANSACTION, { reference_no: 'S', fee_amount: '1.5' }, 'CHECK'],
  ['transactions', TRANSACTION, { reference_no: 'S', refunded_amount: 'all' }, 'CHECK'],
  ['transactions', TRANSACTION, { reference_no: 'S', in_grace: 2 }, 'CHECK'],
  ['transactions', TRANSACTION, { reference_no: 'S', created_at: 'today' }, 'DATATYPE'],
  ['transactions', TRANSACTION, { reference_no: 'S', merchant_id: null }, 'NOTNULL'],
  ['history', HISTORY, {}, 'PRIMARYKEY'],
  ['history', HISTORY, { reference_no: 'S' }, 'FOREIGNKEY'],
  ['history', HISTORY, { seq: 2, to_status: null }, 'NOTNULL'],
  ['external_ids', { partner_id: 'P', day: '2026-11-21' }, {}, 'NOTNULL'],
  ['clocks', { partner_id: 'P', offset_ms: 'later' }, {}, 'DATATYPE'],
  ['due', { partner_id: 'P', due_at: 1, kind: 'expire' }, {}, 'NOTNULL']
]

t.test('a row that cannot be is refused by the table', async t => {
  for (const [table, good, change, objection] of rows) {
    t.throws(() => { insert(table, { ...good, ...change }) }, { code: `SQLITE_CONSTRAINT_${objection}` },
      `${table} ${JSON.stringify(change)}`)
  }
})

t.test('a partner reference belongs to one transaction of a partner; many may have none', async t => {
  insert('transactions', { ...TRANSACTION, reference_no: 'A', partner_reference_no: 'X' })
  t.throws(() => { insert('transactions', { ...TRANSACTION, reference_no: 'B', partner_reference_no: 'X' }) },
    { code: 'SQLITE_CONSTRAINT_UNIQUE' })
  insert('transactions', { ...TRANSACTION, reference_no: 'B' })
  insert('partners', { ...PARTNER, partner_id: 'Q', position: 2, client_key: 'L' })
  insert('transactions', { ...TRANSACTION, partner_id: 'Q', reference_no: 'A', partner_reference_no: 'X' })
  t.equal(sqlite.prepare("SELECT count(*) FROM transactions WHERE reference_no = 'A'").pluck().get(), 2,
    "another partner's may be the same")
})

t.test('with a partner go its merchants, transactions and their history', async t => {
  sqlite.prepare("DELETE FROM partners WHERE partner_id = 'P'").run()
  for (const table of ['merchants', 'transactions', 'history']) {
    t.equal(sqlite.prepare(`SELECT count(*) FROM ${table} WHERE partner_id = 'P'`).pluck().get(), 0, table)
  }
})

/** What the table of refunds itself refuses, and that neither refunds nor payments are looked for row by row. */
import t from 'tap'
import { Database } from '../../src/store/database.js'

const { sqlite } = new Database(':memory:')

type Row = Readonly<Record<string, unknown>>

const insert = (table: string, row: Row): void => {
  const names = Object.keys(row)
  sqlite.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(name => `@${name}`).join(', ')})`).run(row)
}

const TRANSACTION: Row = {
  partner_id: 'P', reference_no: 'R', kind: 'dynamic', status: 'success', amount: '10000.00', fee_amount: '0.00', merchant_id: '1', created_at: 1,
  paid_at: 1, sc_id: 'S'
}
const REFUND: Row = {
  partner_id: 'P', refund_no: '1', reference_no: 'R', partner_refund_no: 'A', amount: '1.00', refunded_at: 1, fingerprint: '[]', reply: '{}'
}

insert('partners', {
  partner_id: 'P', position: 1, client_key: 'K', client_secret: 'S', public_key: 'PEM', token_key: 'T', dialect: 'bnc',
  signature: 'asymmetric', callback_signature: 'asymmetric', settings: '{}', origin: 'admin'
})
insert('transactions', TRANSACTION)
insert('refunds', REFUND)

t.test('a row that contradicts itself or its neighbours is refused', async t => {
  for (const [table, row, objection] of [
    ['refunds', { ...REFUND, partner_refund_no: 'B' }, 'PRIMARYKEY'],
    ['refunds', { ...REFUND, refund_no: '2' }, 'UNIQUE'],
    ['refunds', { ...REFUND, refund_no: '2', partner_refund_no: 'B', reference_no: 'NONE' }, 'FOREIGNKEY'],
    ['refunds', { ...REFUND, refund_no: '2', partner_refund_no: 'B', amount: '0.00' }, 'CHECK'],
    ['refunds', { ...REFUND, refund_no: '2', partner_refund_no: 'B', amount: '1' }, 'CHECK'],
    ['refunds', { ...REFUND, refund_no: '2', partner_refund_no: 'B', amount: 1 }, 'CHECK'],
    ['refunds', { ...REFUND, refund_no: '2', partner_refund_no: 'B', reply: null }, 'CHECK'],
    ['refunds', { ...REFUND, refund_no: '2', partner_refund_no: 'B', reply: '{' }, 'CHECK'],
    ['refunds', { ...REFUND, refund_no: '2', partner_refund_no: 'B', refunded_at: null }, 'NOTNULL'],
    ['refunds', { ...REFUND, refund_no: '2', partner_refund_no: 'B', refunded_at: 'now' }, 'DATATYPE'],
    ['transactions', { ...TRANSACTION, reference_no: 'Q' }, 'UNIQUE']
  ] as const) t.throws(() => { insert(table, row) }, { code: `SQLITE_CONSTRAINT_${objection}` }, JSON.stringify(row))
  insert('refunds', { ...REFUND, refund_no: '2', partner_refund_no: null, fingerprint: null, reply: null })
  insert('transactions', { ...TRANSACTION, reference_no: 'Q', kind: 'payment', qr_reference_no: 'R' })
  t.equal(sqlite.prepare('SELECT count(*) FROM refunds').pluck().get(), 2, "an admin's refund has no number of the partner's")
  sqlite.prepare("DELETE FROM transactions WHERE reference_no = 'R'").run()
  t.equal(sqlite.prepare('SELECT count(*) FROM refunds').pluck().get(), 0, 'they go with their transaction')
})

t.test('every question about refunds and payments has an index', async t => {
  for (const [question, index] of [
    ["SELECT * FROM transactions WHERE sc_id = 'S' AND kind <> 'payment' ORDER BY partner_id", 'transactions_by_sc_id'],
    ["SELECT count(*) FROM transactions WHERE partner_id = 'P' AND qr_reference_no = 'R' AND created_at BETWEEN 1 AND 2", 'transactions_by_qr'],
    [
      "SELECT * FROM transactions WHERE partner_id = 'P' AND qr_reference_no = 'R' AND created_at BETWEEN 1 AND 2 ORDER BY created_at, reference_no LIMIT 10",
      'transactions_by_qr'
    ],
    ["SELECT * FROM refunds WHERE partner_id = 'P' AND partner_refund_no = 'A'", 'refunds_by_partner_number'],
    ["SELECT * FROM refunds WHERE partner_id = 'P' AND reference_no = 'R' ORDER BY refunded_at, refund_no", 'refunds_of_transaction']
  ] as const) {
    const plan = sqlite.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${question}`).all().map(row => row.detail)
    t.match(plan[0], new RegExp(`^SEARCH .* INDEX ${index} `), question)
    t.equal(plan.length, 1, 'and nothing is sorted')
  }
})

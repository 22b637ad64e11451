/** Transactions and their history: rows of the ledger, changed only by compare-and-swap. */
import type { HistoryRow, StoredStatus, Transaction } from '../domain/transaction.js'
import type { Database } from './database.js'

/** Column of each property of a transaction. */
const COLUMN: Readonly<Record<keyof Transaction, string>> = {
  partnerId: 'partner_id',
  referenceNo: 'reference_no',
  partnerReferenceNo: 'partner_reference_no',
  kind: 'kind',
  status: 'status',
  amount: 'amount',
  feeAmount: 'fee_amount',
  refundedAmount: 'refunded_amount',
  merchantId: 'merchant_id',
  subMerchantId: 'sub_merchant_id',
  storeId: 'store_id',
  terminalId: 'terminal_id',
  scId: 'sc_id',
  traceId: 'trace_id',
  qrContent: 'qr_content',
  qrReferenceNo: 'qr_reference_no',
  createdAt: 'created_at',
  expiresAt: 'expires_at',
  inGrace: 'in_grace',
  paidAt: 'paid_at',
  rrn: 'rrn',
  bankCode: 'bank_code',
  bankName: 'bank_name',
  customerPan: 'customer_pan',
  fingerprint: 'fingerprint'
}

const PROPERTIES = Object.keys(COLUMN) as (keyof Transaction)[]
const SELECT = `SELECT ${PROPERTIES.map(name => `${COLUMN[name]} AS ${name}`).join(', ')} FROM transactions`

type Row = Omit<Transaction, 'inGrace'> & { inGrace: number }

/** The row is the driver's own new object: it is changed in place, because a copy of two dozen columns costs as much as reading them. */
const fromRow = (row: Row): Transaction => Object.assign(row, { inGrace: row.inGrace === 1 })
const toRow = (transaction: Transaction): Row => ({ ...transaction, inGrace: transaction.inGrace ? 1 : 0 })

/** The columns of one row in the order of `PROPERTIES`. Put together by hand: the driver takes twice as long to make an object. */
const fromColumns = (row: readonly unknown[]): Transaction => {
  const [
    partnerId, referenceNo, partnerReferenceNo, kind, status, amount, feeAmount, refundedAmount, merchantId, subMerchantId, storeId,
    terminalId, scId, traceId, qrContent, qrReferenceNo, createdAt, expiresAt, inGrace, paidAt, rrn, bankCode, bankName, customerPan, fingerprint
  ] = row
  return {
    partnerId, referenceNo, partnerReferenceNo, kind, status, amount, feeAmount, refundedAmount, merchantId, subMerchantId, storeId,
    terminalId, scId, traceId, qrContent, qrReferenceNo, createdAt, expiresAt, inGrace: inGrace === 1, paidAt, rrn, bankCode, bankName,
    customerPan, fingerprint
  } as unknown as Transaction
}

/** What a move may change besides the state. */
export type TransactionPatch = Partial<Pick<Transaction, 'expiresAt' | 'inGrace' | 'paidAt' | 'rrn' | 'bankCode' | 'bankName' | 'customerPan' | 'refundedAmount'>>

export interface TransactionFilter {
  readonly partnerId?: string | undefined
  readonly status?: StoredStatus | undefined
  readonly merchantId?: string | undefined
  readonly partnerReferenceNo?: string | undefined
  readonly referenceNo?: string | undefined
  readonly qrReferenceNo?: string | undefined
}

/** Where a page of the list begins: just after this row, the newest first. */
export interface TransactionCursor {
  readonly createdAt: number
  readonly partnerId: string
  readonly referenceNo: string
}

const historyStatements = (db: Database) => ({
  insert: db.sqlite.prepare<[string, string, string, string, StoredStatus | null, StoredStatus, string, number, string]>(
    `INSERT INTO history (partner_id, reference_no, seq, from_status, to_status, event, at, cause)
     VALUES (?, ?, (SELECT coalesce(max(seq), 0) + 1 FROM history WHERE partner_id = ? AND reference_no = ?), ?, ?, ?, ?, ?)`
  ),
  select: db.sqlite.prepare<[string, string], HistoryRow>(
    `SELECT from_status AS "from", to_status AS "to", event, at, cause FROM history
     WHERE partner_id = ? AND reference_no = ? ORDER BY seq`
  )
})

/** The partners that have a transaction whose column is this; numbers are unique within a partner only. */
const ownersBy = (db: Database, column: 'reference_no' | 'partner_reference_no') =>
  db.sqlite
    .prepare<[string], string>(
      `SELECT partner_id FROM partners p
       WHERE EXISTS (SELECT 1 FROM transactions t WHERE t.partner_id = p.partner_id AND t.${column} = ?) ORDER BY position`
    )
    .pluck()

/**
 * Transactions that are remembered as they are in the ledger: a call asks for its own more than once, and clients poll the same few
 * until they are paid. Beyond this many all are forgotten at once.
 */
const REMEMBERED = 1024

const keyOf = (partnerId: string, referenceNo: string): string => `${partnerId} ${referenceNo}`

const transactionFinders = (db: Database) => {
  const { sqlite } = db
  const selectOne = sqlite.prepare<[string, string], unknown[]>(`${SELECT} WHERE partner_id = ? AND reference_no = ?`).raw()
  const selectByPartnerReference = sqlite.prepare<[string, string], Row>(`${SELECT} WHERE partner_id = ? AND partner_reference_no = ?`)
  const selectByScId = sqlite.prepare<[string], Row>(`${SELECT} WHERE sc_id = ? AND kind <> 'payment' ORDER BY partner_id`)
  const owners = ownersBy(db, 'reference_no')
  const ownersByPartnerReference = ownersBy(db, 'partner_reference_no')
  const one = (row: Row | undefined): Transaction | undefined => (row === undefined ? undefined : fromRow(row))

  const read = (partnerId: string, referenceNo: string): Transaction | undefined => {
    const row = selectOne.get(partnerId, referenceNo)
    return row === undefined ? undefined : fromColumns(row)
  }

  const known = new Map<string, Transaction>()
  const forget = (): void => { known.clear() }
  db.onRollback(forget)

  return {
    forget,
    find(partnerId: string, referenceNo: string): Transaction | undefined {
      const key = keyOf(partnerId, referenceNo)
      const kept = known.get(key)
      if (kept !== undefined) return kept
      const found = read(partnerId, referenceNo)
      if (found === undefined) return undefined
      if (known.size >= REMEMBERED) known.clear()
      known.set(key, found)
      return found
    },
    /** The transaction is about to change. */
    forgetOne: (partnerId: string, referenceNo: string): void => {
      known.delete(keyOf(partnerId, referenceNo))
    },
    findByPartnerReference: (partnerId: string, reference: string) => one(selectByPartnerReference.get(partnerId, reference)),

    /** The QR of each partner that carries this scID: mostly one, or none. */
    findByScId: (scId: string): Transaction[] => selectByScId.all(scId).map(fromRow),

    partnersOf: (referenceNo: string): string[] => owners.all(referenceNo),
    partnersOfPartnerReference: (reference: string): string[] => ownersByPartnerReference.all(reference)
  }
}

const transactionMover = (db: Database) => {
  const { sqlite } = db
  const swap = sqlite.prepare<[StoredStatus, string, string, StoredStatus]>(
    'UPDATE transactions SET status = ? WHERE partner_id = ? AND reference_no = ? AND status = ?'
  )
  return (transaction: Transaction, to: StoredStatus, patch: TransactionPatch): boolean => {
    const { partnerId, referenceNo, status } = transaction
    const changed = Object.entries(patch)
    if (changed.length === 0) return swap.run(to, partnerId, referenceNo, status).changes === 1
    const sets = changed.map(([name]) => `${COLUMN[name as keyof Transaction]} = ?`).join(', ')
    const values = changed.map(([, value]) => (typeof value === 'boolean' ? Number(value) : value))
    return sqlite
      .prepare(`UPDATE transactions SET status = ?, ${sets} WHERE partner_id = ? AND reference_no = ? AND status = ?`)
      .run(to, ...values, partnerId, referenceNo, status).changes === 1
  }
}

export type TransactionStore = ReturnType<typeof transactionStore>

export const transactionStore = (db: Database) => {
  const { sqlite } = db
  const insertOne = sqlite.prepare(
    `INSERT INTO transactions (${PROPERTIES.map(name => COLUMN[name]).join(', ')}) VALUES (${PROPERTIES.map(name => `@${name}`).join(', ')})`
  )
  const removeAll = sqlite.prepare<[string]>('DELETE FROM transactions WHERE partner_id = ?')
  const history = historyStatements(db)
  const change = transactionMover(db)
  const { forget, forgetOne, ...finders } = transactionFinders(db)

  return {
    ...finders,

    insert(transaction: Transaction): void {
      insertOne.run(toRow(transaction))
    },

    /**
     * Changes the state if it is still the transaction's; false when somebody else was first. The patch is written with it, so
     * that what a state demands (a paid time) is there when it is entered.
     */
    move(transaction: Transaction, to: StoredStatus, patch: TransactionPatch = {}): boolean {
      forgetOne(transaction.partnerId, transaction.referenceNo)
      return change(transaction, to, patch)
    },

    addHistory(transaction: Transaction, row: HistoryRow): void {
      const { partnerId: p, referenceNo: r } = transaction
      history.insert.run(p, r, p, r, row.from, row.to, row.event, row.at, row.cause)
    },

    history: (transaction: Transaction): HistoryRow[] => history.select.all(transaction.partnerId, transaction.referenceNo),

    removeAll(partnerId: string): void {
      forget()
      removeAll.run(partnerId)
    },

    list: transactionList(db)
  }
}

/** Rows that one page of a filtered list looks at, so that no list holds the bank up. */
const SCAN = 1000

export interface TransactionPage {
  readonly rows: readonly Transaction[]
  /** Where the next look begins; undefined at the end of the ledger. */
  readonly next: TransactionCursor | undefined
}

const BEFORE = '(created_at, partner_id, reference_no) < (@afterCreatedAt, @afterPartnerId, @afterReferenceNo)'
const ORDER = 'ORDER BY created_at DESC, partner_id DESC, reference_no DESC'

/** One look at the ledger, the newest first: at most `SCAN` rows are read, those that pass the filter come back. */
const transactionList = (db: Database) => {
  type Statement = ReturnType<typeof db.sqlite.prepare<Record<string, unknown>, Row & { passes: number }>>
  const statements = new Map<string, Statement>()
  const prepared = (sql: string): Statement => {
    const statement = statements.get(sql) ?? db.sqlite.prepare<Record<string, unknown>, Row & { passes: number }>(sql)
    statements.set(sql, statement)
    return statement
  }

  return (filter: TransactionFilter, after?: TransactionCursor): TransactionPage => {
    const { partnerId, ...others } = filter
    const keys = [...(partnerId === undefined ? [] : ['partner_id = @partnerId']), ...(after === undefined ? [] : [BEFORE])]
    const tests = Object.keys(others)
      .filter(name => others[name as keyof typeof others] !== undefined)
      .map(name => `${COLUMN[name as keyof TransactionFilter]} IS @${name}`)
    const passes = tests.length === 0 ? '1' : tests.join(' AND ')
    const where = keys.length === 0 ? '' : `WHERE ${keys.join(' AND ')}`
    const rows = prepared(`${SELECT.replace(' FROM', `, (${passes}) AS passes FROM`)} ${where} ${ORDER} LIMIT ${String(SCAN)}`).all({
      ...filter,
      afterCreatedAt: after?.createdAt,
      afterPartnerId: after?.partnerId,
      afterReferenceNo: after?.referenceNo
    })
    return {
      rows: rows.filter(row => row.passes === 1).map(({ passes: _, ...row }) => fromRow(row)),
      next: rows.length < SCAN ? undefined : rows.at(-1)
    }
  }
}

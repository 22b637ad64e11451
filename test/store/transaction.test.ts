/** Rows of the ledger: changed by compare-and-swap, with a history in order, and listed page by page, the newest first. */
import t from 'tap'
import type { PartnerRecord } from '../../src/domain/partner.js'
import type { Transaction } from '../../src/domain/transaction.js'
import { openStore, type Store } from '../../src/store/store.js'
import type { TransactionCursor, TransactionFilter } from '../../src/store/transaction.js'
import { KEY_PAIR } from '../bank-harness.js'

const partner = (partnerId: string): PartnerRecord => ({
  partnerId, clientKey: `${partnerId}-KEY`, clientSecret: 'secret', publicKey: KEY_PAIR.publicKey, privateKey: null,
  tokenKey: 't',
  dialect: 'bnc', signature: 'asymmetric', callbackUrl: null, callbackSignature: 'asymmetric', callbackTokenUrl: null,
  settings: {
    initialStatus: 'pending', notFoundAs: 'code', expiredStatus: '05', notifyOn: [], magicValues: true, amountLimit: '1.00',
    notifyScheduleSeconds: []
  },
  merchants: [], origin: 'admin'
})

const transaction = (more: Partial<Transaction> = {}): Transaction => ({
  partnerId: 'P', referenceNo: 'R', partnerReferenceNo: null, kind: 'dynamic', status: 'pending', amount: '1.00',
  feeAmount: '0.00',
  refundedAmount: '0.00', merchantId: '000000000001', subMerchantId: null, storeId: null, terminalId: null, scId: null,
  traceId: null,
  qrContent: null, qrReferenceNo: null, createdAt: 1000, expiresAt: null, inGrace: false, paidAt: null, rrn: null, bankCode: null,
  bankName: null, customerPan: null, fingerprint: null, ...more
})

const openLedger = (t: { teardown: (end: () => void) => void }): Store => {
  const store = openStore(':memory:')
  t.teardown(() => { store.database.close() })
  store.partners.save(partner('P'))
  store.partners.save(partner('Q'))
  return store
}

t.test('a transaction comes back as it was written, by either reference', async t => {
  const { transactions } = openLedger(t)
  const written = transaction({ partnerReferenceNo: 'X', status: 'success', paidAt: 5, rrn: '1', bankCode: '014', inGrace: true,
    expiresAt: 9 })
  transactions.insert(written)
  t.strictSame(transactions.find('P', 'R'), written)
  t.strictSame(transactions.findByPartnerReference('P', 'X'), written)
  t.equal(transactions.find('Q', 'R'), undefined)
  t.equal(transactions.findByPartnerReference('Q', 'X'), undefined)
  t.strictSame(transactions.partnersOf('R'), ['P'])
})

t.test('a state is changed only from the state in which it was seen: one of two who saw the same wins', async t => {
  const { transactions } = openLedger(t)
  const seen = transaction()
  transactions.insert(seen)
  t.ok(transactions.move(seen, 'canceled'), 'the first')
  t.notOk(transactions.move(seen, 'success', { paidAt: 7, rrn: '123' }), 'the second')
  t.match(transactions.find('P', 'R'), { status: 'canceled', paidAt: null, rrn: null })
})

t.test('what a state brings with it is written together with it', async t => {
  const { transactions } = openLedger(t)
  transactions.insert(transaction())
  t.throws(() => transactions.move(transaction(), 'success'), { code: 'SQLITE_CONSTRAINT_CHECK' }, 'paid without a paid time')
  t.ok(transactions.move(transaction(), 'success', { paidAt: 7, inGrace: true, expiresAt: null }))
  t.match(transactions.find('P', 'R'), { status: 'success', paidAt: 7, inGrace: true, expiresAt: null })
})

t.test('history is told in the order in which it happened, and belongs to one partner', async t => {
  const { transactions } = openLedger(t)
  for (const partnerId of ['P', 'Q']) transactions.insert(transaction({ partnerId }))
  const rows = [
    { from: null, to: 'pending', event: 'generate', at: 9, cause: 'snap:47' },
    { from: 'pending', to: 'paying', event: 'scan', at: 5, cause: 'admin' },
    { from: 'paying', to: 'failed', event: 'fail', at: 5, cause: 'admin' }
  ] as const
  for (const row of rows) transactions.addHistory(transaction(), row)
  t.strictSame(transactions.history(transaction()), rows)
  t.strictSame(transactions.history(transaction({ partnerId: 'Q' })), [])
})

/** Every row of the list, look by look. */
const walk = (store: Store, filter: TransactionFilter): { references: string[]; looks: number } => {
  const references: string[] = []
  let from: TransactionCursor | undefined
  for (let looks = 1; ; looks++) {
    const { rows, next } = store.transactions.list(filter, from)
    references.push(...rows.map(row => row.referenceNo))
    if (next === undefined) return { references, looks }
    from = next
  }
}

t.test('a long list is read in several looks, newest first, without a gap or a repeat', async t => {
  const store = openLedger(t)
  store.database.deed(() => {
    for (let count = 0; count < 2500; count++) {
      const referenceNo = String(count).padStart(5, '0')
      store.transactions.insert(transaction({
        partnerId: count % 5 === 0 ? 'Q' : 'P', referenceNo, createdAt: Math.floor(count / 7), status: count % 100 === 0
          ? 'failed' : 'pending'
      }))
    }
  })
  const { references, looks } = walk(store, {})
  t.equal(looks, 3)
  t.equal(new Set(references).size, 2500)
  const times = references.map(reference => Math.floor(Number(reference) / 7))
  t.ok(times.every((time, index) => index === 0 || time <= (times[index - 1] ?? 0)), 'newest first')
  t.equal(walk(store, { partnerId: 'Q' }).references.length, 500)
  t.equal(walk(store, { status: 'failed' }).references.length, 25)
  t.equal(walk(store, { partnerId: 'P', status: 'failed' }).references.length, 0)
  t.strictSame(walk(store, { referenceNo: '00042' }).references, ['00042'])
})

t.test('a list that ends just where a look ends ends there', async t => {
  const store = openLedger(t)
  store.database.deed(() => {
    for (let count = 0; count < 1000; count++) store.transactions.insert(transaction({ referenceNo: String(count) }))
  })
  t.equal(walk(store, {}).references.length, 1000)
})

t.test('each filter narrows the list, and together they narrow it more', async t => {
  const store = openLedger(t)
  store.transactions.insert(transaction({ referenceNo: 'A', merchantId: '1', partnerReferenceNo: 'X' }))
  store.transactions.insert(transaction({ referenceNo: 'B', merchantId: '2', partnerReferenceNo: 'Y' }))
  store.transactions.insert(transaction({ referenceNo: 'C', partnerId: 'Q', merchantId: '1', partnerReferenceNo: 'X' }))
  const rows: readonly (readonly [TransactionFilter, string])[] = [
    [{}, 'C B A'],
    [{ partnerId: 'P' }, 'B A'],
    [{ merchantId: '1' }, 'C A'],
    [{ partnerReferenceNo: 'X' }, 'C A'],
    [{ partnerReferenceNo: 'X', partnerId: 'P' }, 'A'],
    [{ merchantId: '2', partnerReferenceNo: 'X' }, ''],
    [{ status: 'success' }, ''],
    [{ partnerId: "P' OR 1=1 --" }, '']
  ]
  for (const [filter, expected] of rows) t.equal(walk(store, filter).references.join(' '), expected, JSON.stringify(filter))
})

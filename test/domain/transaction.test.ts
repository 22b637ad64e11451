/** The state machine: every pair of states, every event in every state, and what time does. */
import t from 'tap'
import { STATUSES, type Status } from '../../schemas/transaction-status.js'
import {
  EVENTS, eventsFrom, isMove, isOpen, MOVES, nextStatus, PAYING_GRACE_MS, whatIsDue, type EventName, type Transaction
} from '../../src/domain/transaction.js'

/** The table of moves as the bank's contract prints it: a column a state, in this order. */
const COLUMNS: readonly Status[] = ['paying', 'pending', 'success', 'canceled', 'failed', 'expired', 'refunded']
const CONTRACT: Readonly<Record<Status, string>> = {
  initiated: 'yes yes yes yes yes yes no',
  paying: 'no yes yes no yes yes no',
  pending: 'yes no yes yes yes yes no',
  success: 'no no no no no no yes',
  canceled: 'no no no no no no no',
  failed: 'no no no no no no no',
  expired: 'no no no no no no no',
  refunded: 'no no no no no no no'
}

const allows = (from: Status, to: Status): boolean => CONTRACT[from].split(' ')[COLUMNS.indexOf(to)] === 'yes'

const pairs = STATUSES.flatMap(from => STATUSES.map(to => [from, to] as const))

t.test('every pair of states is a move exactly where the contract says so', async t => {
  t.equal(pairs.length, 64)
  for (const [from, to] of pairs) t.equal(isMove(from, to), allows(from, to), `${from} to ${to}`)
  t.equal(pairs.filter(([from, to]) => isMove(from, to)).length, 16)
})

t.test('a move to the same state is no move', async t => {
  for (const status of STATUSES) t.notOk(isMove(status, status), status)
})

/** What each event does, in the states in which it may happen. */
const EVENT_TABLE: Readonly<Record<EventName, readonly [from: readonly Status[], to: Status]>> = {
  scan: [['initiated', 'pending'], 'paying'],
  authorize: [['paying'], 'pending'],
  settle: [['paying', 'pending'], 'success'],
  pay: [['initiated', 'paying', 'pending'], 'success'],
  fail: [['initiated', 'paying', 'pending'], 'failed'],
  expire: [['initiated', 'paying', 'pending'], 'expired'],
  cancel: [['initiated', 'pending'], 'canceled'],
  refund: [['success'], 'refunded']
}

t.test('every event in every state leads where the contract says, or nowhere', async t => {
  t.strictSame([...EVENTS].sort(), Object.keys(EVENT_TABLE).sort())
  for (const event of EVENTS) {
    const [from, to] = EVENT_TABLE[event]
    for (const status of STATUSES) {
      t.equal(nextStatus(status, event), from.includes(status) ? to : undefined, `${event} of ${status}`)
    }
  }
})

t.test('an event never does what the table of moves forbids', async t => {
  for (const status of STATUSES) {
    for (const event of eventsFrom(status)) t.ok(isMove(status, nextStatus(status, event) as Status), `${event} of ${status}`)
  }
})

t.test('the events of a state are those that lead somewhere', async t => {
  t.strictSame(eventsFrom('initiated'), ['scan', 'pay', 'fail', 'expire', 'cancel'])
  t.strictSame(eventsFrom('paying'), ['authorize', 'pay', 'settle', 'fail', 'expire'])
  t.strictSame(eventsFrom('pending'), ['scan', 'pay', 'settle', 'fail', 'expire', 'cancel'])
  t.strictSame(eventsFrom('success'), ['refund'])
  for (const status of ['canceled', 'failed', 'expired', 'refunded'] as const) t.strictSame(eventsFrom(status), [], status)
})

t.test('a terminal state has no way out and an open one can be left', async t => {
  t.strictSame(STATUSES.filter(status => MOVES[status].length === 0), ['refunded', 'canceled', 'failed', 'expired'])
  t.strictSame(STATUSES.filter(status => isOpen(status)), ['initiated', 'paying', 'pending'])
  t.notOk(isOpen('active'), 'a static QR does not wait')
})

const END = 1_000_000

const transactionAt = (status: Transaction['status'], more: Partial<Transaction> = {}): Transaction => ({
  partnerId: 'P', referenceNo: 'R', partnerReferenceNo: null, kind: 'dynamic', status, amount: '1.00', feeAmount: '0.00',
  refundedAmount: '0.00', merchantId: '000000000001', subMerchantId: null, storeId: null, terminalId: null, scId: null,
  traceId: null,
  qrContent: null, qrReferenceNo: null, createdAt: 0, expiresAt: END, inGrace: false, paidAt: null, rrn: null, bankCode: null,
  bankName: null, customerPan: null, fingerprint: null, ...more
})

t.test('time ends an open QR at the very millisecond, and no other', async t => {
  for (const status of STATUSES) {
    t.equal(whatIsDue(transactionAt(status), END - 1).verdict, 'none', `${status} just before`)
    const expected = isOpen(status) ? (status === 'paying' ? 'grace' : 'expire') : 'none'
    t.equal(whatIsDue(transactionAt(status), END).verdict, expected, `${status} at the end`)
  }
  t.equal(whatIsDue(transactionAt('active'), END).verdict, 'none')
})

t.test('a QR without an end never ends', async t => {
  for (const status of STATUSES) t.equal(whatIsDue(transactionAt(status, { expiresAt: null }), Number.MAX_SAFE_INTEGER).verdict,
    'none', status)
})

t.test('somebody who is paying gets one extension, however late anybody looks', async t => {
  t.equal(PAYING_GRACE_MS, 60_000)
  for (const now of [END, END + PAYING_GRACE_MS, END + 10 * PAYING_GRACE_MS]) {
    t.strictSame(whatIsDue(transactionAt('paying'), now), { verdict: 'grace', expiresAt: END + PAYING_GRACE_MS })
  }
  t.equal(whatIsDue(transactionAt('paying', { inGrace: true }), END - 1).verdict, 'none')
  t.equal(whatIsDue(transactionAt('paying', { inGrace: true }), END).verdict, 'expire', 'and no second one')
  t.equal(whatIsDue(transactionAt('pending', { inGrace: true }), END).verdict, 'expire', 'nor one for a payer who went back')
})

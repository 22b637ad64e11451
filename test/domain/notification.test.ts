/** What a notification says, when it is tried again, and what acknowledges it. */
import t from 'tap'
import type { AttemptCause } from '../../schemas/notification.js'
import type { Merchant } from '../../schemas/partner.js'
import {
  afterAttempt, callbackUrlFault, judgeAnswer, nextAttemptAt, notificationBody, type Notification
} from '../../src/domain/notification.js'

const merchant: Merchant = {
  merchantId: '000100010001', name: 'SANDBOX WARUNG', city: 'JAKARTA', postalCode: '10110', category: '5812',
  pan: '936004900000000017', nmid: 'ID1020000000001', criteria: 'UMI'
}

const told = {
  referenceNo: '2026112109000000000000001',
  partnerReferenceNo: 'INV/1 é',
  kind: 'dynamic' as const,
  amount: '10000.00',
  traceId: 'ab'.repeat(16),
  paidAt: Date.parse('2026-11-21T02:30:00Z'),
  rrn: '012345678901',
  bankCode: '014',
  bankName: 'BANK CENTRAL ASIA',
  customerPan: '9360001412345678901'
}
const UNPAID = { paidAt: null, rrn: null, bankCode: null, bankName: null, customerPan: null }

t.test('a payment is told with its payer', async t => {
  t.strictSame(notificationBody(told, merchant, { code: '00', description: 'Success' }, 'session'), {
    originalReferenceNo: '2026112109000000000000001',
    originalPartnerReferenceNo: 'INV/1 é',
    latestTransactionStatus: '00',
    transactionStatusDesc: 'Success',
    customerNumber: '9360001412345678901',
    accountType: 'SAVINGS',
    destinationNumber: '936004900000000017',
    destinationAccountName: 'SANDBOX WARUNG',
    amount: { value: '10000.00', currency: 'IDR' },
    sessionID: 'session',
    bankCode: '014',
    additionalInfo: {
      RRN: '012345678901', bankCode: '014', bankName: 'BANK CENTRAL ASIA', paidTime: '2026-11-21T09:30:00+07:00', traceId: 'ab'.repeat(16)
    }
  })
})

t.test('what was never paid names no payer', async t => {
  t.strictSame(notificationBody({ ...told, ...UNPAID }, merchant, { code: '05', description: 'Canceled' }, 'session'), {
    originalReferenceNo: '2026112109000000000000001',
    originalPartnerReferenceNo: 'INV/1 é',
    latestTransactionStatus: '05',
    transactionStatusDesc: 'Canceled',
    destinationNumber: '936004900000000017',
    destinationAccountName: 'SANDBOX WARUNG',
    amount: { value: '10000.00', currency: 'IDR' },
    sessionID: 'session',
    additionalInfo: {}
  })
})

t.test('a payment of a static QR names no reference of the partner', async t => {
  const body = notificationBody({ ...told, kind: 'payment' }, merchant, { code: '00', description: 'Success' }, 'session')
  t.notOk('originalPartnerReferenceNo' in body)
})

t.test('the text is what JSON.stringify makes of it once parsed: no escapes, no numbers', async t => {
  const text = JSON.stringify(notificationBody(told, merchant, { code: '00', description: 'Success' }, 'session'))
  t.equal(JSON.stringify(JSON.parse(text)), text)
  t.notMatch(text, /\\[/u]/)
  t.notMatch(text, /":[0-9]/)
  t.match(text, '"INV/1 é"')
})

t.test('each attempt is counted from the first', async t => {
  const schedule = [120, 300, 600, 5400, 12_600]
  t.strictSame([1, 2, 3, 4, 5, 6].map(tries => nextAttemptAt(1000, schedule, tries)), [121_000, 301_000, 601_000, 5_401_000, 12_601_000, undefined])
  t.equal(nextAttemptAt(0, [300, 120], 1), 120_000, 'whatever the order in which the schedule was written')
  t.equal(nextAttemptAt(0, [], 1), undefined)
})

const pending: Notification = {
  position: 1, id: '1', partnerId: 'p', referenceNo: 'r', transactionStatus: 'success', body: '{}', status: 'pending', createdAt: 0,
  firstAt: 0, nextAt: 0, extraAt: null, extraCause: null, tries: 0, held: false, deliveredAt: null, fault: null, faultSeconds: null
}
const failed: Notification = { ...pending, status: 'failed', nextAt: null, tries: 3 }
const delivered: Notification = { ...pending, status: 'delivered', nextAt: null, tries: 1, deliveredAt: 5 }
const extra = { extraAt: 9, extraCause: 'redelivery' as const }

t.test('an attempt leads on', async t => {
  const cases: [string, Notification, AttemptCause, boolean, Partial<Notification>][] = [
    ['refused: tried again', pending, 'schedule', false, { status: 'pending', tries: 1, nextAt: 60_000 }],
    ['refused at the end of the schedule: failed', { ...pending, tries: 2 }, 'schedule', false, { status: 'failed', tries: 3, nextAt: null }],
    ['acknowledged: delivered', pending, 'schedule', true, { status: 'delivered', tries: 1, nextAt: null, deliveredAt: 9 }],
    ['redelivered in vain: the schedule goes on', { ...pending, ...extra, nextAt: 60_000 }, 'redelivery', false, { status: 'pending', nextAt: 60_000, tries: 0, extraAt: null }],
    ['redelivered: nothing more is due', { ...pending, ...extra, nextAt: 60_000 }, 'redelivery', true, { status: 'delivered', nextAt: null, deliveredAt: 9, extraAt: null }],
    ['failed, and redelivered in vain: still failed', { ...failed, ...extra }, 'redelivery', false, { status: 'failed', nextAt: null, tries: 3 }],
    ['failed, and redelivered: delivered', { ...failed, ...extra }, 'redelivery', true, { status: 'delivered', deliveredAt: 9 }],
    ['delivered, and its duplicate refused: still delivered', { ...delivered, ...extra }, 'duplicate', false, { status: 'delivered', deliveredAt: 5 }],
    ['delivered twice: since the first time', { ...delivered, ...extra }, 'duplicate', true, { status: 'delivered', deliveredAt: 5 }],
    ['a later redelivery stays due', { ...failed, extraAt: 10, extraCause: 'redelivery' }, 'redelivery', false, { extraAt: 10 }]
  ]
  for (const [name, before, cause, isAcknowledged, expected] of cases) t.match(afterAttempt(before, cause, 9, isAcknowledged, [60, 120]), expected, name)
  t.equal(afterAttempt({ ...pending, tries: 1 }, 'schedule', 500_000, false, [1, 2]).nextAt, 500_000, 'never before the attempt that was made')
})

t.test('HTTP 200 and the string 2005200 acknowledge, and nothing else', async t => {
  const code = (responseCode: unknown): string => JSON.stringify({ responseCode })
  const cases: [number, string, string, RegExp][] = [
    [200, code('2005200'), 'acknowledged', /2005200/],
    [200, code(2005200), 'wrong-code', /number/],
    [200, code('2005100'), 'wrong-code', /"2005100"/],
    [200, code('5005200'), 'wrong-code', /"5005200"/],
    [200, code(null), 'wrong-code', /null/],
    [200, '{}', 'wrong-body', /no responseCode/],
    [200, '"2005200"', 'wrong-body', /not a JSON object/],
    [200, 'OK', 'wrong-body', /not a JSON object/],
    [200, '', 'wrong-body', /not a JSON object/],
    [201, code('2005200'), 'http-status', /201/],
    [204, '', 'http-status', /204/],
    [401, code('4015200'), 'http-status', /401/],
    [500, code('2005200'), 'http-status', /500/],
    [302, code('2005200'), 'redirect', /elsewhere/]
  ]
  for (const [status, body, result, detail] of cases) {
    const judgement = judgeAnswer({ status, body, location: status === 302 ? 'http://elsewhere/' : undefined })
    t.equal(judgement.result, result, `HTTP ${String(status)} ${body}`)
    t.match(judgement.detail, detail)
  }
})

t.test('only http and https are called, and no password is sent along', async t => {
  for (const url of ['http://localhost:3000/x', 'https://a.example/?b=c', 'http://[::1]/']) t.equal(callbackUrlFault(url), undefined, url)
  for (const url of ['ftp://a/', 'file:///etc/passwd', 'javascript:1', 'http://', 'nothing', 'http://u:p@a/']) t.type(callbackUrlFault(url), 'string', url)
})

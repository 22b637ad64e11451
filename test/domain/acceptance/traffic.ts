/** Traffic for each case of the sheet: what must count, and what looks much like it and must not. */
import type { Evidence } from '../../../schemas/acceptance.js'
import { SERVICE_LIST } from '../../../schemas/services.js'
import type { SeenAttempt, SeenCall } from '../../../src/domain/acceptance/case.js'
import type { StoredStatus } from '../../../src/domain/transaction.js'

export interface Wish extends Partial<Omit<SeenCall, 'reply' | 'state' | 'text'>> {
  readonly reply?: Record<string, unknown>
  readonly state?: StoredStatus | undefined
}

/** A call that ended with this code; a success unless something else is said. */
export const call = (responseCode: string, { reply = {}, state, ...wish }: Wish = {}): SeenCall => {
  const done = responseCode.startsWith('2')
  return {
    service: responseCode.slice(3, 5), responseCode, step: 12, done, fate: 'whole', forced: false, asked: {}, referenceNo: null, changedTo: [],
    text: JSON.stringify(reply),
    reply,
    state,
    ...wish
  }
}

export const attempt = (wish: Partial<SeenAttempt> = {}): SeenAttempt => ({
  cause: 'schedule', result: 'acknowledged', detail: 'HTTP 200 and responseCode 2005200', httpStatus: 200, responseBody: '{"responseCode":"2005200"}',
  fault: null, plan: null, triesBefore: 0, deliveredBefore: false, exhausted: false, toSink: false, ...wish
})

export const refused = (wish: Partial<SeenAttempt> = {}): SeenAttempt =>
  attempt({ result: 'http-status', detail: 'HTTP 500; an acknowledgement is HTTP 200', httpStatus: 500, responseBody: '', ...wish })

export const evidence = (id = '1'): Evidence => ({
  at: '2026-11-21T09:30:00+07:00', source: 'request', id, method: 'POST', target: '/v1.0/x', headers: [], body: '{}', status: 200, reply: '{}'
})

type Calls = readonly SeenCall[]
type Attempts = readonly SeenAttempt[]

/** Each entry of `counts` is a whole story that passes the case, each of `not` one that does not. */
export interface Traffic<T> {
  readonly counts: readonly T[]
  readonly not: readonly T[]
}

const gate = (code: string): Record<string, Traffic<Calls>> => {
  const one = (http: number, caseCode: string, step: number, wish: Wish = {}): SeenCall =>
    call(`${http}${code}${caseCode}`, { step, done: false, ...wish })
  const refusedAt = (http: number, caseCode: string, step: number, ...others: number[]): Traffic<Calls> =>
    ({ counts: [[one(http, caseCode, step)]], not: others.map(other => [one(http, caseCode, other)]) })
  const format = (step: number, reply = {}): SeenCall => one(400, '01', step, { reply })
  const all = {
    'missing-field': { counts: [[one(400, '02', 2)], [one(400, '02', 10)]], not: [[one(400, '02', 12)]] },
    'wrong-format': {
      counts: [[format(3, { responseMessage: 'Invalid Field Format X-TIMESTAMP' })], [format(11, { additionalInfo: {} })]],
      not: [
        [format(12)],
        // The sandbox's own header is no field of the bank's; a broken QR is a case of its own.
        [format(3, { responseMessage: 'Invalid Field Format X-Sandbox-Outcome' })],
        [format(11, { additionalInfo: { tag: '63', diagnosis: 'wrong CRC' } })]
      ]
    },
    'bad-signature': refusedAt(401, '00', 7, 4, 5, 1),
    'unknown-client': refusedAt(401, '00', 4, 5, 7),
    timestamp: refusedAt(401, '00', 5, 4, 7),
    'expired-token': refusedAt(401, '01', 6, 1, 7),
    'missing-token': refusedAt(401, '03', 6, 1, 7),
    'duplicate-external-id': refusedAt(409, '00', 8, 1, 12)
  }
  const isToken = code === '73'
  const names = Object.keys(all).filter(name => !(isToken && /token|external/.test(name))) as (keyof typeof all)[]
  return Object.fromEntries(names.map(name => [`${code}.${name}`, all[name]]))
}

const failing = (responseCode: string, wish: Wish = {}): SeenCall => call(responseCode, { step: 8, done: false, forced: true, ...wish })

/** What each service asks for when it asks again for the same, and for another. */
const ASKED: Readonly<Record<string, readonly [same: Record<string, unknown>, other: Record<string, unknown>]>> = {
  73: [{ grantType: 'client_credentials' }, {}],
  47: [{ partnerReferenceNo: 'A' }, { partnerReferenceNo: 'B' }],
  51: [{ originalReferenceNo: 'A' }, { originalReferenceNo: 'B' }],
  77: [{ originalReferenceNo: 'A' }, { originalReferenceNo: 'B' }],
  78: [{ partnerRefundNo: 'A' }, { partnerRefundNo: 'B' }],
  12: [{ additionalInfo: { scID: 'A' } }, { additionalInfo: { scID: 'B' } }],
  48: [{ qrContent: 'A', scanTime: '1' }, { qrContent: 'B' }]
}

const retry = (code: string): Record<string, Traffic<Calls>> => {
  const [asked, other] = ASKED[code] ?? [{}, {}]
  const [failed, succeeded] = [failing(`504${code}00`, { asked }), call(`200${code}00`, { asked })]
  const elsewhere = code === '73' ? call('2004700') : call(`200${code}00`, { asked: other })
  return {
    [`${code}.retry`]: {
      counts: [[failed, succeeded], [failing(`500${code}00`, { asked }), call(`404${code}01`, { asked, done: false }), succeeded]],
      not: [
        [succeeded],
        [failed],
        [succeeded, failed],
        [failed, elsewhere],
        [failed, { ...succeeded, forced: true, done: false }],
        [failed, { ...succeeded, fate: 'lost' }],
        // The bank had done it: that is the timeout's story.
        [{ ...failed, done: true }, succeeded],
        [{ ...failed, fate: 'lost' }, succeeded]
      ]
    }
  }
}

const R = { referenceNo: 'R1' }
const inquiry = (wish: Wish = {}): SeenCall => call('2005100', { ...R, ...wish })

const lostGenerate = call('2004700', { ...R, asked: { partnerReferenceNo: 'P1' }, fate: 'lost' })
const lostCancel = call('2007700', { ...R, asked: { originalReferenceNo: 'R1' }, fate: 'lost' })
const lostRefund = call('2007800', { ...R, asked: { originalReferenceNo: 'R1', partnerRefundNo: 'F1' }, fate: 'lost' })

const lookups = (lost: SeenCall): Traffic<Calls> => ({
  counts: [
    [lost, inquiry()],
    // A 504 that was a lie, and an answer that was never made because the client had gone.
    [{ ...lost, responseCode: `504${lost.service}00`, fate: 'whole', forced: true }, inquiry()],
    [{ ...lost, responseCode: '' }, inquiry()]
  ],
  not: [
    [lost],
    [inquiry()],
    [inquiry(), lost],
    [{ ...lost, done: false }, inquiry()],
    [{ ...lost, fate: 'whole' }, inquiry()],
    [{ ...lost, fate: 'slow' }, inquiry()],
    [lost, inquiry({ referenceNo: 'R2' })],
    [lost, inquiry({ forced: true })],
    [lost, inquiry({ fate: 'lost' })],
    [lost, call('4045101', { ...R, done: false })],
    [lost, call('4015100', { ...R, done: false, step: 7 })]
  ]
})

const withMore = (base: Traffic<Calls>, more: Traffic<Calls>): Traffic<Calls> => ({
  counts: [...base.counts, ...more.counts], not: [...base.not, ...more.not]
})

const timeouts: Record<string, Traffic<Calls>> = {
  '47.timeout': withMore(lookups(lostGenerate), {
    counts: [
      [lostGenerate, call('4094701', { done: false, asked: { partnerReferenceNo: 'P1' } })],
      [lostGenerate, inquiry({ referenceNo: null, asked: { originalPartnerReferenceNo: 'P1' } })]
    ],
    not: [
      [lostGenerate, call('4044718', { done: false, asked: { partnerReferenceNo: 'P1' } })],
      [lostGenerate, call('4094701', { done: false, asked: { partnerReferenceNo: 'P2' } })],
      [lostGenerate, call('2004700', { asked: { partnerReferenceNo: 'P2' } })]
    ]
  }),
  '77.timeout': withMore(lookups(lostCancel), {
    counts: [[lostCancel, call('4047704', { ...R, done: false, asked: { originalReferenceNo: 'R1' } })]],
    not: [
      [lostCancel, call('4047704', { referenceNo: 'R2', done: false })],
      [lostCancel, call('4047700', { ...R, done: false })]
    ]
  }),
  '78.timeout': withMore(lookups(lostRefund), {
    counts: [[lostRefund, call('2007800', { ...R, asked: { partnerRefundNo: 'F1' } })]],
    not: [
      // Another partnerRefundNo gives the money back once more.
      [lostRefund, call('2007800', { ...R, asked: { partnerRefundNo: 'F2' } })],
      [lostRefund, call('4047800', { ...R, done: false, asked: { partnerRefundNo: 'F2' } })]
    ]
  })
}

const qr = (point: string): Wish => ({ reply: { qrContent: `0002010102${point}26570011` } })
const says = (latestTransactionStatus: string, transactionStatusDesc = ''): SeenCall =>
  call('2005100', { reply: { latestTransactionStatus, transactionStatusDesc } })
const saying = (code: string, ...others: string[]): Traffic<Calls> =>
  ({ counts: [[says(code)]], not: [...others.map(other => [says(other)]), [says(code, 'Canceled (expired)')], [{ ...says(code), done: false }]] })
const no = (code: string, wish: Wish = {}): SeenCall => call(code, wish)
const refusal = (code: string, wish: Wish = {}, ...not: Wish[]): Traffic<Calls> =>
  ({ counts: [[no(code, wish)]], not: [[no(code, { ...wish, step: 8 })], [no(code, { ...wish, forced: true })], ...not.map(each => [no(code, each)])] })
const list = (pageNumber: number | undefined, payments: number): SeenCall =>
  call('2001200', { asked: pageNumber === undefined ? {} : { pageNumber }, reply: { detailData: Array.from({ length: payments }, () => ({})) } })
const asking = (value: string): Wish => ({ asked: { refundAmount: { value, currency: 'IDR' } } })

const own: Record<string, Traffic<Calls>> = {
  '73.success': { counts: [[call('2007300')]], not: [[call('2007300', { forced: true, done: false })], [call('4007302')]] },
  '47.dynamic': { counts: [[call('2004700', qr('12'))]], not: [[call('2004700', qr('11'))], [call('2004700', { ...qr('12'), done: false })]] },
  '47.static': { counts: [[call('2004700', qr('11'))]], not: [[call('2004700', qr('12'))]] },
  '47.duplicate-same': refusal('4094701'),
  '47.duplicate-other': refusal('4044718'),
  '47.amount-zero': refusal('4044713'),
  '47.above-limit': refusal('4034702'),
  '47.unknown-merchant': refusal('4044708'),
  '51.pending': saying('03', '00', '01'),
  '51.paid': saying('00', '03', '04'),
  '51.canceled': saying('05', '00'),
  '51.failed': saying('06', '05'),
  '51.refunded': saying('04', '00'),
  '51.expired': { counts: [[says('05', 'Canceled (expired)')], [says('08', 'Expired')]], not: [[says('05', 'Canceled')], [says('03')]] },
  '51.not-found': {
    counts: [[call('4045101', { reply: { latestTransactionStatus: '07' } })], [says('07')]], not: [[says('07', 'Not found (expired)')], [says('03')]]
  },
  '51.inconsistent': refusal('4045118'),
  '77.success': { counts: [[call('2007700')]], not: [[call('2007700', { forced: true, done: false })], [call('2007700', { fate: 'lost' })]] },
  '77.cancel-paid': refusal('4047700', { state: 'success' }, { state: 'refunded' }, { state: 'failed' }, {}),
  '77.cancel-canceled': refusal('4047704'),
  '77.cancel-expired': refusal('4037700'),
  '77.cancel-static': refusal('4057701', { state: 'active' }, { state: 'paying' }),
  '77.cancel-paying': refusal('4057701', { state: 'paying' }, { state: 'active' }),
  '77.unknown': refusal('4047701'),
  '77.inconsistent': refusal('4047718'),
  '77.other-merchant': refusal('4047708'),
  '78.full': { counts: [[call('2007800', { changedTo: ['refunded'] })]], not: [[call('2007800', { changedTo: ['success'] })], [call('2007800')]] },
  '78.partial': { counts: [[call('2007800', { changedTo: ['success'] })]], not: [[call('2007800', { changedTo: ['refunded'] })], [call('2007800')]] },
  '78.repeated': { counts: [[call('2007800')]], not: [[call('2007800', { changedTo: ['success'] })], [call('2007800', { done: false, forced: true })]] },
  '78.too-much': refusal('4047813', asking('99.00'), asking('0.00'), {}),
  '78.not-paid': refusal('4047800', { state: 'pending' }, { state: 'refunded' }),
  '78.refunded': refusal('4047800', { state: 'refunded' }, { state: 'pending' }),
  '78.unknown': refusal('4047801'),
  '12.success': { counts: [[list(undefined, 1)]], not: [[list(undefined, 0)]] },
  '12.paging': { counts: [[list(1, 1)]], not: [[list(0, 1)], [list(undefined, 1)], [list(1, 0)]] },
  '12.unknown': refusal('4041201'),
  '48.success': { counts: [[call('2004800')]], not: [[call('2004800', { done: false, forced: true })]] },
  '48.bad-crc': {
    counts: [[call('4004801', { step: 11, reply: { additionalInfo: { tag: '63' } } })]],
    not: [[call('4004801', { step: 11, reply: { additionalInfo: { tag: '54' } } })], [call('4004801', { step: 11 })]]
  }
}

export const CALL_TRAFFIC: Readonly<Record<string, Traffic<Calls>>> = Object.assign(
  {}, own, timeouts, ...SERVICE_LIST.flatMap(({ code }) => [gate(code), retry(code)])
) as Record<string, Traffic<Calls>>

const spoilt = { fault: 'tamper-signature', plan: 'tamper-signature' } as const

export const ATTEMPT_TRAFFIC: Readonly<Record<string, Traffic<Attempts>>> = {
  '52.accepted': {
    counts: [[attempt()], [refused(), attempt({ triesBefore: 1 })], [refused({ exhausted: true }), attempt({ cause: 'redelivery' })]],
    not: [[refused()], [refused({ result: 'timeout', httpStatus: null })], [attempt(spoilt)], [attempt({ toSink: true })]]
  },
  '52.retried': {
    counts: [[refused(), attempt({ triesBefore: 1 })], [refused(), attempt({ triesBefore: 1, cause: 'redelivery' })]],
    not: [
      [attempt()],
      [refused(), refused({ triesBefore: 1 })],
      [attempt(), attempt({ triesBefore: 1, deliveredBefore: true })],
      [attempt({ triesBefore: 1, toSink: true })],
      // Attempts that the webhook lab lost were none that the partner could have refused.
      [attempt({ triesBefore: 5, plan: 'drop', cause: 'redelivery' })]
    ]
  },
  '52.repeated': {
    counts: [[attempt(), attempt({ deliveredBefore: true, cause: 'duplicate' })], [attempt({ deliveredBefore: true, cause: 'redelivery' })]],
    not: [
      [attempt()], [refused(), attempt({ triesBefore: 1 })], [attempt({ deliveredBefore: true, toSink: true })],
      [refused({ deliveredBefore: true })], [refused({ deliveredBefore: true, result: 'dropped', httpStatus: null })]
    ]
  },
  '52.tampered': {
    counts: [[refused({ ...spoilt, httpStatus: 401 })], [refused({ ...spoilt, fault: 'tamper-body', httpStatus: 200, responseBody: '{"responseCode": "4015200"}' })]],
    not: [
      [attempt(spoilt)], [refused({ httpStatus: 401 })], [refused(spoilt)], [refused({ ...spoilt, httpStatus: null, result: 'timeout' })],
      [refused({ ...spoilt, fault: 'expired-signature', httpStatus: 401 })], [refused({ ...spoilt, httpStatus: 401, toSink: true })]
    ]
  }
}

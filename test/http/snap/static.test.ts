/** Status inquiry, static (12) on the wire: every refusal in both dialects, the pages, and the times that a list spans. */
import t from 'tap'
import { DIALECT_NAMES } from '../../../schemas/dialects.js'
import type { TransactionHistoryListReply } from '../../../schemas/transaction-history-list.js'
import type { TransactionReply } from '../../../schemas/transaction.js'
import { jakartaTime } from '../../../src/domain/jakarta.js'
import { startTestBank } from '../../bank-harness.js'

const idr = (value: string) => ({ value, currency: 'IDR' })
const of = (length: number): string => '1'.repeat(length)

/** One bank for all: each test has partners of its own, and a partner shares nothing. */
const bank = await startTestBank(t, { BNC_TOKEN_TTL_SECONDS: '86400' })

const NOON = Date.parse('2026-11-21T12:00:00+07:00')
const HOUR = 3600

/** A partner with a sticker, whose own clock stands at noon. */
const stickerAt = async (dialect: string, wish: object = {}) => {
  const { call, partner } = await bank.newPartner({ dialect, signature: 'symmetric' })
  const { partnerId } = partner
  const clock = async (move: object) => bank.admin('POST', '/clock', { partnerId, ...move })
  await clock({ setTo: jakartaTime(NOON) })
  await clock({ freeze: true })
  const qr = await bank.seed(partnerId, { kind: 'static', amount: undefined, partnerReferenceNo: 'STICKER', ...wish })
  const pay = async (amount: string, more: object = {}): Promise<TransactionReply> => {
    const { status, body } = await bank.admin<TransactionReply>('POST', `/transactions/${qr.referenceNo}/pay?partnerId=${partnerId}`, { amount, ...more })
    if (status !== 200) throw new Error(JSON.stringify(body))
    return body
  }
  const list = async (more: object = {}) => {
    const { body } = await call('history', { additionalInfo: { scID: qr.scId }, ...more })
    return body as TransactionHistoryListReply
  }
  const amounts = async (more: object = {}): Promise<string[]> => (await list(more)).detailData.map(item => item.amount.value)
  return { call, partner, clock, qr, pay, list, amounts }
}

type Row = readonly [what: string, body: Record<string, unknown>, code: string, named?: string]

const refusals = (scID: string): readonly Row[] => {
  const additionalInfo = { scID }
  return [
    ['no additionalInfo', {}, '4001202', 'additionalInfo'],
    ['no scID', { additionalInfo: {} }, '4001202', 'additionalInfo.scID'],
    ['an empty scID', { additionalInfo: { scID: '' } }, '4001202', 'additionalInfo.scID'],
    ['a missing field before a malformed one', { pageSize: 'x', additionalInfo: {} }, '4001202', 'additionalInfo.scID'],
    ['a number for scID', { additionalInfo: { scID: 300 } }, '4001201', 'additionalInfo.scID'],
    ['an scID that is too long', { additionalInfo: { scID: of(65) } }, '4001201', 'additionalInfo.scID'],
    ['additionalInfo that is no object', { additionalInfo: [] }, '4001201', 'additionalInfo'],
    ['a date without offset', { fromDateTime: '2026-11-21T09:00:00', additionalInfo }, '4001201', 'fromDateTime'],
    ['a day that does not exist', { fromDateTime: '2026-02-30T09:00:00+07:00', additionalInfo }, '4001201', 'fromDateTime'],
    ['a number for a date', { fromDateTime: 20_261_121, additionalInfo }, '4001201', 'fromDateTime'],
    ['the other spelling, malformed', { fromDatetime: 'yesterday', additionalInfo }, '4001201', 'fromDateTime'],
    ['two spellings that differ', {
      fromDateTime: '2026-11-21T09:00:00+07:00', fromDatetime: '2026-11-21T08:00:00+07:00', additionalInfo
    }, '4001201', 'fromDateTime'],
    ['a beginning in the future', { fromDateTime: '2026-11-21T12:00:01+07:00', additionalInfo }, '4001201', 'fromDateTime'],
    ['an end that is no date', { toDateTime: 'now', additionalInfo }, '4001201', 'toDateTime'],
    ['an end before the beginning', {
      fromDateTime: '2026-11-21T09:00:00+07:00', toDateTime: '2026-11-21T08:59:59+07:00', additionalInfo
    }, '4001201', 'toDateTime'],
    ['an end before the beginning that was not said', { toDateTime: '2026-11-20T11:59:59+07:00', additionalInfo }, '4001201', 'toDateTime'],
    ['digits in a text for pageSize', { pageSize: '10', additionalInfo }, '4001201', 'pageSize'],
    ['a page of none', { pageSize: 0, additionalInfo }, '4001201', 'pageSize'],
    ['a page of a thousand', { pageSize: 1000, additionalInfo }, '4001201', 'pageSize'],
    ['half a row', { pageSize: 1.5, additionalInfo }, '4001201', 'pageSize'],
    ['digits in a text for pageNumber', { pageNumber: '0', additionalInfo }, '4001201', 'pageNumber'],
    ['a page before the first', { pageNumber: -1, additionalInfo }, '4001201', 'pageNumber'],
    ['a page beyond five digits', { pageNumber: 100_000, additionalInfo }, '4001201', 'pageNumber'],
    ['an unknown scID', { additionalInfo: { scID: of(22) } }, '4041201']
  ]
}

for (const dialect of DIALECT_NAMES) {
  await t.test(`${dialect}: a request that names no list is refused`, async t => {
    const { call, qr, partner } = await stickerAt(dialect)
    for (const [what, body, code, named] of refusals(qr.scId ?? '')) {
      const reply = await call('history', body)
      t.equal(reply.body['responseCode'], code, what)
      t.equal(String(reply.status), code.slice(0, 3), what)
      if (named !== undefined) t.match(reply.body['responseMessage'], new RegExp(` ${named}$`), what)
    }
    const dynamic = await bank.seed(partner.partnerId)
    t.match((await call('history', { additionalInfo: { scID: dynamic.scId } })).body, { responseCode: '4041201' }, 'a dynamic QR has no list')
    const stranger = await bank.newPartner({ dialect, signature: 'symmetric' })
    t.match((await stranger.call('history', { additionalInfo: { scID: qr.scId } })).body, { responseCode: '4041201' }, "another partner's")
  })

  await t.test(`${dialect}: a payment is listed with its payer`, async t => {
    const { qr, pay, list, partner } = await stickerAt(dialect)
    t.match(await list(), { responseCode: '2001200', detailData: [], additionalInfo: { total: 0, pages: 0, hasMore: false } })
    const paid = await pay('12500.50', { issuer: '008', rrn: '000011112222' })
    t.strictSame(await list(), {
      responseCode: '2001200',
      responseMessage: 'Successful',
      detailData: [{
        dateTime: '2026-11-21T12:00:00+07:00',
        amount: idr('12500.50'),
        remark: `Payment to ${partner.merchants[0]?.name ?? ''}`,
        status: 'SUCCESS',
        type: 'PAYMENT',
        sourceOfFunds: [{ source: 'BALANCE', amount: idr('12500.50') }],
        additionalInfo: {
          originalReferenceNo: paid.referenceNo, originalPartnerReferenceNo: 'STICKER', scID: qr.scId,
          rrn: '000011112222', bankCode: '008', bankName: 'BANK MANDIRI'
        }
      }],
      additionalInfo: { total: 1, pages: 1, hasMore: false }
    })
  })

  await t.test(`${dialect}: a payment is inquired and given back by what the list says`, async t => {
    const { call, pay, list } = await stickerAt(dialect)
    await pay('700.00')
    const { originalReferenceNo, originalPartnerReferenceNo } = (await list()).detailData[0]?.additionalInfo ?? {}
    const references = { originalReferenceNo, originalPartnerReferenceNo }
    t.match((await call('query', { ...references, serviceCode: '47' })).body, { latestTransactionStatus: '00', amount: idr('700.00') })
    t.match((await call('refund', { ...references, partnerRefundNo: 'R' })).body, { responseCode: '2007800', refundAmount: idr('700.00') })
    t.equal((await list()).detailData[0]?.status, 'REFUNDED')
    t.match((await call('query', { ...references, serviceCode: '47' })).body, { latestTransactionStatus: '04' })
  })

  await t.test(`${dialect}: pages hold as many as asked for, the oldest first`, async t => {
    const { clock, pay, list, amounts } = await stickerAt(dialect)
    for (let i = 1; i <= 12; i++) {
      await pay(`${String(i)}.00`)
      await clock({ advanceSeconds: 1 })
    }
    t.strictSame(await amounts(), Array.from({ length: 10 }, (_, i) => `${String(i + 1)}.00`), 'ten where nothing is said')
    t.strictSame(await amounts({ pageSize: 5, pageNumber: 1 }), ['6.00', '7.00', '8.00', '9.00', '10.00'])
    t.strictSame(await amounts({ pageSize: 5, pageNumber: 3 }), [], 'beyond the last')
    t.match(await list({ pageSize: 5, pageNumber: 1 }), { additionalInfo: { total: 12, pages: 3, hasMore: true } })
    t.match(await list({ pageSize: 5, pageNumber: 2 }), { additionalInfo: { total: 12, pages: 3, hasMore: false } })
    t.match(await list({ pageSize: 6, pageNumber: 1 }), { additionalInfo: { total: 12, pages: 2, hasMore: false } }, 'no empty page follows')
    t.match(await list({ pageSize: 999, pageNumber: 99_999 }), { detailData: [], additionalInfo: { hasMore: false } })
  })

  await t.test(`${dialect}: a list spans what was asked for, both ends included, and else the last day`, async t => {
    const { clock, pay, amounts } = await stickerAt(dialect)
    for (const [amount, hours] of [['1.00', 30], ['2.00', 1], ['3.00', 0]] as const) {
      await pay(amount)
      await clock({ advanceSeconds: hours * HOUR })
    }
    const at = (hours: number): string => jakartaTime(NOON + hours * HOUR * 1000)
    t.strictSame(await amounts(), ['2.00', '3.00'], 'the first one is 31 hours old')
    t.strictSame(await amounts({ fromDateTime: at(0) }), ['1.00', '2.00', '3.00'])
    t.strictSame(await amounts({ fromDatetime: at(0), toDateTime: at(30) }), ['1.00', '2.00'])
    t.strictSame(await amounts({ fromDateTime: at(30), toDateTime: at(30) }), ['2.00'])
    t.strictSame(await amounts({ fromDateTime: at(1), toDateTime: at(29) }), [])
    t.strictSame(await amounts({ fromDateTime: '2026-11-21T05:00:00Z', toDateTime: '2026-11-21T05:00:00.000Z' }), ['1.00'], 'in another zone')
  })

  await t.test(`${dialect}: a sticker that takes no more payments is still listed`, async t => {
    const { qr, pay, amounts, partner } = await stickerAt(dialect)
    await pay('1.00')
    await bank.admin('PUT', `/transactions/${qr.referenceNo}/status?partnerId=${partner.partnerId}`, { status: 'canceled' })
    t.strictSame(await amounts(), ['1.00'])
  })
}

await t.test('a payment within a second is found by the second that the list shows', async t => {
  const { clock, pay, list, amounts } = await stickerAt('bnc')
  await clock({ advanceSeconds: 0.4 })
  await pay('1.00')
  const { dateTime = '' } = (await list()).detailData[0] ?? {}
  t.equal(dateTime, jakartaTime(NOON))
  t.strictSame(await amounts({ fromDateTime: dateTime, toDateTime: dateTime }), ['1.00'])
})

await t.test('two stickers of a partner keep their payments apart', async t => {
  const { call, pay, amounts, partner } = await stickerAt('bnc')
  const other = await bank.seed(partner.partnerId, { kind: 'static', amount: '99.00' })
  await pay('1.00')
  await bank.admin('POST', '/pay', { referenceNo: other.referenceNo })
  t.strictSame(await amounts(), ['1.00'])
  t.match((await call('history', { additionalInfo: { scID: other.scId } })).body, {
    detailData: [{ amount: idr('99.00'), additionalInfo: { originalPartnerReferenceNo: undefined } }]
  })
})

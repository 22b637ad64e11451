/** QR MPM refund (78) on the wire: every refusal in both dialects, and what a refund is answered. */
import t from 'tap'
import { DIALECT_NAMES } from '../../../schemas/dialects.js'
import { STATUSES } from '../../../schemas/transaction-status.js'
import { startTestBank, type TestPartner } from '../../bank-harness.js'

const idr = (value: unknown, currency: unknown = 'IDR') => ({ value, currency })

/** A partner of this dialect with two merchants, and a transaction of 10000.00 of the first one, paid. */
const paidAt = async (dialect: string, wish: object = {}) => {
  const partner = await bank.newPartner({ dialect, signature: 'symmetric', merchants: [{}, {}] })
  const seeded = await bank.seed(partner.partner.partnerId, { partnerReferenceNo: 'ORDER-1', status: 'success', ...wish })
  const references = { originalReferenceNo: seeded.referenceNo, originalPartnerReferenceNo: 'ORDER-1' }
  return { ...partner, seeded, references, merchants: partner.partner.merchants.map(({ merchantId }) => merchantId) }
}

const LONG = { bnc: { reference: 33, partnerReference: 51, amount: 11 }, snap: { reference: 65, partnerReference: 65, amount: 20 } }
const of = (length: number): string => '1'.repeat(length)

/** What is changed in a good request, and which code and which field it is refused with. */
type Row = readonly [what: string, change: Record<string, unknown>, code: string, named?: string]

const bothDialects = (dialect: 'bnc' | 'snap'): readonly Row[] => [
  ['no partnerRefundNo', { partnerRefundNo: undefined }, '4007802', 'partnerRefundNo'],
  ['an empty partnerRefundNo', { partnerRefundNo: '' }, '4007802', 'partnerRefundNo'],
  ['an amount without value', { refundAmount: { currency: 'IDR' } }, '4007802', 'refundAmount.value'],
  ['an amount without currency', { refundAmount: { value: '1.00' } }, '4007802', 'refundAmount.currency'],
  ['a missing field before a malformed one', { originalReferenceNo: 5, partnerRefundNo: '' }, '4007802', 'partnerRefundNo'],
  ['a number for a reference', { originalReferenceNo: 5 }, '4007801', 'originalReferenceNo'],
  ['a reference that is too long', { originalReferenceNo: of(LONG[dialect].reference) }, '4007801', 'originalReferenceNo'],
  ['a partner reference that is too long', { originalPartnerReferenceNo: of(LONG[dialect].partnerReference) }, '4007801', 'originalPartnerReferenceNo'],
  ['an originalExternalId that is too long', { originalExternalId: of(51) }, '4007801', 'originalExternalId'],
  ['a partnerRefundNo that is too long', { partnerRefundNo: of(LONG[dialect].partnerReference) }, '4007801', 'partnerRefundNo'],
  ['a partnerRefundNo with a line break', { partnerRefundNo: 'A\nB' }, '4007801', 'partnerRefundNo'],
  ['an amount without decimals', { refundAmount: idr('1000') }, '4007801', 'refundAmount.value'],
  ['a negative amount', { refundAmount: idr('-1.00') }, '4007801', 'refundAmount.value'],
  ['an amount that is a number', { refundAmount: idr(1000) }, '4007801', 'refundAmount.value'],
  ['an amount that is too long', { refundAmount: idr(`${of(LONG[dialect].amount - 3)}.00`) }, '4007801', 'refundAmount.value'],
  ['another currency', { refundAmount: idr('1.00', 'USD') }, '4007801', 'refundAmount.currency'],
  ['an amount that is no object', { refundAmount: '1.00' }, '4007801', 'refundAmount'],
  ['a reason that is too long', { reason: of(257) }, '4007801', 'reason'],
  ['a merchantId that is too long', { merchantId: of(65) }, '4007801', 'merchantId'],
  ['an externalStoreId that is too long', { externalStoreId: of(65) }, '4007801', 'externalStoreId'],
  ['two spellings of the store that differ', { externalStoreId: 'A', externalStoreID: 'B' }, '4007801', 'externalStoreId'],
  ['additionalInfo that is no object', { additionalInfo: 'x' }, '4007801', 'additionalInfo'],
  ['an unknown transaction', { originalReferenceNo: '9', originalPartnerReferenceNo: 'NOBODY' }, '4047801'],
  ['a reference of another transaction', { originalReferenceNo: '9' }, '4047818'],
  ['a partner reference of another transaction', { originalPartnerReferenceNo: 'NOBODY' }, '4047818'],
  ['another merchant of the partner', { merchantId: 'SECOND' }, '4047808'],
  ['an unknown merchant', { merchantId: '000000000000' }, '4047808'],
  ['a refund of nothing', { refundAmount: idr('0.00') }, '4047813'],
  ['a sen more than was paid', { refundAmount: idr('10000.01') }, '4047813']
]

const ofDialect: Readonly<Record<'bnc' | 'snap', readonly Row[]>> = {
  bnc: [['no reference at all', { originalReferenceNo: undefined, originalPartnerReferenceNo: undefined }, '4007802', 'originalReferenceNo']],
  snap: [
    ['no reference at all', { originalReferenceNo: undefined, originalPartnerReferenceNo: undefined }, '4007802', 'originalPartnerReferenceNo'],
    ["no reference of the partner's", { originalPartnerReferenceNo: undefined }, '4007802', 'originalPartnerReferenceNo']
  ]
}

/** One bank for all: each test has partners of its own, and a partner shares nothing. */
const bank = await startTestBank(t, { BNC_TOKEN_TTL_SECONDS: '86400' })

for (const dialect of DIALECT_NAMES) {
  await t.test(`${dialect}: a request that cannot be a refund is refused and nothing moves`, async t => {
    const { call, references, seeded, merchants } = await paidAt(dialect)
    for (const [what, change, code, named] of [...bothDialects(dialect), ...ofDialect[dialect]]) {
      const second = change['merchantId'] === 'SECOND' ? { merchantId: merchants[1] } : {}
      const { status, body } = await call('refund', { ...references, partnerRefundNo: `R-${what}`.slice(0, 40), ...change, ...second })
      t.equal(body['responseCode'], code, what)
      t.equal(String(status), code.slice(0, 3), what)
      if (named !== undefined) t.match(body['responseMessage'], new RegExp(` ${named}$`), what)
    }
    t.match(await bank.transaction(seeded.referenceNo), { status: 'success', refundedAmount: '0.00', refunds: undefined })
  })

  await t.test(`${dialect}: only what is paid can be given back`, async t => {
    const { call, partner } = await paidAt(dialect)
    for (const status of STATUSES.filter(one => one !== 'success')) {
      const seeded = await bank.seed(partner.partnerId, { partnerReferenceNo: status, status })
      const { body } = await call('refund', {
        originalReferenceNo: seeded.referenceNo, originalPartnerReferenceNo: status, partnerRefundNo: `R-${status}`
      })
      t.equal(body['responseCode'], '4047800', status)
    }
    const sticker = await bank.seed(partner.partnerId, { partnerReferenceNo: 'STICKER', kind: 'static' })
    const { body } = await call('refund', {
      originalReferenceNo: sticker.referenceNo, originalPartnerReferenceNo: 'STICKER', partnerRefundNo: 'R'
    })
    t.equal(body['responseCode'], '4047800', 'a static QR is not paid itself: its payments are')
  })

  await t.test(`${dialect}: another partner's transaction is unknown`, async t => {
    const { references } = await paidAt(dialect)
    const stranger = await bank.newPartner({ dialect, signature: 'symmetric' })
    t.match((await stranger.call('refund', { ...references, partnerRefundNo: 'R' })).body, { responseCode: '4047801' })
  })

  await t.test(`${dialect}: the reply says what was given back, and leaves out what has no value`, async t => {
    const { call, references, merchants } = await paidAt(dialect)
    const { status, body } = await call('refund', {
      ...references, partnerRefundNo: 'R-1', refundAmount: idr('2500.50'), reason: 'cold', merchantId: merchants[0], externalStoreId: '',
      originalExternalId: 'EXT-1', additionalInfo: { channel: '', deviceId: '' }
    })
    t.equal(status, 200)
    const { refundNo, refundTime, ...rest } = body
    t.match(refundNo, /^\d{25}$/)
    t.match(refundTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/)
    t.strictSame(rest, {
      responseCode: '2007800', responseMessage: 'Successful', ...references, originalExternalId: 'EXT-1',
      partnerRefundNo: 'R-1', refundAmount: idr('2500.50')
    })
  })
}

await t.test('bnc: either reference alone will do', async t => {
  const { call, references } = await paidAt('bnc')
  for (const [name, value] of Object.entries(references)) {
    t.match((await call('refund', { [name]: value, partnerRefundNo: name, refundAmount: idr('1.00') })).body, { responseCode: '2007800' }, name)
  }
})

await t.test("snap: a static QR's payment goes by its own number and the QR's partner reference", async t => {
  const { call, partner }: TestPartner = await bank.newPartner({ dialect: 'snap', signature: 'symmetric' })
  const sticker = await bank.seed(partner.partnerId, { partnerReferenceNo: 'STICKER', kind: 'static', amount: undefined })
  const paid = await bank.admin<{ referenceNo: string }>('POST', '/pay', { referenceNo: sticker.referenceNo, amount: '500.00' })
  const references = { originalReferenceNo: paid.body.referenceNo, originalPartnerReferenceNo: 'STICKER' }
  const { body } = await call('refund', { ...references, partnerRefundNo: 'R' })
  t.match(body, { responseCode: '2007800', ...references, refundAmount: idr('500.00') })
  t.match(await bank.transaction(paid.body.referenceNo), { status: 'refunded' })
})

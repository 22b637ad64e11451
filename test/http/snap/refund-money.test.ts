/** Refunds and money: to the sen, in parts, again, at once, and by an admin's word. */
import t from 'tap'
import { DIALECT_NAMES } from '../../../schemas/dialects.js'
import { startTestBank } from '../../bank-harness.js'

const idr = (value: string) => ({ value, currency: 'IDR' })

const sen = (amount: string): bigint => BigInt(amount.replace('.', ''))

const paidAt = async (dialect: string, amount = '10000.00') => {
  const { call, partner } = await bank.newPartner({ dialect, signature: 'symmetric' })
  const { referenceNo } = await bank.seed(partner.partnerId, { partnerReferenceNo: 'ORDER-1', status: 'success', amount })
  const refund = async (partnerRefundNo: string, value?: string, more: object = {}) =>
    call('refund', {
      originalReferenceNo: referenceNo, originalPartnerReferenceNo: 'ORDER-1', partnerRefundNo,
      ...(value === undefined ? {} : { refundAmount: idr(value) }), ...more
    })
  /** The ledger's sums, which must always be the same. */
  const given = async (): Promise<{ status: string; refunded: string; rows: string[] }> => {
    const { status, refundedAmount, refunds = [] } = await bank.transaction(referenceNo, partner.partnerId)
    const sum = refunds.reduce((total, row) => total + sen(row.amount), 0n)
    if (sum !== sen(refundedAmount)) throw new Error(`${String(sum)} sen went back, the transaction says ${refundedAmount}`)
    return { status, refunded: refundedAmount, rows: refunds.map(row => row.amount) }
  }
  return { call, partner, referenceNo, refund, given }
}

/** One bank for all: each test has partners of its own, and a partner shares nothing. */
const bank = await startTestBank(t, { BNC_TOKEN_TTL_SECONDS: '86400' })

for (const dialect of DIALECT_NAMES) {
  await t.test(`${dialect}: parts add up to the sen, and what is left is what a refund without amount gives`, async t => {
    const { refund, given } = await paidAt(dialect, '1000.03')
    t.match((await refund('A', '333.34')).body, { responseCode: '2007800', refundAmount: idr('333.34') })
    t.match((await refund('B', '333.34')).body, { responseCode: '2007800' })
    t.match((await refund('C', '333.36')).body, { responseCode: '4047813' }, 'a sen too much')
    t.strictSame(await given(), { status: 'success', refunded: '666.68', rows: ['333.34', '333.34'] })
    t.match((await refund('D')).body, { responseCode: '2007800', refundAmount: idr('333.35') })
    t.match(await given(), { status: 'refunded', refunded: '1000.03' })
    t.match((await refund('E', '0.01')).body, { responseCode: '4047800' }, 'all of it went back already')
  })

  await t.test(`${dialect}: the same refund again is answered as the first time, and money moves once`, async t => {
    const { call, refund, given, partner, referenceNo } = await paidAt(dialect)
    const first = await refund('SAME', '4000.00', { reason: 'cold' })
    await bank.advance(3600, partner.partnerId)
    t.equal((await refund('SAME', '4000.00', { reason: 'cold' })).text, first.text, 'an hour later, to the letter')
    t.equal((await refund('SAME', '4000.00', { reason: 'cold', additionalInfo: { channel: 'x' } })).text, first.text, 'additionalInfo is no content')
    if (dialect === 'bnc') {
      const byOther = await call('refund', { originalReferenceNo: referenceNo, partnerRefundNo: 'SAME', refundAmount: idr('4000.00'), reason: 'cold' })
      t.equal(byOther.text, first.text, 'by one reference instead of two')
    }
    t.strictSame(await given(), { status: 'success', refunded: '4000.00', rows: ['4000.00'] })

    for (const [what, value, more] of [
      ['another amount', '4000.01', { reason: 'cold' }],
      ['no amount', undefined, { reason: 'cold' }],
      ['another reason', '4000.00', { reason: 'hot' }],
      ['no reason', '4000.00', {}],
      ['a merchant now named', '4000.00', { reason: 'cold', merchantId: partner.merchants[0]?.merchantId }]
    ] as const) t.match((await refund('SAME', value, more)).body, { responseCode: '4047818' }, what)
    t.match((await given()).rows, ['4000.00'])
  })

  await t.test(`${dialect}: the first reply comes again after all was given back, and a number serves one transaction only`, async t => {
    const { call, refund, given, partner } = await paidAt(dialect)
    const first = await refund('ALL')
    t.match(first.body, { responseCode: '2007800', refundAmount: idr('10000.00') })
    t.equal((await refund('ALL')).text, first.text)
    t.match((await refund('OTHER')).body, { responseCode: '4047800' })

    const second = await bank.seed(partner.partnerId, { partnerReferenceNo: 'ORDER-2', status: 'success' })
    const contradicting = await call('refund', {
      originalReferenceNo: second.referenceNo, originalPartnerReferenceNo: 'ORDER-2', partnerRefundNo: 'ALL'
    })
    t.match(contradicting.body, { responseCode: '4047818' })
    t.match(await bank.transaction(second.referenceNo, partner.partnerId), { refundedAmount: '0.00' })
    t.match(await given(), { status: 'refunded', rows: ['10000.00'] })
  })

  await t.test(`${dialect}: refunds that race never give back more than was paid`, async t => {
    const { refund, given } = await paidAt(dialect, '1000.00')
    const replies = await Promise.all(Array.from({ length: 30 }, (_, i) => refund(`RACE-${String(i)}`, '150.00')))
    const codes = replies.map(reply => reply.body['responseCode'])
    t.equal(codes.filter(code => code === '2007800').length, 6, 'six times 150.00 fit into 1000.00')
    t.equal(codes.filter(code => code === '4047813').length, 24)
    t.match(await given(), { status: 'success', refunded: '900.00' })

    const rest = await Promise.all(Array.from({ length: 10 }, (_, i) => refund(`REST-${String(i)}`)))
    t.equal(rest.filter(reply => reply.body['responseCode'] === '2007800').length, 1, 'one takes the rest')
    t.equal(rest.filter(reply => reply.body['responseCode'] === '4047800').length, 9)
    t.match(await given(), { status: 'refunded', refunded: '1000.00' })
  })

  await t.test(`${dialect}: one refund sent many times at once is one refund`, async t => {
    const { refund, given } = await paidAt(dialect)
    const replies = await Promise.all(Array.from({ length: 20 }, () => refund('ONCE', '10.00')))
    t.equal(new Set(replies.map(reply => reply.text)).size, 1)
    t.match(replies[0]?.body, { responseCode: '2007800' })
    t.strictSame(await given(), { status: 'success', refunded: '10.00', rows: ['10.00'] })
  })
}

await t.test('an admin gives back a part, or all that is left', async t => {
  const { refund, given, referenceNo } = await paidAt('bnc')
  const event = async (body: object) => bank.admin('POST', `/transactions/${referenceNo}/refund`, body)
  t.match(await event({ amount: '0.00' }), { status: 400, body: { field: 'amount' } })
  t.match(await event({ amount: '10000.01' }), { status: 400, body: { field: 'amount', detail: /only 10000\.00/ } })
  t.match(await event({ issuer: '014' }), { status: 400, body: { field: 'issuer', allowed: ['amount'] } })
  t.match(await event({ amount: '2500.00' }), { status: 200, body: { status: 'success', refundedAmount: '2500.00', refunds: [{ amount: '2500.00' }] } })
  t.match((await refund('PARTNER', '500.00')).body, { responseCode: '2007800' })
  t.match(await event({}), { status: 200, body: { status: 'refunded', refundedAmount: '10000.00' } })
  t.match(await given(), { rows: { length: 3 } })
  t.match(await event({}), { status: 409, body: { field: 'status' } })
})

await t.test('a forced state leaves no money unexplained', async t => {
  const { refund, given, referenceNo } = await paidAt('bnc')
  const force = async (status: string) => bank.admin('PUT', `/transactions/${referenceNo}/status`, { status, force: true })
  t.match((await refund('A', '2500.00')).body, { responseCode: '2007800' })
  t.match(await force('refunded'), { status: 200, body: { refundedAmount: '10000.00' } })
  t.strictSame((await given()).rows.sort(), ['2500.00', '7500.00'])
  t.match(await force('success'), { status: 200, body: { refundedAmount: '0.00' } })
  t.strictSame(await given(), { status: 'success', refunded: '0.00', rows: [] }, 'what was forced away never happened')
  t.match((await refund('A', '100.00')).body, { responseCode: '2007800' }, 'not even its number was used')
  t.match(await force('pending'), { status: 200, body: { refundedAmount: '0.00', paidAt: undefined } })
  t.strictSame(await given(), { status: 'pending', refunded: '0.00', rows: [] })
  t.match(await force('refunded'), { status: 200, body: { refundedAmount: '10000.00' } })
  t.strictSame(await given(), { status: 'refunded', refunded: '10000.00', rows: ['10000.00'] })
})

await t.test('a transaction that is put into the ledger as refunded has its refund', async t => {
  const { partner } = await bank.newPartner()
  const { referenceNo } = await bank.seed(partner.partnerId, { status: 'refunded', amount: '0123.45' })
  t.match(await bank.transaction(referenceNo), { amount: '123.45', refundedAmount: '123.45', refunds: [{ amount: '123.45' }] })
})

await t.test('refunds go with their partner when it is reset', async t => {
  const { call, partner, refund } = await paidAt('bnc')
  t.match((await refund('R-1')).body, { responseCode: '2007800' })
  await bank.admin('POST', '/reset', { partnerId: partner.partnerId })
  const { referenceNo } = await bank.seed(partner.partnerId, { status: 'success' })
  t.match((await call('refund', { originalReferenceNo: referenceNo, partnerRefundNo: 'R-1', refundAmount: idr('1.00') })).body, {
    responseCode: '2007800'
  })
})

/** Generate: what a QR comes back as, and every business reason for which there is none. */
import t from 'tap'
import { DIALECT_NAMES, SIGNATURE_MODES } from '../../../schemas/dialects.js'
import { startTestBank, type TestBank, type TestPartner } from '../../bank-harness.js'

const MERCHANT = '000000000001'
const OTHER = '000000000002'
const idr = (value: string): object => ({ value, currency: 'IDR' })

interface Stage {
  readonly bank: TestBank
  readonly partner: TestPartner
  readonly partnerId: string
  readonly generate: (change: object) => Promise<string>
}

const enter = async (t: Parameters<typeof startTestBank>[0], wish: object = {}): Promise<Stage> => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner({ merchants: [{ merchantId: MERCHANT }, { merchantId: OTHER }], ...wish })
  return {
    bank,
    partner,
    partnerId: partner.partner.partnerId,
    generate: async change => {
      const { status, body } = await partner.call('generate', { merchantId: MERCHANT, amount: idr('10000.00'), ...change })
      const code = String(body['responseCode'])
      return `${String(status) === code.slice(0, 3) ? '' : `HTTP ${String(status)} `}${code} ${String(body['responseMessage'])}`
    }
  }
}

const GOOD = '2004700 Successful'
const UNKNOWN_MERCHANT = '4044708 Invalid Merchant'
const REPEATED = '4094701 Duplicate partnerReferenceNo'
const CONTRADICTED = '4044718 Inconsistent Request'
const NO_AMOUNT = '4044713 Invalid Amount'
const ABOVE_LIMIT = '4034702 Exceeds Transaction Amount Limit'

for (const dialect of DIALECT_NAMES) {
  for (const signature of SIGNATURE_MODES) {
    t.test(`a QR is made, ${dialect}, signed ${signature}`, async t => {
      const { bank, partner } = await enter(t, { dialect, signature })
      const wish = { partnerReferenceNo: 'INV-1', amount: idr('10000.00'), feeAmount: idr('70.00'), merchantId: OTHER,
        storeId: 'S1', terminalId: 'T1' }
      const { status, body } = await partner.call('generate', wish)
      t.equal(status, 200)
      t.match(body, {
        responseCode: '2004700', responseMessage: 'Successful', referenceNo: /^\d{25}$/, partnerReferenceNo: 'INV-1',
        qrContent: /^000201010212.*6304[0-9A-F]{4}$/,
        qrUrl: /^http:.*\.png$/, merchantName: /SANDBOX/, storeId: 'S1', terminalId: 'T1',
        additionalInfo: { scID: /^300\d{19}$/, traceId: /^[0-9a-f]{32}$/ }
      })
      t.match(await bank.transaction(String(body['referenceNo'])), {
        status: 'pending', kind: 'dynamic', amount: '10000.00', feeAmount: '70.00', merchantId: OTHER,
        partnerReferenceNo: 'INV-1', storeId: 'S1',
        history: [{ from: null, to: 'pending', event: 'generate', cause: 'snap:47' }]
      })
    })
  }

  t.test(`no QR for an unknown merchant, an amount of nothing, or one above the limit, ${dialect}`, async t => {
    const { bank, partnerId, generate } = await enter(t, { dialect, settings: { amountLimit: '50000.00' } })
    t.equal(await generate({ merchantId: '9' }), UNKNOWN_MERCHANT)
    t.equal(await generate({ merchantId: 'nobody' }), UNKNOWN_MERCHANT)
    t.equal(await generate({ amount: idr('0.00') }), NO_AMOUNT)
    t.equal(await generate({ amount: idr('000.00') }), NO_AMOUNT)
    t.equal(await generate({ amount: idr('50000.01') }), ABOVE_LIMIT)
    t.equal(await generate({ qrType: 'STATIC', amount: idr('50000.01') }), ABOVE_LIMIT)
    t.strictSame((await bank.admin('GET', `/transactions?partnerId=${partnerId}`)).body['items'], [], 'and none was written down')
    t.equal(await generate({ amount: idr('50000.00') }), GOOD)
  })

  t.test(`a partner reference is used once, ${dialect}`, async t => {
    const { generate } = await enter(t, { dialect })
    const first = { partnerReferenceNo: 'A', feeAmount: idr('1.00'), storeId: 'S', terminalId: 'T', subMerchantId: '7',
      validityPeriod: '600' }
    t.equal(await generate(first), GOOD)
    t.equal(await generate(first), REPEATED)
    t.equal(await generate({ ...first, qrType: 'DYNAMIC' }), REPEATED, 'the same type, said aloud')
    t.equal(await generate({ ...first, somethingElse: 1 }), REPEATED, 'with a field that nobody knows')
    const changes: readonly object[] = [
      { amount: idr('10000.01') }, { feeAmount: idr('2.00') }, { feeAmount: undefined }, { merchantId: OTHER },
      { subMerchantId: '8' },
      { storeId: 'S2' }, { terminalId: 'T2' }, { validityPeriod: '601' }, { qrType: 'STATIC' },
      { amount: undefined, qrType: 'STATIC' }
    ]
    for (const change of changes) t.equal(await generate({ ...first, ...change }), CONTRADICTED, JSON.stringify(change))
    t.equal(await generate({ ...first, partnerReferenceNo: 'B' }), GOOD)
    t.equal(await generate({ ...first, partnerReferenceNo: 'a' }), GOOD, 'capitals make another one')
  })
}

t.test('of several reasons the first is given', async t => {
  const { generate } = await enter(t, { settings: { amountLimit: '50000.00' } })
  t.equal(await generate({ partnerReferenceNo: 'A' }), GOOD)
  t.equal(await generate({ partnerReferenceNo: 'A', merchantId: '9', amount: idr('0.00') }), UNKNOWN_MERCHANT)
  t.equal(await generate({ partnerReferenceNo: 'A', amount: idr('0.00') }), CONTRADICTED)
  t.equal(await generate({ partnerReferenceNo: 'A', amount: idr('60000.00') }), CONTRADICTED)
})

t.test('10 characters hold the limit that a partner has by itself; the snap dialect can ask for more', async t => {
  const bnc = await enter(t)
  t.equal(await bnc.generate({ amount: idr('9999999.99') }), GOOD)
  t.equal(await bnc.generate({ amount: idr('10000000.00') }), '4004701 Invalid Field Format amount.value')
  const snap = await enter(t, { dialect: 'snap' })
  t.equal(await snap.generate({ amount: idr('10000000.00') }), ABOVE_LIMIT)
  t.equal(await snap.generate({ amount: idr('9999999999999999.99') }), ABOVE_LIMIT)
  const rich = await enter(t, { dialect: 'snap', settings: { amountLimit: '9999999999.99' } })
  t.equal(await rich.generate({ amount: idr('9999999999.99') }), GOOD)
  t.equal(await rich.generate({ amount: idr('10000000000.00') }), ABOVE_LIMIT)
})

t.test("a neighbour's references and merchants are its own", async t => {
  const { bank, generate } = await enter(t)
  const neighbour = await bank.newPartner({ merchants: [{ merchantId: '000000000003' }] })
  t.equal(await generate({ partnerReferenceNo: 'SAME' }), GOOD)
  const theirs = { partnerReferenceNo: 'SAME', merchantId: '000000000003', amount: idr('1.00') }
  t.equal((await neighbour.call('generate', theirs)).body['responseCode'], '2004700')
  t.equal(await generate({ merchantId: '000000000003' }), UNKNOWN_MERCHANT)
})

t.test('a fresh QR starts as the partner is registered', async t => {
  const bank = await startTestBank(t)
  for (const [initialStatus, code] of [['initiated', '01'], ['pending', '03'], ['01', '01'], ['03', '03']] as const) {
    const partner = await bank.newPartner({ settings: { initialStatus }, merchants: [{ merchantId: MERCHANT }] })
    const { body } = await partner.call('generate', { merchantId: MERCHANT, amount: idr('1.00') })
    const { body: reply } = await partner.call('query', { serviceCode: '47', originalReferenceNo: String(body['referenceNo']) })
    t.equal(reply['latestTransactionStatus'], code, initialStatus)
  }
})

t.test('a static QR has no amount of its own unless one is said, and does not end', async t => {
  const { bank, partner } = await enter(t)
  const { body } = await partner.call('generate', { merchantId: MERCHANT })
  t.match(body['qrContent'], /^000201010211/)
  const open = await bank.transaction(String(body['referenceNo']))
  t.match(open, { kind: 'static', status: 'active' })
  t.notOk('amount' in open || 'expiresAt' in open)
  t.equal((await partner.call('query', { serviceCode: '47', originalReferenceNo: open.referenceNo })).body['responseCode'],
    '2005100')
})

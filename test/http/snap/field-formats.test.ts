/** Fields with a form of their own: money, words, validity, additionalInfo, and fields under other spellings. */
import t from 'tap'
import { startTestBank, type TestBank, type TestPartner } from '../../bank-harness.js'

const MERCHANT = '000000000001'
const NOW = '2026-11-21T09:30:00+07:00'

interface Stage {
  readonly bank: TestBank
  readonly partner: TestPartner
  readonly generate: (change: object) => Promise<string>
}

const enter = async (t: Parameters<typeof startTestBank>[0], wish: object = {}): Promise<Stage> => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner({ signature: 'symmetric', merchants: [{ merchantId: MERCHANT }], ...wish })
  const { partnerId } = partner.partner
  await bank.admin('POST', '/clock', { partnerId, setTo: NOW })
  await bank.admin('POST', '/clock', { partnerId, freeze: true })
  await bank.admin('POST', '/clock', { partnerId, setTo: NOW })
  await partner.token()
  return {
    bank,
    partner,
    generate: async change => {
      const { body } = await partner.call('generate',
        { merchantId: MERCHANT, amount: { value: '10000.00', currency: 'IDR' }, ...change })
      return `${String(body['responseCode'])} ${String(body['responseMessage'])}`
    }
  }
}

const GOOD = '2004700 Successful'
const malformed = (name: string): string => `4004701 Invalid Field Format ${name}`
const missing = (name: string): string => `4004702 Invalid Mandatory Field ${name}`
const idr = (value: unknown): object => ({ amount: { value, currency: 'IDR' } })

const amounts: readonly (readonly [amount: object, answer: string])[] = [
  [idr('1.00'), GOOD],
  [idr('0.01'), GOOD],
  [idr('9999999.99'), GOOD],
  [idr('00001.00'), GOOD],
  [idr('10000'), malformed('amount.value')],
  [idr('10000.0'), malformed('amount.value')],
  [idr('10000.000'), malformed('amount.value')],
  [idr('10.000,00'), malformed('amount.value')],
  [idr('10,000.00'), malformed('amount.value')],
  [idr('-1.00'), malformed('amount.value')],
  [idr('+1.00'), malformed('amount.value')],
  [idr('1e3.00'), malformed('amount.value')],
  [idr('.50'), malformed('amount.value')],
  [idr(' 1.00'), malformed('amount.value')],
  [idr('1.00\n'), malformed('amount.value')],
  [idr('１.00'), malformed('amount.value')],
  [idr('10000000.00'), malformed('amount.value')],
  [idr(10_000), malformed('amount.value')],
  [idr(null), malformed('amount.value')],
  [idr(''), missing('amount.value')],
  [{ amount: { value: '1.00' } }, missing('amount.currency')],
  [{ amount: { value: '1.00', currency: '' } }, missing('amount.currency')],
  [{ amount: { value: '1.00', currency: 'USD' } }, malformed('amount.currency')],
  [{ amount: { value: '1.00', currency: 'idr' } }, malformed('amount.currency')],
  [{ amount: { value: '1.00', currency: 360 } }, malformed('amount.currency')],
  [{ amount: {} }, missing('amount.value')],
  [{ amount: '10000.00' }, malformed('amount')],
  [{ feeAmount: { value: '1', currency: 'IDR' } }, malformed('feeAmount.value')],
  [{ feeAmount: { value: '0.00', currency: 'IDR' } }, GOOD],
  [{ feeAmount: { value: '1500.00', currency: 'EUR' } }, malformed('feeAmount.currency')]
]

t.test('money is digits with exactly two decimals, in rupiah', async t => {
  const { generate } = await enter(t)
  for (const [amount, answer] of amounts) t.equal(await generate(amount), answer, JSON.stringify(amount))
})

const validities: readonly (readonly [validity: unknown, answer: string])[] = [
  ['2026-11-21T10:00:00+07:00', GOOD],
  ['2026-11-21T03:00:00Z', GOOD],
  ['2026-11-21T03:00:00.123Z', GOOD],
  ['2026-11-21T09:30:01+07:00', GOOD],
  ['60', GOOD],
  ['1', GOOD],
  ['0900', GOOD],
  ['', GOOD],
  ['2026-11-21T09:30:00+07:00', malformed('validityPeriod')],
  ['2026-11-21T09:29:59+07:00', malformed('validityPeriod')],
  ['2020-01-01T00:00:00+07:00', malformed('validityPeriod')],
  ['0', malformed('validityPeriod')],
  ['000', malformed('validityPeriod')],
  ['-60', malformed('validityPeriod')],
  ['60.5', malformed('validityPeriod')],
  ['60s', malformed('validityPeriod')],
  ['1e3', malformed('validityPeriod')],
  [' 60', malformed('validityPeriod')],
  ['PT15M', malformed('validityPeriod')],
  ['2026-11-21T10:00:00', malformed('validityPeriod')],
  ['2026-11-21', malformed('validityPeriod')],
  ['2026-02-30T10:00:00+07:00', malformed('validityPeriod')],
  ['2027-11-21T09:30:00.123+07:00', malformed('validityPeriod')],
  ['9999999999999999999999999', malformed('validityPeriod')],
  [60, malformed('validityPeriod')],
  [0, malformed('validityPeriod')],
  [null, malformed('validityPeriod')],
  [{}, malformed('validityPeriod')]
]

t.test('a validity is a time to come, or whole seconds', async t => {
  const { generate } = await enter(t)
  for (const [validityPeriod, answer] of validities) t.equal(await generate({ validityPeriod }), answer,
    JSON.stringify(validityPeriod))
})

t.test("a QR ends when its validity says, or after the bank's own time", async t => {
  const { bank, partner } = await enter(t)
  const ends: readonly (readonly [object, string])[] = [
    [{ validityPeriod: '60' }, '2026-11-21T09:31:00+07:00'],
    [{ validityPeriod: '2026-11-21T03:00:00Z' }, '2026-11-21T10:00:00+07:00'],
    [{}, '2026-11-21T09:45:00+07:00']
  ]
  for (const [change, end] of ends) {
    const { body } = await partner.call('generate', { merchantId: MERCHANT, ...idr('1.00'), ...change })
    t.equal((await bank.transaction(String(body['referenceNo']))).expiresAt, end)
  }
})

const none = { amount: undefined }

const types: readonly (readonly [change: object, answer: string, kind?: string])[] = [
  [{}, GOOD, 'dynamic'],
  [none, GOOD, 'static'],
  [{ qrType: 'DYNAMIC' }, GOOD, 'dynamic'],
  [{ qrType: 'STATIC' }, GOOD, 'static'],
  [{ ...none, qrType: 'STATIC' }, GOOD, 'static'],
  [{ additionalInfo: { qrType: 'STATIC' } }, GOOD, 'static'],
  [{ qrType: 'STATIC', additionalInfo: { qrType: 'STATIC' } }, GOOD, 'static'],
  [{ qrType: '', additionalInfo: { qrType: 'STATIC' } }, GOOD, 'static'],
  [{ ...none, qrType: 'DYNAMIC' }, missing('amount')],
  [{ ...none, additionalInfo: { qrType: 'DYNAMIC' } }, missing('amount')],
  [{ amount: '', qrType: 'DYNAMIC' }, missing('amount')],
  [{ qrType: 'dynamic' }, malformed('qrType')],
  [{ qrType: 'BOTH' }, malformed('qrType')],
  [{ qrType: 12 }, malformed('qrType')],
  [{ qrType: 'DYNAMIC', additionalInfo: { qrType: 'STATIC' } }, malformed('qrType')],
  [{ additionalInfo: { qrType: 'static' } }, malformed('additionalInfo.qrType')],
  [{ additionalInfo: { qrType: null } }, malformed('additionalInfo.qrType')]
]

t.test('the type of a QR is said, or follows from its amount', async t => {
  const { bank, partner } = await enter(t)
  for (const [change, answer, kind] of types) {
    const { body } = await partner.call('generate', { merchantId: MERCHANT, ...idr('1.00'), ...change })
    t.equal(`${String(body['responseCode'])} ${String(body['responseMessage'])}`, answer, JSON.stringify(change))
    if (kind !== undefined) t.equal((await bank.transaction(String(body['referenceNo']))).kind, kind, JSON.stringify(change))
  }
})

t.test('without a merchant the snap dialect takes the first one of the partner', async t => {
  const { bank, partner } =
    await enter(t, { dialect: 'snap', merchants: [{ merchantId: MERCHANT }, { merchantId: '000000000002' }] })
  const { body } = await partner.call('generate', idr('1.00'))
  t.equal((await bank.transaction(String(body['referenceNo']))).merchantId, MERCHANT)
})

t.test('a reference is accepted under the spelling of the page and under its own', async t => {
  const { bank, partner } = await enter(t)
  const { referenceNo } = await bank.seed(partner.partner.partnerId, { partnerReferenceNo: 'INV-1' })
  const ask = async (fields: object): Promise<unknown> =>
    (await partner.call('query', { serviceCode: '47', ...fields })).body['responseCode']
  t.equal(await ask({ originalPartnerReferenceNo: 'INV-1' }), '2005100')
  t.equal(await ask({ originalPartnerreferenceNo: 'INV-1' }), '2005100')
  t.equal(await ask({ originalPartnerreferenceNo: 'INV-1', originalPartnerReferenceNo: 'INV-1' }), '2005100')
  t.equal(await ask({ originalPartnerreferenceNo: '', originalPartnerReferenceNo: 'INV-1' }), '2005100')
  t.equal(await ask({ originalPartnerreferenceNo: 'INV-2', originalPartnerReferenceNo: 'INV-1' }), '4005101',
    'not two things at once')
  t.equal(await ask({ originalpartnerreferenceno: 'INV-1' }), '4005102', 'no spelling that nobody uses')
  const store = async (name: string, value: unknown): Promise<unknown> =>
    (await partner.call('cancel', { originalReferenceNo: '404', reason: 'r', [name]: value })).body['responseMessage']
  for (const name of ['externalStoreID', 'externalStoreId']) {
    t.equal(await store(name, 'S-1'), 'Transaction Not Found', name)
    t.equal(await store(name, 'x'.repeat(65)), 'Invalid Field Format externalStoreID', name)
  }
  t.equal(await ask({ originalReferenceNo: referenceNo }), '2005100')
})

t.test('the inquiry is for QRs: its serviceCode is 47', async t => {
  const { partner } = await enter(t)
  for (const serviceCode of ['51', '77', '047', '47 ', 47, 'generate', null]) {
    const { body } = await partner.call('query', { originalReferenceNo: '404', serviceCode })
    t.strictSame([body['responseCode'], body['responseMessage']], ['4005101', 'Invalid Field Format serviceCode'],
      String(serviceCode))
  }
})

t.test('texts that cannot be stored and sent again are malformed', async t => {
  const { partner } = await enter(t)
  const cancel = async (text: string): Promise<unknown> =>
    (await partner.call('cancel', `{"originalReferenceNo":"404","reason":"${text}"}`)).body['responseMessage']
  for (const text of ['\\u0000', '\\ud800', 'x\\udc00y']) t.equal(await cancel(text), 'Invalid Field Format reason', text)
  for (const text of ['\\u00e9\\/', 'dua\\nbaris', '\\ud83d\\ude00', 'é😀', '   ']) t.equal(await cancel(text),
    'Transaction Not Found', text)
  for (const text of ['\\u0000', '\\ud800', 'a\\nb', '\\u007f']) {
    const { body } = await partner.call('query', `{"originalReferenceNo":"${text}","serviceCode":"47"}`)
    t.equal(body['responseMessage'], 'Invalid Field Format originalReferenceNo', text)
  }
})

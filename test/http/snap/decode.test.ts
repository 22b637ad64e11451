/** QR MPM decode (48) on the wire: every refusal in both dialects, and what a QR of any bank says. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { DIALECT_NAMES } from '../../../schemas/dialects.js'
import { crc16 } from '../../../src/domain/crc16.js'
import { decodeQr } from '../../../src/domain/qr-decode.js'
import { startTestBank } from '../../bank-harness.js'

const scanTime = '2026-11-21T09:30:00+07:00'
const of = (length: number): string => '1'.repeat(length)

/** One bank for all: each test has partners of its own, and a partner shares nothing. */
const bank = await startTestBank(t)

/** The payload with one text put in the place of another, and sealed again. */
const forged = (payload: string, from: string, to: string): string => {
  const unsealed = payload.slice(0, -4).replace(from, to)
  return unsealed + crc16(unsealed)
}

const partnerOf = async (dialect: string) => {
  const { call, partner } = await bank.newPartner({ dialect, signature: 'symmetric', merchants: [{ name: 'WARUNG SANDBOX', city: 'BOGOR' }] })
  const qr = await bank.seed(partner.partnerId, { amount: '12500.00', terminalId: 'T1' })
  const decode = async (qrContent: unknown, more: object = {}) => call('decode', { qrContent, scanTime, ...more })
  return { call, decode, partner, qr, payload: qr.qrContent ?? '' }
}

for (const dialect of DIALECT_NAMES) {
  await t.test(`${dialect}: a request that cannot be read is refused`, async t => {
    const { call, payload } = await partnerOf(dialect)
    const rows: readonly (readonly [what: string, body: object, code: string, named: string])[] = [
      ['no qrContent', { scanTime }, '4004802', 'qrContent'],
      ['an empty qrContent', { qrContent: '', scanTime }, '4004802', 'qrContent'],
      ['no scanTime', { qrContent: payload }, '4004802', 'scanTime'],
      ['no scanTime for a broken QR', { qrContent: 'x' }, '4004802', 'scanTime'],
      ['a number for qrContent', { qrContent: 1, scanTime }, '4004801', 'qrContent'],
      ['more than 512 characters', { qrContent: of(513), scanTime }, '4004801', 'qrContent'],
      ['a broken QR before a wrong time', { qrContent: 'x', scanTime: 'now' }, '4004801', 'qrContent'],
      ['a time without offset', { qrContent: payload, scanTime: '2026-11-21T09:30:00' }, '4004801', 'scanTime'],
      ['a day that does not exist', { qrContent: payload, scanTime: '2026-02-29T09:30:00+07:00' }, '4004801', 'scanTime'],
      ['a number for scanTime', { qrContent: payload, scanTime: 5 }, '4004801', 'scanTime'],
      ['a partnerReferenceNo that is too long', { partnerReferenceNo: of(65), qrContent: payload, scanTime }, '4004801', 'partnerReferenceNo'],
      ['additionalInfo that is no object', { qrContent: payload, scanTime, additionalInfo: 1 }, '4004801', 'additionalInfo']
    ]
    for (const [what, body, code, named] of rows) {
      const reply = await call('decode', body)
      t.equal(reply.body['responseCode'], code, what)
      t.match(reply.body['responseMessage'], new RegExp(` ${named}$`), what)
    }
  })

  await t.test(`${dialect}: a broken QR is refused with what is wrong and where`, async t => {
    const { decode, payload } = await partnerOf(dialect)
    const rows: readonly (readonly [what: string, payload: string, tag: string])[] = [
      ['a wrong CRC', `${payload.slice(0, -4)}0000`, '63'],
      ['a character changed', payload.replace('BOGOR', 'BOGUR'), '63'],
      ['cut off', payload.slice(0, -2), '63'],
      ['no QR at all', 'https://example.com', '00'],
      ['a length that is wrong', payload.replace('5914WARUNG', '5999WARUNG'), '59'],
      ['another currency', forged(payload, '5303360', '5303840'), '53']
    ]
    for (const [what, broken, tag] of rows) {
      const { status, body } = await decode(broken)
      t.equal(status, 400, what)
      t.match(body, { responseCode: '4004801', responseMessage: 'Invalid Field Format qrContent', additionalInfo: { tag, diagnosis: / / } }, what)
    }
  })

  await t.test(`${dialect}: a QR of the partner's own is known by its number`, async t => {
    const { decode, partner, qr, payload } = await partnerOf(dialect)
    const merchant = partner.merchants[0]
    t.strictSame((await decode(payload, { partnerReferenceNo: 'SCAN-1' })).body, {
      responseCode: '2004800',
      responseMessage: 'Successful',
      referenceNo: qr.referenceNo,
      partnerReferenceNo: 'SCAN-1',
      merchantName: 'WARUNG SANDBOX',
      merchantCategory: merchant?.category,
      merchantLocation: 'BOGOR',
      merchantInfos: [{ merchantPAN: merchant?.pan, acquirerName: 'BANK NEO COMMERCE' }],
      transactionAmount: { value: '12500.00', currency: 'IDR' },
      additionalInfo: { qrType: 'DYNAMIC', merchantId: merchant?.merchantId, nmid: merchant?.nmid, criteria: merchant?.criteria, terminalId: 'T1' }
    })
  })

  await t.test(`${dialect}: a QR that is not the partner's own is read all the same, without a number`, async t => {
    const { decode, partner, payload } = await partnerOf(dialect)
    const stranger = await partnerOf(dialect)
    const theirs = (await stranger.decode(payload)).body
    t.match(theirs, { responseCode: '2004800', merchantName: 'WARUNG SANDBOX' })
    t.notOk('referenceNo' in theirs, "another partner's")
    const changed = (await decode(forged(payload, '540512500', '540599999'))).body
    t.match(changed, { responseCode: '2004800', transactionAmount: { value: '99999.00' } })
    t.notOk('referenceNo' in changed, 'changed on the way and sealed again')
    const sticker = await bank.seed(partner.partnerId, { kind: 'static', amount: undefined })
    const { body } = await decode(sticker.qrContent)
    t.match(body, { responseCode: '2004800', referenceNo: sticker.referenceNo, additionalInfo: { qrType: 'STATIC' } })
    t.notOk('transactionAmount' in body, 'the payer types it')
  })
}

interface Payload {
  readonly name?: string
  readonly payload: string
}

await t.test('every recorded payload is answered as the reader reads it', async t => {
  const { decode } = await partnerOf('snap')
  const recorded = JSON.parse(readFileSync(new URL('../../data/qr-payloads.json', import.meta.url), 'utf8')) as unknown
  const payloads: Payload[] = []
  JSON.stringify(recorded, (_key, value: unknown) => {
    if (typeof value === 'object' && value !== null && 'payload' in value && typeof value.payload === 'string') payloads.push(value as Payload)
    return value
  })
  t.ok(payloads.length > 5, 'they are found')
  for (const { payload } of payloads) {
    const { body } = await decode(payload)
    t.equal(body['responseCode'], decodeQr(payload).ok ? '2004800' : '4004801', payload.slice(0, 60))
  }
})

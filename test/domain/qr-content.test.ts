/** The payload that the bank issues, tag by tag, and that what it writes can be read back. */
import fc from 'fast-check'
import t from 'tap'
import { crc16 } from '../../src/domain/crc16.js'
import { formatAmount } from '../../src/domain/money.js'
import { encodeQr, type MerchantCriteria, type QrInput } from '../../src/domain/qr-content.js'
import { decodeQr } from '../../src/domain/qr-decode.js'

const INPUT: QrInput = {
  kind: 'dynamic',
  merchantPan: '936004900000000001',
  merchantOrStoreId: '000000000001',
  criteria: 'UMI',
  nmid: 'ID1026000000012',
  mcc: '5812',
  amount: 1_000_000n,
  merchantName: 'WARUNG SANDBOX',
  merchantCity: 'JAKARTA',
  postalCode: '10110',
  id: '3001234567890123456789',
  terminalLabel: 'T01',
}

const BANK = '0025ID.CO.BANKNEOCOMMERCE.WWW'
const ACCOUNTS = `2674${BANK}01189360049000000000010212000000000001` + `0303UMI5155${BANK}0215ID10260000000120303UMI`
const MERCHANT = '5802ID5914WARUNG SANDBOX6007JAKARTA610510110'

const sealed = (payload: string): string => `${payload}6304${crc16(`${payload}6304`)}`

t.test('a dynamic QR is written tag by tag', (t) => {
  const expected = `000201010212${ACCOUNTS}520458125303360540510000${MERCHANT}6233012230012345678901234567890703T01`
  t.equal(encodeQr(INPUT), sealed(expected))
  t.end()
})

t.test('a static QR without amount and terminal has 62.05 and neither 54 nor 62.07', (t) => {
  const expected = `000201010211${ACCOUNTS}520458125303360${MERCHANT}622605223001234567890123456789`
  t.equal(encodeQr({ ...INPUT, kind: 'static', amount: undefined, terminalLabel: undefined }), sealed(expected))
  t.end()
})

/** Name as registered, name in the payload. */
const NAMES: readonly (readonly [name: string, written: string])[] = [
  ['TOKO CONTOH', 'TOKO CONTOH'],
  ['Café Água', 'Cafe Agua'],
  ['ＴＯＫＯ', 'TOKO'],
  ['ﬁ½', 'fi1?2'],
  ['Kopi ☕', 'Kopi ?'],
  ['😀', '?'],
  ['咖啡', '??'],
  ['a\u0000b\nc', 'a?b?c'],
  ['\u0301', '?'],
  ['\ud800', '?'],
  ['WARUNG SANDBOX YANG PANJANG SEKALI', 'WARUNG SANDBOX YANG PANJA'],
  ['é'.repeat(30), 'e'.repeat(25)],
]

t.test('names are cut and become plain ASCII', (t) => {
  for (const [name, written] of NAMES) {
    const decoded = decodeQr(encodeQr({ ...INPUT, merchantName: name, merchantCity: name, terminalLabel: name }))
    t.match(decoded, { ok: true, merchantName: written, merchantCity: written.slice(0, 15), terminalLabel: written }, name)
  }
  t.end()
})

const REFUSED: readonly (readonly [why: string, change: Partial<Record<keyof QrInput, unknown>>])[] = [
  ['a kind nobody knows', { kind: 'STATIC' }],
  ['a PAN of another bank', { merchantPan: '936000020000000001' }],
  ['a PAN of 19 digits', { merchantPan: '9360049000000000010' }],
  ['a merchant id of 11 digits', { merchantOrStoreId: '00000000001' }],
  ['a criterion nobody knows', { criteria: 'UXX' }],
  ['an NMID of 14 characters', { nmid: 'ID102600000001' }],
  ['an NMID in lower case', { nmid: 'id1026000000012' }],
  ['a category of three digits', { mcc: '581' }],
  ['no name', { merchantName: '' }],
  ['no city', { merchantCity: '' }],
  ['a postcode of four digits', { postalCode: '1011' }],
  ['an id of 21 digits', { id: '300123456789012345678' }],
  ['a trailing newline', { id: '3001234567890123456789\n' }],
  ['an amount of zero', { amount: 0n }],
  ['a negative amount', { amount: -1n }],
  ['an amount of 14 characters', { amount: 10n ** 13n + 1n }],
]

t.test('input that the bank never holds is refused', (t) => {
  for (const [why, change] of REFUSED) t.throws(() => encodeQr({ ...INPUT, ...change } as QrInput), RangeError, why)
  t.end()
})

const digits = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: length, maxLength: length })

const inputs: fc.Arbitrary<QrInput> = fc.record({
  kind: fc.constantFrom('static', 'dynamic'),
  merchantPan: digits(10).map((tail) => `93600490${tail}`),
  merchantOrStoreId: digits(12),
  criteria: fc.constantFrom<MerchantCriteria>('UMI', 'UKE', 'UME', 'UBE', 'URE'),
  nmid: digits(13).map((tail) => `ID${tail}`),
  mcc: digits(4),
  amount: fc.option(fc.bigInt(1n, 10n ** 12n - 1n), { nil: undefined }),
  merchantName: fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
  merchantCity: fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
  postalCode: digits(5),
  id: digits(22),
  terminalLabel: fc.option(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), { nil: undefined }),
})

t.test('every payload is read back as what went into it', (t) => {
  fc.assert(
    fc.property(inputs, (input) => {
      const decoded = decodeQr(encodeQr(input))
      if (!decoded.ok) throw new Error(decoded.diagnosis)
      const { kind, merchantPan, merchantId, criteria, nmid, merchantCategory, amount, postalCode, id } = decoded
      const amountIn = input.amount === undefined ? undefined : formatAmount(input.amount)
      const read = [kind, merchantPan, merchantId, criteria, nmid, merchantCategory, amount, postalCode, id]
      const written = [
        input.kind, input.merchantPan, input.merchantOrStoreId, input.criteria, input.nmid, input.mcc, amountIn, input.postalCode,
        input.id,
      ]
      return JSON.stringify(read) === JSON.stringify(written)
    }),
  )
  t.pass('the property holds for every case that was drawn')
  t.end()
})

const plain = (maxLength: number): fc.Arbitrary<string> => fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength })

t.test('plain names are read back unchanged', (t) => {
  fc.assert(
    fc.property(inputs, plain(25), plain(15), plain(25), (input, merchantName, merchantCity, terminalLabel) => {
      const decoded = decodeQr(encodeQr({ ...input, merchantName, merchantCity, terminalLabel }))
      return (
        decoded.ok &&
        decoded.merchantName === merchantName &&
        decoded.merchantCity === merchantCity &&
        decoded.terminalLabel === terminalLabel
      )
    }),
  )
  t.pass('the property holds for every case that was drawn')
  t.end()
})

const PRINTABLE = Array.from({ length: 95 }, (_, at) => String.fromCharCode(0x20 + at))

t.test('no single character of an issued payload can change unnoticed', (t) => {
  const payload = encodeQr(INPUT)
  const crcAt = payload.length - 4
  const unnoticed: string[] = []
  for (let at = 0; at < payload.length; at++) {
    for (const char of PRINTABLE) {
      const now = payload.charAt(at)
      const same = char === now || (at >= crcAt && char.toUpperCase() === now)
      if (decodeQr(payload.slice(0, at) + char + payload.slice(at + 1)).ok !== same) unnoticed.push(`${char} at ${at}`)
    }
  }
  t.strictSame(unnoticed, [])
  t.end()
})

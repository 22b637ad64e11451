/** Amounts: what is read as money, and how it is written on the wire and in a QR. */
import fc from 'fast-check'
import t from 'tap'
import { formatAmount, parseAmount, parseQrAmount, qrAmount } from '../../src/domain/money.js'

const WIRE: readonly (readonly [text: string, sen: bigint])[] = [
  ['100000.00', 10_000_000n],
  ['0.00', 0n],
  ['0.01', 1n],
  ['9999999.99', 999_999_999n],
  ['00010.50', 1050n],
  ['90071992547409.93', 9_007_199_254_740_993n],
  ['9999999999999999.99', 999_999_999_999_999_999n],
]

const NOT_WIRE = [
  '', '1', '1.', '1.0', '1.000', '.00', '-1.00', '+1.00', '1,00', '1e3.00', ' 1.00', '1.00 ', '1.00\n', '0x1.00', 'NaN', '1.0a',
  '١.٠٠', '1.00.00', '10000000000000000.00',
]

/** Amount in sen, on the wire, in tag 54. */
const SPELLINGS: readonly (readonly [sen: bigint, wire: string, qr: string])[] = [
  [0n, '0.00', '0'],
  [1n, '0.01', '0.01'],
  [10n, '0.10', '0.10'],
  [100n, '1.00', '1'],
  [1_000_000n, '10000.00', '10000'],
  [1_000_050n, '10000.50', '10000.50'],
  [999_999_999n, '9999999.99', '9999999.99'],
]

const QR: readonly (readonly [text: string, sen: bigint | undefined])[] = [
  ['10000', 1_000_000n],
  ['10000.', 1_000_000n],
  ['10000.5', 1_000_050n],
  ['10000.05', 1_000_005n],
  ['0', 0n],
  ['9999999999.99', 999_999_999_999n],
  ['10000000000.00', undefined],
  ['', undefined],
  ['.5', undefined],
  ['1.005', undefined],
  ['1,000', undefined],
  ['-1', undefined],
  ['1\n', undefined],
]

t.test('digits with exactly two decimals are an amount', (t) => {
  for (const [text, sen] of WIRE) t.equal(parseAmount(text), sen, text)
  t.end()
})

t.test('every other text is no amount', (t) => {
  for (const text of NOT_WIRE) t.equal(parseAmount(text), undefined, JSON.stringify(text))
  t.end()
})

t.test('the wire has two decimals, a QR has them only for cents', (t) => {
  for (const [sen, wire, qr] of SPELLINGS) {
    t.equal(formatAmount(sen), wire)
    t.equal(qrAmount(sen), qr)
  }
  t.end()
})

t.test('an amount in the QR of any bank has up to two decimals', (t) => {
  for (const [text, sen] of QR) t.equal(parseQrAmount(text), sen, JSON.stringify(text))
  t.end()
})

t.test('a negative amount is a mistake in the program', (t) => {
  t.throws(() => formatAmount(-1n), RangeError)
  t.throws(() => qrAmount(-100n), RangeError)
  t.end()
})

t.test('what is written is read back without loss', (t) => {
  fc.assert(fc.property(fc.bigInt(0n, 10n ** 18n - 1n), (sen) => parseAmount(formatAmount(sen)) === sen))
  fc.assert(fc.property(fc.bigInt(0n, 10n ** 12n - 1n), (sen) => parseQrAmount(qrAmount(sen)) === sen))
  t.pass('the property holds for every case that was drawn')
  t.end()
})

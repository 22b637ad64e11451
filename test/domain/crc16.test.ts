/** The checksum of a QR payload, against published check values and against the definition, bit by bit. */
import fc from 'fast-check'
import t from 'tap'
import { crc16 } from '../../src/domain/crc16.js'

/** The register of CRC-16/CCITT-FALSE, one bit at a time. */
const bitByBit = (bytes: Uint8Array): string => {
  let register = 0xffff
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit--) {
      const feedback = ((register >> 15) ^ (byte >> bit)) & 1
      register = ((register << 1) & 0xffff) ^ (feedback ? 0x1021 : 0)
    }
  }
  return register.toString(16).toUpperCase().padStart(4, '0')
}

const KNOWN: readonly (readonly [text: string, crc: string])[] = [
  ['', 'FFFF'],
  ['123456789', '29B1'],
  ['A', 'B915'],
]

t.test('the published check values come out', (t) => {
  for (const [text, crc] of KNOWN) t.equal(crc16(text), crc, text)
  t.end()
})

t.test('any text gives what the definition gives over its UTF-8 bytes', (t) => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => crc16(text) === bitByBit(Buffer.from(text))))
  t.pass('the property holds for every case that was drawn')
  t.end()
})

t.test('a checksum is always four digits', (t) => {
  const short = Array.from({ length: 200 }, (_, at) => String(at)).map(crc16)
  t.ok(short.some((crc) => crc.startsWith('0')), 'one of them begins with a zero')
  for (const crc of short) t.match(crc, /^[\dA-F]{4}$/)
  t.end()
})

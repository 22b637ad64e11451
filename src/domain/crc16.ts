/** CRC-16/CCITT-FALSE, the checksum that closes every EMVCo QR payload. */

const POLYNOMIAL = 0x1021
const INITIAL = 0xffff

const remainderOf = (byte: number): number => {
  let remainder = byte << 8
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 0x8000 ? (remainder << 1) ^ POLYNOMIAL : remainder << 1
  return remainder
}

/** What each byte contributes. Uint16Array keeps the lower 16 bits of what it is given. */
const TABLE = Uint16Array.from({ length: 256 }, (_, byte) => remainderOf(byte))

/** The checksum of the text's UTF-8 bytes, as four upper-case hexadecimal digits: `123456789` gives `29B1`. */
export const crc16 = (text: string): string => {
  let crc = INITIAL
  for (const byte of Buffer.from(text)) crc = ((crc << 8) & 0xffff) ^ (TABLE[(crc >> 8) ^ byte] as number)
  return crc.toString(16).toUpperCase().padStart(4, '0')
}

/** Money is a whole number of sen, the hundredth part of a rupiah, and never a float. */

const SEN_PER_RUPIAH = 100n

/** At most 16 digits before the point [SNAP: ISO 4217, 16,2]. */
const WIRE_AMOUNT = /^\d{1,16}\.\d{2}$/

/** An amount in a QR: EMVCo allows 13 characters, and a point that nothing follows. */
export const QR_AMOUNT = /^(?=.{1,13}$)(\d+)(?:\.(\d{0,2}))?$/

/** The sen of an amount as it travels, digits with exactly two decimals (`100000.00`), or undefined for every other text. */
export const parseAmount = (text: string): bigint | undefined =>
  WIRE_AMOUNT.test(text) ? BigInt(text.replace('.', '')) : undefined

const split = (sen: bigint): readonly [rupiah: string, cents: string] => {
  if (sen < 0n) throw new RangeError(`an amount is never negative: ${sen} sen`)
  return [(sen / SEN_PER_RUPIAH).toString(), (sen % SEN_PER_RUPIAH).toString().padStart(2, '0')]
}

/** The one spelling that the bank sends: `100000.00`, without leading zeros. */
export const formatAmount = (sen: bigint): string => split(sen).join('.')

/** The amount as tag 54 of a QR writes it: `100000`, and `100000.50` only if there are cents [SEEN]. */
export const qrAmount = (sen: bigint): string => {
  const [rupiah, cents] = split(sen)
  return cents === '00' ? rupiah : `${rupiah}.${cents}`
}

/** The sen of an amount in a QR of any bank: up to two decimals, or none. Undefined for every other text. */
export const parseQrAmount = (text: string): bigint | undefined => {
  const [, rupiah, cents = ''] = QR_AMOUNT.exec(text) ?? []
  return rupiah === undefined ? undefined : BigInt(rupiah + cents.padEnd(2, '0'))
}

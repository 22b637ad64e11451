/** Writes the QRIS payload (EMVCo merchant-presented mode) of a merchant the way the bank issues it. */
import { crc16 } from './crc16.js'
import { qrAmount } from './money.js'

/** A static QR takes any number of payments, a dynamic one takes one. */
export type QrKind = 'static' | 'dynamic'

/** Sizes of merchants by Bank Indonesia: micro, small, medium, large, and regular. */
export type MerchantCriteria = 'UMI' | 'UKE' | 'UME' | 'UBE' | 'URE'

/** What a payload says. */
export interface QrInput {
  readonly kind: QrKind
  /** 18 digits that begin with the bank's national number. */
  readonly merchantPan: string
  /** 12 digits. */
  readonly merchantOrStoreId: string
  readonly criteria: MerchantCriteria
  /** National merchant id, 15 upper-case letters and digits. */
  readonly nmid: string
  /** Merchant category code, four digits. */
  readonly mcc: string
  /** In sen; without it the payer types the amount. */
  readonly amount?: bigint | undefined
  readonly merchantName: string
  readonly merchantCity: string
  readonly postalCode: string
  /** 22 digits: the transaction of a dynamic QR, the scID of a static one. */
  readonly id: string
  readonly terminalLabel?: string | undefined
}

const BANK = 'ID.CO.BANKNEOCOMMERCE.WWW' // [SEEN]
const NAME_LENGTH = 25
const CITY_LENGTH = 15
const LABEL_LENGTH = 25
const AMOUNT_LENGTH = 13

/** Fields that come from the bank's own records: a wrong one is a mistake in this program, not in a request. */
const SHAPES = {
  kind: /^(?:static|dynamic)$/,
  merchantPan: /^93600490\d{10}$/,
  merchantOrStoreId: /^\d{12}$/,
  criteria: /^(?:UMI|UKE|UME|UBE|URE)$/,
  nmid: /^[A-Z\d]{15}$/,
  mcc: /^\d{4}$/,
  merchantName: /./s,
  merchantCity: /./s,
  postalCode: /^\d{5}$/,
  id: /^\d{22}$/,
} as const satisfies Partial<Record<keyof QrInput, RegExp>>

const assertShapes = (input: QrInput): void => {
  for (const [field, shape] of Object.entries(SHAPES)) {
    const value = input[field as keyof typeof SHAPES]
    if (!shape.test(value)) throw new RangeError(`${field} of a QR must match ${shape.source}: ${JSON.stringify(value)}`)
  }
}

/** Tag, two digits of length, value. Values are ASCII, so characters and bytes are the same. */
const field = (tag: string, value: string): string => `${tag}${value.length.toString().padStart(2, '0')}${value}`

/**
 * Text as EMVCo's character set has it: accents go, and what is then outside ASCII becomes `?` [CHOSEN], because readers
 * disagree whether a length counts characters or bytes.
 */
const plainText = (text: string, length: number): string => {
  const ascii = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/gu, '?')
  return (ascii || '?').slice(0, length)
}

const account = ({ merchantPan, merchantOrStoreId, criteria }: QrInput): string =>
  field('26', field('00', BANK) + field('01', merchantPan) + field('02', merchantOrStoreId) + field('03', criteria))

const nationalAccount = ({ nmid, criteria }: QrInput): string =>
  field('51', field('00', BANK) + field('02', nmid) + field('03', criteria))

const amountField = (amount: bigint | undefined): string => {
  if (amount === undefined) return ''
  const text = qrAmount(amount)
  if (amount === 0n || text.length > AMOUNT_LENGTH) throw new RangeError(`a QR cannot hold the amount ${text}`)
  return field('54', text)
}

const additionalData = (input: QrInput): string => {
  const label = input.terminalLabel ? field('07', plainText(input.terminalLabel, LABEL_LENGTH)) : ''
  return field('62', field(input.kind === 'dynamic' ? '01' : '05', input.id) + label)
}

/** The payload, its CRC included. Throws a RangeError for input that the bank would never hold. */
export const encodeQr = (input: QrInput): string => {
  assertShapes(input)
  const unsealed = [
    field('00', '01'),
    field('01', input.kind === 'dynamic' ? '12' : '11'),
    account(input),
    nationalAccount(input),
    field('52', input.mcc),
    field('53', '360'),
    amountField(input.amount),
    field('58', 'ID'),
    field('59', plainText(input.merchantName, NAME_LENGTH)),
    field('60', plainText(input.merchantCity, CITY_LENGTH)),
    field('61', input.postalCode),
    additionalData(input),
    '6304',
  ].join('')
  return unsealed + crc16(unsealed)
}

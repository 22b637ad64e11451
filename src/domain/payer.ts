/** Who pays a QR: the issuer, the customer's number there, and the switch's retrieval reference [CHOSEN: drawn, or as a tester says]. */
import { digits, oneOf, type Chance } from './chance.js'

interface Issuer {
  /** The bank's clearing code, three digits. */
  readonly bankCode: string
  readonly bankName: string
  /** Issuer part of the customer's PAN: 9360 and five digits. */
  readonly panPrefix: string
}

/** A few of the issuers that pay QRIS; names and clearing codes are public. */
export const ISSUERS: readonly Issuer[] = [
  { bankCode: '002', bankName: 'BANK RAKYAT INDONESIA', panPrefix: '93600002' },
  { bankCode: '008', bankName: 'BANK MANDIRI', panPrefix: '93600008' },
  { bankCode: '009', bankName: 'BANK NEGARA INDONESIA', panPrefix: '93600009' },
  { bankCode: '014', bankName: 'BANK CENTRAL ASIA', panPrefix: '93600014' },
  { bankCode: '490', bankName: 'BANK NEO COMMERCE', panPrefix: '93600490' }
]

/** What a tester may say of a payer; the rest is drawn. */
export interface PayerWish {
  /** A clearing code, or a bank's name. */
  readonly issuer?: string | undefined
  readonly rrn?: string | undefined
  readonly customerPan?: string | undefined
}

export interface Payer {
  /** 12 digits. */
  readonly rrn: string
  readonly bankCode: string
  readonly bankName: string
  /** 19 digits. */
  readonly customerPan: string
}

const findIssuer = (wish: string): Issuer => {
  const known = ISSUERS.find(issuer => issuer.bankCode === wish || issuer.bankName === wish.toUpperCase())
  if (known !== undefined) return known
  const isCode = /^\d{3}$/.test(wish)
  return { bankCode: isCode ? wish : '000', bankName: isCode ? `BANK ${wish}` : wish, panPrefix: isCode ? `93600${wish}` : '93600000' }
}

/** The bank that a PAN, a customer's or a merchant's, belongs to; undefined for one that is not in the list. */
export const issuerOf = (pan: string): Issuer | undefined => ISSUERS.find(({ panPrefix }) => pan.startsWith(panPrefix))

export const payer = (chance: Chance, wish: PayerWish = {}): Payer => {
  const issuer = wish.issuer === undefined ? oneOf(chance, ISSUERS) : findIssuer(wish.issuer)
  return {
    rrn: wish.rrn ?? digits(chance, 12),
    bankCode: issuer.bankCode,
    bankName: issuer.bankName,
    customerPan: wish.customerPan ?? issuer.panPrefix + digits(chance, 11)
  }
}

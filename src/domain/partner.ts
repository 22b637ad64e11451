/** A partner as the bank knows it: credentials, dialect, settings, and its keys made ready to verify with. */
import { createSecretKey, type KeyObject } from 'node:crypto'
import { DIALECTS, type Dialect, type DialectName, type SignatureMode } from '../../schemas/dialects.js'
import type { Merchant, PartnerSettings } from '../../schemas/partner.js'
import { publicKeyOf } from './parsed-key.js'

/** What is stored of a partner. */
export interface PartnerRecord {
  readonly partnerId: string
  readonly clientKey: string
  readonly clientSecret: string
  /** SPKI PEM. */
  readonly publicKey: string
  /** PKCS#8 PEM where the sandbox made the pair itself; a key that the partner brought is never seen. */
  readonly privateKey: string | null
  /** Signs this partner's access tokens. A new one expires every token so far. */
  readonly tokenKey: string
  readonly dialect: DialectName
  readonly signature: SignatureMode
  readonly callbackUrl: string | null
  readonly callbackSignature: SignatureMode
  readonly callbackTokenUrl: string | null
  readonly settings: PartnerSettings
  readonly merchants: readonly Merchant[]
  /** A partner of the fixtures goes back to them on reset; one made by an admin keeps its credentials. */
  readonly origin: 'fixture' | 'admin'
}

export interface Partner extends PartnerRecord {
  readonly rules: Dialect
  readonly verifyKey: KeyObject
  /** The client secret, made ready for HMAC. */
  readonly secretKey: KeyObject
}

export const makePartner = (record: PartnerRecord): Partner => ({
  ...record,
  rules: DIALECTS[record.dialect],
  verifyKey: publicKeyOf(record.publicKey),
  secretKey: createSecretKey(record.clientSecret, 'utf8')
})

export const findMerchant = (partner: PartnerRecord, merchantId: string): Merchant | undefined =>
  partner.merchants.find(merchant => merchant.merchantId === merchantId)

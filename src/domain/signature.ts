/** SNAP signatures: the text that is signed, and the two ways of signing it. The gate, the signer and the explainer all use this. */
import { createHmac, hash, sign, timingSafeEqual, verify, type KeyObject } from 'node:crypto'
import { minify } from './minify.js'

/** `symmetric`: HMAC-SHA512 with the client secret [SNAP]. `asymmetric`: SHA256withRSA, PKCS#1 v1.5 [BNC]. */
export type SignatureMode = 'symmetric' | 'asymmetric'

/** The parts of a transaction call that its signature covers. */
export interface SignedCall {
  readonly method: string
  /** As requested: query string included, no host. */
  readonly path: string
  /** The body's bytes as they travel. */
  readonly body: Buffer
  /** The literal text of X-TIMESTAMP. */
  readonly timestamp: string
  /** Without `Bearer `; only the symmetric text holds it. */
  readonly token: string
}

/** `lower(hex(sha256(minify(body))))`; an empty body hashes the empty string. */
export const bodyHash = (body: Buffer): string => hash('sha256', minify(body), 'hex')

/** What X-SIGNATURE of the token call signs [SNAP]. The body is not part of it. */
export const tokenStringToSign = (clientKey: string, timestamp: string): string => `${clientKey}|${timestamp}`

/** What X-SIGNATURE of a transaction call signs: with the token when symmetric [SNAP], without it when asymmetric [BNC]. */
export const stringToSign = (mode: SignatureMode, call: SignedCall): string =>
  mode === 'symmetric'
    ? `${call.method}:${call.path}:${call.token}:${bodyHash(call.body)}:${call.timestamp}`
    : `${call.method}:${call.path}:${bodyHash(call.body)}:${call.timestamp}`

/** Signs like a partner (or like the bank, with its own key): SHA256withRSA, padded standard base64. */
export const signRsa = (privateKey: KeyObject, text: string): string =>
  sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64')

/** Signs like a partner: HMAC-SHA512 with the client secret's text, padded standard base64. */
export const signHmac = (clientSecret: string | KeyObject, text: string): string =>
  createHmac('sha512', clientSecret).update(text).digest('base64')

/** The bytes of padded standard base64, or undefined for every other spelling (hex, base64url, no padding, stray bits). */
export const strictBase64 = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text, 'base64')
  return bytes.length > 0 && bytes.toString('base64') === text ? bytes : undefined
}

/** Whether `signature` is `text` signed by the private half of `publicKey`. */
export const verifyRsa = (publicKey: KeyObject, text: string, signature: string): boolean => {
  const bytes = strictBase64(signature)
  return bytes !== undefined && verify('RSA-SHA256', Buffer.from(text), publicKey, bytes)
}

/** Whether `signature` is `text` under `clientSecret`; the comparison takes the same time wherever the first difference is. */
export const verifyHmac = (clientSecret: string | KeyObject, text: string, signature: string): boolean => {
  const expected = Buffer.from(signHmac(clientSecret, text))
  const sent = Buffer.from(signature)
  return sent.length === expected.length && timingSafeEqual(sent, expected)
}

/** Access tokens: HS256 JWTs whose `iss` names the bank and whose `sub` is the client key [SEEN]. */
import { createHmac, timingSafeEqual } from 'node:crypto'

const ISSUER = 'bank-neo-commerce-sandbox'

export interface TokenClaims {
  readonly iss: string
  readonly sub: string
  /** Seconds since 1970, by the partner's clock. */
  readonly iat: number
  readonly exp: number
  readonly jti: string
}

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')

const HEADER = encode({ alg: 'HS256', typ: 'JWT' })

const seal = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('base64url')

/** A token of this client that lives from `now` (milliseconds) for `ttlSeconds`. */
export const makeToken = (key: string, clientKey: string, now: number, ttlSeconds: number, id: string): string => {
  const iat = Math.floor(now / 1000)
  const claims: TokenClaims = { iss: ISSUER, sub: clientKey, iat, exp: iat + ttlSeconds, jti: id }
  const text = `${HEADER}.${encode(claims)}`
  return `${text}.${seal(key, text)}`
}

const parseClaims = (part: string): TokenClaims | undefined => {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString()) as TokenClaims
  } catch {
    return undefined
  }
}

/** The claims of a token that was sealed with this key, whether or not its time is over; undefined for any other text. */
export const openToken = (key: string, token: string): TokenClaims | undefined => {
  const end = token.lastIndexOf('.')
  const expected = Buffer.from(seal(key, token.slice(0, Math.max(end, 0))))
  const sent = Buffer.from(token.slice(end + 1))
  if (sent.length !== expected.length || !timingSafeEqual(sent, expected)) return undefined
  return parseClaims(token.slice(token.indexOf('.') + 1, end))
}

/** Whether the token's time is over at `now` (milliseconds). */
export const isExpired = (claims: TokenClaims, now: number): boolean => now >= claims.exp * 1000

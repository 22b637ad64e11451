/** Access token B2B (73): issues a token to a partner whose signature was accepted. */
import type { AccessTokenReply } from '../../schemas/access-token.js'
import { isExpired, makeToken, openToken, type TokenClaims } from '../domain/access-token.js'
import { hex } from '../domain/chance.js'
import type { KnownToken } from '../domain/explanation/token.js'
import type { Partner } from '../domain/partner.js'
import { nowOf, type Bank } from './bank.js'

type Reply<T> = Omit<T, 'responseCode' | 'responseMessage'>

/** Older tokens of the partner stay valid until they expire: some clients fetch one before every call [SEEN]. */
export const issueToken = (bank: Bank, partner: Partner): Reply<AccessTokenReply> => {
  const { tokenTtlSeconds } = bank.options
  const now = nowOf(bank, partner.partnerId)
  const accessToken = makeToken(partner.tokenKey, partner.clientKey, now, tokenTtlSeconds, hex(bank.chance, 32))
  bank.tokens.remember(partner.partnerId, accessToken)
  return {
    accessToken,
    tokenType: 'Bearer',
    expiresIn: String(tokenTtlSeconds)
  }
}

/** Tokens that were opened lately: clients use one for many calls. Beyond this many all are forgotten at once. */
const REMEMBERED = 10_000

/** Tokens of a partner that the explainer is told of. */
const ISSUED_KEPT = 8

interface Opened {
  readonly tokenKey: string
  readonly claims: TokenClaims | undefined
}

/** Opens tokens, each once. A partner's new token key makes what was remembered of the old one worthless. */
export class TokenReader {
  readonly #opened = new Map<string, Opened>()
  readonly #issued = new Map<string, string[]>()

  /** A partner's token was issued; the explainer recognises the last few where one is signed and another one sent. */
  remember(partnerId: string, token: string): void {
    if (this.#issued.size >= REMEMBERED) this.#issued.clear()
    this.#issued.set(partnerId, [token, ...(this.#issued.get(partnerId) ?? [])].slice(0, ISSUED_KEPT))
  }

  /** The last tokens of this partner, and the last one of some others, as the explainer wants them. */
  issuedLately(partnerId: string): KnownToken[] {
    const own = (this.#issued.get(partnerId) ?? []).map(token => ({ token, label: 'older' }))
    const others = [...this.#issued].filter(([id]) => id !== partnerId).slice(-ISSUED_KEPT)
    return [...own, ...others.map(([label, [token = '']]) => ({ token, label }))]
  }

  /** The claims of this partner's token, or undefined for any other text. */
  open({ tokenKey }: Partner, token: string): TokenClaims | undefined {
    const known = this.#opened.get(token)
    if (known?.tokenKey === tokenKey) return known.claims
    const claims = openToken(tokenKey, token)
    if (claims === undefined) return undefined
    if (this.#opened.size >= REMEMBERED) this.#opened.clear()
    this.#opened.set(token, { tokenKey, claims })
    return claims
  }
}

/** Whether the token is this partner's and its time is not over. */
export const acceptsToken = (bank: Bank, partner: Partner, token: string): boolean => {
  const claims = bank.tokens.open(partner, token)
  return claims !== undefined && !isExpired(claims, nowOf(bank, partner.partnerId))
}

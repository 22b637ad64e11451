/** Access token B2B (73): issues a token to a partner whose signature was accepted. */
import type { AccessTokenReply } from '../../schemas/access-token.js'
import { isExpired, makeToken, openToken } from '../domain/access-token.js'
import { hex } from '../domain/chance.js'
import type { Partner } from '../domain/partner.js'
import { nowOf, type Bank } from './bank.js'

type Reply<T> = Omit<T, 'responseCode' | 'responseMessage'>

/** Older tokens of the partner stay valid until they expire: some clients fetch one before every call [SEEN]. */
export const issueToken = (bank: Bank, partner: Partner): Reply<AccessTokenReply> => {
  const { tokenTtlSeconds } = bank.options
  const now = nowOf(bank, partner.partnerId)
  return {
    accessToken: makeToken(partner.tokenKey, partner.clientKey, now, tokenTtlSeconds, hex(bank.chance, 32)),
    tokenType: 'Bearer',
    expiresIn: String(tokenTtlSeconds)
  }
}

/** Whether the token is this partner's and its time is not over. */
export const acceptsToken = (bank: Bank, partner: Partner, token: string): boolean => {
  const claims = openToken(partner.tokenKey, token)
  return claims !== undefined && !isExpired(claims, nowOf(bank, partner.partnerId))
}

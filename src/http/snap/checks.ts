/** The bank's checks in their order: one table, each line with its evidence. A check passes, or throws its refusal. */
import { DIALECTS } from '../../../schemas/dialects.js'
import { EXTERNAL_ID_PATTERN, MAX_HEADER_CHARS, TOKEN_HEADERS } from '../../../schemas/headers.js'
import { NO_SERVICE } from '../../../schemas/services.js'
import { nowOf, type Bank } from '../../bank/bank.js'
import { acceptsToken } from '../../bank/issue-token.js'
import { jakartaDay, parseTimestamp } from '../../domain/jakarta.js'
import { OUTCOME_HEADER, readOutcomeHeader } from '../../domain/outcome-header.js'
import type { Partner } from '../../domain/partner.js'
import { malformed, missing, Refusal, unauthorized } from '../../domain/refusal.js'
import { stringToSign, tokenStringToSign, verifyHmac, verifyRsa } from '../../domain/signature.js'
import { headerOf, isTokenCall, jsonOf, modeOf, partnerOf, type Exchange } from './exchange.js'
import { repeatedHeader } from './repeated-header.js'
import { describeSkew } from './timestamp-skew.js'

export interface Check {
  /** Its place in the order; 0 and 1, the body's size and the route, are judged while the request is read. */
  readonly step: number
  readonly name: string
  readonly evidence: string
  readonly run: (bank: Bank, exchange: Exchange) => void
}

const PARTNER_ID = 'x-partner-id'
const CLIENT_KEY = 'x-client-key'

/** Who the caller says it is; what headers it owes depends on that partner's dialect, what every dialect demands where nobody is known. */
export const claimedPartner = (bank: Bank, exchange: Exchange) =>
  isTokenCall(exchange)
    ? bank.store.partners.findByClientKey(headerOf(exchange, CLIENT_KEY))
    : bank.store.partners.find(headerOf(exchange, PARTNER_ID))

/** Names as they are told, and as Node has them. Authorization is apart: it is judged with the token [CHOSEN]. */
const owed = (names: readonly string[]): readonly (readonly [told: string, key: string])[] =>
  names.filter(name => name !== 'Authorization').map(name => [name, name.toLowerCase()] as const)

const OWED = { token: owed(TOKEN_HEADERS), bnc: owed(DIALECTS.bnc.mandatoryHeaders), snap: owed(DIALECTS.snap.mandatoryHeaders) }

const mandatoryHeaders = (bank: Bank, exchange: Exchange): void => {
  for (const [name, key] of OWED[isTokenCall(exchange) ? 'token' : claimedPartner(bank, exchange)?.dialect ?? 'snap']) {
    if (headerOf(exchange, key) === '') throw missing(name)
  }
}

const JSON_TYPE = /^application\/json\s*(?:;.*)?$/i

const headerFormats = (_bank: Bank, exchange: Exchange): void => {
  const repeated = repeatedHeader(exchange)
  if (repeated !== undefined) throw malformed(repeated, 'it stands there more than once')
  if (!JSON_TYPE.test(headerOf(exchange, 'content-type'))) throw malformed('Content-Type', 'it is not application/json')
  const timestamp = parseTimestamp(headerOf(exchange, 'x-timestamp'))
  if (timestamp === undefined) {
    throw malformed('X-TIMESTAMP', 'it is not ISO 8601 with an explicit offset and at most three decimals')
  }
  exchange.timestamp = timestamp
  if (!isTokenCall(exchange) && !EXTERNAL_ID_PATTERN.test(headerOf(exchange, 'x-external-id'))) {
    throw malformed('X-EXTERNAL-ID', 'it is not 1 to 36 visible ASCII characters')
  }
  const outcome = headerOf(exchange, OUTCOME_HEADER.toLowerCase())
  if (outcome !== '') readOutcomeHeader(outcome, exchange.service?.code ?? NO_SERVICE)
  for (let at = 1; at < exchange.rawHeaders.length; at += 2) {
    if ((exchange.rawHeaders[at] as string).length > MAX_HEADER_CHARS) {
      throw malformed(exchange.rawHeaders[at - 1] as string, `it is longer than ${String(MAX_HEADER_CHARS)} characters`)
    }
  }
}

const knownPartner = (bank: Bank, exchange: Exchange): void => {
  exchange.partner = claimedPartner(bank, exchange)
  if (exchange.partner === undefined) {
    throw unauthorized('Unknown Client', `no partner is registered under this ${isTokenCall(exchange) ? 'X-CLIENT-KEY' : 'X-PARTNER-ID'}`)
  }
}

/** Judged by real time always: a partner's clock that was moved does not make its signatures old. */
const timestampInWindow = (bank: Bank, exchange: Exchange): void => {
  const tolerance = bank.options.timestampToleranceSeconds
  const at = exchange.timestamp
  if (tolerance === 0 || Math.abs(at - exchange.receivedAt) <= tolerance * 1000) return
  const skew = describeSkew(at - exchange.receivedAt, tolerance)
  throw unauthorized(skew, skew)
}

const BEARER = /^Bearer(?:\s+(.*))?$/i

const validToken = (bank: Bank, exchange: Exchange): void => {
  const authorization = headerOf(exchange, 'authorization')
  const token = BEARER.exec(authorization)?.[1] ?? ''
  if (authorization === '' || (token === '' && BEARER.test(authorization))) throw new Refusal('40103', 'Authorization holds no token')
  if (token === '') throw new Refusal('40101', 'Authorization is not of the form Bearer and a token')
  if (!acceptsToken(bank, partnerOf(exchange), token)) {
    throw new Refusal('40101', "the token is malformed, another partner's, or its time is over")
  }
  exchange.token = token
}

/** The text that the signature of this call must be over, were it this partner's. */
export const signedText = (exchange: Exchange, { clientKey, signature: mode }: Partner): string => {
  const timestamp = headerOf(exchange, 'x-timestamp')
  if (isTokenCall(exchange)) return tokenStringToSign(clientKey, timestamp)
  const { method, path, body, token } = exchange
  return stringToSign(mode, { method, path, body, timestamp, token })
}

const isSigned = (exchange: Exchange): boolean => {
  const partner = partnerOf(exchange)
  const { judged } = exchange
  if (judged?.key === partner.verifyKey) return judged.valid
  const signature = headerOf(exchange, 'x-signature')
  const text = signedText(exchange, partner)
  return modeOf(exchange) === 'symmetric' ? verifyHmac(partner.secretKey, text, signature) : verifyRsa(partner.verifyKey, text, signature)
}

const signature = (_bank: Bank, exchange: Exchange): void => {
  if (isSigned(exchange)) return
  exchange.unsigned = true
  throw unauthorized('Signature', 'the signature is not that of this request')
}

/** Used up only now, once the signature was accepted; the day is Jakarta's, by the partner's clock. */
const freshExternalId = (bank: Bank, exchange: Exchange): void => {
  const { partnerId } = partnerOf(exchange)
  const day = jakartaDay(nowOf(bank, partnerId))
  if (!bank.store.externalIds.use(partnerId, day, headerOf(exchange, 'x-external-id'))) {
    throw new Refusal('40900', `this X-EXTERNAL-ID was used on ${day} already`)
  }
}

const jsonObject = (_bank: Bank, exchange: Exchange): void => {
  const json = jsonOf(exchange)
  if (json instanceof Refusal) throw json
}

/** The order in full [CHOSEN; nobody standardises it]. 10 to 12, fields and business, are the services' own. */
export const CHECKS: readonly Check[] = [
  { step: 2, name: 'mandatory headers', evidence: '[BNC] [SNAP]', run: mandatoryHeaders },
  { step: 3, name: 'header formats', evidence: '[SNAP] [SEEN]', run: headerFormats },
  { step: 4, name: 'known partner', evidence: '[SNAP]', run: knownPartner },
  { step: 5, name: 'timestamp window', evidence: '[CHOSEN]', run: timestampInWindow },
  { step: 6, name: 'token', evidence: '[SNAP]', run: validToken },
  { step: 7, name: 'signature', evidence: '[BNC] [SNAP]', run: signature },
  { step: 8, name: 'external id', evidence: '[SNAP]', run: freshExternalId },
  { step: 9, name: 'JSON object', evidence: '[SNAP]', run: jsonObject }
]

const TOKEN_STEPS: readonly number[] = [2, 3, 4, 5, 7, 9]

/** The checks after which an outcome is chosen: whatever body comes then will do. */
export const LAST_GATE_STEP = 8

/** The token call has no token and no external id. */
export const TOKEN_CHECKS: readonly Check[] = CHECKS.filter(({ step }) => TOKEN_STEPS.includes(step))

export const checksOf = (exchange: Exchange): readonly Check[] => (isTokenCall(exchange) ? TOKEN_CHECKS : CHECKS)

/** One exchange with a client of the bank: what came, and what the checks have found out so far. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Service } from '../../../schemas/services.js'
import type { Partner } from '../../domain/partner.js'
import type { JsonObject } from '../../domain/request-body.js'
import type { SignatureMode } from '../../domain/signature.js'

export interface Exchange {
  readonly service: Service
  readonly method: string
  /** As requested, query string included: the signature covers it. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[]
  /** The bytes as received. */
  readonly body: Buffer
  /** Real time when it came, in milliseconds. */
  readonly receivedAt: number
  /** Known once its check has passed. */
  partner: Partner | undefined
  token: string
  json: JsonObject | undefined
}

/** The value of a header, the empty text where it is absent. Header names are in lower case. */
export const headerOf = (exchange: Exchange, name: string): string => {
  const value = exchange.headers[name]
  return typeof value === 'string' ? value : ''
}

/** The partner that an earlier check has found. */
export const partnerOf = (exchange: Exchange): Partner => {
  if (exchange.partner === undefined) throw new Error('the partner is not known yet: the checks ran out of order')
  return exchange.partner
}

/** The token call is signed asymmetrically whatever the partner's mode is [SNAP]. */
export const modeOf = (exchange: Exchange): SignatureMode | 'token' =>
  exchange.service.name === 'token' ? 'token' : partnerOf(exchange).signature

/** One exchange with a client of the bank: what came, what the checks have found out so far, and what became of it. */
import { isUtf8 } from 'node:buffer'
import type { KeyObject } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Fault } from '../../../schemas/outcome.js'
import type { Service } from '../../../schemas/services.js'
import type { StateChange } from '../../bank/bank.js'
import type { Partner } from '../../domain/partner.js'
import { Refusal } from '../../domain/refusal.js'
import { isJsonObject, type JsonObject } from '../../domain/request-body.js'
import type { SignatureMode } from '../../domain/signature.js'

/** What was forced on an exchange, for the journal. */
export interface Forced {
  readonly source: 'header' | 'armed' | 'magic' | 'fixture'
  readonly id?: number | undefined
  readonly fault?: Fault | undefined
  readonly delayMs?: number | undefined
  readonly at?: string | undefined
  readonly responseCode?: string | undefined
  /** What the reply says of the state. */
  readonly status?: string | undefined
}

export interface Exchange {
  /** Undefined where the path belongs to no service. */
  readonly service: Service | undefined
  readonly method: string
  /** As requested, query string included: the signature covers it. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[]
  /** The bytes as received. */
  readonly body: Buffer
  /** Bytes of the whole body, where it is known to be longer than what was read of it. */
  readonly bodyLength: number
  /** Real time when it came, in milliseconds. */
  readonly receivedAt: number
  /** The same moment on the monotonic clock, to measure with. */
  readonly begunAt: number
  /** Known once its check has passed. */
  partner: Partner | undefined
  token: string
  /** What X-TIMESTAMP says, in milliseconds, once its format was accepted. */
  timestamp: number
  /** What was found of its RSA signature before the checks came to it, under which key. */
  judged: { readonly key: KeyObject; readonly valid: boolean } | undefined
  /** The body, parsed once, whoever asks first. */
  parsed: JsonObject | Refusal | undefined
  /** The step that is being taken; the one that refused, once it has. */
  step: number
  /** The signature was refused, and is to be explained. */
  unsigned: boolean
  /** The private half of a refusal. */
  why: string | undefined
  forced: Forced | undefined
  /** What it changes, a refused one too: time may have done something first. */
  readonly changes: StateChange[]
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

export const isTokenCall = (exchange: Exchange): boolean => exchange.service?.name === 'token'

/** The token call is signed asymmetrically whatever the partner's mode is [SNAP]. */
export const modeOf = (exchange: Exchange): SignatureMode | 'token' => (isTokenCall(exchange) ? 'token' : partnerOf(exchange).signature)

const parse = (body: Buffer): JsonObject | Refusal => {
  if (!isUtf8(body)) return new Refusal('40000', 'the body is not UTF-8')
  try {
    const json: unknown = JSON.parse(body.toString())
    return isJsonObject(json) ? json : new Refusal('40000', 'the body is JSON, but not an object')
  } catch (error) {
    return new Refusal('40000', `the body is not JSON: ${(error as Error).message}`)
  }
}

/** The body as a JSON object, or the refusal of any other. */
export const jsonOf = (exchange: Exchange): JsonObject | Refusal => (exchange.parsed ??= parse(exchange.body))

/** A service of the bank as a value: its words, what its fields must be beyond their table, and its deed. */
import type { TObject, TSchema } from '@sinclair/typebox'
import { DIALECTS, type Dialect, type DialectName } from '../../../schemas/dialects.js'
import type { ResponseCodeRow } from '../../../schemas/response-codes.js'
import type { Service } from '../../../schemas/services.js'
import { nowOf, type Bank } from '../../bank/bank.js'
import type { Partner } from '../../domain/partner.js'
import { requestReader, type FieldRules, type JsonObject, type RequestReader } from '../../domain/request-body.js'

/** What a deed is given: the caller, its request as read, and the body as it came. */
export interface Call<Request> {
  readonly bank: Bank
  readonly partner: Partner
  readonly request: Request
  readonly body: JsonObject
}

export interface ServiceDefinition<Request> {
  readonly service: Service
  readonly request: (dialect: Dialect) => TObject
  readonly reply: TSchema
  /** It changes nothing, so that it needs no undoing. */
  readonly readsOnly?: true
  /** Mandatory fields that depend on others; they come first in the request's table. */
  readonly demand?: (request: Request, partner: Partner) => void
  /** What single fields must be beyond their schema, each in its place in the order. */
  readonly rules?: (request: Request, now: number) => FieldRules
  readonly handle: (call: Call<Request>) => object
  /** What a forced reply carries besides its code: the shape of the real one, with nothing done. */
  readonly forced?: (call: ForcedCall) => object
}

/** A call whose reply is forced: any body will do, so nothing is known of it. */
export interface ForcedCall {
  readonly bank: Bank
  readonly partner: Partner
  readonly body: JsonObject
  readonly row: ResponseCodeRow
}

/** A service ready to serve: steps 10, 11 and 12 in turn. */
export interface BankService {
  readonly service: Service
  readonly request: (dialect: Dialect) => TObject
  readonly reply: TSchema
  readonly readsOnly: boolean
  /** `trace.step` tells how far it came. */
  readonly answer: (bank: Bank, partner: Partner, body: JsonObject, trace: { step: number }) => object
  readonly forced: (call: ForcedCall) => object
}

/** Readers are compiled once a dialect. */
export const defineService = <Request>(definition: ServiceDefinition<Request>): BankService => {
  const readers = new Map<DialectName, RequestReader<Request>>()
  const readerFor = (dialect: DialectName): RequestReader<Request> => {
    const reader = readers.get(dialect) ?? requestReader<Request>(definition.request(DIALECTS[dialect]))
    readers.set(dialect, reader)
    return reader
  }
  return {
    service: definition.service,
    request: definition.request,
    reply: definition.reply,
    readsOnly: definition.readsOnly ?? false,
    forced: definition.forced ?? (() => ({})),
    answer(bank, partner, body, trace) {
      const reader = readerFor(partner.dialect)
      const request = reader.read(body)
      trace.step = 10
      definition.demand?.(request, partner)
      reader.demandMandatory(body)
      trace.step = 11
      reader.demandFormats(body, definition.rules?.(request, nowOf(bank, partner.partnerId)))
      trace.step = 12
      return definition.handle({ bank, partner, request, body })
    }
  }
}

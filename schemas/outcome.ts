/** Forced outcomes: what a tester arms so that the bank answers, delays or breaks as wanted. */
import { Type, type Static } from '@sinclair/typebox'
import { AMOUNT_PATTERN, Words } from './fields.js'
import { NOT_FOUND_CODE, STATUS_WORDS } from './transaction-status.js'

/** What can happen to a reply on the wire. */
export const FAULTS = ['reset', 'hang', 'empty', 'truncate', 'malformed', 'html502', 'slow'] as const
export type Fault = (typeof FAULTS)[number]

/** `before`: the bank did nothing. `after`: it did, and the client did not hear it. */
export const PLACES = ['before', 'after'] as const
export type Place = (typeof PLACES)[number]

export const MATCH_FIELDS = ['referenceNo', 'partnerReferenceNo', 'externalId', 'merchantId', 'amount'] as const
export type MatchField = (typeof MATCH_FIELDS)[number]

const MAX_DELAY_MS = 600_000
const Delay = Type.Integer({ minimum: 0, maximum: MAX_DELAY_MS, description: `0 to ${String(MAX_DELAY_MS)} ms, or {min, max}` })
const Value = Type.String({ minLength: 1, maxLength: 64 })

export const OutcomeRespond = Type.Object(
  {
    responseCode: Type.Optional(Type.String({ pattern: '^[0-9]{3}([0-9A-Z][0-9]|SS)[0-9]{2}$', description: 'seven characters, such as 4047700; SS stands for the service' })),
    responseMessage: Type.Optional(Type.String({ maxLength: 256 })),
    additionalInfo: Type.Optional(Type.Object({}, { additionalProperties: true })),
    status: Type.Optional(Words([...STATUS_WORDS, NOT_FOUND_CODE], 'The latestTransactionStatus of the reply; the ledger stays as it is'))
  },
  { additionalProperties: false }
)
export type OutcomeRespond = Static<typeof OutcomeRespond>

const effect = {
  respond: Type.Optional(OutcomeRespond),
  delayMs: Type.Optional(Type.Union([Delay, Type.Object({ min: Delay, max: Delay }, { additionalProperties: false })])),
  fault: Type.Optional(Words(FAULTS)),
  at: Type.Optional(Words(PLACES))
}

/** One step of a sequence: an effect, or `pass` for the ordinary answer. */
export const OutcomeStep = Type.Union([Type.Object(effect, { additionalProperties: false }), Type.Literal('pass')])
export type OutcomeStep = Static<typeof OutcomeStep>

export const OutcomeCreate = Type.Object(
  {
    service: Type.String({ minLength: 1, maxLength: 16, description: 'A service code or name, or *' }),
    match: Type.Optional(
      Type.Object(
        {
          referenceNo: Type.Optional(Value),
          partnerReferenceNo: Type.Optional(Value),
          externalId: Type.Optional(Value),
          merchantId: Type.Optional(Value),
          amount: Type.Optional(Type.String({ pattern: AMOUNT_PATTERN, maxLength: 20, description: 'For example "10000.00"' }))
        },
        { additionalProperties: false }
      )
    ),
    ...effect,
    times: Type.Optional(Type.Union([Type.Integer({ minimum: 1, maximum: 1_000_000_000 }), Type.Literal('always')], { description: 'a whole number from 1, or "always"' })),
    skip: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
    ttlSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 315_360_000 })),
    probability: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1 })),
    seed: Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength: 64 }), Type.Integer()], { description: 'a text or a whole number' })),
    sequence: Type.Optional(Type.Array(OutcomeStep, { minItems: 1, maxItems: 100 })),
    partnerId: Type.Optional(Type.String({ minLength: 1 })),
    note: Type.Optional(Type.String({ maxLength: 500 }))
  },
  { additionalProperties: false, title: 'OutcomeCreate' }
)
export type OutcomeCreate = Static<typeof OutcomeCreate>

/** A call that nearly met the outcome, and why it did not. */
export const NearMiss = Type.Object({
  at: Type.String(),
  service: Type.String(),
  partnerId: Type.Optional(Type.String()),
  externalId: Type.Optional(Type.String()),
  why: Type.Array(Type.String())
})
export type NearMiss = Static<typeof NearMiss>

export const OutcomeReply = Type.Object(
  {
    id: Type.String(),
    ...OutcomeCreate.properties,
    origin: Words(['armed', 'fixture']),
    createdAt: Type.String(),
    expiresAt: Type.Optional(Type.String()),
    used: Type.Integer({ description: 'How often it has fired' }),
    remaining: Type.Union([Type.Integer(), Type.Literal('always')], { description: 'How often it will still fire; 0 once it is used up or its time is over' }),
    nearMisses: Type.Array(NearMiss)
  },
  { title: 'Outcome' }
)
export type OutcomeReply = Static<typeof OutcomeReply>

export const ResponseCodeReply = Type.Object(
  {
    responseCode: Type.String(),
    responseMessage: Type.String(),
    httpStatus: Type.Integer(),
    service: Type.String(),
    category: Type.String(),
    description: Type.String(),
    note: Type.Optional(Type.String()),
    source: Type.String({ description: 'Where the row comes from' }),
    cause: Type.Optional(Type.String({ description: 'What makes this bank answer so by itself' }))
  },
  { title: 'ResponseCode' }
)
export type ResponseCodeReply = Static<typeof ResponseCodeReply>

/** The journal as admin routes show it, and the claims that can be verified against it. */
import { Type, type Static } from '@sinclair/typebox'
import { PageQuery } from './page.js'
import { Moment } from './transaction.js'

export const JournalFilter = {
  partnerId: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  service: Type.Optional(Type.String({ minLength: 1, maxLength: 16, description: 'a service code or name' })),
  referenceNo: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  externalId: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  responseCode: Type.Optional(Type.String({ minLength: 1, maxLength: 7, description: 'seven characters, such as 4047700' })),
  since: Type.Optional(Moment)
}

export const JournalQuery = Type.Object({ ...JournalFilter, ...PageQuery }, { additionalProperties: false })
export type JournalQuery = Static<typeof JournalQuery>

export const CheckReply = Type.Object({
  step: Type.Integer(),
  name: Type.String(),
  result: Type.String({ description: 'ok, refused, forced or not reached' }),
  why: Type.Optional(Type.String()),
  evidence: Type.Optional(Type.String())
})
export type CheckReply = Static<typeof CheckReply>

export const RequestReply = Type.Object(
  {
    id: Type.String(),
    at: Type.String(),
    partnerId: Type.Union([Type.String(), Type.Null()]),
    service: Type.Union([Type.String(), Type.Null()]),
    method: Type.String(),
    path: Type.String(),
    headers: Type.Array(Type.Tuple([Type.String(), Type.String()])),
    body: Type.String({ description: 'As received, up to 16 KiB; bytes that are not UTF-8 show as U+FFFD' }),
    bodyBase64: Type.Optional(Type.String({ description: 'The raw bytes, where they are not UTF-8' })),
    bodyLength: Type.Integer({ description: 'Of the whole body; of one that is too large or cut short, what came or was announced' }),
    status: Type.Union([Type.Integer(), Type.Null()]),
    responseCode: Type.Union([Type.String(), Type.Null()]),
    reply: Type.Unknown({ description: 'Parsed where it is JSON' }),
    referenceNo: Type.Union([Type.String(), Type.Null()]),
    externalId: Type.Union([Type.String(), Type.Null()]),
    checks: Type.Array(CheckReply),
    outcome: Type.Optional(Type.Unknown({ description: 'What was forced on it, and from where' })),
    fault: Type.Optional(
      Type.String({ description: 'What became of the reply: a forced fault, or cut where the client was gone before it, or amid the call' })
    ),
    signature: Type.Optional(Type.Unknown({ description: 'Of a refused signature: the explanation' })),
    changes: Type.Array(Type.Unknown()),
    notifications: Type.Array(Type.String({ description: 'Ids of the notifications that it caused' })),
    durationMs: Type.Number()
  },
  { title: 'JournalEntry' }
)
export type RequestReply = Static<typeof RequestReply>

const Count = Type.Integer({ minimum: 0, maximum: 1_000_000 })

export const VerifyBody = Type.Object(
  {
    match: Type.Optional(Type.Object(JournalFilter, { additionalProperties: false })),
    times: Type.Optional(Count),
    atLeast: Type.Optional(Count),
    atMost: Type.Optional(Count),
    withinMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 300_000 }))
  },
  { additionalProperties: false, title: 'VerifyBody' }
)
export type VerifyBody = Static<typeof VerifyBody>

export const VerifyReply = Type.Object({ verified: Type.Boolean(), count: Type.Integer(), ids: Type.Array(Type.String()) })
export type VerifyReply = Static<typeof VerifyReply>

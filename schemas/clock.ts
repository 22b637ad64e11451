/** The clock as admin routes show and move it. */
import { Type, type Static } from '@sinclair/typebox'
import { Words } from './fields.js'
import { ATTEMPT_CAUSES, ATTEMPT_RESULTS } from './notification.js'
import { HistoryReply, Moment } from './transaction.js'
import { STATUSES } from './transaction-status.js'

const TEN_YEARS = 315_360_000

export const ClockBody = Type.Object(
  {
    advanceSeconds: Type.Optional(Type.Number({ minimum: -TEN_YEARS, maximum: TEN_YEARS })),
    setTo: Type.Optional(Moment),
    freeze: Type.Optional(Type.Literal(true)),
    resume: Type.Optional(Type.Literal(true)),
    reset: Type.Optional(Type.Literal(true)),
    partnerId: Type.Optional(Type.String({ minLength: 1 }))
  },
  { additionalProperties: false, title: 'ClockBody' }
)
export type ClockBody = Static<typeof ClockBody>

const Whose = {
  at: Type.String({ description: "By the partner's clock" }),
  partnerId: Type.String(),
  referenceNo: Type.String()
}

/** One thing that became due and was done: a transaction moved, or an attempt was made to notify its partner. */
export const Happening = Type.Union(
  [
    Type.Object({ ...HistoryReply.properties, ...Whose, kind: Type.Literal('transaction') }),
    Type.Object({
      ...Whose,
      kind: Type.Literal('notification'),
      id: Type.String(),
      transactionStatus: Words(STATUSES, 'The state that it tells of'),
      cause: Words(ATTEMPT_CAUSES),
      result: Words(ATTEMPT_RESULTS),
      detail: Type.String()
    })
  ],
  { title: 'Happening' }
)
export type Happening = Static<typeof Happening>

/** Something that time will bring. */
export const DueReply = Type.Object(
  {
    at: Type.String({ description: "By the partner's clock" }),
    inSeconds: Type.Integer({ description: "From now, by the partner's clock; below 0 while it is overdue" }),
    partnerId: Type.String(),
    what: Words(['expiry', 'magic', 'notification'], 'A QR expires, a magic value moves it, or a notification is tried'),
    referenceNo: Type.String(),
    notificationId: Type.Optional(Type.String())
  },
  { title: 'Due' }
)
export type DueReply = Static<typeof DueReply>

/** A reply lists no more; what there was beyond it is in the histories and the notifications. */
export const MAX_HAPPENINGS = 1000

export const ClockReply = Type.Object(
  {
    now: Type.String(),
    offsetSeconds: Type.Number(),
    frozen: Type.Boolean(),
    partnerId: Type.Union([Type.String(), Type.Null()]),
    /** After a move: how many things became due and were done. */
    done: Type.Optional(Type.Integer()),
    /** After a move. */
    happened: Type.Optional(Type.Array(Happening, { description: `What came of it, in order; the first ${MAX_HAPPENINGS}` }))
  },
  { title: 'Clock' }
)
export type ClockReply = Static<typeof ClockReply>

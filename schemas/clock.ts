/** The clock as admin routes show and move it. */
import { Type, type Static } from '@sinclair/typebox'
import { Moment } from './transaction.js'

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

export const ClockReply = Type.Object(
  {
    now: Type.String(),
    offsetSeconds: Type.Number(),
    frozen: Type.Boolean(),
    partnerId: Type.Union([Type.String(), Type.Null()]),
    /** After a move: how many things became due and were done. */
    done: Type.Optional(Type.Integer())
  },
  { title: 'Clock' }
)
export type ClockReply = Static<typeof ClockReply>

/** How admin routes say no: RFC 9457 problem details. */
import { Type, type Static } from '@sinclair/typebox'

export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'Names the field and the allowed values' }),
    field: Type.Optional(Type.String()),
    allowed: Type.Optional(Type.Array(Type.String())),
    count: Type.Optional(Type.Integer({ description: 'Of a claim that does not hold: how many calls match it' })),
    nearestMisses: Type.Optional(Type.Array(Type.Unknown()))
  },
  { title: 'Problem', additionalProperties: true }
)
export type Problem = Static<typeof Problem>

export const PROBLEM_TYPE = 'application/problem+json'

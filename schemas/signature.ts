/** The signature explainer as admin routes take and answer it. */
import { Type, type Static } from '@sinclair/typebox'

export const ExplainBody = Type.Object(
  {
    method: Type.Optional(Type.String({ minLength: 1, maxLength: 16 })),
    path: Type.String({ minLength: 1, maxLength: 2048, pattern: '^/', description: 'As requested, query string included, no host' }),
    headers: Type.Record(Type.String(), Type.String(), { description: 'Those that were sent; names in any case' }),
    body: Type.Optional(Type.String({ maxLength: 1_048_576, description: 'The exact text of the body' })),
    partnerId: Type.Optional(Type.String({ minLength: 1, description: 'Where X-PARTNER-ID or X-CLIENT-KEY do not say it' }))
  },
  { additionalProperties: false, title: 'ExplainBody' }
)
export type ExplainBody = Static<typeof ExplainBody>

export const ExplainReply = Type.Object(
  {
    valid: Type.Boolean(),
    mode: Type.String({ description: 'token, symmetric or asymmetric' }),
    stringToSign: Type.String({ description: 'What the bank expected to be signed' }),
    bodyHash: Type.String(),
    minifiedBody: Type.String(),
    mistakes: Type.Array(
      Type.Object({
        id: Type.String(),
        title: Type.String(),
        hint: Type.String(),
        stringToSign: Type.Optional(Type.String({ description: 'What was signed instead; secrets replaced' })),
        firstDifference: Type.Optional(Type.Unknown())
      })
    ),
    tried: Type.Integer({ description: 'Candidates that were computed' }),
    facts: Type.Optional(Type.Array(Type.String()))
  },
  { title: 'Explanation' }
)
export type ExplainReply = Static<typeof ExplainReply>

/** The acceptance report: the functional-test sheet that a bank asks of a partner, filled from what really happened. */
import { Type, type Static } from '@sinclair/typebox'
import { Words } from './fields.js'

export const ACCEPTANCE_FORMATS = ['json', 'html', 'markdown', 'junit'] as const
export type AcceptanceFormat = (typeof ACCEPTANCE_FORMATS)[number]

export const ACCEPTANCE_LANGUAGES = ['en', 'id'] as const // [CHOSEN]
export type AcceptanceLanguage = (typeof ACCEPTANCE_LANGUAGES)[number]

export const CASE_STATUSES = ['passed', 'failed', 'not exercised'] as const
export type CaseStatus = (typeof CASE_STATUSES)[number]

/** Services as the sheet has them: those of the bank, and the notification, which the bank sends. */
export const SHEET_SERVICES = ['73', '47', '51', '77', '78', '12', '48', '52'] as const
export type SheetService = (typeof SHEET_SERVICES)[number]

export const AcceptanceQuery = Type.Object(
  {
    partnerId: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description:
          "Whose; where it is not said the only partner's that has evidence, or the bank's first partner's " +
          "where none has any"
      })
    ),
    format: Type.Optional(Words(ACCEPTANCE_FORMATS, 'json where it is not said')),
    lang: Type.Optional(Words(ACCEPTANCE_LANGUAGES, 'en where it is not said'))
  },
  { additionalProperties: false }
)
export type AcceptanceQuery = Static<typeof AcceptanceQuery>

/** One exchange of the wire that proves something. Tokens and signatures are shortened as in the journal. */
export const Evidence = Type.Object(
  {
    at: Type.String({ description: 'Real time, ISO 8601' }),
    source: Words(['request', 'notification']),
    id: Type.String({ description: 'Of the entry in the journal, which may be gone by now, or of the notification' }),
    attempt: Type.Optional(Type.Integer({ description: 'Of a notification: which one' })),
    method: Type.String(),
    target: Type.String({ description: "The path as requested, or the partner's URL" }),
    headers: Type.Array(Type.Tuple([Type.String(), Type.String()])),
    body: Type.String(),
    status: Type.Union([Type.Integer(), Type.Null()], { description: 'HTTP status; null where no answer reached the client' }),
    reply: Type.String({ description: 'As answered; what the bank would have answered where nothing reached the client' }),
    note: Type.Optional(Type.String({ description: 'What was forced on it, or what became of it on the wire' }))
  },
  { title: 'AcceptanceEvidence' }
)
export type Evidence = Static<typeof Evidence>

export const AcceptanceCase = Type.Object(
  {
    id: Type.String({ description: 'Stable, such as 77.cancel-paid' }),
    title: Type.String(),
    rule: Type.String({ description: 'What counts, in words' }),
    responseCode: Type.Union([Type.String(), Type.Null()], { description: 'The code that is expected, where it is one' }),
    forcedCounts: Type.Boolean({ description: 'Whether an answer that was forced counts' }),
    exercise: Type.Array(Type.String(), { description: 'How to exercise it: commands' }),
    status: Words(CASE_STATUSES),
    why: Type.Optional(Type.String({ description: 'Of a failed one: what went wrong' })),
    at: Type.Optional(Type.String({ description: 'When it was passed or failed: real time, ISO 8601' })),
    evidence: Type.Array(Evidence)
  },
  { title: 'AcceptanceCase' }
)
export type AcceptanceCase = Static<typeof AcceptanceCase>

export const AcceptanceSummary = Type.Object({
  passed: Type.Integer(),
  failed: Type.Integer(),
  notExercised: Type.Integer(),
  total: Type.Integer()
})
export type AcceptanceSummary = Static<typeof AcceptanceSummary>

export const AcceptanceService = Type.Object(
  {
    service: Words(SHEET_SERVICES),
    title: Type.String(),
    summary: AcceptanceSummary,
    cases: Type.Array(AcceptanceCase)
  },
  { title: 'AcceptanceService' }
)
export type AcceptanceService = Static<typeof AcceptanceService>

export const AcceptanceReply = Type.Object(
  {
    partnerId: Type.String(),
    at: Type.String({ description: 'When the report was made: real time, ISO 8601' }),
    summary: AcceptanceSummary,
    services: Type.Array(AcceptanceService)
  },
  { title: 'AcceptanceReport' }
)
export type AcceptanceReply = Static<typeof AcceptanceReply>

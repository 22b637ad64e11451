/** Faults of the webhook lab: what can be made to go wrong with a notification, and how that is armed. */
import { Type, type Static } from '@sinclair/typebox'
import { Words } from './fields.js'

export const WEBHOOK_FAULT_KINDS = [
  'duplicate', 'delay', 'reorder', 'drop', 'tamper-body', 'tamper-signature', 'expired-signature', 'unknown-status', 'early',
  'contradict'
] as const
export type WebhookFaultKind = (typeof WEBHOOK_FAULT_KINDS)[number]

/** As with outcomes: one notification where nothing is said. */
export const Times = Type.Union([Type.Integer({ minimum: 1, maximum: 1_000_000 }), Type.Literal('always')], {
  description: 'a whole number from 1, or "always"'
})

const WEEK_SECONDS = 604_800

export const WebhookFaultBody = Type.Object(
  {
    kind: Words(WEBHOOK_FAULT_KINDS),
    partnerId: Type.Optional(Type.String({ minLength: 1, description: 'Of every partner where it is not said' })),
    times: Type.Optional(Times),
    delaySeconds: Type.Optional(
      Type.Integer({ minimum: 1, maximum: WEEK_SECONDS, description: 'Of delay, reorder and expired-signature' })
    )
  },
  { additionalProperties: false, title: 'WebhookFaultBody' }
)
export type WebhookFaultBody = Static<typeof WebhookFaultBody>

export const WebhookFaultReply = Type.Object(
  {
    id: Type.String(),
    kind: Words(WEBHOOK_FAULT_KINDS),
    about: Type.String({ description: 'What it does, in a sentence' }),
    partnerId: Type.Union([Type.String(), Type.Null()]),
    times: Times,
    delaySeconds: Type.Optional(Type.Integer()),
    used: Type.Integer(),
    remaining: Type.Union([Type.Integer(), Type.Null()], { description: 'null: always' })
  },
  { title: 'WebhookFault' }
)
export type WebhookFaultReply = Static<typeof WebhookFaultReply>

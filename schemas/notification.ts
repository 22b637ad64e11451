/** Notification (52), bank to partner: what travels, and how admin routes show deliveries with their attempts. */
import { Type, type Static } from '@sinclair/typebox'
import { MoneyReply, Words } from './fields.js'
import { PageQuery } from './page.js'
import { STATUSES, StatusWord } from './transaction-status.js'
import { WEBHOOK_FAULT_KINDS } from './webhook-fault.js'

/** HTTP 200 and this responseCode acknowledge a notification [SNAP]; nothing else does. */
export const ACKNOWLEDGED_CODE = '2005200'

/** [SNAP] the fields; [CHOSEN] which of them have a value in which state. All values are strings [SEEN]. */
export const NotificationBody = Type.Object(
  {
    originalReferenceNo: Type.String(),
    originalPartnerReferenceNo: Type.Optional(Type.String({ description: 'Of a dynamic QR' })),
    latestTransactionStatus: Type.String(),
    transactionStatusDesc: Type.Optional(Type.String()),
    customerNumber: Type.Optional(Type.String({ description: "The payer's CPAN, once paid" })),
    accountType: Type.Optional(Type.String()),
    destinationNumber: Type.String({ description: "The merchant's PAN" }),
    destinationAccountName: Type.String({ description: "The merchant's name" }),
    amount: Type.Optional(MoneyReply),
    sessionID: Type.String(),
    bankCode: Type.Optional(Type.String({ description: "The payer's bank, once paid" })),
    additionalInfo: Type.Object({
      RRN: Type.Optional(Type.String()),
      bankCode: Type.Optional(Type.String()),
      bankName: Type.Optional(Type.String()),
      paidTime: Type.Optional(Type.String({ description: 'ISO 8601' })),
      traceId: Type.Optional(Type.String())
    })
  },
  { title: 'NotificationBody' }
)
export type NotificationBody = Static<typeof NotificationBody>

/** `failed`: the schedule is exhausted. */
export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed'] as const
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number]

/** How an attempt can end. */
export const ATTEMPT_RESULTS = [
  'acknowledged', // HTTP 200 and 2005200
  'wrong-code', // HTTP 200 and another responseCode
  'wrong-body', // HTTP 200 and no JSON, or no responseCode in it
  'http-status', // another status
  'redirect', // 3xx; it is not followed
  'timeout', // no whole answer in time
  'dns', // the name has no address
  'refused', // nobody listens there
  'connection', // reset, unreachable, closed without an answer
  'tls', // the handshake failed, or the certificate is not to be trusted
  'not-http', // the answer is not HTTP
  'token', // the partner's token URL gave no token
  'no-url', // the partner has no callbackUrl any more
  'dropped' // the webhook lab lost it on the way
] as const
export type AttemptResult = (typeof ATTEMPT_RESULTS)[number]

/** Why an attempt was made. */
export const ATTEMPT_CAUSES = ['schedule', 'redelivery', 'duplicate'] as const
export type AttemptCause = (typeof ATTEMPT_CAUSES)[number]

const Headers = Type.Record(Type.String(), Type.String(), { description: 'As they were sent; signature and token shortened' })

export const AttemptReply = Type.Object({
  number: Type.Integer(),
  cause: Words(ATTEMPT_CAUSES),
  at: Type.String({ description: "When it was due, by the partner's clock" }),
  sentAt: Type.String({ description: 'Real time' }),
  url: Type.Union([Type.String(), Type.Null()]),
  headers: Headers,
  result: Words(ATTEMPT_RESULTS),
  acknowledged: Type.Boolean(),
  detail: Type.String(),
  httpStatus: Type.Optional(Type.Integer()),
  responseBody: Type.Optional(Type.String({ description: 'The first 4 kB of it' })),
  durationMs: Type.Integer(),
  fault: Type.Optional(Words(WEBHOOK_FAULT_KINDS, 'What the webhook lab did to this attempt'))
})
export type AttemptReply = Static<typeof AttemptReply>

export const NotificationReply = Type.Object(
  {
    id: Type.String({ description: 'Its X-EXTERNAL-ID, the same on every attempt' }),
    partnerId: Type.String(),
    referenceNo: Type.String(),
    transactionStatus: Words(STATUSES, 'The state that it tells of'),
    status: Words(DELIVERY_STATUSES),
    body: Type.String({ description: 'The bytes as they are sent' }),
    createdAt: Type.String(),
    nextAttemptAt: Type.Union([Type.String(), Type.Null()]),
    deliveredAt: Type.Optional(Type.String()),
    fault: Type.Optional(Words(WEBHOOK_FAULT_KINDS)),
    attempts: Type.Array(AttemptReply)
  },
  { title: 'Notification' }
)
export type NotificationReply = Static<typeof NotificationReply>

const filters = {
  partnerId: Type.Optional(Type.String({ minLength: 1 })),
  referenceNo: Type.Optional(Type.String({ minLength: 1 })),
  status: Type.Optional(Words(DELIVERY_STATUSES, 'Of the delivery')),
  transactionStatus: Type.Optional(StatusWord)
}

export const NotificationListQuery = Type.Object({ ...filters, ...PageQuery }, { additionalProperties: false })
export type NotificationListQuery = Static<typeof NotificationListQuery>

export const DEFAULT_WAIT_MS = 5000
const MAX_WAIT_MS = 60_000

export const NotificationWaitQuery = Type.Object(
  {
    ...filters,
    referenceNo: Type.String({ minLength: 1 }),
    timeoutMs: Type.Optional(Type.Integer({ minimum: 0, maximum: MAX_WAIT_MS, default: DEFAULT_WAIT_MS }))
  },
  { additionalProperties: false }
)
export type NotificationWaitQuery = Static<typeof NotificationWaitQuery>

const Step = Type.Object({ ok: Type.Boolean(), detail: Type.String(), ms: Type.Integer() })
const MaybeStep = Type.Union([Step, Type.Null()], { description: 'null: it did not come to that' })

export const CallbackTestBody = Type.Object(
  {
    url: Type.Optional(Type.String({ minLength: 1, maxLength: 2048, description: "Another URL than the partner's callbackUrl" }))
  },
  { additionalProperties: false, title: 'CallbackTestBody' }
)
export type CallbackTestBody = Static<typeof CallbackTestBody>

/** What a notification that tells of nothing met on its way. */
export const CallbackTestReply = Type.Object(
  {
    url: Type.String(),
    acknowledged: Type.Boolean(),
    result: Words(ATTEMPT_RESULTS),
    detail: Type.String(),
    dns: MaybeStep,
    connection: MaybeStep,
    tls: MaybeStep,
    httpStatus: Type.Union([Type.Integer(), Type.Null()]),
    responseBody: Type.Union([Type.String(), Type.Null()]),
    durationMs: Type.Integer(),
    request: Type.Object({ headers: Headers, body: Type.String() })
  },
  { title: 'CallbackTest' }
)
export type CallbackTestReply = Static<typeof CallbackTestReply>

/** Transactions as admin routes and fixtures show and take them. */
import { Type, type Static } from '@sinclair/typebox'
import { AMOUNT_PATTERN, Words } from './fields.js'
import { StatusWord, STATUSES } from './transaction-status.js'

export const Amount = Type.String({ pattern: AMOUNT_PATTERN, maxLength: 13, description: 'For example "10000.00"' })

const Code = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '^[^\\u0000-\\u001f\\u007f]+$' })

/** A moment: ISO 8601 with an explicit offset. */
export const Moment = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?(Z|[+-]\\d{2}:\\d{2})$',
  description: 'ISO 8601 with an offset, for example 2026-11-21T09:30:00+07:00'
})

/** What a tester may say of a payer; the rest is drawn. */
export const PayerWish = {
  issuer: Type.Optional(Type.String({ minLength: 1, maxLength: 50, description: 'A clearing code (014) or a name of a bank' })),
  rrn: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z]{1,16}$' })),
  customerPan: Type.Optional(Type.String({ pattern: '^[0-9]{12,19}$' }))
}

/** A transaction that is put into the ledger as it is, by a fixture or by an admin. `{}` is a static QR of the first merchant. */
export const TransactionSeed = Type.Object(
  {
    referenceNo: Type.Optional(Code(64)),
    partnerReferenceNo: Type.Optional(Code(64)),
    kind: Type.Optional(Words(['dynamic', 'static'], 'dynamic with an amount, static without, where nothing is said')),
    status: Type.Optional(StatusWord),
    amount: Type.Optional(Amount),
    feeAmount: Type.Optional(Amount),
    merchantId: Type.Optional(Type.String({ pattern: '^[0-9]{12}$' })),
    subMerchantId: Type.Optional(Code(64)),
    storeId: Type.Optional(Code(64)),
    terminalId: Type.Optional(Code(16)),
    createdAt: Type.Optional(Moment),
    expiresAt: Type.Optional(Type.Union([Moment, Type.Null()])),
    paidAt: Type.Optional(Moment),
    ...PayerWish
  },
  { additionalProperties: false, title: 'TransactionSeed' }
)
export type TransactionSeed = Static<typeof TransactionSeed>

export const TransactionCreate = Type.Object(
  { partnerId: Type.Optional(Type.String()), ...TransactionSeed.properties },
  { additionalProperties: false, title: 'TransactionCreate' }
)
export type TransactionCreate = Static<typeof TransactionCreate>

const StoredWord = Words([...STATUSES, 'active'])

export const HistoryReply = Type.Object({
  from: Type.Union([StoredWord, Type.Null()]),
  to: StoredWord,
  event: Type.String(),
  at: Type.String(),
  cause: Type.String()
})
export type HistoryReply = Static<typeof HistoryReply>

export const RefundReply = Type.Object({
  refundNo: Type.String(),
  partnerRefundNo: Type.Optional(Type.String({ description: "Left out for an admin's refund" })),
  amount: Type.String(),
  reason: Type.Optional(Type.String()),
  at: Type.String()
})
export type RefundReply = Static<typeof RefundReply>

export const TransactionReply = Type.Object(
  {
    partnerId: Type.String(),
    referenceNo: Type.String(),
    partnerReferenceNo: Type.Optional(Type.String()),
    kind: Words(['dynamic', 'static', 'payment']),
    status: StoredWord,
    statusCode: Type.String({ description: 'What an inquiry of this partner shows' }),
    allowedEvents: Type.Array(Type.String()),
    amount: Type.Optional(Type.String()),
    feeAmount: Type.String(),
    refundedAmount: Type.String(),
    merchantId: Type.String(),
    subMerchantId: Type.Optional(Type.String()),
    storeId: Type.Optional(Type.String()),
    terminalId: Type.Optional(Type.String()),
    scId: Type.Optional(Type.String()),
    traceId: Type.Optional(Type.String()),
    qrContent: Type.Optional(Type.String()),
    qrUrl: Type.Optional(Type.String()),
    qrReferenceNo: Type.Optional(Type.String({ description: 'Of a payment: the static QR that was paid' })),
    createdAt: Type.String(),
    expiresAt: Type.Optional(Type.String()),
    paidAt: Type.Optional(Type.String()),
    rrn: Type.Optional(Type.String()),
    bankCode: Type.Optional(Type.String()),
    bankName: Type.Optional(Type.String()),
    customerPan: Type.Optional(Type.String()),
    history: Type.Optional(Type.Array(HistoryReply)),
    refunds: Type.Optional(Type.Array(RefundReply))
  },
  { title: 'Transaction' }
)
export type TransactionReply = Static<typeof TransactionReply>

export const EventBody = Type.Object(
  { amount: Type.Optional(Amount), ...PayerWish },
  { additionalProperties: false, title: 'EventBody' }
)
export type EventBody = Static<typeof EventBody>

export const StatusBody = Type.Object(
  { status: StatusWord, force: Type.Optional(Type.Boolean()) },
  { additionalProperties: false, title: 'StatusBody' }
)
export type StatusBody = Static<typeof StatusBody>

export const PayBody = Type.Object(
  {
    referenceNo: Type.Optional(Type.String({ minLength: 1 })),
    partnerReferenceNo: Type.Optional(Type.String({ minLength: 1 })),
    qrContent: Type.Optional(Type.String({ minLength: 1, maxLength: 512 })),
    partnerId: Type.Optional(Type.String({ minLength: 1 })),
    ...EventBody.properties
  },
  { additionalProperties: false, title: 'PayBody' }
)
export type PayBody = Static<typeof PayBody>

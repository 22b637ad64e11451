/** QR MPM status inquiry, dynamic (51): request and reply [BNC, whole page]. */
import { Type, type Static } from '@sinclair/typebox'
import type { Dialect } from './dialects.js'
import { MoneyReply, Reference, Responded, Text, WireObject, Words } from './fields.js'

/** The only serviceCode that this inquiry answers: the QR's own, generate. */
export const INQUIRED_SERVICE = '47'

export const qrMpmQueryRequest = ({ lengths }: Dialect) =>
  WireObject(
    {
      originalReferenceNo: Type.Optional(Reference(lengths.referenceNo)),
      // [BNC] The page spells it originalPartnerreferenceNo.
      originalPartnerReferenceNo: Type.Optional(
        Reference(lengths.partnerReferenceNo, { spellings: ['originalPartnerreferenceNo'] })
      ),
      serviceCode: Words([INQUIRED_SERVICE]),
      additionalInfo: Type.Optional(WireObject({ deviceId: Type.Optional(Text(400)), channel: Type.Optional(Text(400)) }))
    },
    { title: 'QrMpmQueryRequest' }
  )
export type QrMpmQueryRequest = Static<ReturnType<typeof qrMpmQueryRequest>>

export const QrMpmQueryReply = Type.Object(
  {
    ...Responded,
    originalReferenceNo: Type.Optional(Type.String()),
    originalPartnerReferenceNo: Type.Optional(Type.String()),
    serviceCode: Type.String(),
    latestTransactionStatus: Type.String(),
    transactionStatusDesc: Type.Optional(Type.String()),
    paidTime: Type.Optional(Type.String()),
    amount: Type.Optional(MoneyReply),
    feeAmount: Type.Optional(MoneyReply),
    terminalId: Type.Optional(Type.String()),
    additionalInfo: Type.Object({
      traceId: Type.Optional(Type.String()),
      channel: Type.Optional(Type.String()),
      deviceId: Type.Optional(Type.String()),
      RRN: Type.Optional(Type.String()),
      bankCode: Type.Optional(Type.String()),
      bankName: Type.Optional(Type.String())
    })
  },
  { title: 'QrMpmQueryReply' }
)
export type QrMpmQueryReply = Static<typeof QrMpmQueryReply>

/** QR MPM refund (78): request and reply. */
import { Type, type Static } from '@sinclair/typebox'
import type { Dialect } from './dialects.js'
import { mandatoryIf, Money, MoneyReply, Reference, Responded, Text, WireObject } from './fields.js'

/** The request table in its order [BNC], with subMerchantId and externalStoreId as SNAP has them [SNAP]. */
export const qrMpmRefundRequest = ({ lengths, refund }: Dialect) =>
  WireObject(
    {
      originalPartnerReferenceNo: mandatoryIf(refund.partnerReferenceNoMandatory, Reference(lengths.partnerReferenceNo)),
      originalReferenceNo: Type.Optional(Reference(lengths.referenceNo)),
      originalExternalId: Type.Optional(
        Reference(50, { description: 'X-EXTERNAL-ID of the original call; sent back, and not looked up [CHOSEN]' })
      ),
      partnerRefundNo: Reference(lengths.partnerReferenceNo),
      refundAmount: Type.Optional(Money(lengths.amount)),
      reason: Type.Optional(Text(256)),
      merchantId: Type.Optional(Reference(lengths.elsewhere.merchantId)),
      subMerchantId: Type.Optional(Reference(lengths.elsewhere.subMerchantId)),
      externalStoreId: Type.Optional(Reference(lengths.elsewhere.storeId, { spellings: ['externalStoreID'] })),
      additionalInfo: Type.Optional(WireObject({}))
    },
    { title: 'QrMpmRefundRequest' }
  )
export type QrMpmRefundRequest = Static<ReturnType<typeof qrMpmRefundRequest>>

export const QrMpmRefundReply = Type.Object(
  {
    ...Responded,
    originalPartnerReferenceNo: Type.Optional(Type.String()),
    originalReferenceNo: Type.String(),
    originalExternalId: Type.Optional(Type.String()),
    refundNo: Type.String({ description: '25 digits, as a referenceNo' }),
    partnerRefundNo: Type.String(),
    refundAmount: MoneyReply,
    refundTime: Type.String({ description: 'ISO 8601' })
  },
  { title: 'QrMpmRefundReply' }
)
export type QrMpmRefundReply = Static<typeof QrMpmRefundReply>

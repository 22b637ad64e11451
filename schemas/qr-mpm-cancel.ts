/** QR MPM cancel (77): request and reply [BNC, whole page]. */
import { Type, type Static } from '@sinclair/typebox'
import type { Dialect } from './dialects.js'
import { mandatoryIf, Reference, Responded, Text, WireObject } from './fields.js'

export const qrMpmCancelRequest = ({ lengths, cancel }: Dialect) =>
  WireObject(
    {
      originalPartnerReferenceNo: Type.Optional(Reference(lengths.partnerReferenceNo)),
      originalReferenceNo: mandatoryIf(cancel.referenceNoMandatory, Reference(lengths.referenceNo)),
      reason: Text(256),
      merchantId: mandatoryIf(cancel.merchantIdMandatory, Reference(lengths.cancel.merchantId)),
      subMerchantId: Type.Optional(Reference(lengths.cancel.subMerchantId)),
      externalStoreID: Type.Optional(Reference(lengths.cancel.storeId, { spellings: ['externalStoreId'] })),
      additionalInfo: Type.Optional(WireObject({}))
    },
    { title: 'QrMpmCancelRequest' }
  )
export type QrMpmCancelRequest = Static<ReturnType<typeof qrMpmCancelRequest>>

export const QrMpmCancelReply = Type.Object(
  {
    ...Responded,
    originalReferenceNo: Type.String(),
    originalPartnerReferenceNo: Type.Optional(Type.String()),
    cancelTime: Type.Optional(Type.String({ description: '[SNAP] ISO 8601' })),
    transactionDate: Type.Optional(Type.String({ description: '[SNAP] ISO 8601' })),
    additionalInfo: Type.Object({})
  },
  { title: 'QrMpmCancelReply' }
)
export type QrMpmCancelReply = Static<typeof QrMpmCancelReply>

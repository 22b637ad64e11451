/** QR MPM generate (47): request and reply. */
import { Type, type Static } from '@sinclair/typebox'
import type { Dialect } from './dialects.js'
import { mandatoryIf, Money, Reference, Responded, WireObject, Words } from './fields.js'

export const QR_TYPES = ['DYNAMIC', 'STATIC'] as const
export type QrTypeWord = (typeof QR_TYPES)[number]

/** The request table in its order [BNC]; the order decides which wrong field is named. */
export const qrMpmGenerateRequest = ({ lengths, generate }: Dialect) =>
  WireObject(
    {
      partnerReferenceNo: Type.Optional(Reference(lengths.partnerReferenceNo)),
      amount: Type.Optional(Money(lengths.amount)),
      feeAmount: Type.Optional(Money(lengths.amount)),
      merchantId: mandatoryIf(generate.merchantIdMandatory, Reference(lengths.generate.merchantId)),
      subMerchantId: Type.Optional(Reference(lengths.generate.subMerchantId)),
      storeId: Type.Optional(Reference(lengths.generate.storeId)),
      terminalId: Type.Optional(Reference(16)),
      validityPeriod: Type.Optional(Reference(25, { description: 'ISO 8601 time with offset [SNAP], or whole seconds [SEEN]' })),
      qrType: Type.Optional(Words(QR_TYPES, 'Here or in additionalInfo [CHOSEN]')),
      additionalInfo: Type.Optional(WireObject({ qrType: Type.Optional(Words(QR_TYPES)) }))
    },
    { title: 'QrMpmGenerateRequest' }
  )
export type QrMpmGenerateRequest = Static<ReturnType<typeof qrMpmGenerateRequest>>

export const QrMpmGenerateReply = Type.Object(
  {
    ...Responded,
    referenceNo: Type.String({ description: '25 digits: yyyyMMddHH in Jakarta, then 15 more' }),
    partnerReferenceNo: Type.Optional(Type.String()),
    qrContent: Type.String(),
    qrUrl: Type.String({ description: 'A PNG; the same path ending in .svg serves SVG' }),
    merchantName: Type.String(),
    storeId: Type.Optional(Type.String()),
    terminalId: Type.Optional(Type.String()),
    additionalInfo: Type.Object({ scID: Type.String(), traceId: Type.String() })
  },
  { title: 'QrMpmGenerateReply' }
)
export type QrMpmGenerateReply = Static<typeof QrMpmGenerateReply>

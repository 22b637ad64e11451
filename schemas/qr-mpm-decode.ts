/** QR MPM decode (48): request and reply. */
import { Type, type Static } from '@sinclair/typebox'
import type { Dialect } from './dialects.js'
import { MoneyReply, Reference, Responded, Text, WireObject } from './fields.js'

export const qrMpmDecodeRequest = ({ lengths }: Dialect) =>
  WireObject(
    {
      partnerReferenceNo: Type.Optional(Reference(lengths.partnerReferenceNo, { description: 'Sent back [SNAP]' })),
      qrContent: Text(512),
      scanTime: Reference(29, { description: 'ISO 8601 with an offset' }),
      additionalInfo: Type.Optional(WireObject({}))
    },
    { title: 'QrMpmDecodeRequest' }
  )
export type QrMpmDecodeRequest = Static<ReturnType<typeof qrMpmDecodeRequest>>

export const QrMpmDecodeReply = Type.Object(
  {
    ...Responded,
    referenceNo: Type.Optional(Type.String({ description: "Where the QR is one of this partner's" })),
    partnerReferenceNo: Type.Optional(Type.String()),
    merchantName: Type.String(),
    merchantCategory: Type.String({ description: 'Merchant category code, tag 52' }),
    merchantLocation: Type.String({ description: 'City, tag 60' }),
    // [SNAP] the two properties of an entry; [CHOSEN] an account without a PAN, such as tag 51 with its NMID, is no entry.
    merchantInfos: Type.Array(Type.Object({ merchantPAN: Type.String(), acquirerName: Type.String() })),
    transactionAmount: Type.Optional(MoneyReply),
    additionalInfo: Type.Object({
      qrType: Type.String({ description: 'DYNAMIC or STATIC' }),
      merchantId: Type.Optional(Type.String()),
      nmid: Type.Optional(Type.String()),
      criteria: Type.Optional(Type.String()),
      terminalId: Type.Optional(Type.String())
    })
  },
  { title: 'QrMpmDecodeReply' }
)
export type QrMpmDecodeReply = Static<typeof QrMpmDecodeReply>

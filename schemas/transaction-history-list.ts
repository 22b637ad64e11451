/** Status inquiry, static (12): the payments of a static QR, request and reply. */
import { Type, type Static } from '@sinclair/typebox'
import { MoneyReply, Reference, Responded, WireObject } from './fields.js'

export const DEFAULT_PAGE_SIZE = 10 // [BNC]

/** The request table in its order [BNC]. Its table writes fromDatetime, its sample fromDateTime; both are taken. */
export const transactionHistoryListRequest = () =>
  WireObject(
    {
      fromDateTime: Type.Optional(
        Reference(32, { spellings: ['fromDatetime'], description: 'ISO 8601; a day ago where it is not said' })
      ),
      toDateTime: Type.Optional(Reference(32, { spellings: ['toDatetime'], description: 'ISO 8601; now where it is not said' })),
      // [BNC] int of three digits, and of five: a number, not a text.
      pageSize: Type.Optional(Type.Integer({ minimum: 1, maximum: 999, description: 'Ten where it is not said' })),
      pageNumber: Type.Optional(Type.Integer({ minimum: 0, maximum: 99_999, description: 'The first page is 0 [CHOSEN]' })),
      additionalInfo: WireObject({ scID: Reference(64, { description: 'Of the reply that generated the static QR' }) })
    },
    { title: 'TransactionHistoryListRequest' }
  )
export type TransactionHistoryListRequest = Static<ReturnType<typeof transactionHistoryListRequest>>

/** One payment. The words of status, type and source are those of SNAP's sample [SNAP]. */
export const HistoryItem = Type.Object({
  dateTime: Type.String({ description: 'ISO 8601' }),
  amount: MoneyReply,
  remark: Type.String(),
  status: Type.String({ description: 'SUCCESS, REFUNDED and so on' }),
  type: Type.String({ description: 'PAYMENT' }),
  sourceOfFunds: Type.Array(Type.Object({ source: Type.String(), amount: MoneyReply })),
  additionalInfo: Type.Object({
    originalReferenceNo: Type.String(),
    originalPartnerReferenceNo: Type.Optional(Type.String({ description: "The static QR's" })),
    scID: Type.String(),
    rrn: Type.Optional(Type.String()),
    bankCode: Type.Optional(Type.String()),
    bankName: Type.Optional(Type.String())
  })
})
export type HistoryItem = Static<typeof HistoryItem>

export const TransactionHistoryListReply = Type.Object(
  {
    ...Responded,
    detailData: Type.Array(HistoryItem),
    additionalInfo: Type.Object({ total: Type.Integer(), pages: Type.Integer(), hasMore: Type.Boolean() })
  },
  { title: 'TransactionHistoryListReply' }
)
export type TransactionHistoryListReply = Static<typeof TransactionHistoryListReply>

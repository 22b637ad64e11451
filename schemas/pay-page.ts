/** What the pay page shows of a QR, and what its customer may do: no more than a wallet knows. */
import { Type, type Static } from '@sinclair/typebox'
import { Words } from './fields.js'
import { Amount } from './transaction.js'

/** What a customer does; each is an event of the table of moves. */
export const WALLET_DEEDS = ['scan', 'authorize', 'pay', 'settle', 'fail'] as const
export type WalletDeed = (typeof WALLET_DEEDS)[number]

export const WalletBody = Type.Object(
  {
    amount: Type.Optional(Amount),
    issuer: Type.Optional(Type.String({ minLength: 1, maxLength: 50, description: 'A clearing code (014) or a name of a bank' }))
  },
  { additionalProperties: false, title: 'WalletBody' }
)
export type WalletBody = Static<typeof WalletBody>

export const WalletReply = Type.Object(
  {
    referenceNo: Type.String(),
    kind: Words(['dynamic', 'static', 'payment']),
    merchantName: Type.String(),
    merchantCity: Type.String(),
    amount: Type.Optional(Type.String({ description: 'Left out where the customer types it' })),
    status: Type.String(),
    deeds: Type.Array(Words(WALLET_DEEDS), { description: 'What the customer may do now' }),
    secondsLeft: Type.Optional(Type.Integer({ description: 'Until it expires' })),
    paidAt: Type.Optional(Type.String()),
    rrn: Type.Optional(Type.String()),
    bankName: Type.Optional(Type.String({ description: "The customer's bank, once paid" })),
    issuers: Type.Array(Type.String(), { description: "Banks that the customer can choose as his own" })
  },
  { title: 'Wallet' }
)
export type WalletReply = Static<typeof WalletReply>

/** The files of a fixtures folder: `bank.json` and `partners/*.json`. */
import { Type, type Static } from '@sinclair/typebox'
import { OutcomeCreate } from './outcome.js'
import { Merchant, PartnerCreate } from './partner.js'
import { TransactionSeed } from './transaction.js'

const Pem = Type.String({ pattern: '^-----BEGIN [A-Z ]+-----' })

export const BankFixture = Type.Object(
  { publicKey: Pem, privateKey: Pem },
  { additionalProperties: false, title: 'BankFixture', description: "The bank's own key pair, which signs notifications" }
)
export type BankFixture = Static<typeof BankFixture>

/** A partner with everything that is its own. Times that are not said are those of the load. */
export const PartnerFixture = Type.Object(
  {
    about: Type.Optional(Type.String()),
    partner: Type.Composite(
      [
        Type.Omit(PartnerCreate, ['partnerId', 'clientKey', 'clientSecret', 'publicKey', 'merchants']),
        Type.Required(Type.Pick(PartnerCreate, ['partnerId', 'clientKey', 'clientSecret', 'publicKey'])),
        Type.Object({ privateKey: Type.Optional(Pem), merchants: Type.Array(Merchant, { minItems: 1 }) })
      ],
      { additionalProperties: false }
    ),
    transactions: Type.Array(TransactionSeed),
    outcomes: Type.Optional(Type.Array(Type.Omit(OutcomeCreate, ['partnerId'], { additionalProperties: false })))
  },
  { additionalProperties: false, title: 'PartnerFixture' }
)
export type PartnerFixture = Static<typeof PartnerFixture>

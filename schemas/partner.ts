/** A partner of the bank: its settings, its merchants, and how admin routes show and take them. */
import { Type, type Static } from '@sinclair/typebox'
import { DIALECT_NAMES, SIGNATURE_MODES } from './dialects.js'
import { AMOUNT_PATTERN, Words } from './fields.js'
import { StatusWord } from './transaction-status.js'

/** A name that stands in a URL, a header and a file as it is. */
const Id = (description: string) => Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$', description })

export const CRITERIA = ['UMI', 'UKE', 'UME', 'UBE', 'URE'] as const

export const Merchant = Type.Object(
  {
    merchantId: Type.String({ pattern: '^[0-9]{12}$', description: '12 digits' }),
    name: Type.String({ minLength: 1, maxLength: 25 }),
    city: Type.String({ minLength: 1, maxLength: 15 }),
    postalCode: Type.String({ pattern: '^[0-9]{5}$' }),
    category: Type.String({ pattern: '^[0-9]{4}$', description: 'Merchant category code, tag 52' }),
    pan: Type.String({ pattern: '^93600490[0-9]{10}$', description: '18 digits, tag 26.01' }),
    nmid: Type.String({ pattern: '^ID[0-9]{13}$', description: '15 characters, tag 51.02' }),
    criteria: Words(CRITERIA)
  },
  { additionalProperties: false, title: 'Merchant' }
)
export type Merchant = Static<typeof Merchant>

/** Tag 54 of a QR holds thirteen characters. */
const AmountLimit = Type.String({ pattern: AMOUNT_PATTERN, maxLength: 13, description: 'Highest amount of one QR' })

export const EXPIRED_CODES = ['05', '06', '07', '08'] as const

export const PartnerSettings = Type.Object(
  {
    initialStatus: Words(['pending', 'initiated'], 'The state of a fresh QR'),
    notFoundAs: Words(['code', 'status'], 'How an inquiry answers an unknown transaction'),
    expiredStatus: Words(EXPIRED_CODES, 'The wire code of an expired transaction'),
    notifyOn: Type.Array(StatusWord, { uniqueItems: true, description: 'States that the partner is notified of' }),
    magicValues: Type.Boolean({ description: 'Whether SIM… in references and reasons means something' }),
    amountLimit: AmountLimit,
    notifyScheduleSeconds: Type.Array(Type.Integer({ minimum: 0, maximum: 31_536_000 }), {
      maxItems: 50,
      description: 'When to notify again, in seconds from the first attempt'
    })
  },
  { additionalProperties: false, title: 'PartnerSettings' }
)
export type PartnerSettings = Static<typeof PartnerSettings>

/** Settings as they may be sent: any of them, and a wire code wherever a status word is meant. */
export const PartnerSettingsPatch = Type.Partial(
  Type.Object({ ...PartnerSettings.properties, initialStatus: Words(['pending', 'initiated', '03', '01']) }),
  { additionalProperties: false }
)
export type PartnerSettingsPatch = Static<typeof PartnerSettingsPatch>

const CallbackUrl = Type.String({ maxLength: 2048, pattern: '^https?://[^\\s]+$', description: 'http or https' })
const Pem = Type.String({ minLength: 1, maxLength: 16_384 })

const callbacks = {
  callbackUrl: Type.Optional(Type.Union([CallbackUrl, Type.Null()])),
  callbackSignature: Type.Optional(Words(SIGNATURE_MODES)),
  callbackTokenUrl: Type.Optional(Type.Union([CallbackUrl, Type.Null()]))
}

/** `{}` is enough: everything is made. */
export const PartnerCreate = Type.Object(
  {
    partnerId: Type.Optional(Id('X-PARTNER-ID')),
    clientKey: Type.Optional(Id('X-CLIENT-KEY of the token call')),
    clientSecret: Type.Optional(Type.String({ minLength: 8, maxLength: 256 })),
    publicKey: Type.Optional(Pem),
    dialect: Type.Optional(Words(DIALECT_NAMES)),
    signature: Type.Optional(Words(SIGNATURE_MODES)),
    merchants: Type.Optional(Type.Array(Type.Partial(Merchant, { additionalProperties: false, title: 'MerchantWish' }), { minItems: 1, maxItems: 100 })),
    ...callbacks,
    settings: Type.Optional(PartnerSettingsPatch)
  },
  { additionalProperties: false, title: 'PartnerCreate' }
)
export type PartnerCreate = Static<typeof PartnerCreate>

/** A partner keeps its id and its client key for life; everything else can be changed. */
export const PartnerPatch = Type.Omit(PartnerCreate, ['partnerId', 'clientKey'], { additionalProperties: false, title: 'PartnerPatch' })
export type PartnerPatch = Static<typeof PartnerPatch>

export const PartnerReply = Type.Object(
  {
    partnerId: Type.String(),
    clientKey: Type.String(),
    clientSecret: Type.String(),
    privateKey: Type.Optional(Type.String({ description: 'PKCS#8 PEM, where the sandbox made the pair itself' })),
    publicKey: Type.String({ description: 'SPKI PEM' }),
    bankPublicKey: Type.String({ description: "SPKI PEM; verifies the bank's notifications" }),
    dialect: Words(DIALECT_NAMES),
    signature: Words(SIGNATURE_MODES),
    merchants: Type.Array(Merchant),
    callbackUrl: Type.Union([Type.String(), Type.Null()]),
    callbackSignature: Words(SIGNATURE_MODES),
    callbackTokenUrl: Type.Union([Type.String(), Type.Null()]),
    settings: PartnerSettings
  },
  { title: 'Partner' }
)
export type PartnerReply = Static<typeof PartnerReply>

/** The two dialects of SNAP that a partner can be registered with. Every difference is a value in this table. */

/** BNC's own CHANNEL-ID [BNC]: what clients send that were given no other, and what the bank sends. */
export const BNC_CHANNEL_ID = '95221'

export type DialectName = 'bnc' | 'snap'
export type SignatureMode = 'asymmetric' | 'symmetric'

export interface Dialect {
  readonly name: DialectName
  /** Default way of signing; a partner may be given the other one. */
  readonly signature: SignatureMode
  /** Headers that a transaction call must carry, in the order in which a missing one is named. */
  readonly mandatoryHeaders: readonly string[]
  readonly lengths: Lengths
  readonly generate: { readonly merchantIdMandatory: boolean }
  readonly cancel: { readonly referenceNoMandatory: boolean; readonly merchantIdMandatory: boolean; readonly replyTimes: boolean }
  readonly refund: { readonly partnerReferenceNoMandatory: boolean }
}

/** Longest text of a field, in characters. */
export interface Lengths {
  readonly partnerReferenceNo: number
  readonly referenceNo: number
  readonly amount: number
  readonly generate: MerchantLengths
  readonly cancel: MerchantLengths
  readonly elsewhere: MerchantLengths
}

export interface MerchantLengths {
  readonly merchantId: number
  readonly subMerchantId: number
  readonly storeId: number
}

const snapHeaders = ['Content-Type', 'Authorization', 'X-TIMESTAMP', 'X-SIGNATURE', 'X-PARTNER-ID', 'X-EXTERNAL-ID', 'CHANNEL-ID']

const bnc: Dialect = {
  name: 'bnc',
  signature: 'asymmetric', // [BNC]
  // [BNC] ORIGIN is demanded; SNAP has it optional.
  mandatoryHeaders: [
    'Content-Type', 'Authorization', 'X-TIMESTAMP', 'X-SIGNATURE', 'ORIGIN', 'X-PARTNER-ID', 'X-EXTERNAL-ID', 'CHANNEL-ID'
  ],
  lengths: {
    partnerReferenceNo: 50, // [BNC]
    referenceNo: 32, // [BNC]
    amount: 10, // [BNC]
    generate: { merchantId: 12, subMerchantId: 12, storeId: 12 }, // [BNC]
    cancel: { merchantId: 12, subMerchantId: 12, storeId: 64 }, // [BNC]
    elsewhere: { merchantId: 64, subMerchantId: 64, storeId: 64 } // [BNC]
  },
  generate: { merchantIdMandatory: true }, // [BNC] "mandatory to send this value to BNC"
  cancel: { referenceNoMandatory: true, merchantIdMandatory: false, replyTimes: false }, // [BNC]
  refund: { partnerReferenceNoMandatory: false } // [BNC]
}

const snap: Dialect = {
  name: 'snap',
  signature: 'symmetric', // [SNAP]
  mandatoryHeaders: snapHeaders, // [SNAP]
  lengths: {
    partnerReferenceNo: 64, // [SNAP]
    referenceNo: 64, // [SNAP]
    amount: 19, // [SNAP] 16 digits, the point, 2 decimals
    generate: { merchantId: 64, subMerchantId: 32, storeId: 64 }, // [SNAP]
    cancel: { merchantId: 64, subMerchantId: 32, storeId: 64 }, // [SNAP]
    elsewhere: { merchantId: 64, subMerchantId: 32, storeId: 64 } // [SNAP]
  },
  generate: { merchantIdMandatory: false }, // [SNAP]
  cancel: { referenceNoMandatory: false, merchantIdMandatory: true, replyTimes: true }, // [SNAP]
  refund: { partnerReferenceNoMandatory: true } // [SNAP]
}

export const DIALECTS: Readonly<Record<DialectName, Dialect>> = { bnc, snap }
export const DIALECT_NAMES = Object.keys(DIALECTS) as DialectName[]
export const SIGNATURE_MODES: readonly SignatureMode[] = ['asymmetric', 'symmetric']

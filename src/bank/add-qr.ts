/** Makes a QR and writes it into the ledger, whoever asks for it: a partner by SNAP, or an admin. */
import type { Merchant } from '../../schemas/partner.js'
import { digits, hex } from '../domain/chance.js'
import { jakartaHour } from '../domain/jakarta.js'
import { formatAmount } from '../domain/money.js'
import type { Partner } from '../domain/partner.js'
import { encodeQr } from '../domain/qr-content.js'
import { isOpen, type Transaction } from '../domain/transaction.js'
import { announce } from './announce.js'
import { nowOf, type Bank } from './bank.js'
import { awaitExpiry } from './move-transaction.js'

/** 25 digits that the partner has not had yet. */
export const newReferenceNo = (bank: Bank, partnerId: string, now: number): string => {
  for (;;) {
    const referenceNo = jakartaHour(now) + digits(bank.chance, 15)
    if (bank.store.transactions.find(partnerId, referenceNo) === undefined) return referenceNo
  }
}

/** [SEEN] 300 and a 19-digit snowflake; the partner has no other QR of it. */
const newScId = (bank: Bank, partnerId: string): string => {
  for (;;) {
    const scId = `300${digits(bank.chance, 19)}`
    if (!bank.store.transactions.findByScId(scId).some(qr => qr.partnerId === partnerId)) return scId
  }
}

export interface QrWish {
  readonly merchant: Merchant
  readonly kind: 'dynamic' | 'static'
  readonly amount: bigint | undefined
  readonly feeAmount?: bigint | undefined
  readonly expiresAt: number | null
  readonly referenceNo?: string | undefined
  readonly partnerReferenceNo?: string | undefined
  readonly subMerchantId?: string | undefined
  readonly storeId?: string | undefined
  readonly terminalId?: string | undefined
  readonly fingerprint?: string | undefined
}

const DIGITS_12 = /^\d{12}$/

/** The payload that the payer's application reads. */
const contentOf = (wish: QrWish, scId: string): string => {
  const { merchant, storeId } = wish
  return encodeQr({
    kind: wish.kind,
    merchantPan: merchant.pan,
    merchantOrStoreId: storeId !== undefined && DIGITS_12.test(storeId) ? storeId : merchant.merchantId,
    criteria: merchant.criteria,
    nmid: merchant.nmid,
    mcc: merchant.category,
    amount: wish.amount,
    merchantName: merchant.name,
    merchantCity: merchant.city,
    postalCode: merchant.postalCode,
    id: scId,
    terminalLabel: wish.terminalId
  })
}

/** What has not happened yet to a transaction that is new. */
export const NEW = {
  partnerReferenceNo: null,
  refundedAmount: '0.00',
  subMerchantId: null,
  storeId: null,
  terminalId: null,
  scId: null,
  traceId: null,
  qrContent: null,
  qrReferenceNo: null,
  expiresAt: null,
  inGrace: false,
  paidAt: null,
  rrn: null,
  bankCode: null,
  bankName: null,
  customerPan: null,
  fingerprint: null
} as const

/** A QR in its first state, not yet in the ledger. */
export const newQr = (bank: Bank, partner: Partner, wish: QrWish): Transaction => {
  const now = nowOf(bank, partner.partnerId)
  const scId = newScId(bank, partner.partnerId)
  return {
    ...NEW,
    partnerId: partner.partnerId,
    referenceNo: wish.referenceNo ?? newReferenceNo(bank, partner.partnerId, now),
    partnerReferenceNo: wish.partnerReferenceNo ?? null,
    kind: wish.kind,
    status: wish.kind === 'static' ? 'active' : partner.settings.initialStatus,
    amount: wish.amount === undefined ? null : formatAmount(wish.amount),
    feeAmount: formatAmount(wish.feeAmount ?? 0n),
    merchantId: wish.merchant.merchantId,
    subMerchantId: wish.subMerchantId ?? null,
    storeId: wish.storeId ?? null,
    terminalId: wish.terminalId ?? null,
    scId,
    traceId: hex(bank.chance, 32),
    qrContent: contentOf(wish, scId),
    createdAt: now,
    expiresAt: wish.expiresAt,
    fingerprint: wish.fingerprint ?? null
  }
}

/** Puts a transaction that is ready into the ledger, with its first history row. */
export const enter = (bank: Bank, transaction: Transaction, event: string, cause: string): void => {
  const { partnerId, referenceNo, status, createdAt } = transaction
  bank.store.transactions.insert(transaction)
  if (isOpen(status)) awaitExpiry(bank, transaction)
  const row = { from: null, to: status, event, at: createdAt, cause }
  bank.store.transactions.addHistory(transaction, row)
  bank.events.changed({ partnerId, referenceNo, ...row })
  if (event !== 'fixture') announce(bank, transaction, nowOf(bank, partnerId))
}

/** Where the picture of a QR is served; the same path with .svg serves SVG. */
export const qrUrlOf = (bank: Bank, { partnerId, referenceNo }: Transaction): string =>
  `${bank.publicUrl()}/qr/${encodeURIComponent(partnerId)}/${encodeURIComponent(referenceNo)}.png`

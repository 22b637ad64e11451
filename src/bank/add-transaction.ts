/** Puts a transaction into the ledger in whatever state it is wanted: for fixtures and for admins. */
import type { TransactionSeed } from '../../schemas/transaction.js'
import { findStatus, STATUS_WORDS } from '../../schemas/transaction-status.js'
import { parseTimestamp } from '../domain/jakarta.js'
import { parseAmount } from '../domain/money.js'
import { findMerchant, type Partner } from '../domain/partner.js'
import { payer } from '../domain/payer.js'
import { isOpen, type StoredStatus, type Transaction } from '../domain/transaction.js'
import { Conflict, Invalid } from '../domain/verdict.js'
import { enter, newQr } from './add-qr.js'
import { nowOf, type Bank } from './bank.js'
import { recordRefund } from './record-refund.js'

/** Where a seed comes from: the event and cause of its first history row, and how long an open QR lives if nothing is said. */
export interface SeedOrigin {
  readonly event: string
  readonly cause: string
  readonly ttlMs: number | null
}

const moment = (field: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  const at = parseTimestamp(text)
  if (at === undefined) throw new Invalid(field, 'not a moment that exists, ISO 8601 with an offset')
  return at
}

const statusOf = (seed: TransactionSeed, kind: 'dynamic' | 'static', partner: Partner): StoredStatus => {
  if (kind === 'static') {
    const status = seed.status === undefined ? 'active' : findStatus(seed.status)
    if (status === 'active' || status === 'canceled') return status
    throw new Invalid('status', 'a static QR has no state of its own but canceled', ['canceled'])
  }
  if (seed.status === undefined) return partner.settings.initialStatus
  const status = findStatus(seed.status)
  if (status === undefined) throw new Invalid('status', 'unknown', STATUS_WORDS)
  return status
}

const demandFree = (bank: Bank, partner: Partner, { referenceNo, partnerReferenceNo }: TransactionSeed): void => {
  const { transactions } = bank.store
  if (referenceNo !== undefined && transactions.find(partner.partnerId, referenceNo) !== undefined) {
    throw new Conflict(`referenceNo: the partner has a transaction ${referenceNo}`, { field: 'referenceNo' })
  }
  if (partnerReferenceNo !== undefined && transactions.findByPartnerReference(partner.partnerId, partnerReferenceNo) !== undefined) {
    throw new Conflict(`partnerReferenceNo: the partner has a transaction of ${partnerReferenceNo}`, { field: 'partnerReferenceNo' })
  }
}

const kindOf = (seed: TransactionSeed): 'dynamic' | 'static' => seed.kind ?? (seed.amount === undefined ? 'static' : 'dynamic')

const merchantOf = (partner: Partner, merchantId: string | undefined) => {
  const merchant = merchantId === undefined ? partner.merchants[0] : findMerchant(partner, merchantId)
  if (merchant === undefined) {
    throw new Invalid('merchantId', 'not a merchant of this partner', partner.merchants.map(({ merchantId: id }) => id))
  }
  return merchant
}

/** What the state of a seed brings with it. */
const paidPart = (bank: Bank, seed: TransactionSeed, { status, createdAt, amount }: Transaction): Partial<Transaction> => {
  if (status !== 'success' && status !== 'refunded') return {}
  return {
    paidAt: moment('paidAt', seed.paidAt) ?? createdAt,
    ...payer(bank.chance, seed),
    ...(status === 'refunded' ? { refundedAmount: amount ?? '0.00' } : {})
  }
}

const expiryOf = (seed: TransactionSeed, status: StoredStatus, from: number, { ttlMs }: SeedOrigin): number | null => {
  if (!isOpen(status) || seed.expiresAt === null) return null
  return moment('expiresAt', seed.expiresAt) ?? (ttlMs === null ? null : from + ttlMs)
}

export const addTransaction = (bank: Bank, partner: Partner, seed: TransactionSeed, origin: SeedOrigin): Transaction => {
  const kind = kindOf(seed)
  if (kind === 'dynamic' && seed.amount === undefined) throw new Invalid('amount', 'a dynamic QR has an amount')
  if (seed.amount !== undefined && parseAmount(seed.amount) === 0n) throw new Invalid('amount', 'a QR of 0.00 cannot be paid')
  demandFree(bank, partner, seed)
  const status = statusOf(seed, kind, partner)
  const now = nowOf(bank, partner.partnerId)
  const createdAt = moment('createdAt', seed.createdAt) ?? now
  const qr = newQr(bank, partner, {
    merchant: merchantOf(partner, seed.merchantId),
    kind,
    amount: seed.amount === undefined ? undefined : parseAmount(seed.amount),
    feeAmount: seed.feeAmount === undefined ? undefined : parseAmount(seed.feeAmount),
    expiresAt: expiryOf(seed, status, now, origin),
    referenceNo: seed.referenceNo,
    partnerReferenceNo: seed.partnerReferenceNo,
    subMerchantId: seed.subMerchantId,
    storeId: seed.storeId,
    terminalId: seed.terminalId
  })
  const unpaid: Transaction = { ...qr, status, createdAt }
  const transaction: Transaction = { ...unpaid, ...paidPart(bank, seed, unpaid) }
  enter(bank, transaction, origin.event, origin.cause)
  if (status === 'refunded') recordRefund(bank, transaction, { amount: parseAmount(transaction.refundedAmount) ?? 0n, at: createdAt })
  return transaction
}

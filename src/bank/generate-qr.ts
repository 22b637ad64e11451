/** QR MPM generate (47): makes a QR for a merchant of the partner. */
import type { Merchant } from '../../schemas/partner.js'
import type { QrMpmGenerateReply, QrMpmGenerateRequest } from '../../schemas/qr-mpm-generate.js'
import { parseAmount } from '../domain/money.js'
import { findMerchant, type Partner } from '../domain/partner.js'
import { Refusal } from '../domain/refusal.js'
import { textOf, type JsonObject } from '../domain/request-body.js'
import { qrTypeOf, validUntil } from '../domain/qr-request.js'
import type { Transaction } from '../domain/transaction.js'
import { enter, newQr, qrUrlOf } from './add-qr.js'
import { nowOf, type Bank } from './bank.js'
import { payEarly } from './pay-early.js'
import { followMagic } from './move-by-magic.js'

type Reply = Omit<QrMpmGenerateReply, 'responseCode' | 'responseMessage'>

const merchantOf = (partner: Partner, merchantId: string | undefined): Merchant => {
  const merchant = merchantId === undefined ? partner.merchants[0] : findMerchant(partner, merchantId)
  if (merchant === undefined) throw new Refusal('40408', `merchant ${merchantId ?? '(none)'} is not one of the partner's`)
  return merchant
}

/** What makes two generates the same: amounts, merchant, store, terminal, validity and type. */
const fingerprintOf = (request: QrMpmGenerateRequest, merchant: Merchant): string =>
  JSON.stringify([
    request.amount?.value, request.feeAmount?.value, merchant.merchantId, request.subMerchantId,
    request.storeId, request.terminalId, request.validityPeriod, qrTypeOf(request)
  ])

const demandNew = (bank: Bank, partner: Partner, request: QrMpmGenerateRequest, fingerprint: string): void => {
  if (request.partnerReferenceNo === undefined) return
  const earlier = bank.store.transactions.findByPartnerReference(partner.partnerId, request.partnerReferenceNo)
  if (earlier === undefined) return
  if (earlier.fingerprint === fingerprint) throw new Refusal('40901', `${earlier.referenceNo} was made by the same request`)
  throw new Refusal('40418', `${earlier.referenceNo} has this partnerReferenceNo and another content`)
}

const demandAmount = (partner: Partner, request: QrMpmGenerateRequest): bigint | undefined => {
  if (request.amount === undefined) return undefined
  const sen = parseAmount(request.amount.value)
  if (sen === undefined || sen === 0n) throw new Refusal('40413', 'the amount is 0')
  const limit = partner.settings.amountLimit
  if (sen > (parseAmount(limit) ?? 0n)) throw new Refusal('40302', `${request.amount.value} is above the partner's limit of ${limit}`)
  return sen
}

const replyFor = (bank: Bank, transaction: Transaction, merchant: Merchant): Reply => ({
  referenceNo: transaction.referenceNo,
  ...(transaction.partnerReferenceNo === null ? {} : { partnerReferenceNo: transaction.partnerReferenceNo }),
  qrContent: transaction.qrContent ?? '',
  qrUrl: qrUrlOf(bank, transaction),
  merchantName: merchant.name,
  ...(transaction.storeId === null ? {} : { storeId: transaction.storeId }),
  ...(transaction.terminalId === null ? {} : { terminalId: transaction.terminalId }),
  additionalInfo: { scID: transaction.scId ?? '', traceId: transaction.traceId ?? '' }
})

export const generateQr = (bank: Bank, partner: Partner, request: QrMpmGenerateRequest): Reply => {
  const merchant = merchantOf(partner, request.merchantId)
  const fingerprint = fingerprintOf(request, merchant)
  demandNew(bank, partner, request, fingerprint)
  const amount = demandAmount(partner, request)
  const now = nowOf(bank, partner.partnerId)
  const kind = qrTypeOf(request) === 'STATIC' ? 'static' : 'dynamic'
  const transaction = newQr(bank, partner, {
    merchant,
    kind,
    amount,
    feeAmount: request.feeAmount === undefined ? undefined : parseAmount(request.feeAmount.value),
    expiresAt: kind === 'static' ? null : validUntil(request.validityPeriod, now) ?? now + bank.options.qrTtlSeconds * 1000,
    partnerReferenceNo: request.partnerReferenceNo,
    subMerchantId: request.subMerchantId,
    storeId: request.storeId,
    terminalId: request.terminalId,
    fingerprint
  })
  enter(bank, transaction, 'generate', 'snap:47')
  if (!payEarly(bank, transaction)) followMagic(bank, partner, transaction)
  return replyFor(bank, transaction, merchant)
}

/** 10,000 rupiah, where nothing that was asked for may be trusted. */
const SAMPLE_SEN = 1_000_000n

/** The reply of a generate that is forced to succeed: a QR that the ledger does not know. */
export const sampleQr = (bank: Bank, partner: Partner, body: JsonObject): Reply => {
  const merchant = merchantOf(partner, partner.merchants.find(({ merchantId }) => merchantId === body['merchantId'])?.merchantId)
  const transaction = newQr(bank, partner, {
    merchant,
    kind: 'dynamic',
    amount: SAMPLE_SEN,
    expiresAt: null,
    partnerReferenceNo: textOf(body, 'partnerReferenceNo')
  })
  return replyFor(bank, transaction, merchant)
}

/** QR MPM status inquiry, dynamic (51): tells the state of a transaction [BNC, whole page]. */
import { INQUIRED_SERVICE, type QrMpmQueryReply, type QrMpmQueryRequest } from '../../schemas/qr-mpm-query.js'
import { NOT_FOUND_CODE, WIRE_CODE } from '../../schemas/transaction-status.js'
import { jakartaTime } from '../domain/jakarta.js'
import type { Partner } from '../domain/partner.js'
import { Refusal } from '../domain/refusal.js'
import { textOf, type JsonObject } from '../domain/request-body.js'
import { statusOnWire } from '../domain/status-on-wire.js'
import type { Transaction } from '../domain/transaction.js'
import type { Bank } from './bank.js'
import { findTransaction } from './find-transaction.js'
import { peekTransaction } from './peek-transaction.js'

type Reply = Omit<QrMpmQueryReply, 'responseCode' | 'responseMessage'>

const money = (value: string): { value: string; currency: string } => ({ value, currency: 'IDR' })

/** An object without the properties that have no value. */
const given = <T extends Record<string, string | null | undefined>>(properties: T): { [K in keyof T]?: string } => {
  const found: { [K in keyof T]?: string } = {}
  for (const name in properties) {
    const value: string | null | undefined = properties[name]
    if (value !== null && value !== undefined && value !== '') found[name] = value
  }
  return found
}

/** [BNC] A pending reply has no description; every other state has its own. */
const replyFor = (partner: Partner, transaction: Transaction, request: QrMpmQueryRequest): Reply => {
  const { status, paidAt } = transaction
  const { code, description } = statusOnWire(partner, status)
  const { channel, deviceId } = request.additionalInfo ?? {}
  const paid = paidAt === null ? {} : { traceId: transaction.traceId, RRN: transaction.rrn, bankCode: transaction.bankCode, bankName: transaction.bankName }
  return {
    originalReferenceNo: transaction.referenceNo,
    ...given({ originalPartnerReferenceNo: transaction.partnerReferenceNo }),
    serviceCode: INQUIRED_SERVICE,
    latestTransactionStatus: code,
    ...(status === 'pending' ? {} : { transactionStatusDesc: description }),
    ...(paidAt === null ? {} : { paidTime: jakartaTime(paidAt) }),
    ...(transaction.amount === null ? {} : { amount: money(transaction.amount) }),
    feeAmount: money(transaction.feeAmount),
    ...given({ terminalId: transaction.terminalId }),
    additionalInfo: given({ ...paid, channel, deviceId })
  }
}

/** What a refused inquiry still carries: what was asked for, and 07. */
export const askedFor = (body: JsonObject): object => ({
  ...given({
    originalReferenceNo: textOf(body, 'originalReferenceNo'),
    originalPartnerReferenceNo: textOf(body, 'originalPartnerReferenceNo') ?? textOf(body, 'originalPartnerreferenceNo')
  }),
  serviceCode: INQUIRED_SERVICE,
  latestTransactionStatus: NOT_FOUND_CODE
})

/** The reply of an inquiry that is forced to succeed: the ledger's transaction as it stands, or what was asked for as pending. */
export const sampleQuery = (bank: Bank, partner: Partner, body: JsonObject): object => {
  const transaction = peekTransaction(bank, partner, body)
  if (transaction !== undefined) return replyFor(partner, transaction, { serviceCode: INQUIRED_SERVICE })
  return { ...askedFor(body), latestTransactionStatus: WIRE_CODE.pending, additionalInfo: {} }
}

/** [CHOSEN, setting `notFoundAs`] An unknown transaction is a refusal that still carries status 07, or a reply that says 07. */
const unknown = (partner: Partner, request: QrMpmQueryRequest): Reply => {
  const asked = askedFor(request)
  if (partner.settings.notFoundAs === 'code') throw new Refusal('40401', 'the partner has no such transaction', { body: { ...asked } })
  return { ...asked, serviceCode: INQUIRED_SERVICE, latestTransactionStatus: NOT_FOUND_CODE, transactionStatusDesc: 'Not found', additionalInfo: {} }
}

export const queryQr = (bank: Bank, partner: Partner, request: QrMpmQueryRequest): Reply => {
  const found = findTransaction(bank, partner, {
    referenceNo: request.originalReferenceNo,
    partnerReferenceNo: request.originalPartnerReferenceNo
  })
  if (found === 'unknown') return unknown(partner, request)
  if (found === 'inconsistent') throw new Refusal('40418', 'the two references are not of one and the same transaction')
  return replyFor(partner, found, request)
}

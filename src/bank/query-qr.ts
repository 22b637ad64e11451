/** QR MPM status inquiry, dynamic (51): tells the state of a transaction [BNC, whole page]. */
import { INQUIRED_SERVICE, type QrMpmQueryReply, type QrMpmQueryRequest } from '../../schemas/qr-mpm-query.js'
import { NOT_FOUND_CODE, STATUS_DESCRIPTION, WIRE_CODE } from '../../schemas/transaction-status.js'
import { jakartaTime } from '../domain/jakarta.js'
import type { Partner } from '../domain/partner.js'
import { Refusal } from '../domain/refusal.js'
import type { StoredStatus, Transaction } from '../domain/transaction.js'
import type { Bank } from './bank.js'
import { findTransaction } from './find-transaction.js'

type Reply = Omit<QrMpmQueryReply, 'responseCode' | 'responseMessage'>

const EXPIRED_DESCRIPTION = { '05': STATUS_DESCRIPTION.expired, '06': 'Failed (expired)', '07': 'Not found (expired)', '08': 'Expired' }

export interface StatusOnWire {
  readonly code: string
  readonly description: string
}

/** How the wire shows a stored state to this partner. An active static QR waits like an initiated one [CHOSEN]. */
export const statusOnWire = (partner: Partner, status: StoredStatus): StatusOnWire => {
  if (status === 'expired') {
    const code = partner.settings.expiredStatus
    return { code, description: EXPIRED_DESCRIPTION[code] }
  }
  const word = status === 'active' ? 'initiated' : status
  return { code: WIRE_CODE[word], description: STATUS_DESCRIPTION[word] }
}

const money = (value: string): { value: string; currency: string } => ({ value, currency: 'IDR' })

/** An object without the properties that have no value. */
const given = <T extends Record<string, string | null | undefined>>(properties: T): { [K in keyof T]?: string } =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null && value !== undefined && value !== '')) as {
    [K in keyof T]?: string
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

/** [CHOSEN, setting `notFoundAs`] An unknown transaction is a refusal that still carries status 07, or a reply that says 07. */
const unknown = (partner: Partner, request: QrMpmQueryRequest): Reply => {
  const asked = {
    ...given({ originalReferenceNo: request.originalReferenceNo, originalPartnerReferenceNo: request.originalPartnerReferenceNo }),
    serviceCode: INQUIRED_SERVICE,
    latestTransactionStatus: NOT_FOUND_CODE
  }
  if (partner.settings.notFoundAs === 'code') throw new Refusal('40401', 'the partner has no such transaction', { body: asked })
  return { ...asked, transactionStatusDesc: 'Not found', additionalInfo: {} }
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

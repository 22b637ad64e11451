/** QR MPM cancel (77): invalidates the pending dynamic QR [BNC, whole page]. */
import type { QrMpmCancelReply, QrMpmCancelRequest } from '../../schemas/qr-mpm-cancel.js'
import { jakartaTime } from '../domain/jakarta.js'
import type { Partner } from '../domain/partner.js'
import { Refusal } from '../domain/refusal.js'
import { textOf, type JsonObject } from '../domain/request-body.js'
import type { StoredStatus, Transaction } from '../domain/transaction.js'
import { nowOf, type Bank } from './bank.js'
import { findTransaction } from './find-transaction.js'
import { move } from './move-transaction.js'
import { peekTransaction } from './peek-transaction.js'

type Reply = Omit<QrMpmCancelReply, 'responseCode' | 'responseMessage'>

/** What is answered in each state that cannot be canceled [CHOSEN from the closest evidence]. */
const REFUSED_IN: Readonly<Record<Exclude<StoredStatus, 'initiated' | 'pending'>, string>> = {
  paying: '40501',
  success: '40400',
  refunded: '40400',
  failed: '40400',
  canceled: '40404',
  expired: '40300',
  active: '40501'
}

const demandCancelable = ({ kind, status }: Transaction): void => {
  if (kind === 'static') throw new Refusal('40501', 'a static QR is not canceled by this call')
  if (status !== 'initiated' && status !== 'pending') {
    throw new Refusal(REFUSED_IN[status], `the transaction is ${status}`)
  }
}

const times = (transaction: Transaction, now: number): Pick<Reply, 'cancelTime' | 'transactionDate'> => ({
  cancelTime: jakartaTime(now),
  transactionDate: jakartaTime(transaction.createdAt)
})

/** `echoed` is originalPartnerReferenceNo as it came: an empty one is sent back empty [BNC]. */
export const cancelQr = (bank: Bank, partner: Partner, request: QrMpmCancelRequest, echoed: string | undefined): Reply => {
  const found = findTransaction(bank, partner, {
    referenceNo: request.originalReferenceNo,
    partnerReferenceNo: request.originalPartnerReferenceNo
  })
  if (found === 'unknown') throw new Refusal('40401', 'the partner has no such transaction')
  if (found === 'inconsistent') throw new Refusal('40418', 'the two references are of different transactions')
  if (request.merchantId !== undefined && request.merchantId !== found.merchantId) {
    throw new Refusal('40408', `the transaction is of merchant ${found.merchantId}`)
  }
  demandCancelable(found)
  const now = nowOf(bank, partner.partnerId)
  move(bank, found, { to: 'canceled', event: 'cancel', at: now, cause: 'snap:77' })
  const partnerReference = echoed ?? found.partnerReferenceNo ?? undefined
  return {
    originalReferenceNo: found.referenceNo,
    ...(partnerReference === undefined ? {} : { originalPartnerReferenceNo: partnerReference }),
    ...(partner.rules.cancel.replyTimes ? times(found, now) : {}),
    additionalInfo: {}
  }
}

/** The reply of a cancel that is forced to succeed: what was asked for, and nothing done. */
export const sampleCancel = (bank: Bank, partner: Partner, body: JsonObject): object => {
  const now = nowOf(bank, partner.partnerId)
  const transaction = peekTransaction(bank, partner, body)
  const echoed = body['originalPartnerReferenceNo']
  const partnerReference = typeof echoed === 'string' ? echoed : transaction?.partnerReferenceNo ?? undefined
  return {
    originalReferenceNo: textOf(body, 'originalReferenceNo') ?? transaction?.referenceNo ?? '',
    ...(partnerReference === undefined ? {} : { originalPartnerReferenceNo: partnerReference }),
    ...(partner.rules.cancel.replyTimes ? { cancelTime: jakartaTime(now), transactionDate: jakartaTime(transaction?.createdAt ?? now) } : {}),
    additionalInfo: {}
  }
}

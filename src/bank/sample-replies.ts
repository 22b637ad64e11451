/** Replies of calls that are forced to succeed, in the shape of the real ones: what was asked for, and nothing done. */
import { jakartaTime } from '../domain/jakarta.js'
import { formatAmount, parseAmount } from '../domain/money.js'
import type { Partner } from '../domain/partner.js'
import { decodeQr } from '../domain/qr-decode.js'
import { isJsonObject, textOf, type JsonObject } from '../domain/request-body.js'
import { nowOf, type Bank } from './bank.js'
import { decodeForPartner } from './decode-qr.js'
import { sampleQr } from './generate-qr.js'
import { partnerReferenceOf, peekTransaction } from './peek-transaction.js'
import { newRefundNo } from './record-refund.js'

/** Where nothing that was asked for can be read. */
const SAMPLE_AMOUNT = '10000.00'

/** What is asked to be given back, where that is an amount. */
const amountOf = (body: JsonObject): string | undefined => {
  const asked = body['refundAmount']
  const sen = isJsonObject(asked) ? parseAmount(textOf(asked, 'value') ?? '') : undefined
  return sen === undefined ? undefined : formatAmount(sen)
}

export const sampleRefund = (bank: Bank, partner: Partner, body: JsonObject): object => {
  const transaction = peekTransaction(bank, partner, body)
  const partnerReference = transaction?.partnerReferenceNo ?? partnerReferenceOf(body)
  const externalId = textOf(body, 'originalExternalId')
  const now = nowOf(bank, partner.partnerId)
  return {
    ...(partnerReference === undefined ? {} : { originalPartnerReferenceNo: partnerReference }),
    originalReferenceNo: textOf(body, 'originalReferenceNo') ?? transaction?.referenceNo ?? '',
    ...(externalId === undefined ? {} : { originalExternalId: externalId }),
    refundNo: newRefundNo(bank, partner.partnerId, now),
    partnerRefundNo: textOf(body, 'partnerRefundNo') ?? '',
    refundAmount: { value: amountOf(body) ?? transaction?.amount ?? SAMPLE_AMOUNT, currency: 'IDR' },
    refundTime: jakartaTime(now)
  }
}

export const sampleHistory = (): object => ({ detailData: [], additionalInfo: { total: 0, pages: 0, hasMore: false } })

/** Of the QR that was sent, or of one that nobody has where that cannot be read. */
export const sampleDecode = (bank: Bank, partner: Partner, body: JsonObject): object => {
  const sent = textOf(body, 'qrContent') ?? ''
  const qrContent = decodeQr(sent).ok ? sent : sampleQr(bank, partner, {}).qrContent
  const partnerReferenceNo = textOf(body, 'partnerReferenceNo')
  return decodeForPartner(bank, partner, { qrContent, scanTime: '', ...(partnerReferenceNo === undefined ? {} : { partnerReferenceNo }) })
}

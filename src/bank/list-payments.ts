/** Status inquiry, static (12): the payments of a static QR, page by page, the oldest first [BNC: ASC]. */
import {
  DEFAULT_PAGE_SIZE, type HistoryItem, type TransactionHistoryListReply, type TransactionHistoryListRequest
} from '../../schemas/transaction-history-list.js'
import { spanOf } from '../domain/history-span.js'
import { jakartaTime } from '../domain/jakarta.js'
import { findMerchant, type Partner } from '../domain/partner.js'
import { Refusal } from '../domain/refusal.js'
import type { Transaction } from '../domain/transaction.js'
import type { PaymentRow } from '../store/payment.js'
import { nowOf, type Bank } from './bank.js'

type Reply = Omit<TransactionHistoryListReply, 'responseCode' | 'responseMessage'>

/** A dynamic QR has an scID too, but no list [CHOSEN]. Another partner's QR is unknown. */
const findStaticQr = (bank: Bank, { partnerId }: Partner, scId: string): Transaction => {
  const qr = bank.store.transactions.findByScId(scId).find(one => one.partnerId === partnerId && one.kind === 'static')
  if (qr === undefined) throw new Refusal('40401', 'the partner has no static QR of this scID')
  return qr
}

const itemOf = (partner: Partner, qr: Transaction, payment: PaymentRow): HistoryItem => {
  const amount = { value: payment.amount, currency: 'IDR' }
  const { rrn, bankCode, bankName } = payment
  return {
    dateTime: jakartaTime(payment.paidAt ?? payment.createdAt),
    amount,
    remark: `Payment to ${findMerchant(partner, payment.merchantId)?.name ?? payment.merchantId}`,
    status: payment.status.toUpperCase(),
    type: 'PAYMENT',
    sourceOfFunds: [{ source: 'BALANCE', amount }],
    additionalInfo: {
      originalReferenceNo: payment.referenceNo,
      ...(qr.partnerReferenceNo === null ? {} : { originalPartnerReferenceNo: qr.partnerReferenceNo }),
      scID: qr.scId ?? '',
      ...(rrn === null ? {} : { rrn }),
      ...(bankCode === null ? {} : { bankCode }),
      ...(bankName === null ? {} : { bankName })
    }
  }
}

export const listPayments = (bank: Bank, partner: Partner, request: TransactionHistoryListRequest): Reply => {
  const qr = findStaticQr(bank, partner, request.additionalInfo.scID)
  const { pageSize = DEFAULT_PAGE_SIZE, pageNumber = 0 } = request
  const { partnerId, referenceNo: qrReferenceNo } = qr
  const span = { partnerId, qrReferenceNo, ...spanOf(request, nowOf(bank, partnerId)) }
  const total = bank.store.payments.count(span)
  const pages = Math.ceil(total / pageSize)
  return {
    detailData: bank.store.payments.page(span, pageSize, pageNumber * pageSize).map(payment => itemOf(partner, qr, payment)),
    additionalInfo: { total, pages, hasMore: pageNumber + 1 < pages }
  }
}

/** A transaction as admins see it: moments as ISO 8601 in Jakarta, what has no value left out. */
import type { RefundReply, TransactionReply } from '../../../schemas/transaction.js'
import { qrUrlOf } from '../../bank/add-qr.js'
import type { Bank } from '../../bank/bank.js'
import { getPartner } from '../../bank/save-partner.js'
import { jakartaTime } from '../../domain/jakarta.js'
import { statusOnWire } from '../../domain/status-on-wire.js'
import { eventsOf, type Transaction } from '../../domain/transaction.js'
import type { RefundRow } from '../../store/refund.js'

const moment = (at: number | null): string | null => (at === null ? null : jakartaTime(at))

/** What the schema calls optional is left out where the ledger has nothing. */
const optional = (bank: Bank, transaction: Transaction): Record<string, string | null> => ({
  partnerReferenceNo: transaction.partnerReferenceNo,
  amount: transaction.amount,
  subMerchantId: transaction.subMerchantId,
  storeId: transaction.storeId,
  terminalId: transaction.terminalId,
  scId: transaction.scId,
  traceId: transaction.traceId,
  qrContent: transaction.qrContent,
  qrUrl: transaction.qrContent === null ? null : qrUrlOf(bank, transaction),
  qrReferenceNo: transaction.qrReferenceNo,
  expiresAt: moment(transaction.expiresAt),
  paidAt: moment(transaction.paidAt),
  rrn: transaction.rrn,
  bankCode: transaction.bankCode,
  bankName: transaction.bankName,
  customerPan: transaction.customerPan
})

/** Its history, and its refunds where it has any. */
const whatHappened = (bank: Bank, transaction: Transaction): Pick<TransactionReply, 'history' | 'refunds'> => {
  const { transactions, refunds } = bank.store
  const given = refunds.of(transaction.partnerId, transaction.referenceNo)
  return {
    history: transactions.history(transaction).map(row => ({ ...row, at: jakartaTime(row.at) })),
    ...(given.length === 0 ? {} : { refunds: given.map(showRefund) })
  }
}

const showRefund = ({ refundNo, partnerRefundNo, amount, reason, refundedAt }: RefundRow): RefundReply => ({
  refundNo,
  ...(partnerRefundNo === null ? {} : { partnerRefundNo }),
  amount,
  ...(reason === null ? {} : { reason }),
  at: jakartaTime(refundedAt)
})

export const showTransaction = (bank: Bank, transaction: Transaction, withHistory = false): TransactionReply => ({
  partnerId: transaction.partnerId,
  referenceNo: transaction.referenceNo,
  kind: transaction.kind,
  status: transaction.status,
  statusCode: statusOnWire(getPartner(bank, transaction.partnerId), transaction.status).code,
  allowedEvents: [...eventsOf(transaction)],
  feeAmount: transaction.feeAmount,
  refundedAmount: transaction.refundedAmount,
  merchantId: transaction.merchantId,
  createdAt: jakartaTime(transaction.createdAt),
  ...(Object.fromEntries(Object.entries(optional(bank, transaction)).filter(([, value]) => value !== null)) as Partial<TransactionReply>),
  ...(withHistory ? whatHappened(bank, transaction) : {})
})

export const showWithHistory = (bank: Bank, transaction: Transaction): TransactionReply => showTransaction(bank, transaction, true)

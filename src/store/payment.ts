/** Payments of a static QR, found by the QR and the time. */
import type { Transaction } from '../domain/transaction.js'
import type { Database } from './database.js'

type Listed = 'referenceNo' | 'merchantId' | 'status' | 'createdAt' | 'paidAt' | 'rrn' | 'bankCode' | 'bankName'

export interface PaymentRow extends Pick<Transaction, Listed> {
  readonly amount: string
}

/** The payments of one QR from one instant to another, both included. */
export interface PaymentSpan {
  readonly partnerId: string
  readonly qrReferenceNo: string
  readonly from: number
  readonly to: number
}

const WHERE = 'WHERE partner_id = @partnerId AND qr_reference_no = @qrReferenceNo AND created_at BETWEEN @from AND @to'

export type PaymentStore = ReturnType<typeof paymentStore>

export const paymentStore = (db: Database) => {
  const count = db.sqlite.prepare<[PaymentSpan], number>(`SELECT count(*) FROM transactions ${WHERE}`).pluck()
  const select = db.sqlite.prepare<[PaymentSpan & { limit: number; offset: number }], PaymentRow>(
    `SELECT reference_no AS referenceNo, merchant_id AS merchantId, status, created_at AS createdAt, paid_at AS paidAt,
     rrn, bank_code AS bankCode, bank_name AS bankName, amount
     FROM transactions ${WHERE} ORDER BY created_at, reference_no LIMIT @limit OFFSET @offset`
  )
  return {
    count: (span: PaymentSpan): number => count.get(span) ?? 0,

    /** The oldest first. */
    page: (span: PaymentSpan, limit: number, offset: number): PaymentRow[] => select.all({ ...span, limit, offset })
  }
}

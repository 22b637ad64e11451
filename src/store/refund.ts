/** Refunds: money that went back, each with the number that the partner gave it. */
import type { Database } from './database.js'

export interface RefundRow {
  readonly partnerId: string
  readonly refundNo: string
  readonly referenceNo: string
  /** Null for an admin's refund. */
  readonly partnerRefundNo: string | null
  /** Canonical, `10000.00`. */
  readonly amount: string
  readonly reason: string | null
  readonly refundedAt: number
  /** What the partner asked for, to tell a repeat from a contradiction. */
  readonly fingerprint: string | null
  /** JSON of what it was answered. */
  readonly reply: string | null
}

const SELECT = `SELECT partner_id AS partnerId, refund_no AS refundNo, reference_no AS referenceNo,
  partner_refund_no AS partnerRefundNo, amount, reason, refunded_at AS refundedAt, fingerprint, reply FROM refunds`

export type RefundStore = ReturnType<typeof refundStore>

export const refundStore = (db: Database) => {
  const { sqlite } = db
  const insert = sqlite.prepare<[RefundRow]>(
    `INSERT INTO refunds (partner_id, refund_no, reference_no, partner_refund_no, amount, reason, refunded_at, fingerprint, reply)
     VALUES (@partnerId, @refundNo, @referenceNo, @partnerRefundNo, @amount, @reason, @refundedAt, @fingerprint, @reply)`
  )
  const selectOne = sqlite.prepare<[string, string], RefundRow>(`${SELECT} WHERE partner_id = ? AND refund_no = ?`)
  const selectByPartnerNumber = sqlite.prepare<[string, string], RefundRow>(
    `${SELECT} WHERE partner_id = ? AND partner_refund_no = ?`
  )
  const selectOf = sqlite.prepare<[string, string], RefundRow>(
    `${SELECT} WHERE partner_id = ? AND reference_no = ? ORDER BY refunded_at, refund_no`
  )
  const removeOf = sqlite.prepare<[string, string]>('DELETE FROM refunds WHERE partner_id = ? AND reference_no = ?')

  return {
    add(row: RefundRow): void {
      insert.run(row)
    },

    find: (partnerId: string, refundNo: string): RefundRow | undefined => selectOne.get(partnerId, refundNo),

    findByPartnerNumber: (partnerId: string, partnerRefundNo: string): RefundRow | undefined =>
      selectByPartnerNumber.get(partnerId, partnerRefundNo),

    /** The refunds of one transaction, the oldest first. */
    of: (partnerId: string, referenceNo: string): RefundRow[] => selectOf.all(partnerId, referenceNo),

    /** Takes the refunds of one transaction out of the ledger. */
    removeOf(partnerId: string, referenceNo: string): void {
      removeOf.run(partnerId, referenceNo)
    }
  }
}

/** QR MPM refund (78) on the wire. */
import { QrMpmRefundReply, qrMpmRefundRequest, type QrMpmRefundRequest } from '../../../../schemas/qr-mpm-refund.js'
import { SERVICES } from '../../../../schemas/services.js'
import { refundQr } from '../../../bank/refund-qr.js'
import { sampleRefund } from '../../../bank/sample-replies.js'
import { missing } from '../../../domain/refusal.js'
import { defineService } from '../service.js'

export const qrMpmRefund = defineService<QrMpmRefundRequest>({
  service: SERVICES.refund,
  request: qrMpmRefundRequest,
  reply: QrMpmRefundReply,
  demand({ originalReferenceNo, originalPartnerReferenceNo }, { rules }) {
    // Where the dialect demands the partner's reference, its table names it.
    if (rules.refund.partnerReferenceNoMandatory) return
    if (originalReferenceNo === undefined && originalPartnerReferenceNo === undefined) throw missing('originalReferenceNo')
  },
  handle: ({ bank, partner, request }) => refundQr(bank, partner, request),
  forced: ({ bank, partner, body, row }) => (row.http < 300 ? sampleRefund(bank, partner, body) : {})
})

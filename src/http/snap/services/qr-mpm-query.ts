/** QR MPM status inquiry, dynamic (51) on the wire. */
import { QrMpmQueryReply, qrMpmQueryRequest, type QrMpmQueryRequest } from '../../../../schemas/qr-mpm-query.js'
import { SERVICES } from '../../../../schemas/services.js'
import { queryQr } from '../../../bank/query-qr.js'
import { missing } from '../../../domain/refusal.js'
import { defineService } from '../service.js'

export const qrMpmQuery = defineService<QrMpmQueryRequest>({
  service: SERVICES.query,
  request: qrMpmQueryRequest,
  reply: QrMpmQueryReply,
  demand({ originalReferenceNo, originalPartnerReferenceNo }) {
    if (originalReferenceNo === undefined && originalPartnerReferenceNo === undefined) throw missing('originalReferenceNo')
  },
  handle: ({ bank, partner, request }) => queryQr(bank, partner, request)
})

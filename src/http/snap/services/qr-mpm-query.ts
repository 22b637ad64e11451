/** QR MPM status inquiry, dynamic (51) on the wire. */
import { QrMpmQueryReply, qrMpmQueryRequest, type QrMpmQueryRequest } from '../../../../schemas/qr-mpm-query.js'
import { SERVICES } from '../../../../schemas/services.js'
import { askedFor, queryQr, sampleQuery } from '../../../bank/query-qr.js'
import { missing } from '../../../domain/refusal.js'
import { defineService } from '../service.js'

export const qrMpmQuery = defineService<QrMpmQueryRequest>({
  service: SERVICES.query,
  request: qrMpmQueryRequest,
  reply: QrMpmQueryReply,
  readsOnly: true,
  demand({ originalReferenceNo, originalPartnerReferenceNo }) {
    if (originalReferenceNo === undefined && originalPartnerReferenceNo === undefined) throw missing('originalReferenceNo')
  },
  handle: ({ bank, partner, request }) => queryQr(bank, partner, request),
  forced({ bank, partner, body, row }) {
    if (row.http < 300) return sampleQuery(bank, partner, body)
    return row.http === 404 && row.case === '01' ? askedFor(body) : {}
  }
})

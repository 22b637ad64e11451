/** QR MPM cancel (77) on the wire. */
import { QrMpmCancelReply, qrMpmCancelRequest, type QrMpmCancelRequest } from '../../../../schemas/qr-mpm-cancel.js'
import { SERVICES } from '../../../../schemas/services.js'
import { cancelQr, sampleCancel } from '../../../bank/cancel-qr.js'
import { missing } from '../../../domain/refusal.js'
import { defineService } from '../service.js'

export const qrMpmCancel = defineService<QrMpmCancelRequest>({
  service: SERVICES.cancel,
  request: qrMpmCancelRequest,
  reply: QrMpmCancelReply,
  demand({ originalReferenceNo, originalPartnerReferenceNo }) {
    if (originalReferenceNo === undefined && originalPartnerReferenceNo === undefined) throw missing('originalReferenceNo')
  },
  handle: ({ bank, partner, request, body }) =>
    cancelQr(bank, partner, request, body['originalPartnerReferenceNo'] as string | undefined),
  forced: ({ bank, partner, body, row }) => (row.http < 300 ? sampleCancel(bank, partner, body) : {})
})

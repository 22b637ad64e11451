/** QR MPM decode (48) on the wire. */
import { QrMpmDecodeReply, qrMpmDecodeRequest, type QrMpmDecodeRequest } from '../../../../schemas/qr-mpm-decode.js'
import { SERVICES } from '../../../../schemas/services.js'
import { decodeForPartner, demandScanTime, readQr } from '../../../bank/decode-qr.js'
import { sampleDecode } from '../../../bank/sample-replies.js'
import { defineService } from '../service.js'

export const qrMpmDecode = defineService<QrMpmDecodeRequest>({
  service: SERVICES.decode,
  request: qrMpmDecodeRequest,
  reply: QrMpmDecodeReply,
  readsOnly: true,
  rules: ({ qrContent, scanTime }) => ({
    qrContent: () => { readQr(qrContent) },
    scanTime: () => { demandScanTime(scanTime) }
  }),
  handle: ({ bank, partner, request }) => decodeForPartner(bank, partner, request),
  forced: ({ bank, partner, body, row }) => (row.http < 300 ? sampleDecode(bank, partner, body) : {})
})

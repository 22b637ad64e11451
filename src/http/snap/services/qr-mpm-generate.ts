/** QR MPM generate (47) on the wire. */
import { QrMpmGenerateReply, qrMpmGenerateRequest, type QrMpmGenerateRequest } from '../../../../schemas/qr-mpm-generate.js'
import { SERVICES } from '../../../../schemas/services.js'
import { generateQr, sampleQr } from '../../../bank/generate-qr.js'
import { demandDynamicAmount, demandOneType, demandValidity } from '../../../domain/qr-request.js'
import { defineService } from '../service.js'

export const qrMpmGenerate = defineService<QrMpmGenerateRequest>({
  service: SERVICES.generate,
  request: qrMpmGenerateRequest,
  reply: QrMpmGenerateReply,
  demand: demandDynamicAmount,
  rules: (request, now) => ({
    validityPeriod: () => { demandValidity(request, now) },
    qrType: () => { demandOneType(request) }
  }),
  handle: ({ bank, partner, request }) => generateQr(bank, partner, request),
  forced: ({ bank, partner, body, row }) => (row.http < 300 ? sampleQr(bank, partner, body) : {})
})

/** QR MPM decode (48): tells what any bank's QR says, and whether it is one of this partner's. */
import type { QrMpmDecodeReply, QrMpmDecodeRequest } from '../../schemas/qr-mpm-decode.js'
import { parseTimestamp } from '../domain/jakarta.js'
import type { Partner } from '../domain/partner.js'
import { issuerOf } from '../domain/payer.js'
import { decodeQr, type DecodedQr, type QrMerchantInfo } from '../domain/qr-decode.js'
import { malformed, Refusal } from '../domain/refusal.js'
import type { Bank } from './bank.js'

type Reply = Omit<QrMpmDecodeReply, 'responseCode' | 'responseMessage'>

/** Refuses a payload that no application should pay; the diagnosis names the tag. */
export const readQr = (qrContent: string): DecodedQr => {
  const decoded = decodeQr(qrContent)
  if (decoded.ok) return decoded
  const { tag, diagnosis } = decoded
  const additionalInfo = { tag, diagnosis }
  throw new Refusal('40001', `qrContent, tag ${tag}: ${diagnosis}`, { detail: 'qrContent', body: { additionalInfo } })
}

export const demandScanTime = (scanTime: string): void => {
  if (parseTimestamp(scanTime) === undefined) throw malformed('scanTime', 'not a moment that exists, ISO 8601 with an offset')
}

/** The bank that the number belongs to, or the domain that stands in the QR. */
const accountOf = ({ pan, globallyUniqueIdentifier }: QrMerchantInfo): Reply['merchantInfos'] =>
  pan === undefined ? [] : [{ merchantPAN: pan, acquirerName: issuerOf(pan)?.bankName ?? globallyUniqueIdentifier }]

const detailsOf = ({ kind, merchantId, nmid, criteria, terminalLabel }: DecodedQr): Reply['additionalInfo'] => ({
  qrType: kind === 'static' ? 'STATIC' : 'DYNAMIC',
  ...(merchantId === undefined ? {} : { merchantId }),
  ...(nmid === undefined ? {} : { nmid }),
  ...(criteria === undefined ? {} : { criteria }),
  ...(terminalLabel === undefined ? {} : { terminalId: terminalLabel })
})

/** The number of this partner's QR whose payload this is, to the letter. */
const ownReference = (bank: Bank, { partnerId }: Partner, qrContent: string, id: string | undefined): string | undefined =>
  id === undefined
    ? undefined
    : bank.store.transactions.findByScId(id).find(qr => qr.partnerId === partnerId && qr.qrContent === qrContent)?.referenceNo

export const decodeForPartner = (bank: Bank, partner: Partner, { qrContent, partnerReferenceNo }: QrMpmDecodeRequest): Reply => {
  const decoded = readQr(qrContent)
  const referenceNo = ownReference(bank, partner, qrContent, decoded.id)
  return {
    ...(referenceNo === undefined ? {} : { referenceNo }),
    ...(partnerReferenceNo === undefined ? {} : { partnerReferenceNo }),
    merchantName: decoded.merchantName,
    merchantCategory: decoded.merchantCategory,
    merchantLocation: decoded.merchantCity,
    merchantInfos: decoded.merchantInfos.flatMap(accountOf),
    ...(decoded.amount === undefined ? {} : { transactionAmount: { value: decoded.amount, currency: decoded.currency } }),
    additionalInfo: detailsOf(decoded)
  }
}

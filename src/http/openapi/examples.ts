/** A call of each service and its reply, as each demo partner would send it and be answered. */
import { GRANT_TYPE } from '../../../schemas/grant-type.js'
import type { DialectName } from '../../../schemas/dialects.js'
import type { ServiceName } from '../../../schemas/services.js'

export interface Example {
  readonly request: Readonly<Record<string, unknown>>
  readonly reply: Readonly<Record<string, unknown>>
}

const done = (code: string) => ({ responseCode: code, responseMessage: 'Successful' })
const rupiah = (value: string) => ({ value, currency: 'IDR' })

const QR_CONTENT =
  '00020101021226740025ID.CO.BANKNEOCOMMERCE.WWW011893600490000000001102120001000100010303UMI51550025ID.CO.BANKNEOCOMMERCE.WWW' +
  '0215ID10260000000110303UMI5204581253033605405250005802ID5912KOPI SANDBOX6007JAKARTA61051011062340122300560431119246694284307' +
  '04T00163049257'

const token: Example = {
  request: { grantType: GRANT_TYPE },
  reply: {
    ...done('2007300'),
    accessToken: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJiYW5rIn0.c2lnbmF0dXJl',
    tokenType: 'Bearer',
    expiresIn: '900'
  }
}

const generate = (merchantId: string, merchantName: string): Example => ({
  request: {
    partnerReferenceNo: 'INV-2026-0001',
    amount: rupiah('25000.00'),
    merchantId,
    terminalId: 'T001',
    validityPeriod: '900'
  },
  reply: {
    ...done('2004700'),
    referenceNo: '2026112110215985316694997',
    partnerReferenceNo: 'INV-2026-0001',
    qrContent: QR_CONTENT,
    qrUrl: 'http://127.0.0.1:7751/qr/82150823919040624621823174737537/2026112110215985316694997.png',
    merchantName,
    terminalId: 'T001',
    additionalInfo: { scID: '3005604311192466942843', traceId: '5e3264f0abbbe03b8aa910dc749a6e98' }
  }
})

/** [BNC] The sample of the page. */
const queryPending: Example = {
  request: {
    additionalInfo: { channel: '', deviceId: '' },
    originalPartnerreferenceNo: 'partnerReferenceNo1691728848',
    serviceCode: '47',
    originalReferenceNo: '2023081111626423051116587'
  },
  reply: {
    ...done('2005100'),
    feeAmount: rupiah('0.00'),
    amount: rupiah('100000.00'),
    originalReferenceNo: '2023081111626423051116587',
    serviceCode: '47',
    latestTransactionStatus: '03',
    additionalInfo: {},
    originalPartnerReferenceNo: 'partnerReferenceNo1691728848'
  }
}

const queryPaid: Example = {
  request: { originalPartnerReferenceNo: 'DEMO-SNAP-SUCCESS', serviceCode: '47' },
  reply: {
    ...done('2005100'),
    originalReferenceNo: '2026010100000000000000023',
    originalPartnerReferenceNo: 'DEMO-SNAP-SUCCESS',
    serviceCode: '47',
    latestTransactionStatus: '00',
    transactionStatusDesc: 'Success',
    paidTime: '2026-01-01T00:00:00+07:00',
    amount: rupiah('40000.00'),
    feeAmount: rupiah('0.00'),
    terminalId: 'T001',
    additionalInfo: {
      traceId: '70226e95f9809e89d39bf7eaca05b979',
      RRN: '690577777665',
      bankCode: '014',
      bankName: 'BANK CENTRAL ASIA'
    }
  }
}

/** [BNC] The sample of the page. */
const cancelBnc: Example = {
  request: { originalPartnerReferenceNo: '', originalReferenceNo: '2023101814012941070122319', reason: 'test reason' },
  reply: {
    ...done('2007700'),
    originalReferenceNo: '2023101814012941070122319',
    additionalInfo: {},
    originalPartnerReferenceNo: ''
  }
}

const cancelSnap: Example = {
  request: { originalPartnerReferenceNo: 'DEMO-SNAP-PENDING', merchantId: '000200020001', reason: 'test reason' },
  reply: {
    ...done('2007700'),
    originalReferenceNo: '2026010100000000000000022',
    originalPartnerReferenceNo: 'DEMO-SNAP-PENDING',
    cancelTime: '2026-11-21T10:51:34+07:00',
    transactionDate: '2026-01-01T00:00:00+07:00',
    additionalInfo: {}
  }
}

const refund = (originalReferenceNo: string, originalPartnerReferenceNo: string): Example => ({
  request: {
    originalPartnerReferenceNo,
    partnerRefundNo: 'REFUND-2026-0001',
    refundAmount: rupiah('10000.00'),
    reason: 'one of two returned'
  },
  reply: {
    ...done('2007800'),
    originalPartnerReferenceNo,
    originalReferenceNo,
    refundNo: '2026112110130898807234922',
    partnerRefundNo: 'REFUND-2026-0001',
    refundAmount: rupiah('10000.00'),
    refundTime: '2026-11-21T10:51:34+07:00'
  }
})

const SC_ID = '3004600619801885800584'

const history: Example = {
  request: { pageSize: 10, pageNumber: 0, additionalInfo: { scID: SC_ID } },
  reply: {
    ...done('2001200'),
    detailData: [
      {
        dateTime: '2026-11-21T10:51:34+07:00',
        amount: rupiah('15000.00'),
        remark: 'Payment to KOPI SANDBOX',
        status: 'SUCCESS',
        type: 'PAYMENT',
        sourceOfFunds: [{ source: 'BALANCE', amount: rupiah('15000.00') }],
        additionalInfo: {
          originalReferenceNo: '2026112110796640295094862',
          originalPartnerReferenceNo: 'COUNTER-1',
          scID: SC_ID,
          rrn: '513675711207',
          bankCode: '009',
          bankName: 'BANK NEGARA INDONESIA'
        }
      }
    ],
    additionalInfo: { total: 1, pages: 1, hasMore: false }
  }
}

const decode: Example = {
  request: { qrContent: QR_CONTENT, scanTime: '2026-11-21T09:30:00+07:00' },
  reply: {
    ...done('2004800'),
    merchantName: 'KOPI SANDBOX',
    merchantCategory: '5812',
    merchantLocation: 'JAKARTA',
    merchantInfos: [{ merchantPAN: '936004900000000011', acquirerName: 'BANK NEO COMMERCE' }],
    transactionAmount: rupiah('25000.00'),
    additionalInfo: {
      qrType: 'DYNAMIC',
      merchantId: '000100010001',
      nmid: 'ID1026000000011',
      criteria: 'UMI',
      terminalId: 'T001'
    }
  }
}

export const EXAMPLES: Readonly<Record<ServiceName, Readonly<Record<DialectName, Example>>>> = {
  token: { bnc: token, snap: token },
  generate: { bnc: generate('000100010001', 'KOPI SANDBOX'), snap: generate('000200020001', 'WARUNG SANDBOX') },
  query: { bnc: queryPending, snap: queryPaid },
  cancel: { bnc: cancelBnc, snap: cancelSnap },
  refund: {
    bnc: refund('2026010100000000000000013', 'DEMO-BNC-SUCCESS'),
    snap: refund('2026010100000000000000023', 'DEMO-SNAP-SUCCESS')
  },
  history: { bnc: history, snap: history },
  decode: { bnc: decode, snap: decode }
}

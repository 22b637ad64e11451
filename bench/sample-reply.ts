/** What every stub of the benches answers: the reply of the bank's page, of a QR that nobody has paid [BNC]. */
export const SAMPLE_REPLY = {
  responseCode: '2005100',
  responseMessage: 'Successful',
  originalReferenceNo: '2023081111626423051116587',
  originalPartnerReferenceNo: 'partnerReferenceNo1691728848',
  serviceCode: '47',
  latestTransactionStatus: '03',
  amount: { value: '100000.00', currency: 'IDR' },
  feeAmount: { value: '0.00', currency: 'IDR' },
  additionalInfo: {}
} as const

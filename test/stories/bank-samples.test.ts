/** The two sample exchanges of the bank's own pages, field for field. */
import t from 'tap'
import { DEMO_BNC, startTestBank } from '../bank-harness.js'

await t.test("the status inquiry of the bank's page is answered as the page says", async t => {
  const bank = await startTestBank(t)
  const partner = await bank.partner(DEMO_BNC)
  const reply = await partner.call('query', {
    additionalInfo: { channel: '', deviceId: '' },
    originalPartnerreferenceNo: 'partnerReferenceNo1691728848',
    serviceCode: '47',
    originalReferenceNo: '2023081111626423051116587'
  })
  t.equal(reply.status, 200)
  t.strictSame(reply.body, {
    feeAmount: { currency: 'IDR', value: '0.00' },
    amount: { currency: 'IDR', value: '100000.00' },
    originalReferenceNo: '2023081111626423051116587',
    serviceCode: '47',
    latestTransactionStatus: '03',
    additionalInfo: {},
    originalPartnerReferenceNo: 'partnerReferenceNo1691728848',
    responseMessage: 'Successful',
    responseCode: '2005100'
  })
})

await t.test("the cancel of the bank's page is answered as the page says, and then shows as canceled", async t => {
  const bank = await startTestBank(t)
  const partner = await bank.partner(DEMO_BNC)
  const reply = await partner.call('cancel', {
    originalPartnerReferenceNo: '',
    originalReferenceNo: '2023101814012941070122319',
    reason: 'test reason'
  })
  t.equal(reply.status, 200)
  t.strictSame(reply.body, {
    originalReferenceNo: '2023101814012941070122319',
    additionalInfo: {},
    originalPartnerReferenceNo: '',
    responseMessage: 'Successful',
    responseCode: '2007700'
  })
  const after = await partner.call('query', { originalReferenceNo: '2023101814012941070122319', serviceCode: '47' })
  t.match(after.body, { responseCode: '2005100', latestTransactionStatus: '05', transactionStatusDesc: 'Canceled' })
})

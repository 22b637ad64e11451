// tap: one bank for this file, a partner for each test, and no outcome left over.
import t from 'tap'
import { assertOutcomesUsed, partnerClient, startSandbox } from 'bnc-snap-sandbox'

const bank = await startSandbox()
t.teardown(() => bank.close())

const test = (name, act) => t.test(name, async t => {
  const partner = await bank.admin.partners.create()
  // Your own client goes here: it wants bank.url and the partner's credentials.
  await act(t, partner, partnerClient(bank.url, partner))
  await assertOutcomesUsed(bank.admin, partner.partnerId)
})

test('a customer pays', async (t, { partnerId }, shop) => {
  const { referenceNo } = await bank.admin.transactions.create({ amount: '15000.00', partnerId })
  await bank.admin.pay({ referenceNo, partnerId })
  const { body } = await shop.call('query', { originalReferenceNo: referenceNo, serviceCode: '47' })
  t.equal(body.latestTransactionStatus, '00')
})

test('the bank times out once', async (t, { partnerId }, shop) => {
  const { referenceNo } = await bank.admin.transactions.create({ amount: '15000.00', partnerId })
  await bank.admin.outcomes.create({ service: 'query', respond: { responseCode: '5045100' }, partnerId })
  const inquire = () => shop.call('query', { originalReferenceNo: referenceNo, serviceCode: '47' })
  t.equal((await inquire()).status, 504)
  t.equal((await inquire()).status, 200)
})

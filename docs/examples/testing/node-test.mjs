// node:test: one bank for this file, a partner for each test, and no outcome left over.
import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { assertOutcomesUsed, partnerClient, startSandbox } from 'bnc-snap-sandbox'

let bank, partner, shop

before(async () => { bank = await startSandbox() })
after(() => bank.close())

beforeEach(async () => {
  partner = await bank.admin.partners.create()
  // Your own client goes here: it wants bank.url and the partner's credentials.
  shop = partnerClient(bank.url, partner)
})
afterEach(() => assertOutcomesUsed(bank.admin, partner.partnerId))

test('a customer pays', async () => {
  const { partnerId } = partner
  const { referenceNo } = await bank.admin.transactions.create({ amount: '15000.00', partnerId })
  await bank.admin.pay({ referenceNo, partnerId })
  const { body } = await shop.call('query', { originalReferenceNo: referenceNo, serviceCode: '47' })
  assert.equal(body.latestTransactionStatus, '00')
})

test('the bank times out once', async () => {
  const { partnerId } = partner
  const { referenceNo } = await bank.admin.transactions.create({ amount: '15000.00', partnerId })
  await bank.admin.outcomes.create({ service: 'query', respond: { responseCode: '5045100' }, partnerId })
  const inquire = () => shop.call('query', { originalReferenceNo: referenceNo, serviceCode: '47' })
  assert.equal((await inquire()).status, 504)
  assert.equal((await inquire()).status, 200)
})

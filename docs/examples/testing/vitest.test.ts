// Vitest: one bank for each worker, a partner for each test, and no outcome left over. Tests may run side by side.
import { expect, test as base } from 'vitest'
import { assertOutcomesUsed, partnerClient, startSandbox, type PartnerClient, type PartnerReply, type Sandbox } from 'bnc-snap-sandbox'

const test = base.extend<{ bank: Sandbox; partner: PartnerReply; shop: PartnerClient }>({
  bank: [async ({}, use) => {
    const bank = await startSandbox()
    await use(bank)
    await bank.close()
  }, { scope: 'worker' }],
  partner: async ({ bank }, use) => {
    const partner = await bank.admin.partners.create()
    await use(partner)
    await assertOutcomesUsed(bank.admin, partner.partnerId)
  },
  // Your own client goes here: it wants bank.url and the partner's credentials.
  shop: async ({ bank, partner }, use) => { await use(partnerClient(bank.url, partner)) }
})

test.concurrent('a customer pays', async ({ bank, partner: { partnerId }, shop }) => {
  const { referenceNo } = await bank.admin.transactions.create({ amount: '15000.00', partnerId })
  await bank.admin.pay({ referenceNo, partnerId })
  const { body } = await shop.call('query', { originalReferenceNo: referenceNo, serviceCode: '47' })
  expect(body['latestTransactionStatus']).toBe('00')
})

test.concurrent('the bank times out once', async ({ bank, partner: { partnerId }, shop }) => {
  const { referenceNo } = await bank.admin.transactions.create({ amount: '15000.00', partnerId })
  await bank.admin.outcomes.create({ service: 'query', respond: { responseCode: '5045100' }, partnerId })
  const inquire = () => shop.call('query', { originalReferenceNo: referenceNo, serviceCode: '47' })
  expect((await inquire()).status).toBe(504)
  expect((await inquire()).status).toBe(200)
})

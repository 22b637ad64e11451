/** What happens to a transaction while it is looked at: calls, payments, notifications and what is made to go wrong with them. */
import t from 'tap'
import type { NotificationReply } from '../../schemas/notification.js'
import type { WebhookFaultReply } from '../../schemas/webhook-fault.js'
import { DEMO_BNC } from '../bank-harness.js'
import { refuse, startReceiver } from '../receiver.js'
import { visit } from './browser.js'
import { openOne } from './transaction-steps.js'

visit(t, 'notifications show every attempt, are redelivered and made to go wrong', {}, async (t, { page, bank }) => {
  const receiver = await startReceiver(t)
  receiver.next(refuse)
  const { partner } = await bank.newPartner({ callbackUrl: receiver.url })
  const { partnerId } = partner
  const { referenceNo } = await bank.seed(partnerId)
  await openOne(page, bank, referenceNo, partnerId)
  await bank.admin('POST', `/transactions/${referenceNo}/pay?partnerId=${partnerId}`, {})
  const region = page.getByRole('region', { name: 'Notifications' })
  await region.getByText('HTTP 500', { exact: true }).waitFor()
  t.equal(await region.getByText('on its way').count(), 1)
  await region.getByText('Next attempt').waitFor()
  await region.locator('.attempt summary').click()
  await region.getByText('5005200').waitFor()
  await region.getByText(/X-EXTERNAL-ID:/).waitFor()
  await region.getByRole('button', { name: /^Redeliver/ }).click()
  await region.getByText('delivered', { exact: true }).waitFor()
  const { items } = (await bank.admin<{ items: NotificationReply[] }>('GET', `/notifications?referenceNo=${referenceNo}`)).body
  t.strictSame(items.map(({ status, attempts }) => [status, attempts.length]), [['delivered', 2]])
  t.equal(receiver.received.length, 2)
  await region.getByText('Webhook lab').click()
  const armed = async (): Promise<WebhookFaultReply[]> =>
    (await bank.admin<{ items: WebhookFaultReply[] }>('GET', `/webhook-faults?partnerId=${partnerId}`)).body.items
  await region.getByLabel('Fault').selectOption('delay')
  await region.getByLabel('Seconds').fill('90')
  await region.getByLabel('How often').fill('2')
  await region.getByRole('button', { name: 'Arm' }).click()
  await region.getByText('2 left').waitFor()
  t.match(await armed(), [{ kind: 'delay', partnerId, times: 2, delaySeconds: 90 }])
  await region.getByRole('button', { name: 'Remove: delay' }).click()
  await region.getByText('2 left').waitFor({ state: 'detached' })
  t.strictSame(await armed(), [])
})

visit(t, 'what others do appears by itself, calls with their answers too', { path: `#/transactions?partnerId=${DEMO_BNC}` }, async (t, { page, bank }) => {
  await page.getByText('Live', { exact: true }).waitFor()
  const partner = await bank.partner(DEMO_BNC)
  const { body } = await partner.call('generate', {
    partnerReferenceNo: 'FROM-OUTSIDE', amount: { value: '31000.00', currency: 'IDR' }, merchantId: partner.partner.merchants[0]?.merchantId
  })
  const referenceNo = String(body['referenceNo'])
  await page.getByRole('list', { name: 'Transactions' }).getByRole('link', { name: /Rp 31\.000,00/ }).click()
  const calls = page.getByRole('region', { name: 'Calls' })
  await calls.getByRole('link', { name: /generate|47/ }).first().waitFor()
  t.match(await calls.getByRole('link', { name: 'All its calls' }).getAttribute('href'), `referenceNo=${referenceNo}`)
  await bank.admin('POST', '/pay', { referenceNo, partnerId: DEMO_BNC })
  await page.locator('.detail-head .badge', { hasText: 'Paid 00' }).waitFor()
  await page.locator('.transaction-row[aria-current]', { hasText: 'Paid' }).waitFor()
  const link = await page.getByRole('link', { name: 'Open the pay page' }).getAttribute('href')
  t.equal(link, `${bank.url}/pay/${referenceNo}?partnerId=${DEMO_BNC}`)
  await page.getByText('npx bnc-sandbox serve --host 0.0.0.0 --public-url').waitFor()
  t.equal(await page.getByRole('img', { name: `The QR of ${referenceNo}` }).count(), 1)
})

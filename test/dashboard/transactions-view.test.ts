/** One transaction in a real browser: every button that moves it is pressed, and the bank is asked afterwards. */
import t from 'tap'
import type { TransactionReply } from '../../schemas/transaction.js'
import { DEMO_BNC } from '../bank-harness.js'
import { visit } from './browser.js'
import { openOne, press } from './transaction-steps.js'

visit(t, 'each move that is allowed is a button of the diagram, and the timeline tells it', {}, async (t, { page, bank }) => {
  const { referenceNo } = await bank.seed(DEMO_BNC, { status: 'initiated', amount: '15000.00' })
  await openOne(page, bank, referenceNo)
  t.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'Rp 15.000,00')
  const names = async (): Promise<string[]> => (await page.locator('.state-diagram button').allTextContents()).sort()
  t.strictSame(await names(), ['Cancel', 'Expire', 'Fail', 'Pay…', 'Scan'])
  await press(page, 'Scan: becomes Paying', 'Paying 02')
  t.equal((await bank.transaction(referenceNo, DEMO_BNC)).status, 'paying')
  t.strictSame(await names(), ['Authorize', 'Expire', 'Fail', 'Pay…', 'Settle'])
  await press(page, 'Authorize: becomes Pending', 'Pending 03')
  await page.getByRole('button', { name: 'Pay: becomes Paid' }).click()
  const dialog = page.getByRole('dialog', { name: 'Pay' })
  await dialog.getByLabel("Payer's bank").fill('014')
  await dialog.getByLabel('RRN').fill('123456789012')
  await dialog.getByRole('button', { name: 'Pay', exact: true }).click()
  await page.locator('.detail-head .badge', { hasText: 'Paid 00' }).waitFor()
  t.match(await bank.transaction(referenceNo, DEMO_BNC), { status: 'success', bankCode: '014', rrn: '123456789012' })
  await page.getByRole('button', { name: 'Refund: becomes Refunded' }).click()
  await page.getByRole('dialog').getByLabel('Amount').fill('5.000')
  await page.getByRole('dialog').getByRole('button', { name: 'Refund' }).click()
  await page.getByRole('region', { name: 'Refunds' }).getByText('Rp 5.000,00').waitFor()
  t.match(await bank.transaction(referenceNo, DEMO_BNC), { status: 'success', refundedAmount: '5000.00' })
  await page.getByRole('button', { name: 'Refund: becomes Refunded' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Refund' }).click()
  await page.locator('.detail-head .badge', { hasText: 'Refunded 04' }).waitFor()
  t.equal((await bank.transaction(referenceNo, DEMO_BNC)).status, 'refunded')
  const told = await page.locator('.timeline strong').allTextContents()
  t.strictSame(told, ['Initiated', 'Paying', 'Pending', 'Paid', 'Paid', 'Refunded'])
  t.strictSame(await names(), [])
  t.match(await page.locator('.state-diagram svg').getAttribute('aria-label'), /Now Refunded\. Passed: Initiated, Paying, Pending, Paid\./)
})

visit(t, 'settle, cancel, fail and expire lead where they should, and force leads anywhere', {}, async (t, { page, bank }) => {
  const ends = [
    ['Settle: becomes Paid', 'Paid', 'success'], ['Cancel: becomes Canceled', 'Canceled', 'canceled'],
    ['Fail: becomes Failed', 'Failed', 'failed'], ['Expire: becomes Expired', 'Expired', 'expired']
  ] as const
  for (const [button, shown, status] of ends) {
    const { referenceNo } = await bank.seed(DEMO_BNC, { status: 'pending' })
    await openOne(page, bank, referenceNo)
    await press(page, button, shown)
    t.equal((await bank.transaction(referenceNo, DEMO_BNC)).status, status)
  }
  const { referenceNo } = await bank.seed(DEMO_BNC, { status: 'expired' })
  await openOne(page, bank, referenceNo)
  await page.getByText('This state is final').waitFor()
  await page.getByText('Set any state').click()
  await page.getByLabel('New state').selectOption('success')
  const set = page.getByRole('button', { name: 'Set the state' })
  t.equal(await set.isDisabled(), true, 'the table does not allow it')
  await page.getByText('does not allow Expired → Paid').waitFor()
  await page.getByRole('checkbox').check()
  await page.getByText('The history will say “force”').waitFor()
  await set.click()
  await page.locator('.timeline .forced').waitFor()
  const { status, history = [] } = await bank.transaction(referenceNo, DEMO_BNC)
  t.strictSame([status, history.at(-1)?.event], ['success', 'force'])
})

visit(t, 'a transaction is created, and a static QR is paid into a transaction of its own', { path: `#/transactions?partnerId=${DEMO_BNC}`, expected: /400/ }, async (t, { page, bank }) => {
  const list = async (query: string): Promise<TransactionReply[]> =>
    (await bank.admin<{ items: TransactionReply[] }>('GET', `/transactions?partnerId=${DEMO_BNC}&${query}`)).body.items
  await page.getByRole('button', { name: 'New transaction' }).click()
  const dialog = page.getByRole('dialog', { name: 'New transaction' })
  await dialog.getByLabel('Amount').fill('much')
  await dialog.getByLabel("Partner's reference").fill('BY-HAND-1')
  await dialog.getByLabel('Status').selectOption('paying')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await dialog.getByRole('alert').waitFor()
  t.strictSame(await list('partnerReferenceNo=BY-HAND-1'), [], 'the bank said no, and the form says why')
  await dialog.getByLabel('Amount').fill('Rp 27.500,00')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await page.getByRole('heading', { name: 'Rp 27.500,00' }).waitFor()
  t.match(await list('partnerReferenceNo=BY-HAND-1'), [{ status: 'paying', amount: '27500.00', kind: 'dynamic' }])
  const { referenceNo } = await bank.seed(DEMO_BNC, { kind: 'static', amount: undefined })
  await openOne(page, bank, referenceNo)
  await page.getByText('Nobody has paid it yet').waitFor()
  await page.getByRole('button', { name: 'Pay…' }).click()
  await page.getByRole('dialog').getByLabel('Amount').fill('7000')
  await page.getByRole('dialog').getByRole('button', { name: 'Pay', exact: true }).click()
  await page.getByRole('heading', { name: 'Rp 7.000,00' }).waitFor()
  const [payment] = await list('status=success&limit=1')
  t.match(payment, { kind: 'payment', qrReferenceNo: referenceNo, amount: '7000.00' })
  await page.getByRole('article').getByRole('link', { name: referenceNo }).click()
  await page.getByRole('region', { name: 'Payments of this QR' }).getByRole('link', { name: payment?.referenceNo ?? '' }).waitFor()
})

/** The view of partners in a real browser: made, changed, tried and removed, each deed checked at the bank. */
import t from 'tap'
import type { Locator, Page } from 'playwright-core'
import type { PartnerReply } from '../../schemas/partner.js'
import type { SnapshotReply } from '../../schemas/snapshot.js'
import { envText, partnerEnv } from '../../src/client/partner-env.js'
import { accessibilityProblems, PHONE, visit } from './browser.js'
import { DEMO_BNC, DEMO_SNAP, type TestBank } from '../bank-harness.js'
import { startReceiver } from '../receiver.js'

const partnerAt = async (bank: TestBank, id: string): Promise<PartnerReply> =>
  (await bank.admin<PartnerReply>('GET', `/partners/${id}`)).body
const clipboard = async (page: Page): Promise<string> => String(await page.evaluate('navigator.clipboard.readText()'))
/** The message at the field of this label. */
const said = (place: Locator | Page, label: string): Locator => place.locator('.field', { hasText: label }).getByRole('alert')

const MAKING = { path: '#/partners', expected: /400/, permissions: ['clipboard-read', 'clipboard-write'] }

visit(t, 'a partner is made, and its credentials are taken along', MAKING, async (t, { page, bank }) => {
  await page.getByRole('button', { name: 'New partner' }).click()
  const dialog = page.getByRole('dialog', { name: 'New partner' })
  await dialog.getByLabel('Partner id').fill('not an id')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await said(dialog, 'Partner id').getByText('allowed: X-PARTNER-ID').waitFor()
  await dialog.getByLabel('Partner id').fill('MADE-HERE')
  await dialog.getByLabel('Dialect').selectOption('snap')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await page.waitForURL(/#\/partners\/MADE-HERE/)
  const made = await partnerAt(bank, 'MADE-HERE')
  t.match(made, { dialect: 'snap', signature: 'symmetric' })
  const card = page.getByRole('region', { name: 'Credentials' })
  await card.getByRole('button', { name: 'Copy as .env' }).click()
  t.equal(await clipboard(page), `${envText(partnerEnv(bank.url, made))}\n`)
  await card.getByRole('button', { name: 'Copy as JSON' }).click()
  t.strictSame(JSON.parse(await clipboard(page)), made)
  await card.getByRole('button', { name: 'Copy: bankPublicKey' }).click()
  t.equal(await clipboard(page), made.bankPublicKey)
  for (const name of ['clientSecret', 'privateKey'] as const) {
    t.notMatch(await page.content(), made[name]?.slice(0, 40) ?? '', `${name} is hidden`)
    await card.getByRole('button', { name: `Show ${name}` }).click()
    t.equal(await card.locator(`[data-secret=${name}]`).innerText(), made[name]?.trimEnd())
    await card.getByRole('button', { name: `Hide ${name}` }).click()
  }
  await page.getByRole('link', { name: 'Use this partner' }).click()
  await page.waitForURL(/partnerId=MADE-HERE/)
  // The switch knows it.
  await page.locator('.partner-switch option:checked', { hasText: 'MADE-HERE' }).waitFor({ state: 'attached' })
})

const OPEN = { path: `#/partners/${DEMO_BNC}`, expected: /400|409/ }

visit(t, 'saving sends what was changed and nothing else', OPEN, async (t, { page, bank }) => {
  const sent: unknown[] = []
  page.on('request', request => { if (request.method() === 'PATCH') sent.push(request.postDataJSON()) })
  const before = await partnerAt(bank, DEMO_BNC)
  const save = page.getByRole('button', { name: 'Save' })
  await page.getByText('Nothing is changed').waitFor()
  t.equal(await save.isDisabled(), true)
  await page.getByLabel('Highest amount of one QR').fill('a lot')
  await save.click()
  await said(page, 'Highest amount').getByText('settings.amountLimit').waitFor()
  await page.getByLabel('Highest amount of one QR').fill('50000.00')
  await page.getByLabel('Failed').check()
  await page.getByLabel('Notify again after').fill('10, 20')
  await page.getByLabel('Magic values').uncheck()
  await page.getByLabel('A fresh QR is').selectOption('initiated')
  await page.getByLabel('An unknown transaction').selectOption('status')
  await page.getByLabel('An expired one').selectOption('08')
  await page.getByLabel('Callback URL').fill('http://127.0.0.1:9/notify')
  await page.getByLabel('Dialect').selectOption('snap')
  await save.click()
  await page.getByText('Nothing is changed').waitFor()
  const settings = {
    amountLimit: '50000.00', notifyOn: ['failed', 'success'], notifyScheduleSeconds: [10, 20], magicValues: false,
    initialStatus: 'initiated', notFoundAs: 'status', expiredStatus: '08'
  }
  const change = { dialect: 'snap', signature: 'symmetric', callbackUrl: 'http://127.0.0.1:9/notify' }
  t.strictSame(sent.at(-1), { ...change, settings })
  t.strictSame(await partnerAt(bank, DEMO_BNC), { ...before, ...change, settings: { ...before.settings, ...settings } })
  await page.getByRole('button', { name: DEMO_BNC }).getByText('snap', { exact: true }).waitFor()
})

visit(t, 'a callback is tried, a merchant added, tokens expired', OPEN, async (t, { page, bank }) => {
  const receiver = await startReceiver(t)
  const form = page.getByRole('form', { name: 'Try the callback' })
  await form.getByRole('button', { name: 'Send a test' }).click()
  await form.getByRole('alert').getByText('the partner has none').waitFor()
  await form.getByLabel('Another URL').fill(receiver.url)
  await form.getByRole('button', { name: 'Send a test' }).click()
  await form.getByText('Acknowledged', { exact: true }).waitFor()
  await form.getByText(/^HTTP 200 ·/).waitFor()
  t.equal(receiver.received.length, 1)

  await page.getByRole('button', { name: 'Add a merchant' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a merchant' })
  await dialog.getByLabel('Merchant id').fill('12')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await said(dialog, 'Merchant id').getByText('allowed: 12 digits').waitFor()
  await dialog.getByLabel('Merchant id').fill('000100010099')
  await dialog.getByLabel('Name').fill('WARUNG SANDBOX')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('cell', { name: 'WARUNG SANDBOX' }).waitFor()
  const { merchants } = await partnerAt(bank, DEMO_BNC)
  t.strictSame(merchants.map(({ merchantId }) => merchantId), ['000100010001', '000100010002', '000100010099'])

  const partner = await bank.partner(DEMO_BNC)
  const inquiry = { originalReferenceNo: (await bank.seed(DEMO_BNC)).referenceNo, serviceCode: '47' }
  t.equal((await partner.call('query', inquiry)).status, 200)
  await page.getByRole('button', { name: 'Expire its tokens' }).click()
  await page.getByText('is expired').waitFor()
  t.match((await partner.call('query', inquiry)).body, { responseCode: '4015101' })
})

const snapshotsAt = async (bank: TestBank): Promise<readonly SnapshotReply[]> =>
  (await bank.admin<{ items: SnapshotReply[] }>('GET', '/snapshots')).body.items
const countAt = async (bank: TestBank, id: string): Promise<number> =>
  (await bank.admin<{ items: unknown[] }>('GET', `/transactions?partnerId=${id}&limit=200`)).body.items.length

const OTHER = { path: `#/partners/${DEMO_SNAP}`, expected: /400/ }

visit(t, 'a partner goes back to its snapshot, is reset, and is deleted', OTHER, async (t, { page, bank }) => {
  const card = page.getByRole('region', { name: 'Snapshots' })
  await card.getByLabel('Name').fill('no name')
  await card.getByRole('button', { name: 'Take' }).click()
  await card.getByRole('alert').getByText('name:').waitFor()
  await card.getByLabel('Name').fill('clean')
  await card.getByRole('button', { name: 'Take' }).click()
  await card.getByRole('button', { name: 'Restore clean' }).waitFor()
  t.match(await snapshotsAt(bank), [{ name: 'clean', partnerId: DEMO_SNAP }])
  const before = await countAt(bank, DEMO_SNAP)
  await bank.seed(DEMO_SNAP)
  await card.getByRole('button', { name: 'Restore clean' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
  await page.getByText('As it was').waitFor()
  t.equal(await countAt(bank, DEMO_SNAP), before)
  await card.getByRole('button', { name: 'Delete clean' }).click()
  await card.getByText('None yet').waitFor()
  t.strictSame(await snapshotsAt(bank), [])

  await bank.seed(DEMO_SNAP)
  await page.getByRole('button', { name: 'Reset', exact: true }).click()
  await page.getByRole('button', { name: 'Reset it' }).click()
  await page.getByText('is reset').waitFor()
  t.equal(await countAt(bank, DEMO_SNAP), before)

  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  t.equal((await bank.admin('GET', `/partners/${DEMO_SNAP}`)).status, 200, 'nothing is deleted without a yes')
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('button', { name: 'Delete it' }).click()
  await page.waitForURL(/#\/partners$/)
  await page.getByRole('button', { name: DEMO_SNAP }).waitFor({ state: 'detached' })
  t.equal((await bank.admin('GET', `/partners/${DEMO_SNAP}`)).status, 404)
  t.equal((await bank.admin('GET', `/partners/${DEMO_BNC}`)).status, 200)
})

visit(t, 'the whole bank goes back to its snapshot', { path: '#/partners' }, async (t, { page, bank }) => {
  await page.getByLabel('Name').fill('all')
  await page.getByRole('button', { name: 'Take' }).click()
  await page.getByRole('button', { name: 'Restore all' }).waitFor()
  t.match(await snapshotsAt(bank), [{ name: 'all', partnerId: null }])
  await bank.newPartner({ partnerId: 'LATER' })
  await page.getByRole('button', { name: 'Restore all' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
  await page.getByText('As it was').waitFor()
  t.equal((await bank.admin('GET', '/partners/LATER')).status, 404)
})

for (const colorScheme of ['light', 'dark'] as const) {
  const wish = { path: '#/partners', colorScheme, viewport: PHONE }
  visit(t, `the partners are accessible in the ${colorScheme}, also on a phone`, wish, async (t, { page }) => {
    await page.getByRole('button', { name: DEMO_BNC }).waitFor()
    t.strictSame(await accessibilityProblems(page), [])
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: 'Credentials' }).waitFor()
    t.strictSame(await accessibilityProblems(page), [])
    t.equal(await page.evaluate('document.documentElement.scrollWidth <= 360'), true, 'nothing hangs over the edge')
  })
}

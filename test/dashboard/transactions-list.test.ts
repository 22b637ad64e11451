/** The list of transactions in a real browser: filters, keys, pages, an empty ledger, and what is seen in the dark and on a phone. */
import t from 'tap'
import { DEMO_BNC, DEMO_SNAP } from '../bank-harness.js'
import { accessibilityProblems, PHONE, visit } from './browser.js'
import { openOne, press } from './transaction-steps.js'

const OPEN = `#/transactions?partnerId=${DEMO_BNC}`

visit(t, 'the list is filtered in the URL, walked by keys and read on page by page', {
  before: async bank => {
    for (let number = 1; number <= 130; number += 1) await bank.seed(DEMO_SNAP, { partnerReferenceNo: `INV-${String(number).padStart(3, '0')}` })
    await bank.seed(DEMO_SNAP, { partnerReferenceNo: 'ODD-ONE', status: 'failed', amount: '99000.00' })
    await bank.seed(DEMO_SNAP, { referenceNo: 'TWICE' })
    await bank.seed(DEMO_BNC, { referenceNo: 'TWICE' })
  },
  path: `#/transactions?partnerId=${DEMO_SNAP}`
}, async (t, { page }) => {
  const rows = page.getByRole('list', { name: 'Transactions' }).getByRole('link')
  await page.getByText('100 shown').waitFor()
  await page.evaluate('document.querySelector(".virtual").scrollTop = 1e6')
  await page.getByText(/^1[3-9]\d shown/).waitFor()
  await page.getByLabel('Status').selectOption('failed')
  await page.waitForURL(/status=failed/)
  await rows.filter({ hasText: 'Rp 99.000,00' }).waitFor()
  await page.getByLabel('Status').selectOption('')
  await page.getByText('100 shown').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('body').click({ position: { x: 5, y: 700 } })
  await page.keyboard.press('/')
  await page.keyboard.type('inv-129')
  await page.waitForURL(/q=inv-129/)
  await rows.nth(1).waitFor({ state: 'detached' })
  t.equal(await rows.count(), 1)
  await page.getByLabel('Reference', { exact: true }).fill('inv-12')
  await rows.nth(9).waitFor()
  const [second = '', third = ''] = (await rows.locator('.own-reference').allTextContents()).slice(1)
  t.match(second, /^INV-12\d$/)
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('article').getByText(second).waitFor()
  t.match(page.url(), /q=inv-12/)
  await page.keyboard.press('ArrowDown')
  await page.getByRole('article').getByText(third).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('article').waitFor({ state: 'detached' })
  await page.getByLabel('Reference', { exact: true }).fill('nothing like it')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByText('100 shown').waitFor()
})

visit(t, 'a reference of two partners asks whose is meant', {
  before: async bank => {
    await bank.seed(DEMO_SNAP, { referenceNo: 'TWICE', amount: '1000.00' })
    await bank.seed(DEMO_BNC, { referenceNo: 'TWICE', amount: '2000.00' })
  },
  path: '#/transactions/TWICE', expected: /409/
}, async (t, { page }) => {
  await page.getByRole('article').getByRole('link', { name: DEMO_BNC }).click()
  await page.getByRole('heading', { name: 'Rp 2.000,00' }).waitFor()
  t.equal(await page.getByLabel('Partner', { exact: true }).inputValue(), '', 'the page is not narrowed by that')
})

for (const colorScheme of ['light', 'dark'] as const) {
  visit(t, `the view is accessible in the ${colorScheme}, also on a phone`, {
    colorScheme, before: async bank => {
      await bank.seed(DEMO_BNC, { referenceNo: 'SHOWN', status: 'initiated' })
      await bank.admin('POST', `/transactions/SHOWN/scan?partnerId=${DEMO_BNC}`, {})
    }, path: OPEN
  }, async (t, { page, bank }) => {
    await page.getByText(/\d+ shown/).waitFor()
    await openOne(page, bank, 'SHOWN')
    await page.getByText('Set any state').click()
    await page.getByRole('checkbox').check()
    await page.getByText('Webhook lab').click()
    t.strictSame(await accessibilityProblems(page), [], 'the list with one open')
    await page.setViewportSize(PHONE)
    await page.locator('.state-list').waitFor()
    t.equal(await page.locator('.state-diagram').isVisible(), false, 'the diagram is a list where it has no room')
    t.strictSame(await accessibilityProblems(page), [], 'one on a phone')
    const overhang = '[document.documentElement, document.querySelector(".detail")].some(box => box.scrollWidth > Math.min(360, box.clientWidth))'
    t.equal(await page.evaluate(overhang), false, 'nothing hangs over the edge')
    await press(page, 'Authorize → Pending', 'Pending')
    t.equal((await bank.transaction('SHOWN', DEMO_BNC)).status, 'pending')
    await page.getByRole('link', { name: 'Back to the list' }).click()
    await page.getByRole('list', { name: 'Transactions' }).waitFor()
  })
}

visit(t, 'an empty ledger says the next step, with a command', {}, async (t, { page, bank }) => {
  const { partner } = await bank.newPartner()
  await page.goto(`${bank.url}/#/transactions?partnerId=${partner.partnerId}`)
  await page.getByText('No transactions yet').waitFor()
  t.equal(await page.getByText('npx bnc-sandbox generate --amount 15000').count(), 1)
})

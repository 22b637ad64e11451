/** The view of codes in a real browser: searched by keys, read, and taken over into the view that forces. */
import t from 'tap'
import type { OutcomeReply } from '../../schemas/outcome.js'
import { accessibilityProblems, PHONE, visit } from './browser.js'
import type { TestBank } from '../bank-harness.js'

const armedAt = async (bank: TestBank): Promise<readonly OutcomeReply[]> =>
  (await bank.admin<{ items: OutcomeReply[] }>('GET', '/outcomes')).body.items

const CODES = { path: '#/codes', permissions: ['clipboard-read', 'clipboard-write'] }

visit(t, 'a code is found by keys, read, copied and forced', CODES, async (t, { page, bank }) => {
  await page.getByText('441 of 441 codes').waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('40477')
  await page.getByRole('button', { name: '4047700' }).first().waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  const detail = page.getByRole('article', { name: '4047700' })
  await detail.getByText('the transaction is paid, refunded or failed').waitFor()
  t.match(page.url(), /#\/codes\/4047700\?.*q=40477/)
  await detail.getByRole('button', { name: 'Copy: 4047700' }).click()
  t.equal(await page.evaluate('navigator.clipboard.readText()'), '4047700')
  await page.keyboard.press('ArrowDown')
  await page.getByRole('article', { name: '4047701' }).waitFor()
  await page.keyboard.press('k')
  await detail.getByRole('link', { name: 'Force it' }).click()
  await page.waitForURL(/#\/force\?/)
  await page.getByRole('button', { name: '77 cancel', pressed: true }).waitFor()
  t.strictSame(await armedAt(bank), [], 'nothing is armed by coming here')
  await page.getByRole('button', { name: 'Arm', exact: true }).click()
  await page.getByRole('heading', { name: '1 armed' }).waitFor()
  t.match(await armedAt(bank), [{ service: '77', respond: { responseCode: '4047700' } }])
})

visit(t, 'filters stand in the URL, and what fits none says so', { path: '#/codes' }, async (t, { page }) => {
  await page.getByLabel('Service').selectOption('77')
  await page.getByText('63 of 441 codes').waitFor()
  await page.getByLabel('HTTP status').selectOption('5')
  await page.getByLabel('Category').selectOption('success')
  await page.getByRole('heading', { name: 'No code is like that' }).waitFor()
  t.match(page.url(), /service=77&http=5&category=success/)
  await page.reload()
  await page.getByRole('button', { name: 'Clear the filters' }).click()
  await page.getByText('441 of 441 codes').waitFor()
  await page.getByRole('link', { name: 'Force it: 2007300' }).click()
  await page.waitForURL(/#\/force\?.*code=2007300/)
})

for (const colorScheme of ['light', 'dark'] as const) {
  const wish = { path: '#/codes?service=77', colorScheme, viewport: PHONE }
  visit(t, `the codes are accessible in the ${colorScheme}, also on a phone`, wish, async (t, { page }) => {
    await page.getByText('63 of 441 codes').waitFor()
    t.strictSame(await accessibilityProblems(page), [])
    await page.getByRole('button', { name: '4007701' }).first().click()
    await page.getByRole('article', { name: '4007701' }).waitFor()
    t.strictSame(await accessibilityProblems(page), [])
    t.equal(await page.evaluate('document.documentElement.scrollWidth <= 360'), true, 'nothing hangs over the edge')
    await page.keyboard.press('Escape')
    await page.getByText('63 of 441 codes').waitFor()
  })
}

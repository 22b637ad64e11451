/** The frame of the dashboard in a real browser: menu, keys, language, colours, the admin key, and a bank that comes back. */
import t from 'tap'
import { accessibilityProblems, PHONE, visit } from './browser.js'
import { DEMO_BNC, type TestBank } from '../bank-harness.js'

const VIEWS = ['Calls', 'Transactions', 'Force', 'Partners', 'Time', 'Codes', 'Acceptance']

visit(t, 'every view is one click away, and the URL says which', {}, async (t, { page }) => {
  for (const name of VIEWS) {
    await page.getByRole('navigation').getByRole('link', { name, exact: true }).click()
    await page.waitForURL(url => url.hash.startsWith(`#/${name.toLowerCase()}`))
    await page.locator('nav a[aria-current=page]', { hasText: name }).waitFor()
    t.match(await page.title(), name)
    t.equal(await page.locator('nav a[aria-current]').count(), 1)
  }
})

visit(t, 'keys lead to views and to help', {}, async (t, { page }) => {
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await page.waitForURL(/#\/partners/)
  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Help' })
  await help.getByLabel('Language').selectOption('id')
  await page.getByRole('link', { name: 'Panggilan' }).waitFor({ state: 'attached' })
  t.equal(await page.locator('html').getAttribute('lang'), 'id')
  await page.keyboard.press('Escape')
  await help.waitFor({ state: 'hidden' })
  await page.reload()
  await page.getByRole('navigation').getByRole('link', { name: 'Panggilan' }).waitFor()
})

visit(t, 'the whole page is narrowed to one partner, in the URL and in every link', {}, async (t, { page }) => {
  await page.getByLabel('Partner', { exact: true }).selectOption(DEMO_BNC)
  await page.waitForURL(url => url.hash.includes(`partnerId=${DEMO_BNC}`))
  t.match(await page.getByRole('link', { name: 'Codes' }).getAttribute('href'), `partnerId=${DEMO_BNC}`)
})

visit(t, 'the admin key is asked for once and kept for the tab', { env: { BNC_ADMIN_KEY: 'a key of this test' }, expected: /401/ }, async (t, { page }) => {
  const dialog = page.getByRole('dialog', { name: 'Admin key' })
  await dialog.getByLabel('Admin key').fill('a wrong one')
  await dialog.getByRole('button').click()
  await dialog.getByText('did not take that key').waitFor()
  await dialog.getByLabel('Admin key').fill('a key of this test')
  await dialog.getByRole('button').click()
  await page.getByText('Live', { exact: true }).waitFor()
  t.equal(await dialog.count(), 0)
  await page.reload()
  await page.getByText('Live', { exact: true }).waitFor()
  t.equal(await dialog.count(), 0, 'not asked again')
  t.equal(await page.evaluate('JSON.stringify(localStorage)').then(text => String(text).includes('key of this')), false, 'not kept beyond the tab')
})

const HOSTILE = '"><img src=x onerror=document.title=1><script>document.title=2</script>'

/** A call, a transaction and an outcome whose every free text would like to be code. */
const sendMarkup = async (bank: TestBank): Promise<void> => {
  const partner = await bank.partner(DEMO_BNC)
  await partner.call('query', { originalPartnerReferenceNo: HOSTILE.slice(0, 50), serviceCode: '47' })
  await fetch(`${bank.url}/v1.0/${encodeURIComponent(HOSTILE)}`, { method: 'POST', body: HOSTILE, headers: { 'x-note': HOSTILE } })
  await bank.seed(DEMO_BNC, { partnerReferenceNo: HOSTILE.slice(0, 64) })
  await bank.admin('POST', '/outcomes', { service: 'cancel', respond: { responseCode: '4047700', responseMessage: HOSTILE }, note: HOSTILE })
}

visit(t, 'what callers send is text on the page, and the policy lets nothing else run', { before: sendMarkup }, async (t, { page, bank }) => {
  const policy = (await fetch(bank.url)).headers.get('content-security-policy') ?? ''
  t.match(policy, /default-src 'none'; script-src 'self'; style-src 'self'/)
  t.notMatch(policy, /unsafe|\*|https?:/)
  t.match(policy, /frame-ancestors 'none'/)
  for (const path of ['#/calls', '#/calls/2', '#/calls/3', '#/transactions', '#/force']) {
    await page.goto(`${bank.url}/${path}`)
    await page.getByText('Live', { exact: true }).waitFor()
    await page.getByText(/onerror/).first().waitFor({ state: 'attached' })
    t.match(await page.title(), /BNC sandbox/, `${path}: nothing ran`)
  }
})

for (const colorScheme of ['light', 'dark'] as const) {
  visit(t, `the frame is accessible in the ${colorScheme}, also on a phone`, { colorScheme, viewport: PHONE }, async (t, { page }) => {
    await page.getByText('Live', { exact: true }).waitFor()
    t.strictSame(await accessibilityProblems(page), [])
    t.equal(await page.evaluate('document.documentElement.scrollWidth <= 360'), true, 'nothing hangs over the edge')
  })
}

/** The acceptance checklist in a real browser: it fills while calls are made, and the sheet can be taken along. */
import { readFile } from 'node:fs/promises'
import t from 'tap'
import type { AcceptanceReply } from '../../schemas/acceptance.js'
import { filterCases } from '../../src/dashboard/views/acceptance/filter-cases.js'
import { DEMO_BNC, startTestBank } from '../bank-harness.js'
import { accessibilityProblems, PHONE, visit } from './browser.js'

const SAMPLE = '2023081111626423051116587'

t.test('cases are found by service, by what is open, and by their words', async t => {
  const bank = await startTestBank(t)
  await (await bank.partner(DEMO_BNC)).token()
  const { body: report } = await bank.admin<AcceptanceReply>('GET', `/acceptance?partnerId=${DEMO_BNC}`)
  const ids = (filter: Partial<Parameters<typeof filterCases>[1]>): string[] =>
    filterCases(report, { service: '', onlyOpen: false, text: '', ...filter }).flatMap(({ cases }) => cases.map(({ id }) => id))
  t.equal(ids({}).length, report.summary.total)
  t.ok(ids({ service: '77' }).every(id => id.startsWith('77.')))
  t.ok(ids({}).includes('73.success'))
  t.notOk(ids({ onlyOpen: true }).includes('73.success'), 'what is passed is not open')
  t.strictSame(ids({ text: '77.CANCEL-PAID' }), ids({ text: '77.cancel-paid' }), 'case does not matter')
  t.strictSame(ids({ text: 'no case says this' }), [])
})

visit(t, 'the checklist fills while calls are made, and shows what proves a case', { path: `#/acceptance?partnerId=${DEMO_BNC}` }, async (t, { page, bank }) => {
  await page.getByText(/^0 of \d+ passed, 0 failed$/).waitFor()
  const partner = await bank.partner(DEMO_BNC)
  await partner.call('query', { originalReferenceNo: SAMPLE, serviceCode: '47' })
  await page.getByText(/^[1-9]\d* of \d+ passed, 0 failed$/).waitFor()
  await page.getByRole('button', { name: /73\.success/ }).click()
  await page.getByText('POST /open/bi/v1.0/get/token').waitFor()
  t.match(page.url(), /73\.success/, 'the URL says what is open')
  t.strictSame(await accessibilityProblems(page), [])
  await page.getByLabel('Show').selectOption('open')
  await page.getByRole('button', { name: /73\.success/ }).waitFor({ state: 'detached' })
  await page.getByLabel('Search cases').fill('73.bad-signature')
  await page.getByRole('button', { name: /73\.bad-signature/ }).click()
  await page.getByText('How to exercise it').waitFor()
})

visit(t, 'the sheet is opened as a page and downloaded in every format', { path: `#/acceptance?partnerId=${DEMO_BNC}`, acceptDownloads: true }, async (t, { page, bank }) => {
  t.equal(await page.getByRole('link', { name: 'Open the report' }).getAttribute('href'), `/admin/acceptance?partnerId=${DEMO_BNC}&lang=en&format=html`)
  for (const [format, ending, begins] of [['html', 'html', /^<!doctype html>/i], ['markdown', 'md', /^# /], ['json', 'json', /^\{/], ['junit', 'xml', /^<\?xml/]] as const) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: `Download ${format}` }).click()])
    t.equal(download.suggestedFilename(), `acceptance-${DEMO_BNC}.${ending}`)
    t.match(await readFile(await download.path(), 'utf8'), begins)
  }
  const report = await page.context().newPage()
  const complaints: string[] = []
  report.on('console', message => { if (message.type() === 'error') complaints.push(message.text()) })
  await report.goto(`${bank.url}/admin/acceptance?partnerId=${DEMO_BNC}&format=html`)
  t.strictSame(await accessibilityProblems(report), [])
  t.strictSame(complaints, [])
})

visit(t, 'where the bank wants a key the report is downloaded with it', { env: { BNC_ADMIN_KEY: 'a key of this test' }, path: '#/acceptance', expected: /401/ }, async (t, { page }) => {
  await page.getByRole('dialog').getByLabel('Admin key').fill('a key of this test')
  await page.getByRole('dialog').getByRole('button').click()
  await page.getByRole('button', { name: 'Download html' }).waitFor()
  t.equal(await page.getByRole('link', { name: 'Open the report' }).count(), 0)
})

visit(t, 'the checklist speaks Indonesian on a phone in the dark', { path: '#/acceptance', viewport: PHONE, colorScheme: 'dark', locale: 'id-ID' }, async (t, { page }) => {
  await page.getByRole('heading', { name: /Lembar uji terima/ }).waitFor()
  t.strictSame(await accessibilityProblems(page), [])
  t.equal(await page.evaluate('document.documentElement.scrollWidth <= 360'), true)
})

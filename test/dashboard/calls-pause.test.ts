/** The pause of the calls in a real browser: of a moment, whatever is filtered while it lasts. */
import type { Locator, Page } from 'playwright-core'
import t from 'tap'
import { DEMO_BNC, DEMO_SNAP, type TestPartner } from '../bank-harness.js'
import { visit } from './browser.js'

const PAID = { originalReferenceNo: '2023081111626423051116587', serviceCode: '47' }

const lines = (page: Page): Locator => page.getByRole('list', { name: 'Calls, the newest first' }).getByRole('link')

/** So many calls come to be in the list; the test's own time limit ends the waiting. */
const shows = async (page: Page, count: number): Promise<void> => {
  while (await lines(page).count() !== count) await new Promise(setImmediate)
}

const callers: TestPartner[] = []

visit(t, 'a pause outlives filters and partners, and ends with the view', {
  path: '#/calls',
  before: async bank => {
    for (const partnerId of [DEMO_BNC, DEMO_SNAP]) await (await bank.partner(partnerId)).call('query', PAID)
    callers.push(await bank.newPartner({ partnerId: 'LATER' }), await bank.partner(DEMO_BNC))
  }
}, async (t, { page }) => {
  await shows(page, 4)
  const lastCall = page.waitForResponse(/\/admin\/requests\?limit=1$/)
  await page.getByRole('button', { name: 'Pause' }).click()
  await lastCall
  await page.getByText('Paused: what came since then waits.').waitFor()
  for (const caller of callers) await caller.call('query', PAID)
  await page.getByRole('button', { name: 'Resume (4 new)' }).waitFor()
  await page.getByLabel('Service').selectOption('73')
  await page.waitForURL(/service=73/)
  await shows(page, 2)
  await page.getByText('Paused: what came since then waits.').waitFor()
  const choosePartner = page.getByRole('combobox', { name: 'Partner', exact: true })
  await choosePartner.selectOption('LATER')
  await page.getByText('No call before the pause').waitFor()
  await choosePartner.selectOption(DEMO_SNAP)
  await shows(page, 2)
  await choosePartner.selectOption('')
  await shows(page, 4)
  await page.getByRole('button', { name: 'Resume (4 new)' }).click()
  await shows(page, 8)
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  await page.waitForURL(/transactions/)
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await page.getByRole('button', { name: 'Pause' }).waitFor()
  t.equal(await page.getByRole('button', { name: /^Resume/ }).count(), 0)
})

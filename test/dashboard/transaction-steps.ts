/** Steps in the view of transactions that several tests take. */
import type { Page } from 'playwright-core'
import { DEMO_BNC, type TestBank } from '../bank-harness.js'

/** Opens one transaction, whose head then has its amount. */
export const openOne = async (page: Page, bank: TestBank, referenceNo: string, partnerId = DEMO_BNC): Promise<void> => {
  await page.goto(`${bank.url}/#/transactions/${referenceNo}?partnerId=${partnerId}`)
  await page.getByRole('article', { name: referenceNo }).getByRole('heading', { level: 1 }).waitFor()
}

/** Presses the button of an event, and waits until the head of the transaction shows the state that it leads to. */
export const press = async (page: Page, name: string, state: string): Promise<void> => {
  await page.getByRole('region', { name: 'State' }).getByRole('button', { name }).click()
  await page.locator('.detail-head .badge', { hasText: state }).waitFor()
}

/** The view of time in a real browser: jumps, freezing, and what is due next. */
import t from 'tap'
import type { ClockReply } from '../../schemas/clock.js'
import { readDuration, writeDuration } from '../../src/dashboard/views/time/duration.js'
import { DEMO_BNC, DEMO_SNAP, type TestBank } from '../bank-harness.js'
import { accessibilityProblems, PHONE, visit } from './browser.js'

t.test('spans of time are read', async t => {
  const table = [['90', 90], ['90s', 90], ['15m', 900], ['2h', 7200], ['1d', 86_400], ['3h30m', 12_600], ['+1m', 60], ['-5 m', -300], ['', undefined], ['m', undefined], ['1.5h', undefined], ['5 years', undefined]] as const
  for (const [text, seconds] of table) t.equal(readDuration(text), seconds, text)
})

t.test('spans of time are written', async t => {
  const table = [[0, '0s'], [45, '45s'], [60, '1m'], [95, '1m 35s'], [12_600, '3h 30m'], [90_061, '1d 1h'], [-300, '5m']] as const
  for (const [seconds, text] of table) t.equal(writeDuration(seconds), text)
})

const clockOf = async (bank: TestBank, partnerId: string): Promise<ClockReply> => (await bank.admin<ClockReply>('GET', `/clock?partnerId=${partnerId}`)).body

visit(t, 'a tester jumps, freezes, sets and resets the clock of one partner', { path: `#/time?partnerId=${DEMO_BNC}` }, async (t, { page, bank }) => {
  const card = page.getByRole('region', { name: 'Clock' })
  await card.getByText('real time', { exact: true }).waitFor()
  await card.getByRole('button', { name: '+15m' }).click()
  await card.getByText('15m ahead').waitFor()
  t.match(await clockOf(bank, DEMO_BNC), { offsetSeconds: 900 })
  t.match(await clockOf(bank, DEMO_SNAP), { offsetSeconds: 0 }, 'nobody else')
  await card.getByLabel('Jump by').fill('soon')
  await card.getByText('Say a number and s, m, h or d').waitFor()
  await card.getByLabel('Jump by').fill('-15m')
  await card.getByRole('button', { name: 'Jump', exact: true }).click()
  await card.getByText('real time', { exact: true }).waitFor()
  await card.getByRole('button', { name: 'Freeze' }).click()
  await card.getByText('frozen').waitFor()
  t.match(await clockOf(bank, DEMO_BNC), { frozen: true })
  await card.getByLabel(/^Set to/).fill('2030-01-02T03:04')
  await card.getByRole('button', { name: 'Set', exact: true }).click()
  await card.getByText('2030-01-02 03:04:00').waitFor()
  await card.getByRole('button', { name: 'Let it run' }).click()
  await card.getByText('frozen').waitFor({ state: 'detached' })
  await card.getByRole('button', { name: 'Back to real time' }).click()
  await card.getByText('real time', { exact: true }).waitFor()
  t.match(await clockOf(bank, DEMO_BNC), { offsetSeconds: 0, frozen: false })
})

visit(t, 'what is due next is one click away, and the page tells what came of it', { path: '#/time', before: bank => bank.seed(DEMO_BNC, { referenceNo: 'DUE-1' }) }, async (t, { page, bank }) => {
  const next = page.getByRole('region', { name: 'Due next' })
  await next.getByText('DUE-1').first().waitFor()
  t.strictSame(await accessibilityProblems(page), [])
  await bank.seed(DEMO_SNAP, { referenceNo: 'DUE-2' })
  await next.getByText('DUE-2').first().waitFor()
  await page.getByRole('button', { name: 'Jump there: QR expires DUE-1' }).click()
  const happened = page.getByRole('region', { name: 'What came of the last jump' })
  await happened.getByText('Expired').waitFor()
  t.equal((await bank.transaction('DUE-1')).status, 'expired')
  t.equal((await bank.transaction('DUE-2')).status, 'pending')
  await next.getByRole('link', { name: 'DUE-1' }).waitFor({ state: 'detached' })
})

for (const colorScheme of ['light', 'dark'] as const) {
  visit(t, `time is readable on a phone in the ${colorScheme}`, { path: '#/time', colorScheme, viewport: PHONE, before: bank => bank.seed(DEMO_BNC) }, async (t, { page }) => {
    await page.getByRole('button', { name: '+1h' }).click()
    await page.getByText('1h ahead').waitFor()
    t.strictSame(await accessibilityProblems(page), [])
    t.equal(await page.evaluate('document.documentElement.scrollWidth <= 360'), true)
  })
}

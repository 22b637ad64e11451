/** The view of calls in a real browser: they arrive live, a refusal is read and understood, and a flood freezes nothing. */
import { createHash } from 'node:crypto'
import type { Locator, Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { hmac } from '../signature-mistakes.js'
import { DEMO_BNC, DEMO_SNAP, startTestBank, type TestBank } from '../bank-harness.js'
import { accessibilityProblems, PHONE, visit } from './browser.js'

const PAID = { originalReferenceNo: '2023081111626423051116587', serviceCode: '47' }
const BODY = '{ "originalReferenceNo": "2026010100000000000000020", "serviceCode": "47" }'

/** A call of the SNAP demo partner that signed `Bearer ` with its token, and another letter case in its path. */
const sendWronglySigned = async (bank: TestBank): Promise<void> => {
  const { sign, token, partner, send } = await bank.partner(DEMO_SNAP)
  const accessToken = (await token()).body['accessToken'] as string
  const request = sign.call('query', BODY, { token: accessToken })
  const hash = createHash('sha256').update(BODY.replace(/\s/g, '')).digest('hex')
  const text = ['POST', request.path, `Bearer ${accessToken}`, hash, request.headers['X-TIMESTAMP'] ?? ''].join(':')
  await send({ ...request, headers: { ...request.headers, 'X-SIGNATURE': hmac(partner.clientSecret, text) } })
}

/** Two refused calls, a forced one and one that was answered. */
const makeCalls = async (bank: TestBank): Promise<void> => {
  const bnc = await bank.partner(DEMO_BNC)
  await bnc.call('query', PAID)
  await bnc.call('query', { ...PAID, originalReferenceNo: 'NOBODY' })
  await bnc.call('query', PAID, { headers: { 'X-Sandbox-Outcome': '5005100' } })
  await sendWronglySigned(bank)
}

const list = (page: Page): Locator => page.getByRole('list', { name: 'Calls, the newest first' })
const lines = (page: Page): Locator => list(page).getByRole('link')
const detail = (page: Page): Locator => page.locator('.call-detail')

/** Asks again and again; the test's own time limit ends it. */
const until = async (check: () => Promise<boolean>): Promise<void> => {
  while (!(await check())) await new Promise(setImmediate)
}

/** So many calls are in the list, no more and no fewer. */
const shows = async (page: Page, count: number): Promise<void> => {
  await lines(page).nth(count - 1).waitFor()
  await lines(page).nth(count).waitFor({ state: 'detached' })
}

const live = (page: Page): Promise<void> => page.getByText('Live', { exact: true }).waitFor()

visit(t, 'calls arrive live, and each says why it was refused', { path: '#/calls' }, async (t, { page, bank }) => {
  await page.getByText('npx bnc-sandbox query 2023081111626423051116587').waitFor()
  await live(page)
  await makeCalls(bank)
  await lines(page).filter({ hasText: '4015100' }).waitFor()
  t.equal(await lines(page).count(), 6, 'two tokens and four calls')
  t.match(await lines(page).first().textContent(), /the signature is not that of this request.*\d ms/, 'the newest is on top')
  t.match(await lines(page).nth(2).textContent(), /5005100.*forced/, 'the forced one is marked')

  // The explainer works beside the calls: its answer may come after the page has asked.
  await page.route('**/admin/requests/*', async route => {
    const response = await route.fetch()
    const { signature: _, ...entry } = await response.json() as Record<string, unknown>
    await route.fulfill({ response, json: entry })
  }, { times: 1 })
  await lines(page).first().click()
  const diagnosis = detail(page).locator('.diagnosis')
  await diagnosis.getByText('still working out').waitFor()
  await diagnosis.getByText('The token was signed with its "Bearer " prefix').waitFor()
  const token = diagnosis.getByRole('row', { name: /TOKEN/ })
  t.match(await token.textContent(), 'differs')
  t.strictSame(await token.locator('mark').allTextContents(), ['Bearer␣'])
  t.equal(await page.evaluate('getComputedStyle(document.querySelector(".diagnosis mark")).textDecorationLine'), 'underline', 'not by colour alone')
  t.equal(await diagnosis.locator('mark').count(), 1, 'nothing else is marked')
  t.match(await diagnosis.textContent(), '{"originalReferenceNo":"2026010100000000000000020","serviceCode":"47"}', 'the body as it is hashed')
  t.match(await detail(page).locator('.verdict').textContent(), /Refused at check 7: signature/)
  t.strictSame(await detail(page).locator('.rung-result').allTextContents(), ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'refused', 'not reached', 'not reached', 'not reached', 'not reached', 'not reached'])
  t.strictSame(await accessibilityProblems(page), [])
})

visit(t, 'keys walk through the calls, filters stand in the URL and outlive a reload', { path: '#/calls', before: makeCalls }, async (t, { page }) => {
  await page.getByText('Live', { exact: true }).waitFor()
  await shows(page, 6)
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await page.keyboard.press('Enter')
  await page.waitForURL(/#\/calls\/5$/)
  await page.keyboard.press('j')
  await page.waitForURL(/#\/calls\/4$/)
  await detail(page).getByText('by the header X-Sandbox-Outcome').waitFor()
  await page.keyboard.press('Escape')
  await page.waitForURL(/#\/calls$/)

  await page.getByRole('button', { name: 'Only refused' }).click()
  await page.waitForURL(/show=refused/)
  await shows(page, 3)
  await page.keyboard.press('/')
  await page.keyboard.type('nobody')
  await page.keyboard.press('Escape')
  await shows(page, 1)
  await page.getByLabel('Response code').fill('4xx')
  await page.getByLabel('Service').selectOption('51')
  await page.waitForURL(/service=51/)
  await page.reload()
  await lines(page).first().waitFor()
  t.strictSame([await lines(page).count(), await page.getByLabel('Search').inputValue(), await page.getByLabel('Response code').inputValue()], [1, 'nobody', '4xx'])
  await page.getByLabel('Response code').fill('2005100')
  await page.getByText('No call passes the filters').waitFor()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await shows(page, 6)

  await lines(page).filter({ hasText: 'NOBODY' }).click()
  await detail(page).getByRole('link', { name: 'All calls of this reference' }).click()
  await page.waitForURL(/ref=NOBODY/)
  await shows(page, 1)
})

const copied = (page: Page): Promise<string> => page.evaluate('navigator.clipboard.readText()')

visit(t, 'a call is copied, the journal downloaded and cleared', {
  path: '#/calls', before: makeCalls, permissions: ['clipboard-read', 'clipboard-write']
}, async (t, { page, bank }) => {
  await lines(page).filter({ hasText: '2005100' }).click()
  await detail(page).getByRole('button', { name: 'Copy as curl' }).click()
  await detail(page).getByText('Copied').waitFor()
  t.match(await copied(page), new RegExp(`BANK='${bank.url}'[\\s\\S]+BEGIN PRIVATE KEY[\\s\\S]+qr-mpm-query`))
  await detail(page).getByRole('button', { name: 'Copy as test' }).click()
  await until(async () => (await copied(page)).includes('startSandbox'))
  t.match(await copied(page), /transactions\.create\(\{ partnerId: partner\.partnerId, referenceNo: "2023081111626423051116587"/)
  await detail(page).getByRole('button', { name: 'Raw' }).click()
  await detail(page).getByText(JSON.stringify(PAID), { exact: true }).waitFor()

  const file = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download' }).click()
  const stream = await (await file).createReadStream()
  const ndjson = (await stream.toArray()).join('')
  t.equal(ndjson.trim().split('\n').length, 6, 'one call a line')

  await page.getByRole('button', { name: 'Clear', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  t.equal(await lines(page).count(), 6)
  await page.getByRole('button', { name: 'Clear', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Clear the journal' }).click()
  await page.getByText('No call yet').waitFor()
  t.strictSame((await bank.admin<{ items: unknown[] }>('GET', '/requests')).body.items, [])
})

/** Tells of calls as the bank does, without the calls: more of them than a bank is ever asked in a second. */
const flood = (bank: TestBank, from: number, to: number): void => {
  const { events } = bank.running.bank
  for (let id = from; id < to; id++) {
    const call = { service: '51', method: 'POST', path: '/v1.0/qr/qr-mpm-query', responseCode: '2005100', status: 200, externalId: `E-${id}` }
    events.tell({ type: 'request', partnerId: DEMO_BNC, data: { id: String(id), at: Date.now(), referenceNo: null, durationMs: 1, ...call } })
  }
}

/** Milliseconds until the page has dealt with a click and drawn what came of it. */
const clickTime = (page: Page): Promise<number> => page.evaluate(`new Promise(resolve => {
  const begun = performance.now()
  document.querySelector('.call-toolbar [aria-expanded]').click()
  requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begun), 0))
})`)

const keepsItsPlace = async (t: Test, page: Page, bank: TestBank): Promise<void> => {
  await page.evaluate('document.querySelector(".virtual").scrollTop = 36 * 1000')
  const inSight = (): Promise<string> => page.evaluate(`(() => {
    const box = document.querySelector('.virtual').getBoundingClientRect()
    return document.elementFromPoint(box.left + 20, box.top + 60).closest('.call-line').getAttribute('href')
  })()`)
  await page.locator('a[href$="/14995"]').waitFor()
  const before = await inSight()
  flood(bank, 16_000, 16_500)
  await page.getByText('15,500 calls').waitFor()
  t.equal(await inSight(), before, 'what is read stays in sight while others come on top')
}

visit(t, 'a flood of calls freezes nothing', { path: '#/calls' }, async (t, { page, bank }) => {
  await live(page)
  await page.getByText('No call yet').waitFor()
  for (let from = 1000; from < 6000; from += 500) {
    flood(bank, from, from + 500)
    t.ok(await clickTime(page) < 200, 'a click is dealt with at once')
  }
  await page.getByText('5,000 calls').waitFor()
  t.ok(await lines(page).count() < 60, 'only those in sight exist')

  await page.getByRole('button', { name: 'Pause' }).click()
  flood(bank, 6000, 16_000)
  await page.getByRole('button', { name: 'Resume (10,000 new)' }).click()
  await page.getByText('15,000 calls').waitFor()
  t.match(await lines(page).first().getAttribute('href'), '/15999', 'at the top the newest is followed')
  await keepsItsPlace(t, page, bank)
  t.ok(await clickTime(page) < 200)
})

visit(t, 'a bank that comes back with another journal shows that one', { path: '#/calls', before: makeCalls, expected: /ERR_|Failed to load/ }, async (t, { page, bank }) => {
  await live(page)
  await shows(page, 6)
  await bank.close()
  await page.getByText('The bank does not answer').waitFor()
  const again = await startTestBank(t, { BNC_PORT: new URL(bank.url).port })
  await (await again.partner(DEMO_BNC)).call('query', PAID, { externalId: 'MISSED' })
  await shows(page, 2)
  await live(page)
  await (await again.partner(DEMO_BNC)).call('query', PAID)
  await shows(page, 4)
  t.match(await lines(page).first().getAttribute('href'), '#/calls/4')
})

for (const colorScheme of ['light', 'dark'] as const) {
  visit(t, `calls are read on a phone, in the ${colorScheme}`, { path: '#/calls', colorScheme, viewport: PHONE, before: makeCalls }, async (t, { page }) => {
    await lines(page).first().waitFor()
    t.strictSame(await accessibilityProblems(page), [])
    t.equal(await page.evaluate('document.documentElement.scrollWidth <= 360'), true)
    await lines(page).first().click()
    await detail(page).locator('.diagnosis mark').waitFor()
    t.equal(await list(page).isVisible(), false, 'the call takes the place of the list')
    t.strictSame(await accessibilityProblems(page), [])
    t.equal(await page.evaluate('document.querySelector("main").scrollWidth <= 360 && document.querySelector(".call-detail").scrollWidth <= 360'), true, 'nothing hangs over the edge')
    await detail(page).getByRole('button', { name: 'Close' }).click()
    await lines(page).first().waitFor()
  })
}

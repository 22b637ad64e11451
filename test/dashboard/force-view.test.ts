/** The view of forced answers in a real browser: armed in two clicks, answered by a real call, refused in the bank's words. */
import t from 'tap'
import type { OutcomeReply } from '../../schemas/outcome.js'
import { accessibilityProblems, PHONE, visit } from './browser.js'
import { DEMO_BNC, type TestBank } from '../bank-harness.js'

const armedAt = async (bank: TestBank): Promise<readonly OutcomeReply[]> =>
  (await bank.admin<{ items: OutcomeReply[] }>('GET', '/outcomes')).body.items

const CHOSEN = { path: `#/force?partnerId=${DEMO_BNC}` }

visit(t, 'a code is armed in two clicks, answers a real call, and is shown as used', CHOSEN, async (t, { page, bank }) => {
  await page.getByRole('button', { name: '77 cancel' }).click()
  await page.getByRole('button', { name: '4047700' }).click()
  const row = page.locator('.force-armed', { hasText: '4047700' })
  await row.getByText('1 to go').waitFor()
  t.match(await armedAt(bank), [{ service: '77', respond: { responseCode: '4047700' }, partnerId: DEMO_BNC, remaining: 1 }])
  const partner = await bank.partner(DEMO_BNC)
  const { referenceNo } = await bank.seed(DEMO_BNC)
  const cancel = { originalReferenceNo: referenceNo, merchantId: '000100010001', reason: 'a change of mind' }
  t.match((await partner.call('cancel', cancel)).body, { responseCode: '4047700' })
  t.match((await partner.call('cancel', cancel)).body, { responseCode: '2007700' })
  await row.getByText('used 1').waitFor()
  await row.getByText('used up').waitFor()
  const calls = row.getByRole('link', { name: 'See the calls' })
  t.match(await calls.getAttribute('href'), /^#\/calls\?.*service=77.*responseCode=4047700/)
  await page.getByLabel('Only what never fired').check()
  await page.getByText('Everything that is armed has fired').waitFor()
  t.match(page.url(), /service=77.*unused=1/)
})

visit(t, 'a fault is armed in two clicks too, for everybody where nobody is chosen', { path: '#/force' }, async (t, { page, bank }) => {
  await page.getByText('The next call of any partner is answered so').waitFor()
  await page.getByRole('button', { name: '78 refund' }).click()
  await page.getByRole('button', { name: 'connection reset' }).click()
  await page.getByRole('heading', { name: '1 armed' }).waitFor()
  const [outcome] = await armedAt(bank)
  t.match(outcome, { service: '78', fault: 'reset' })
  t.equal(outcome?.partnerId, undefined)
  await page.getByRole('button', { name: `Disarm number ${outcome?.id}` }).click()
  await page.getByRole('heading', { name: 'Nothing is armed' }).waitFor()
  t.strictSame(await armedAt(bank), [])
  await page.getByRole('button', { name: '* any' }).click()
  await page.getByRole('button', { name: '500SS01' }).click()
  await page.getByRole('heading', { name: '1 armed' }).waitFor()
  await page.getByRole('button', { name: 'Clear all' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  t.equal((await armedAt(bank)).length, 1, 'nothing is cleared without a yes')
  await page.getByRole('button', { name: 'Clear all' }).click()
  await page.getByRole('button', { name: 'Disarm everything' }).click()
  await page.getByRole('heading', { name: 'Nothing is armed' }).waitFor()
  t.strictSame(await armedAt(bank), [])
})

visit(t, 'what is armed or removed elsewhere is shown at once', CHOSEN, async (t, { page, bank }) => {
  await page.getByRole('heading', { name: 'Nothing is armed' }).waitFor()
  const { body } = await bank.admin<OutcomeReply>('POST', '/outcomes', { service: '77', fault: 'reset', partnerId: DEMO_BNC })
  await page.getByRole('heading', { name: '1 armed' }).waitFor()
  t.equal((await bank.admin('DELETE', `/outcomes/${body.id}`)).status, 204)
  await page.getByRole('heading', { name: 'Nothing is armed' }).waitFor()
})

const FORM = { path: `#/force?service=77&options=1&partnerId=${DEMO_BNC}`, expected: /400/ }

visit(t, "the form arms what it shows, and a contradiction stands at its field in the bank's words", FORM, async (t, { page, bank }) => {
  await page.getByRole('button', { name: '4047700' }).click()
  const command = page.getByRole('region', { name: 'What this is' })
  await command.getByText(`npx bnc-sandbox force 4047700 --partner ${DEMO_BNC}`).waitFor()
  await command.getByText('X-Sandbox-Outcome: 4047700').waitFor()
  await command.getByText('SIM4047700', { exact: true }).waitFor()
  await page.getByLabel('Probability').fill('0.999999999')
  await page.getByRole('button', { name: 'Arm', exact: true }).click()
  await page.locator('.field', { has: page.getByLabel('Seed') }).getByRole('alert').getByText('seed: missing').waitFor()
  t.equal(await page.getByLabel('Seed').getAttribute('aria-invalid'), 'true')
  t.strictSame(await armedAt(bank), [])
  await page.getByLabel('Seed').fill('a seed')
  await page.getByLabel('X-EXTERNAL-ID is').fill('E-1')
  await page.getByLabel('What the bank did').selectOption({ label: 'The bank did it, the client never heard' })
  await page.getByLabel('Delay, ms').fill('1')
  await page.getByLabel('Always').check()
  await page.getByLabel('Note').fill('for the demo')
  await page.getByRole('button', { name: 'Arm', exact: true }).click()
  const row = page.locator('.force-armed', { hasText: 'for the demo' })
  await row.getByText('until it is disarmed').waitFor()
  t.match(await armedAt(bank), [{
    service: '77', match: { externalId: 'E-1' }, respond: { responseCode: '4047700' }, at: 'after', delayMs: 1, times: 'always',
    seed: 'a seed', note: 'for the demo'
  }])
  const partner = await bank.partner(DEMO_BNC)
  await partner.call('cancel', { originalReferenceNo: 'x', merchantId: '000100010001', reason: 'y' }, { externalId: 'E-2' })
  await row.getByText('Missed 2: why').click() // the token call is the other one
  await row.getByText('match.externalId is E-1, the call had E-2').waitFor()
  t.match(await row.getByRole('link', { name: 'See this call' }).getAttribute('href'), 'externalId=E-2')
})

visit(t, 'a sequence is built step by step', { ...FORM, viewport: PHONE, colorScheme: 'dark' }, async (t, { page, bank }) => {
  const add = page.getByRole('button', { name: 'Add a step' })
  for (const _ of [1, 2, 3]) await add.click()
  const step = (number: number) =>
    page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: `Step ${number}` }) })
  await step(1).getByLabel('Fault').selectOption('empty')
  await step(2).getByLabel('It', { exact: true }).selectOption('pass')
  await step(3).getByLabel('Response code').fill('4045100')
  await page.getByRole('button', { name: 'Arm', exact: true }).click()
  await step(3).getByRole('alert').getByText('is of service 51').waitFor()
  t.strictSame(await accessibilityProblems(page), [])
  t.equal(await page.evaluate('document.documentElement.scrollWidth <= 360'), true, 'nothing hangs over the edge')
  await page.getByRole('button', { name: 'Remove step 3' }).click()
  await page.getByRole('button', { name: 'Arm', exact: true }).click()
  await page.getByRole('heading', { name: '1 armed' }).waitFor()
  t.match(await armedAt(bank), [{ sequence: [{ fault: 'empty' }, 'pass'] }])
  t.match(await page.getByRole('region', { name: 'What this is' }).innerText(), /curl -X POST/, 'the command has no flag for it')
  await page.getByRole('button', { name: 'Empty the form' }).click()
  await page.getByRole('heading', { name: 'Step 1' }).waitFor({ state: 'detached' })
})

visit(t, 'the keys walk the codes, and the page is accessible', { path: '#/force?service=77' }, async (t, { page, bank }) => {
  await page.getByRole('button', { name: '2007700' }).waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('transaction status')
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '1 armed' }).waitFor()
  t.match(await armedAt(bank), [{ respond: { responseCode: '4047700' } }])
  t.strictSame(await accessibilityProblems(page), [])
})

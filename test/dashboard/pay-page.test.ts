/** The pay page on a phone: a customer pays, fails, hesitates, and types the amount of a static QR. */
import t from 'tap'
import { accessibilityProblems, PHONE, visit } from './browser.js'
import { startTestBank } from '../bank-harness.js'
import type { TransactionReply } from '../../schemas/transaction.js'
import type { WalletReply } from '../../schemas/pay-page.js'

/** A QR of each visit's own, by its reference. */
const qr = (wish: object) => {
  const made: { referenceNo: string } = { referenceNo: 'PAY-PAGE-0001' }
  return { path: `pay/${made.referenceNo}`, before: async (bank: Awaited<ReturnType<typeof startTestBank>>) => {
    const { partner } = await bank.newPartner()
    await bank.seed(partner.partnerId, { ...made, ...wish })
  } }
}

const statusOf = async (bank: Awaited<ReturnType<typeof startTestBank>>): Promise<TransactionReply> => bank.transaction('PAY-PAGE-0001')

visit(t, 'a customer sees merchant and amount, chooses a bank and pays', { ...qr({ amount: '15000.00' }), viewport: PHONE },
  async (t, { page, bank }) => {
    await page.getByText('Rp 15.000').first().waitFor()
    t.match(await page.getByRole('heading', { level: 1 }).textContent(), /SANDBOX/)
    t.strictSame(await accessibilityProblems(page), [])
    t.equal(await page.evaluate('document.documentElement.scrollWidth <= 360'), true)
    await page.getByLabel('Pay from').selectOption('BANK CENTRAL ASIA')
    await page.getByRole('button', { name: 'Pay Rp 15.000' }).click()
    await page.getByRole('heading', { name: 'Paid' }).waitFor()
    t.match(await statusOf(bank), { status: 'success', bankName: 'BANK CENTRAL ASIA', history: [{}, { event: 'pay', cause: 'wallet' }] })
    t.strictSame(await accessibilityProblems(page), [], 'the receipt too')
  })

const IN_TWO_HOURS = new Date(Date.now() + 7_200_000).toISOString()

visit(t, 'a QR that lives for hours counts them', { ...qr({ amount: '15000.00', expiresAt: IN_TWO_HOURS }), viewport: PHONE }, async (t, { page }) => {
  const left = await page.getByText(/^Expires in /).textContent()
  t.match(left, /^Expires in (2:00:00|1:59:\d\d)$/)
})

visit(t, 'a customer hesitates, confirms late, and has no money', { ...qr({ amount: '15000.00' }), viewport: PHONE, colorScheme: 'dark', locale: 'id-ID' },
  async (t, { page, bank }) => {
    await page.getByRole('button', { name: /^Ragu/ }).click()
    await page.getByText('menunggu konfirmasi Anda').waitFor()
    t.equal((await statusOf(bank)).status, 'paying')
    await page.getByRole('button', { name: /bank saya lambat/ }).click()
    await page.getByText('Menunggu pembayaran').waitFor()
    t.equal((await statusOf(bank)).status, 'pending')
    t.strictSame(await accessibilityProblems(page), [])
    await page.getByRole('button', { name: /^Gagal/ }).click()
    await page.getByText('Pembayaran gagal.').waitFor()
    t.equal((await statusOf(bank)).status, 'failed')
    t.equal(await page.locator('form button').count(), 0, 'nothing is left to do')
  })

visit(t, 'the amount of a static QR is typed, and the QR can be paid again', { ...qr({ kind: 'static', amount: undefined }), viewport: PHONE }, async (t, { page, bank }) => {
  const amount = page.getByLabel(/^Amount/)
  await amount.fill('a lot')
  await page.getByText('That is no amount').waitFor()
  t.equal(await page.getByRole('button', { name: /^Pay/ }).isDisabled(), true)
  await amount.fill('25.000')
  await page.getByRole('button', { name: 'Pay Rp 25.000' }).click()
  await page.getByRole('heading', { name: 'Paid' }).waitFor()
  await page.getByRole('button', { name: 'Pay this QR again' }).click()
  await page.getByLabel(/^Amount/).waitFor()
  const { body } = await bank.admin<{ items: TransactionReply[] }>('GET', '/transactions?status=00')
  t.match(body.items.filter(({ qrReferenceNo }) => qrReferenceNo === 'PAY-PAGE-0001'), [{ amount: '25000.00', kind: 'payment' }])
})

visit(t, 'what happens elsewhere is seen, and what the bank refuses is said in its words', { ...qr({ amount: '15000.00' }), expected: /409/ }, async (t, { page, bank }) => {
  await page.getByRole('button', { name: /^Pay/ }).waitFor()
  await bank.admin('POST', '/transactions/PAY-PAGE-0001/cancel')
  await page.getByRole('button', { name: /^Pay/ }).click()
  t.match(await page.getByRole('alert').textContent(), /canceled/)
})

visit(t, 'an unknown QR is said to be unknown', { path: 'pay/0000', expected: /404/ }, async (t, { page }) => {
  t.match(await page.getByRole('alert').textContent(), /knows no such QR: referenceNo/)
})

t.test('the wallet wants no key, and lets no other site in', async t => {
  const bank = await startTestBank(t, { BNC_ADMIN_KEY: 'a key of this test' })
  const reference = '2023081111626423051116587'
  const wallet = `${bank.url}/pay/${reference}`
  const seen = await fetch(`${wallet}/qr`)
  t.equal(seen.status, 200)
  t.notMatch(Object.keys(await seen.json() as WalletReply), ['partnerId'], 'a stranger is not told whose it is')
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${wallet}/${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })
    return { status: response.status, body: await response.json() as Record<string, unknown> }
  }
  const refused: readonly (readonly [name: string, path: string, body: unknown, headers: Record<string, string>, status: number, detail: RegExp])[] = [
    ['a page of another site', 'pay', {}, { origin: 'https://elsewhere.example' }, 403, /Origin/],
    ['a deed that is no customer\'s', 'refund', {}, {}, 400, /deed.*allowed: scan, authorize, pay, settle, fail/],
    ['another amount than the QR\'s', 'pay', { amount: '1.00' }, {}, 400, /amount/],
    ['a field that nobody knows', 'pay', { colour: 'red' }, {}, 400, /colour/],
    ['a body that a scan has no use for', 'scan', { issuer: '014' }, {}, 400, /issuer/],
    ['a partner whose it is not', 'pay?partnerId=DEMO-SNAP-PARTNER-0001', {}, {}, 404, /referenceNo/]
  ]
  for (const [name, path, body, headers, status, detail] of refused) {
    const answer = await post(path, body, headers)
    t.equal(answer.status, status, name)
    t.match(answer.body['detail'], detail, name)
  }
  t.match(await post('pay', {}), { status: 200, body: { status: 'success' } })
  t.match(await post('pay', {}), { status: 409, body: { detail: /success/ } })
})

/**
 * Makes the pictures of the README from a bank that runs: `node scripts/screenshots.mjs`. It wants a built dist and a Chromium
 * (/usr/bin/chromium, or the one that CHROMIUM names). Signed calls fill the pages; nothing in them is drawn.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { startSandbox } from 'bnc-snap-sandbox'
import { adminClient, partnerClient } from 'bnc-snap-sandbox/client'

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url))
const DEMO = '82150823919040624621823174737537'
const SAMPLE = '2023081111626423051116587'

const bank = await startSandbox({ seed: 'pictures' })
const admin = adminClient({ url: bank.url })
const partner = await admin.partners.get(DEMO)
const calls = partnerClient(bank.url, partner)

/** A morning with this bank: QRs made and paid, a forced refusal, a signature that was wrong. */
const live = async () => {
  const merchantId = partner.merchants[0]?.merchantId
  for (const [index, value] of ['15000.00', '27500.00', '120000.00', '8000.00'].entries()) {
    const { body } = await calls.call('generate', { merchantId, partnerReferenceNo: `INV-${String(index + 1)}`, amount: { value, currency: 'IDR' } })
    const { referenceNo } = /** @type {{ referenceNo: string }} */ (body)
    if (index === 0) await admin.transactions.event(referenceNo, 'pay', { issuer: '014' }, { partnerId: DEMO })
    if (index === 1) await admin.transactions.event(referenceNo, 'scan', {}, { partnerId: DEMO })
    await calls.call('query', { originalReferenceNo: referenceNo, serviceCode: '47' })
  }
  await admin.outcomes.create({ service: 'cancel', respond: { responseCode: '4047700' }, partnerId: DEMO, note: 'the shop test' })
  await calls.call('cancel', { originalReferenceNo: SAMPLE, reason: 'test' })
  await admin.outcomes.create({ service: 'query', fault: 'hang', times: 2, skip: 1, partnerId: DEMO })
  await wrongSignature()
}

/** A client that hashes its body before it takes the white space out. */
const wrongSignature = async () => {
  const { signer } = await import('bnc-snap-sandbox/client')
  const { body: token } = await calls.token()
  const body = `{ "originalReferenceNo": "${SAMPLE}", "serviceCode": "47" }`
  const signed = signer(partner).call('query', body, { token: /** @type {{ accessToken: string }} */ (token).accessToken })
  // The time is signed without its offset, as some clients do.
  const { createSign, createHash } = await import('node:crypto')
  const hash = createHash('sha256').update(body).digest('hex')
  const wrong = createSign('RSA-SHA256').update(`POST:${signed.path}:${hash}:${signed.headers['X-TIMESTAMP']}`).sign(partner.privateKey ?? '', 'base64')
  await fetch(bank.url + signed.path, { method: 'POST', headers: { ...signed.headers, 'X-SIGNATURE': wrong }, body })
}

await live()
const [refused] = (await admin.requests.list({ responseCode: '4015100', limit: 1 })).items

/** @type {[name: string, path: string, width: number, height: number, scheme: 'light' | 'dark'][]} */
const PICTURES = [
  ['calls', `#/calls/${refused?.id ?? ''}?partnerId=${DEMO}`, 1280, 860, 'light'],
  ['transactions', `#/transactions/${SAMPLE}?partnerId=${DEMO}`, 1280, 860, 'dark'],
  ['force', `#/force?partnerId=${DEMO}&service=77`, 1280, 860, 'light'],
  ['acceptance', `#/acceptance?partnerId=${DEMO}`, 1280, 860, 'light'],
  ['pay', `pay/${SAMPLE}`, 360, 740, 'light']
]

mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
})
for (const [name, path, width, height, colorScheme] of PICTURES) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme, locale: 'en-GB' })
  await page.goto(`${bank.url}/${path}`)
  await page.waitForTimeout(1200)
  await page.screenshot({ path: join(folder, `${name}.png`) })
  await page.close()
}
await browser.close()
await bank.close()
console.log(`pictures in ${folder}`)

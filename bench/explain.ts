/** How long an explanation takes when nothing explains the signature, which is the longest case. Run: npx tsx bench/explain.ts */
import { createHmac, generateKeyPairSync, hash, sign } from 'node:crypto'
import { SERVICE_LIST } from '../schemas/services.js'
import { explainSignature } from '../src/domain/explanation/explain.js'
import type { ExplanationInput } from '../src/domain/explanation/explanation.js'
import { makeToken } from '../src/domain/access-token.js'

const WARM_UP = 20
const RUNS = 200

const partner = generateKeyPairSync('rsa', { modulusLength: 2048 })
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })
const bank = generateKeyPairSync('rsa', { modulusLength: 2048 })
const others = Array.from({ length: 20 }, (_, at) => ({
  label: `partner-${at}`, clientSecret: hash('sha256', String(at)), publicKey: bank.publicKey
}))

const body = JSON.stringify({
  partnerReferenceNo: 'INV/2026/0001', amount: { value: '10000.00', currency: 'IDR' }, feeAmount: { value: '0.00',
    currency: 'IDR' },
  merchantId: '000000000001', storeId: 'Toko Café & Co  01', terminalId: 'T01', validityPeriod: '2026-01-15T10:35:30+07:00',
    additionalInfo: {}
}, null, 2)

const request: Omit<ExplanationInput, 'mode' | 'signature'> = {
  method: 'POST', path: '/open/bi/private/v1.0/qr/qr-mpm-generate', host: '127.0.0.1:7751', scheme: 'http',
    body: Buffer.from(body),
  timestamp: '2026-01-15T10:20:30+07:00', token: makeToken('key', 'client-0001', 1_768_447_230_000, 900,
    'a-token-of-usual-length'),
  clientKey: 'client-0001', partnerId: '1001', externalId: '41807553358950093184', origin: 'shop.example.test',
    channelId: '95221',
  services: SERVICE_LIST,
  keys: {
    clientSecret: 'c2FuZGJveC1zZWNyZXQtMDAwMQ==', publicKey: partner.publicKey, others,
    privateKeyPem: partner.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    bank: { publicKey: bank.publicKey, privateKeyPem: bank.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
  }
}

const hmac = (algorithm: string): string => createHmac(algorithm, 'an unknown secret').update('x').digest('base64')
const rsa = (key: typeof partner): string => sign('RSA-SHA256', Buffer.from('an unknown text'), key.privateKey).toString('base64')

const CASES: readonly (readonly [what: string, mode: ExplanationInput['mode'], signature: string])[] = [
  ['symmetric, unknown secret', 'symmetric', hmac('sha512')], ['symmetric, HMAC-SHA256', 'symmetric', hmac('sha256')],
  ['symmetric, own RSA key, unknown text', 'symmetric', rsa(partner)], ['asymmetric, own key, unknown text', 'asymmetric',
    rsa(partner)],
  ['asymmetric, unknown key', 'asymmetric', rsa(stranger)], ['asymmetric, HMAC', 'asymmetric', hmac('sha512')],
  ['token, own key, unknown text', 'token', rsa(partner)], ['token, HMAC', 'token', hmac('sha512')]
]

const at = (times: readonly number[], part: number): string =>
  (times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0).toFixed(1).padStart(7)

console.log(`${'milliseconds'.padEnd(40)}${'p50'.padStart(7)}${'p95'.padStart(7)}${'max'.padStart(7)}   tried`)
for (const [what, mode, signature] of CASES) {
  const times: number[] = []
  let tried = 0
  for (let run = 0; run < WARM_UP + RUNS; run++) {
    const start = performance.now()
    tried = explainSignature({ ...request, mode, signature }).tried
    if (run >= WARM_UP) times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  console.log(`${what.padEnd(40)}${at(times, 0.5)}${at(times, 0.95)}${at(times, 1)}${String(tried).padStart(8)}`)
}

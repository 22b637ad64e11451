/** One request whose body, path and credentials give every kind of mistake something to go wrong with. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { SERVICE_LIST } from '../../../schemas/services.js'
import { explainSignature } from '../../../src/domain/explanation/explain.js'
import type { Explanation, ExplanationInput } from '../../../src/domain/explanation/explanation.js'
import bank from '../../../fixtures/bank.json' with { type: 'json' }
import bnc from '../../../fixtures/partners/demo-bnc.json' with { type: 'json' }
import snap from '../../../fixtures/partners/demo-snap.json' with { type: 'json' }
import vectors from '../../data/signature-vectors.json' with { type: 'json' }

export { vectors }

const own = vectors.own_credentials

const pairOf = ({ publicKey, privateKey }: { readonly publicKey: string; readonly privateKey: string }) =>
  ({ publicKey: createPublicKey(publicKey), privateKey: createPrivateKey(privateKey) })

/** The pair of the vectors, those of the fixtures, and one that lives for one test run: making a pair takes longer than most tests. */
export const PRIVATE_KEY: KeyObject = createPrivateKey(own.privateKeyPkcs8Pem)
export const PUBLIC_KEY: KeyObject = createPublicKey(own.publicKeyPem)
export const BANK = pairOf(bank)
export const OTHER = pairOf(snap.partner)
export const DEMO = pairOf(bnc.partner)
export const STRANGER = generateKeyPairSync('rsa', { modulusLength: 2048 })

export const SECRET = own.clientSecret
export const BANK_PEM = BANK.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

export const KEYS: ExplanationInput['keys'] = {
  clientSecret: SECRET,
  publicKey: PUBLIC_KEY,
  privateKeyPem: own.privateKeyPkcs8Pem,
  bank: { publicKey: BANK.publicKey, privateKeyPem: BANK_PEM },
  others: [
    { label: 'partner-b', publicKey: OTHER.publicKey, clientSecret: 'the secret of partner b' },
    { label: 'demo-partner', demo: true, publicKey: DEMO.publicKey, clientSecret: 'the secret of the demo' }
  ],
  tokens: [{ token: 'older.token.of-mine', label: 'older' }, { token: 'token.of.partner-b', label: 'partner-b' }]
}

/** Slashes, letters outside ASCII, HTML, numbers, nulls, empties, repeated and nested keys. */
export const BODY = '{"partnerReferenceNo":"INV/2026/0001","amount":{"value":"1250000.00","currency":"IDR"},' +
  '"merchantId":"000000000001","storeId":" Toko Café & <Co>  =\'01\' </b>","validityPeriod":"2026-01-15T10:35:30+07:00",' +
  '"reason":"","note":null,"count":3,"rate":1.50,"isTest":true,"items":[],"quote":"say \\"hi\\"","count":3,"additionalInfo":{}}'

export const TRANSACTION: Omit<ExplanationInput, 'mode' | 'signature'> = {
  method: 'POST',
  path: '/open/bi/private/v1.0/qr/qr-mpm-generate?b=2&a=x%20y',
  host: '127.0.0.1:7751',
  scheme: 'http',
  body: Buffer.from(BODY),
  timestamp: '2026-01-15T17:20:30+07:00',
  token: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzYngifQ.c2lnbmF0dXJl',
  clientKey: 'sbx-client-0001',
  partnerId: '1001',
  externalId: '41807553358950093184',
  origin: 'shop.example.test',
  channelId: '95221',
  keys: KEYS,
  services: SERVICE_LIST
}

/** The same text decides: whichever mistake is named, signing its text must have given what was sent. */
export const explain = (input: Partial<ExplanationInput> & Pick<ExplanationInput, 'mode' | 'signature'>): Explanation =>
  explainSignature({ ...TRANSACTION, ...input })

export const idsOf = (explanation: Explanation): readonly string[] => explanation.mistakes.map(({ id }) => id)

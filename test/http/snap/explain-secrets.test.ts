/** Whatever a client does wrong, no secret, no private key and no signature that the gate would accept gets out of the bank. */
import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { readConfig } from '../../../src/app/config.js'
import { bankLog, startBank } from '../../../src/app/start.js'
import { sendSigned } from '../../../src/client/partner-client.js'
import { signer, type Credentials } from '../../../src/client/signer.js'
import { verifyHmac, verifyRsa } from '../../../src/domain/signature.js'
import { DEMO_BNC, DEMO_SNAP, demoFixture } from '../../bank-harness.js'
import { hmac, rsa, TOKEN_MISTAKES, TRANSACTION_MISTAKES, type SignedParts } from '../../signature-mistakes.js'

const PARTNERS: Readonly<Record<'bnc' | 'snap', Credentials>> = {
  bnc: { ...demoFixture('bnc').partner, partnerId: DEMO_BNC, dialect: 'bnc', signature: 'asymmetric' },
  snap: { ...demoFixture('snap').partner, partnerId: DEMO_SNAP, dialect: 'snap', signature: 'symmetric' }
}

const STRANGER = generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } })

/** The lines of a PEM: each alone would be too much. */
const pemLines = (pem: string): string[] => pem.split('\n').filter(line => line.length > 20 && !line.startsWith('-----'))

const SECRETS = Object.values(PARTNERS).flatMap(({ clientSecret, privateKey = '' }) => [clientSecret, ...pemLines(privateKey)])

/** What looks like a signature. */
const words = (text: string): string[] => text.match(/[A-Za-z0-9+/]{40,}={0,2}/g) ?? []

const more: Readonly<Record<string, (parts: SignedParts) => string>> = {
  'rsa of a stranger': ({ path }) => rsa(STRANGER.privateKey, path),
  'a secret in the text': ({ secret, path, privateKey }) => rsa(privateKey, `POST:${path}:${secret}`),
  'the secret itself': ({ secret }) => secret,
  'the secret, signed into a layout': ({ secret, timestamp }) => hmac(secret, `${secret}|${timestamp}`),
  nothing: () => 'x'
}

const mistakes = Object.entries({ ...TRANSACTION_MISTAKES, ...TOKEN_MISTAKES, ...more })

const anyWrongCall = fc.record({
  dialect: fc.constantFrom('bnc' as const, 'snap' as const),
  isToken: fc.boolean(),
  mistake: fc.constantFrom(...mistakes),
  debug: fc.boolean(),
  body: fc.dictionary(fc.string({ maxLength: 8 }), fc.string({ maxLength: 12 })).map(extra => JSON.stringify({ amount: { value: '10000.00' }, ...extra }, null, 1))
})

t.test('in no reply, no journal and no log', async t => {
  const lines: string[] = []
  const config = readConfig({ BNC_PORT: '0', BNC_DATABASE: ':memory:', BNC_LOG_LEVEL: 'trace' })
  const running = await startBank(config, Date.now, bankLog(config, { write: line => { lines.push(line) } }))
  t.teardown(running.close)
  const url = running.listenUrl
  const bankKey = pemLines(running.bank.keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  const tokens = Object.fromEntries(await Promise.all(Object.entries(PARTNERS).map(async ([dialect, partner]) =>
    [dialect, String((await sendSigned(url, signer(partner).token())).body['accessToken'])] as const)))
  let refused = 0
  await fc.assert(fc.asyncProperty(anyWrongCall, async ({ dialect, isToken, mistake: [id, make], debug, body }) => {
    const partner = PARTNERS[dialect]
    const token = tokens[dialect] ?? ''
    const sign = signer(partner)
    const request = isToken ? sign.token() : sign.call('generate', body, { token })
    const { path, headers, stringToSign } = request
    const parts = {
      path, token, body: request.body, url, timestamp: headers['X-TIMESTAMP'] ?? '', clientKey: partner.clientKey,
      secret: partner.clientSecret, privateKey: partner.privateKey ?? ''
    }
    const signature = make(parts)
    const { verifyKey } = running.bank.store.partners.find(partner.partnerId) ?? {}
    if (verifyKey === undefined) throw new Error('no such partner')
    const isValid = (word: string): boolean =>
      verifyRsa(verifyKey, stringToSign, word) || (!isToken && dialect === 'snap' && verifyHmac(partner.clientSecret, stringToSign, word))
    if (isValid(signature)) return
    const reply = await sendSigned(url, { ...request, headers: { ...headers, 'X-SIGNATURE': signature, ...(debug && { 'X-Sandbox-Debug': 'true' }) } })
    t.match(reply, { status: 401 }, id)
    refused++
    const journal = await (await fetch(`${url}/admin/requests?limit=1`)).text()
    for (const [where, text] of [['reply', reply.text], ['journal', journal], ['log', lines.join('')]] as const) {
      t.strictSame([...SECRETS, ...bankKey].filter(secret => text.includes(secret)), [], `${id}: no secret in the ${where}`)
      t.strictSame(words(text).filter(isValid), [], `${id}: no valid signature in the ${where}`)
    }
    if (signature.length > 24) t.notOk(journal.includes(signature), `${id}: the journal shortens the signature`)
    t.notOk(journal.includes(token), `${id}: the journal shortens the token`)
  }), { numRuns: 60 })
  t.ok(refused > 30, `${String(refused)} were refused`)
})

/** A refused signature is explained: to the caller that asks, and in the journal always. Through the gate, over HTTP. */
import { randomBytes } from 'node:crypto'
import t, { type Test } from 'tap'
import type { Explanation } from '../../../src/domain/explanation/explanation.js'
import type { SignedRequest } from '../../../src/client/signer.js'
import { DEMO_BNC, DEMO_SNAP, demoFixture, startTestBank, type TestBank, type TestPartner } from '../../bank-harness.js'
import vectors from '../../data/signature-vectors.json' with { type: 'json' }
import { hmac, MISTAKEN_BODY, rsa, TOKEN_MISTAKES, TRANSACTION_MISTAKES, type SignedParts } from '../../signature-mistakes.js'

interface Entry {
  readonly headers: readonly (readonly [string, string])[]
  readonly signature?: Explanation
  readonly responseCode: string
}

const start = async (t: Test, dialect: 'bnc' | 'snap' = 'snap') => {
  const bank = await startTestBank(t)
  const client = await bank.partner(dialect === 'snap' ? DEMO_SNAP : DEMO_BNC)
  return { bank, client, token: String((await client.token()).body['accessToken']) }
}

const PATH = '/v1.0/qr/qr-mpm-generate'
const DEBUG = { 'X-Sandbox-Debug': 'true' }

const partsOf = ({ url }: TestBank, { partner }: TestPartner, request: SignedRequest, token: string): SignedParts => ({
  path: request.path, token, body: request.body, timestamp: request.headers['X-TIMESTAMP'] ?? '', clientKey: partner.clientKey,
  secret: partner.clientSecret, privateKey: partner.privateKey ?? '', url
})

const withSignature = (request: SignedRequest, signature: string, more: Record<string, string> = DEBUG): SignedRequest =>
  ({ ...request, headers: { ...request.headers, 'X-SIGNATURE': signature, ...more } })

const debugOf = (body: Readonly<Record<string, unknown>>): Explanation | undefined =>
  (body['additionalInfo'] as { sandboxDebug?: Explanation } | undefined)?.sandboxDebug

const idsOf = (explanation: Explanation | undefined): string[] => explanation?.mistakes.map(({ id }) => id) ?? ['no explanation']

/** The newest entry, once its explanation is on record. */
const newest = async (bank: TestBank): Promise<Entry | undefined> => {
  for (;;) {
    const entry = (await bank.admin<{ items: Entry[] }>('GET', '/requests?limit=1')).body.items[0]
    if (entry?.responseCode.startsWith('401') !== true || entry.signature !== undefined) return entry
  }
}

t.test('the mistakes are those of the vectors', async t => {
  const made = [...Object.keys(TRANSACTION_MISTAKES), ...Object.keys(TOKEN_MISTAKES)]
  t.strictSame([...made, 'key-other'].sort(), vectors.own_negative.map(({ id }) => id).sort())
})

t.test('every mistake in a transaction is named, in the reply and in the journal', async t => {
  const { bank, client, token } = await start(t)
  for (const [id, make] of Object.entries(TRANSACTION_MISTAKES)) {
    const request = client.sign.call('generate', MISTAKEN_BODY, { token, path: PATH })
    const sent = make(partsOf(bank, client, request, token))
    const { status, body } = await client.send(withSignature(request, sent))
    t.match({ status, body }, { status: 401, body: { responseCode: '4014700', responseMessage: 'Unauthorized. [Signature]' } }, id)
    t.match(debugOf(body), { valid: false, mode: 'symmetric', stringToSign: request.stringToSign }, id)
    // Now and then a signature has none of the letters in which the two alphabets differ.
    const named = id === 'enc-base64url' && !/[-_]/.test(sent) ? 'enc-no-padding' : id
    t.strictSame(idsOf(debugOf(body)), [named])
    t.strictSame(idsOf((await newest(bank))?.signature), [named], `${id} in the journal`)
  }
})

t.test('every mistake in a token call is named', async t => {
  const { bank, client } = await start(t)
  for (const [id, make] of Object.entries(TOKEN_MISTAKES)) {
    const request = client.sign.token()
    const { status, body } = await client.send(withSignature(request, make(partsOf(bank, client, request, ''))))
    t.match({ status, body }, { status: 401, body: { responseCode: '4017300' } }, id)
    t.match(debugOf(body), { valid: false, mode: 'token', stringToSign: request.stringToSign }, id)
    t.strictSame(idsOf(debugOf(body)), [id])
    t.strictSame(idsOf((await newest(bank))?.signature), [id], `${id} in the journal`)
  }
})

t.test('an asymmetric call is explained too, and the keys of others are recognised', async t => {
  const { bank, client, token } = await start(t, 'bnc')
  const request = client.sign.call('generate', MISTAKEN_BODY, { token })
  const { stringToSign } = request
  const { partner } = client
  const [time = ''] = /[^:]+:\d\d:\d\d\+07:00$/.exec(stringToSign) ?? []
  const utc = stringToSign.replace(time, `${new Date(time).toISOString().slice(0, 19)}Z`)
  const cases: readonly (readonly [id: string, signature: string])[] = [
    ['ts-utc-z', rsa(partner.privateKey ?? '', utc)],
    ['alg-hmac-instead', hmac(partner.clientSecret, stringToSign)],
    ['alg-rsa-sha1', rsa(partner.privateKey ?? '', stringToSign, 'RSA-SHA1')],
    ['key-pair-demo', rsa(demoFixture('snap').partner.privateKey ?? '', stringToSign)]
  ]
  for (const [id, signature] of cases) {
    const { body } = await client.send(withSignature(request, signature))
    t.match(debugOf(body), { mode: 'asymmetric' }, id)
    t.strictSame(idsOf(debugOf(body)), [id])
    t.strictSame(idsOf((await newest(bank))?.signature), [id], `${id} in the journal`)
  }
})

t.test('two mistakes at once are both named', async t => {
  const { bank, client, token } = await start(t)
  const request = client.sign.call('generate', MISTAKEN_BODY, { token, path: PATH })
  const parts = partsOf(bank, client, request, token)
  const both = TRANSACTION_MISTAKES['body-pretty-2']?.({ ...parts, token: `Bearer ${token}` }) ?? ''
  t.strictSame(idsOf(debugOf((await client.send(withSignature(request, both))).body)).sort(), ['body-pretty-2', 'token-bearer'])
})

t.test('the reply says it on request alone; the journal always', async t => {
  const { bank, client, token } = await start(t)
  for (const value of [undefined, 'false', '', '1']) {
    const request = client.sign.call('generate', MISTAKEN_BODY, { token })
    const { body } = await client.send(withSignature(request, hmac(client.partner.clientSecret, `x${request.stringToSign}`), value === undefined ? {} : { 'X-Sandbox-Debug': value }))
    t.strictSame(body, { responseCode: '4014700', responseMessage: 'Unauthorized. [Signature]' }, String(value))
    t.match((await newest(bank))?.signature, { valid: false, stringToSign: String }, `${String(value)}: the journal`)
  }
  const right = await client.call('query', { originalReferenceNo: 'X', serviceCode: '47' }, { token, headers: DEBUG })
  t.equal(debugOf(right.body), undefined, 'a signature that is right needs no explanation')
  t.notOk('signature' in ((await newest(bank)) ?? {}))
})

t.test('an unknown key, and random bytes, are accused of nothing', async t => {
  const { bank, client, token } = await start(t)
  const request = client.sign.call('generate', MISTAKEN_BODY, { token })
  const sent = [hmac('a secret that nobody knows', request.stringToSign), randomBytes(64).toString('base64'), randomBytes(256).toString('base64')]
  for (const signature of sent) {
    const { body } = await client.send(withSignature(request, signature))
    t.match(debugOf(body), { valid: false, mistakes: [], facts: [/^The signature has \d+ characters/] })
    t.strictSame((await newest(bank))?.signature?.mistakes, [])
  }
})

t.test('a signature that is not even base64 is refused like any wrong one, and explained', async t => {
  const { client, token } = await start(t)
  for (const signature of ['signature!', '{}', 'a.b.c', '%']) {
    const { status, body } = await client.send(withSignature(client.sign.call('query', {}, { token }), signature))
    t.match({ status, body }, { status: 401, body: { responseCode: '4015100' } }, signature)
    t.match(debugOf(body), { valid: false, mistakes: [{ hint: /base64/ }] }, signature)
    const tokenCall = await client.send(withSignature(client.sign.token(), signature))
    t.match(tokenCall, { status: 401, body: { responseCode: '4017300' } }, signature)
    t.match(debugOf(tokenCall.body)?.mistakes[0]?.hint, /base64/, signature)
  }
})

t.test('the caller sees its own token whole, the journal shows it shortened, and the signature too', async t => {
  const { bank, client, token } = await start(t)
  const request = client.sign.call('generate', MISTAKEN_BODY, { token, path: PATH })
  const sent = TRANSACTION_MISTAKES['token-bearer']?.(partsOf(bank, client, request, token)) ?? ''
  const reply = await client.send(withSignature(request, sent))
  t.match(debugOf(reply.body)?.mistakes[0]?.stringToSign, `:Bearer ${token}:`)
  const entry = JSON.stringify(await newest(bank))
  t.notMatch(entry, token)
  t.notMatch(entry, sent)
  t.match(entry, `${token.slice(0, 12)}...(${String(token.length)} characters)`)
})

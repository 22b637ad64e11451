/** `POST /admin/signature/explain`: every published and computed vector, as partners with the vectors' credentials. */
import t, { type Test } from 'tap'
import type { ExplainBody, ExplainReply } from '../../../schemas/signature.js'
import type { Problem } from '../../../schemas/problem.js'
import { adminClient } from '../../../src/client/admin-client.js'
import { BANK_FIXTURE, demoFixture, KEY_PAIR, startTestBank, type TestBank } from '../../bank-harness.js'
import vectors from '../../data/signature-vectors.json' with { type: 'json' }

const own = vectors.own_credentials
const PARTNER = '1001'
const TOKEN_PATH = '/v1.0/access-token/b2b'

/** The sandbox has made this partner's keys itself: so a fixture says, and so a private key that is misused is recognised. */
const FIXTURE = JSON.stringify({
  partner: {
    partnerId: PARTNER, clientKey: own.clientId, clientSecret: own.clientSecret, publicKey: own.publicKeyPem,
    privateKey: own.privateKeyPkcs8Pem, dialect: 'snap', merchants: demoFixture('snap').partner.merchants
  },
  transactions: []
})

/** `anotherEnvironment` has the secret that one of the vectors mixes up. */
const start = async (t: Test): Promise<TestBank> => {
  const bank = await startTestBank(t, { BNC_FIXTURES: t.testdir({ 'bank.json': BANK_FIXTURE, partners: { 'own.json': FIXTURE } }) })
  await bank.newPartner({ partnerId: 'anotherEnvironment', clientSecret: 'c2FuZGJveC1zZWNyZXQtMDAwMg==' })
  return bank
}

const find = (id: string) => {
  const vector = vectors.own_positive.find(each => each.id === id)
  if (vector === undefined) throw new Error(`no vector ${id}`)
  return vector
}

const generate = find('qr-generate-sym')
const TIME = generate.timestamp ?? ''

const callOf = (signature: string): ExplainBody => ({
  method: 'POST', path: generate.path ?? '', body: generate.bodyOnTheWire ?? '',
  headers: { 'X-Partner-Id': PARTNER, authorization: `Bearer ${own.accessToken}`, 'X-TIMESTAMP': TIME, 'x-signature': signature }
})

const tokenCallOf = (signature: string): ExplainBody =>
  ({ path: TOKEN_PATH, headers: { 'X-CLIENT-KEY': own.clientId, 'X-TIMESTAMP': TIME, 'X-SIGNATURE': signature } })

const explain = async (bank: TestBank, question: object): Promise<ExplainReply> => {
  const { status, body } = await bank.admin<ExplainReply>('POST', '/signature/explain', question)
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body
}

t.test('what is right is valid, in all three modes', async t => {
  const bank = await start(t)
  t.match(await explain(bank, callOf(generate.signature)), { valid: true, mode: 'symmetric', stringToSign: generate.stringToSign, mistakes: [], bodyHash: generate.bodySha256Hex })
  t.match(await explain(bank, tokenCallOf(find('token').signature)), { valid: true, mode: 'token', stringToSign: find('token').stringToSign })
  await bank.admin('PATCH', `/partners/${PARTNER}`, { signature: 'asymmetric' })
  const asymmetric = find('qr-generate-asym')
  t.match(await explain(bank, callOf(asymmetric.signature)), { valid: true, mode: 'asymmetric', stringToSign: asymmetric.stringToSign })
})

t.test('every mistake of the list is named', async t => {
  const bank = await start(t)
  t.equal(vectors.own_negative.length, 41)
  for (const { id, group, signature } of vectors.own_negative) {
    const { valid, mistakes } = await explain(bank, group === 'token-call' ? tokenCallOf(signature) : callOf(signature))
    t.strictSame({ valid, ids: mistakes.map(each => each.id) }, { valid: false, ids: [id] }, id)
  }
})

t.test('signatures of the symmetric list, where asymmetry was agreed, are told from it', async t => {
  const bank = await start(t)
  await bank.admin('PATCH', `/partners/${PARTNER}`, { signature: 'asymmetric' })
  t.match(await explain(bank, callOf(generate.signature)), { valid: false, mode: 'asymmetric', mistakes: [{ id: 'alg-hmac-instead' }] })
})

t.test('what others have published is explained under their credentials', async t => {
  const bank = await start(t)
  const published = vectors.published.filter(({ signature }) => signature !== undefined)
  t.equal(published.length, 7)
  for (const [index, vector] of published.entries()) {
    const { id, kind, clientKey, clientSecret, publicKeyPem, method, path, accessToken = '', timestamp = '', minifiedBody = '', signature = '', stringToSign, quirk } = vector
    const partnerId = `published-${String(index)}`
    const isToken = kind.startsWith('access-token')
    await bank.newPartner({
      partnerId, signature: clientSecret === undefined ? 'asymmetric' : 'symmetric', publicKey: publicKeyPem ?? KEY_PAIR.publicKey,
      ...(clientKey !== undefined && { clientKey }), ...(clientSecret !== undefined && { clientSecret })
    })
    const headers = { 'X-PARTNER-ID': partnerId, 'X-TIMESTAMP': timestamp, 'X-SIGNATURE': signature, Authorization: `Bearer ${accessToken}`, ...(clientKey !== undefined && { 'X-CLIENT-KEY': clientKey }) }
    const answer = await explain(bank, { path: isToken ? TOKEN_PATH : path, headers, body: minifiedBody, ...(method !== undefined && { method }) })
    if (quirk === true) t.match(answer, { valid: false, mistakes: [{ id: 'layout-part-missing', stringToSign }] }, id)
    else t.match(answer, { valid: true, stringToSign }, id)
  }
})

t.test('the partner may be named, and the client asks the same', async t => {
  const bank = await start(t)
  const { headers: { 'X-Partner-Id': _, ...headers }, ...rest } = callOf(generate.signature)
  t.match(await bank.admin('POST', '/signature/explain', { ...rest, headers }), { status: 400, body: { field: 'partnerId', detail: /X-PARTNER-ID/ } })
  t.match(await adminClient({ url: bank.url }).signature.explain({ ...rest, headers, partnerId: PARTNER }), { valid: true })
})

const NO_SIGNATURE: ExplainBody = { path: '/x', headers: { 'X-PARTNER-ID': PARTNER } }

t.test('what cannot be explained is refused with its field', async t => {
  const bank = await start(t)
  const bad: readonly (readonly [question: object, status: number, field: string])[] = [
    [NO_SIGNATURE, 400, 'headers'],
    [{ ...callOf('x'), path: 'x' }, 400, 'path'],
    [{ ...callOf('x'), partnerId: 'nobody' }, 404, 'partnerId'],
    [{ path: TOKEN_PATH, headers: { 'X-CLIENT-KEY': 'nobody', 'X-SIGNATURE': 'x' } }, 404, 'headers.X-CLIENT-KEY'],
    [{ ...callOf('x'), colour: 1 }, 400, 'colour'],
    [{ path: '/x' }, 400, 'headers']
  ]
  for (const [question, status, field] of bad) {
    t.match(await bank.admin<Problem>('POST', '/signature/explain', question), { status, body: { status, field } }, field)
  }
})

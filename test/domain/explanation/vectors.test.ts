/** Every vector: positives are valid, and each one-mistake signature is named with the very text that gives it. */
import { createHash, createHmac, createPublicKey, verify } from 'node:crypto'
import t from 'tap'
import type { ExplanationInput } from '../../../src/domain/explanation/explanation.js'
import { explain, idsOf, KEYS, PUBLIC_KEY, SECRET, vectors } from './request.js'

const own = vectors.own_credentials
const find = (id: string) => {
  const vector = vectors.own_positive.find((each) => each.id === id)
  if (vector === undefined) throw new Error(`no vector ${id}`)
  return vector
}

const generate = find('qr-generate-sym')
const tokenCall = find('token')
const anotherEnvironment = 'c2FuZGJveC1zZWNyZXQtMDAwMg=='

const request: Omit<ExplanationInput, 'mode' | 'signature'> = {
  method: 'POST', path: generate.path ?? '', body: Buffer.from(generate.bodyOnTheWire ?? ''), timestamp: generate.timestamp ?? '',
  token: own.accessToken, clientKey: own.clientId, partnerId: '1001', host: '127.0.0.1:7751',
  keys: { ...KEYS, others: [{ label: 'another environment', clientSecret: anotherEnvironment }] }
}

t.test('the right signatures are valid', (t) => {
  for (const [mode, id] of [['symmetric', 'qr-generate-sym'], ['asymmetric', 'qr-generate-asym'], ['token', 'token']] as const) {
    const { signature, stringToSign } = find(id)
    t.match(explain({ ...request, mode, signature }), { valid: true, mode, stringToSign, mistakes: [], tried: 1 }, id)
  }
  const hash = find('qr-generate-sym').bodySha256Hex
  const answer = explain({ ...request, mode: 'symmetric', signature: generate.signature })
  t.equal(answer.bodyHash, hash)
  t.equal(answer.minifiedBody, generate.minifiedBody)
  t.end()
})

t.test('a call without a body: each reading of nothing is named', (t) => {
  const call = { ...request, method: 'GET', path: find('get-empty-blank-segment').path ?? '', body: Buffer.alloc(0),
    mode: 'symmetric' as const }
  const cases = [
    ['get-empty-blank-segment', 'hash-missing'], ['get-empty-sha256-of-braces', 'body-empty-object'],
    ['get-empty-segment-dropped', 'layout-part-missing']
  ] as const
  for (const [id, mistake] of cases) {
    const { signature, stringToSign } = find(id)
    const answer = explain({ ...call, signature })
    t.same(idsOf(answer), [mistake], id)
    t.equal(answer.mistakes[0]?.stringToSign, stringToSign, id)
  }
  t.equal(explain({ ...call, signature: find('get-empty-sha256-of-empty').signature }).valid, true)
  t.end()
})

t.test('published calls without a body: the dropped segment is named', (t) => {
  for (const vector of vectors.published.filter(({ quirk }) => quirk === true)) {
    const { id, method = '', path = '', accessToken = '', timestamp = '', clientSecret, publicKeyPem, signature = '',
      stringToSign } = vector
    const mode = clientSecret === undefined ? 'asymmetric' : 'symmetric'
    const keys = { ...(clientSecret !== undefined && { clientSecret }),
      ...(publicKeyPem !== undefined && { publicKey: createPublicKey(publicKeyPem) }) }
    const answer = explain({ mode, method, path, token: accessToken, timestamp, body: Buffer.alloc(0), signature, keys })
    t.same(idsOf(answer), ['layout-part-missing'], id)
    t.equal(answer.mistakes[0]?.stringToSign, stringToSign, id)
  }
  t.end()
})

/** Signing the reported text with the mistake's own algorithm, key and encoding gives what was sent. */
const reproduces = (id: string, text: string, signature: string): boolean => {
  const hmac = (key: string, algorithm = 'sha512') => createHmac(algorithm, key).update(text)
  const ways: Readonly<Record<string, () => boolean>> = {
    'alg-hmac-sha256': () => hmac(SECRET, 'sha256').digest('base64') === signature,
    'alg-plain-sha512': () => createHash('sha512').update(text).digest('base64') === signature,
    'alg-rsa-instead': () => verify('RSA-SHA256', Buffer.from(text), PUBLIC_KEY, Buffer.from(signature, 'base64')),
    'enc-hex': () => hmac(SECRET).digest('hex') === signature,
    'enc-base64-of-hex': () => Buffer.from(hmac(SECRET).digest('hex')).toString('base64') === signature,
    'enc-base64url': () => hmac(SECRET).digest('base64url') === signature,
    'key-trailing-lf': () => hmac(`${SECRET}\n`).digest('base64') === signature,
    'key-client-id': () => hmac(own.clientId).digest('base64') === signature,
    'key-private-pem': () => hmac(own.privateKeyPkcs8Pem).digest('base64') === signature,
    'key-other': () => hmac(anotherEnvironment).digest('base64') === signature,
    'tok-sha1': () => verify('RSA-SHA1', Buffer.from(text), PUBLIC_KEY, Buffer.from(signature, 'base64')),
    'tok-hex': () => verify('RSA-SHA256', Buffer.from(text), PUBLIC_KEY, Buffer.from(signature, 'hex')),
    'tok-reversed': () => verify('RSA-SHA256', Buffer.from(text), PUBLIC_KEY, Buffer.from(signature, 'base64')),
    'tok-double-hash': () => verify('RSA-SHA256', Buffer.from(text), PUBLIC_KEY, Buffer.from(signature, 'base64'))
  }
  return (ways[id] ?? (() => hmac(SECRET).digest('base64') === signature))()
}

t.test('every mistake of the list is named', (t) => {
  t.equal(vectors.own_negative.length, 41)
  for (const { id, group, signature } of vectors.own_negative) {
    const isToken = group === 'token-call'
    const answer = explain({ ...request, timestamp: tokenCall.timestamp ?? '', mode: isToken ? 'token' : 'symmetric', signature })
    t.same(idsOf(answer), [id], id)
    t.equal(reproduces(id, answer.mistakes[0]?.stringToSign ?? '', signature), true, `${id}: its text gives the signature`)
  }
  t.end()
})

t.test('a wrong secret that the bank does not know is not guessed at', (t) => {
  const signature = vectors.own_negative.find(({ id }) => id === 'key-other')?.signature ?? ''
  const answer = explain({ ...request, keys: KEYS, mode: 'symmetric', signature })
  t.same(answer.mistakes, [])
  t.match(answer.facts, [/88 characters.*HMAC-SHA512 in base64/, /client secret is another one/])
  t.end()
})

t.test('the list of lengths agrees with the facts', (t) => {
  for (const { what, chars } of vectors.lengths) {
    const letter = what.includes('hex') && !what.startsWith('base64 of') ? 'a' : 'Z'
    const facts = explain({ ...request, mode: 'symmetric', signature: letter.repeat(chars) }).facts ?? []
    t.match(facts[0], new RegExp(`${chars} characters`), what)
    t.match(facts[0], what.startsWith('RSA') ? what.slice(0, 8) : what.replace(/base64 of /, '').slice(0, 9), what)
  }
  t.end()
})

/** Signatures: every published and computed vector is accepted, and nothing that differs from it. */
import { createPrivateKey, createPublicKey } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import {
  bodyHash, signHmac, signRsa, strictBase64, stringToSign, tokenStringToSign, verifyHmac, verifyRsa
} from '../../src/domain/signature.js'
import vectors from '../data/signature-vectors.json' with { type: 'json' }

const own = vectors.own_credentials
const privateKey = createPrivateKey(own.privateKeyPkcs8Pem)
const publicKey = createPublicKey(own.publicKeyPem)

t.test('published signatures are accepted', (t) => {
  for (const vector of vectors.published) {
    if (vector.signature === undefined) continue
    const accepted = vector.clientSecret === undefined
      ? verifyRsa(createPublicKey(vector.publicKeyPem), vector.stringToSign, vector.signature)
      : verifyHmac(vector.clientSecret, vector.stringToSign, vector.signature)
    t.equal(accepted, true, vector.id)
  }
  t.end()
})

t.test('published calls give the published texts', (t) => {
  for (const vector of vectors.published) {
    const { id, minifiedBody, bodySha256Hex, method, path, timestamp = '', accessToken = '', clientSecret } = vector
    if (minifiedBody === undefined) continue
    const body = Buffer.from(minifiedBody)
    t.equal(bodyHash(body), bodySha256Hex, id)
    if (method === undefined) continue
    const mode = clientSecret === undefined ? 'asymmetric' : 'symmetric'
    t.equal(stringToSign(mode, { method, path, body, timestamp, token: accessToken }), vector.stringToSign, id)
  }
  t.end()
})

t.test('computed signatures are accepted', (t) => {
  for (const { id, kind, stringToSign: text, signature } of vectors.own_positive) {
    t.equal(kind.includes('symmetric') && !kind.includes('asymmetric') ? verifyHmac(own.clientSecret, text, signature)
      : verifyRsa(publicKey, text, signature), true, id)
  }
  t.end()
})

t.test('computed calls give the computed texts', (t) => {
  const sent = vectors.own_positive.filter(({ minifiedBody }) => minifiedBody !== undefined)
  t.equal(sent.length, 3)
  for (const { id, method = '', path = '', timestamp = '', accessToken = '', minifiedBody = '', bodyOnTheWire,
    ...vector } of sent) {
    const call = { method, path, timestamp, token: accessToken, body: Buffer.from(bodyOnTheWire ?? minifiedBody) }
    t.equal(stringToSign(accessToken === '' ? 'asymmetric' : 'symmetric', call), vector.stringToSign, id)
  }
  const token = vectors.own_positive.find(({ id }) => id === 'token')
  t.equal(tokenStringToSign(token?.clientKey ?? '', token?.timestamp ?? ''), token?.stringToSign)
  t.end()
})

t.test('a call without a body hashes the empty string', (t) => {
  const call = vectors.own_positive.find(({ id }) => id === 'get-empty-sha256-of-empty')
  const { method = '', path = '', timestamp = '' } = call ?? {}
  t.equal(stringToSign('symmetric', { method, path, timestamp, token: own.accessToken, body: Buffer.alloc(0) }),
    call?.stringToSign)
  t.end()
})

t.test('no signature of a mistake is accepted for the right text', (t) => {
  const right = vectors.own_positive.find(({ id }) => id === 'qr-generate-sym')?.stringToSign ?? ''
  const token = vectors.own_positive.find(({ id }) => id === 'token')?.stringToSign ?? ''
  for (const { id, group, signature } of vectors.own_negative) {
    t.equal(group === 'token-call' ? verifyRsa(publicKey, token, signature) : verifyHmac(own.clientSecret, right, signature),
      false, id)
  }
  t.end()
})

t.test('only padded standard base64 is read', (t) => {
  t.same(strictBase64('+/8='), Buffer.from([0xfb, 0xff]))
  for (const text of ['', '-_8=', '+/8', '+/9=', '+/8==', ' +/8=', '+/8=\n', '====']) {
    t.equal(strictBase64(text), undefined, JSON.stringify(text))
  }
  t.end()
})

const call = fc.record({
  method: fc.constantFrom('POST', 'GET'), path: fc.webPath(), token: fc.base64String({ minLength: 4 }),
    timestamp: fc.string({ maxLength: 30 }),
  body: fc.json({ maxDepth: 2 }).map((text) => Buffer.from(text))
})

t.test('what is signed is accepted, for any call', (t) => {
  fc.assert(fc.property(call, fc.string({ minLength: 1 }), (each, secret) => {
    const text = stringToSign('symmetric', each)
    return verifyHmac(secret, text, signHmac(secret, text))
  }))
  fc.assert(fc.property(call, (each) => {
    const text = stringToSign('asymmetric', each)
    return verifyRsa(publicKey, text, signRsa(privateKey, text))
  }), { numRuns: 20 })
  t.pass('the property holds for every case that was drawn')
  t.end()
})

t.test('any change of the text, the key or the signature is refused', (t) => {
  fc.assert(fc.property(call, call, (signed, sent) => {
    const [a, b] = [stringToSign('symmetric', signed), stringToSign('symmetric', sent)]
    return (a === b) === verifyHmac('secret', b, signHmac('secret', a))
  }))
  fc.assert(fc.property(call, fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (each, mine, other) => {
    const text = stringToSign('symmetric', each)
    return mine === other || !verifyHmac(mine, text, signHmac(other, text))
  }))
  const text = 'POST:/v1.0/x:e3b0:2026-01-15T10:20:30+07:00'
  const signature = signRsa(privateKey, text)
  fc.assert(fc.property(fc.nat(signature.length - 1), fc.constantFrom(...'AZaz09+/='), (at, letter) => {
    const changed = signature.slice(0, at) + letter + signature.slice(at + 1)
    return changed === signature || !verifyRsa(publicKey, text, changed)
  }), { numRuns: 50 })
  t.pass('the property holds for every case that was drawn')
  t.end()
})

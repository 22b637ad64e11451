/** Two mistakes at once, made by other means than the tables: both are named, with the text that was signed. */
import { createHash, createHmac, sign } from 'node:crypto'
import t from 'tap'
import { BODY, explain, idsOf, OTHER, PRIVATE_KEY, SECRET, TRANSACTION } from './request.js'

const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex')

/** A body that every language writes in its own way. */
const CONTENT = { partnerReferenceNo: 'INV/7', amount: { value: '10000.00', currency: 'IDR' }, storeId: 'Café',
  additionalInfo: {} }
const SENT = JSON.stringify(CONTENT)
const PRETTY = JSON.stringify(CONTENT, null, 2)
const PYTHON = '{"partnerReferenceNo": "INV/7", "amount": {"value": "10000.00", "currency": "IDR"}, ' +
  '"storeId": "Caf\\u00e9", "additionalInfo": {}}'
const PHP = '{"partnerReferenceNo":"INV\\/7","amount":{"value":"10000.00","currency":"IDR"},' +
  '"storeId":"Caf\\u00e9","additionalInfo":[]}'
const SORTED = '{"additionalInfo":{},"amount":{"currency":"IDR","value":"10000.00"},"partnerReferenceNo":"INV/7","storeId":"Café"}'
const SORTED_PYTHON = '{"additionalInfo": {}, "amount": {"currency": "IDR", "value": "10000.00"}, ' +
  '"partnerReferenceNo": "INV/7", "storeId": "Caf\\u00e9"}'

const PATH = '/v1.0/qr/qr-mpm-generate'
const TOKEN = TRANSACTION.token ?? ''
const TIME = '2026-01-15T10:20:30+07:00'
const request = { ...TRANSACTION, path: PATH, body: Buffer.from(SENT), timestamp: TIME }

interface Signed { readonly text: string; readonly signature: string; readonly ids: readonly string[] }

const hmac = (text: string, ids: readonly string[], key = SECRET, encoding: 'base64' | 'hex' = 'base64',
  algorithm = 'sha512'): Signed =>
  ({ text, ids, signature: createHmac(algorithm, key).update(text).digest(encoding) })

const symmetric = (change: Partial<Record<'method' | 'path' | 'token' | 'hash' | 'time', string>>): string => {
  const { method = 'POST', path = PATH, token = TOKEN, hash = sha256(SENT), time = TIME } = change
  return [method, path, token, hash, time].join(':')
}

const SYMMETRIC: readonly Signed[] = [
  hmac(symmetric({ hash: sha256(PRETTY), token: `Bearer ${TOKEN}` }), ['token-bearer', 'body-pretty-2']),
  hmac(symmetric({ time: '2026-01-15T03:20:30Z' }), ['ts-utc-z', 'enc-hex'], SECRET, 'hex'),
  hmac(symmetric({ time: '2026-01-15T03:20:30.000Z' }), ['ts-utc-z', 'ts-ms']),
  hmac(symmetric({ hash: sha256(PYTHON), path: `${PATH}/` }), ['path-trailing-slash', 'body-python-default']),
  hmac(symmetric({ hash: sha256(SORTED_PYTHON) }), ['body-keys-sorted', 'body-python-default']),
  hmac(symmetric({ hash: sha256(SORTED), path: `https://127.0.0.1:7751${PATH}` }), ['path-full-url', 'body-keys-sorted']),
  hmac(symmetric({ hash: sha256(PHP) }), ['body-empty-object-as-array', 'body-php-default']),
  hmac(symmetric({ hash: sha256(PRETTY).toUpperCase() }), ['body-pretty-2', 'hash-upper-hex']),
  hmac(symmetric({ method: 'post', token: '' }), ['method-lower', 'token-empty']),
  hmac(symmetric({ time: '2026-01-15T10:20:31+07:00' }), ['ts-plus-1s', 'key-trailing-lf'], `${SECRET}\n`),
  hmac(symmetric({ path: '/qr/qr-mpm-generate' }), ['path-no-version', 'alg-hmac-sha256'], SECRET, 'base64', 'sha256'),
  hmac(symmetric({ hash: sha256(PRETTY), token: `Bearer ${TOKEN}` }), ['token-bearer', 'body-pretty-2', 'alg-hmac-sha256',
    'enc-hex'],
    SECRET, 'hex', 'sha256'),
  hmac(symmetric({ hash: sha256(PRETTY), token: `Bearer ${TOKEN}`, time: '2026-01-15T10:20:30+0700' }),
    ['token-bearer', 'body-pretty-2', 'ts-no-colon']),
  hmac(`POST|${PATH}|${sha256(SENT)}|${TIME}`, ['token-segment-missing', 'sep-pipe']),
  hmac(`POST:${PATH}:${sha256(SENT)}:2026-01-15T10:20:30`, ['ts-no-offset', 'token-segment-missing'])
]

t.test('pairs under HMAC', (t) => {
  for (const { text, signature, ids } of SYMMETRIC) {
    const answer = explain({ ...request, mode: 'symmetric', signature })
    t.same([...idsOf(answer)].sort(), [...ids].sort(), ids.join(' + '))
    for (const mistake of answer.mistakes) t.equal(mistake.stringToSign, text, `${ids.join(' + ')}: ${mistake.id}`)
  }
  t.end()
})

const rsa = (text: string, ids: readonly string[], algorithm = 'RSA-SHA256', key = PRIVATE_KEY,
  encoding: 'base64' | 'hex' = 'base64'): Signed =>
  ({ text, ids, signature: sign(algorithm, Buffer.from(text), key).toString(encoding) })

const asymmetric = (change: Partial<Record<'method' | 'path' | 'hash' | 'time', string>>): string => {
  const { method = 'POST', path = PATH, hash = sha256(SENT), time = TIME } = change
  return [method, path, hash, time].join(':')
}

const ASYMMETRIC: readonly Signed[] = [
  rsa(asymmetric({ hash: sha256(PRETTY), time: '2026-01-15T03:20:30Z' }), ['body-pretty-2', 'ts-utc-z']),
  rsa(asymmetric({ hash: sha256(PYTHON) }), ['body-python-default', 'alg-rsa-sha1'], 'RSA-SHA1'),
  rsa(asymmetric({ path: `${PATH}?` }), ['path-query-added', 'alg-rsa-sha512', 'enc-hex'], 'RSA-SHA512', PRIVATE_KEY, 'hex'),
  rsa(asymmetric({ hash: sha256(SORTED), method: 'post' }), ['body-keys-sorted', 'method-lower']),
  rsa(asymmetric({ hash: sha256('') }), ['body-hash-of-empty', 'key-pair-other'], 'RSA-SHA256', OTHER.privateKey),
  rsa(`POST:${PATH}:Bearer ${TOKEN}:${sha256(SENT)}:${TIME}`, ['token-bearer', 'layout-token-included']),
  rsa(`POST|${PATH}|${sha256(`${SENT}\n`)}|${TIME}`, ['sep-pipe', 'body-trailing-newline']),
  rsa(asymmetric({ path: '/api/v1.0/qr/qr-mpm-generate', hash: sha256(SENT).toUpperCase() }), ['path-alias', 'hash-upper-hex'])
]

t.test('pairs under RSA', (t) => {
  for (const { text, signature, ids } of ASYMMETRIC) {
    const answer = explain({ ...request, mode: 'asymmetric', signature })
    t.same([...idsOf(answer)].sort(), [...ids].sort(), ids.join(' + '))
    for (const mistake of answer.mistakes) t.equal(mistake.stringToSign, text, `${ids.join(' + ')}: ${mistake.id}`)
  }
  t.end()
})

t.test('the other mode\'s algorithm, and a mistake of its own', (t) => {
  const body = Buffer.from(BODY)
  const texts = [`POST:${PATH}:${sha256(body)}:2026-01-15T03:20:30Z`,
    `POST:${PATH}:${TOKEN}:${sha256(body)}:2026-01-15T03:20:30Z`]
  for (const text of texts) {
    const byRsa = explain({ ...request, body, mode: 'symmetric', signature: rsa(text, []).signature })
    t.same(idsOf(byRsa), ['ts-utc-z', 'alg-rsa-instead'], text)
    const byHmac = explain({ ...request, body, mode: 'asymmetric', signature: hmac(text, []).signature })
    t.same(idsOf(byHmac), ['ts-utc-z', 'alg-hmac-instead'], text)
  }
  t.end()
})

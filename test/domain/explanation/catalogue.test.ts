/** Every mistake of the catalogue is made on purpose, and explained with the text that was signed. */
import { createHash, createHmac, sign } from 'node:crypto'
import t from 'tap'
import { CATALOGUE, FAMILIES } from '../../../src/domain/explanation/catalogue.js'
import type { Recipe } from '../../../src/domain/explanation/layout.js'
import { oneOfEach, SIGN, texts, walk, type Request } from './made.js'
import { explain, idsOf, PRIVATE_KEY, SECRET, TRANSACTION } from './request.js'

const named = new Set<string>()

const TOKEN_CALL: Request = {
  ...TRANSACTION, mode: 'token', path: '/v1.0/access-token/b2b', body: Buffer.from('{"grantType":"client_credentials"}')
}

const other = (timestamp: string, path = TRANSACTION.path, body: Buffer = TRANSACTION.body): Request =>
  ({ ...TRANSACTION, mode: 'asymmetric', timestamp, path, body })

/** Requests in which the remaining mistakes can show. */
const OTHERS: readonly Request[] = [
  other('2026-01-15T10:20:30.848Z', '/v1.0/QR/Café/', Buffer.from('{"a":"x\\/\\u00e9"}')),
  other('2026-01-15T10:20:30.120+07:00', TRANSACTION.path, Buffer.from('{ "a": " x" ,\n "b": {"d": 1, "c": 2}}\n')),
  other('2026-01-15T03:20:30+00:00', TRANSACTION.path, Buffer.alloc(0)),
  other('2026-01-15T03:20:30+08:00', '/v1.0/a path', Buffer.from('[1]'))
]

t.test('mistakes of the asymmetric text', (t) => {
  const request: Request = { ...TRANSACTION, mode: 'asymmetric' }
  for (const id of walk(t, request, oneOfEach(texts(request).wrong, 'first'))) named.add(id)
  t.end()
})

t.test('mistakes of the token call', (t) => {
  for (const id of walk(t, TOKEN_CALL, oneOfEach(texts(TOKEN_CALL).wrong, 'first'))) named.add(id)
  t.end()
})

t.test('mistakes that need another request', (t) => {
  for (const request of [{ ...TRANSACTION, mode: 'symmetric' as const }, ...OTHERS]) {
    const left = texts(request).wrong.filter(({ id }) => !named.has(id))
    for (const id of walk(t, request, [...oneOfEach(left, 'first'), ...oneOfEach(left, 'last')])) named.add(id)
  }
  t.end()
})

const TEXT = texts({ ...TRANSACTION, mode: 'symmetric' }).right
const TOKEN_TEXT = `${TRANSACTION.clientKey ?? ''}|${TRANSACTION.timestamp}`

type Row = readonly [id: string, signature: string, mode?: Recipe]

const hmac = (key: string | Buffer, algorithm = 'sha512') => createHmac(algorithm, key).update(TEXT).digest()
const RIGHT = hmac(SECRET)
const B64 = RIGHT.toString('base64')
const keyed = (id: string, key: string | Buffer): Row => [id, hmac(key).toString('base64')]

const ROWS: readonly Row[] = [
  ['alg-hmac-sha256', hmac(SECRET, 'sha256').toString('base64')], ['alg-hmac-sha1', hmac(SECRET, 'sha1').toString('base64')],
  ['alg-hmac-sha384', hmac(SECRET, 'sha384').toString('base64')], ['alg-hmac-other', hmac(SECRET, 'md5').toString('base64')],
  ['alg-hmac-other', hmac(SECRET, 'sha3-512').toString('base64')], ['alg-plain-sha512',
    createHash('sha512').update(TEXT).digest('base64')],
  ['alg-plain-other', createHash('sha256').update(TEXT).digest('base64')],
  ['alg-salted-hash', createHash('sha512').update(TEXT + SECRET).digest('base64')],
  ['alg-salted-hash', createHash('sha512').update(`${SECRET}:${TEXT}`).digest('base64')],
  ['alg-swapped', createHmac('sha512', TEXT).update(SECRET).digest('base64')],
  ['alg-hmac-twice', createHmac('sha512', SECRET).update(RIGHT).digest('base64')],
  ['alg-rsa-instead', SIGN.asymmetric(TEXT)],
  keyed('key-trailing-lf', `${SECRET}\n`), keyed('key-decoded', Buffer.from(SECRET, 'base64')), keyed('key-client-id',
    TRANSACTION.clientKey ?? ''),
  keyed('key-token', TRANSACTION.token ?? ''), keyed('key-private-pem', TRANSACTION.keys.privateKeyPem?.trim() ?? ''),
  keyed('key-private-pem', PRIVATE_KEY.export({ type: 'pkcs1', format: 'pem' }).toString()),
  keyed('key-demo', 'the secret of the demo'), keyed('key-other', 'the secret of partner b'), keyed('key-spaces', `"${SECRET}"`),
  keyed('key-public-pem', TRANSACTION.keys.publicKey?.export({ type: 'spki', format: 'pem' }).toString() ?? ''),
  keyed('key-bank', TRANSACTION.keys.bank?.publicKey?.export({ type: 'spki', format: 'pem' }).toString().trim() ?? ''),
    keyed('key-empty', ''),
  keyed('key-encoded', createHash('sha256').update(SECRET).digest('hex')), keyed('key-case', SECRET.toLowerCase()),
    keyed('key-joined', `${SECRET}&`),
  keyed('key-cut', SECRET.slice(0, -1)), keyed('key-other-part', TRANSACTION.externalId ?? ''),
  ['enc-hex', RIGHT.toString('hex')], ['enc-hex', RIGHT.toString('hex').toUpperCase()],
  ['enc-hex-spelt', RIGHT.toString('hex').toUpperCase().replace(/..(?=.)/g, '$&-')], ['enc-base64url',
    RIGHT.toString('base64url')],
  ['enc-no-padding', B64.replace(/=+$/, '')], ['enc-sloppy', `${B64}=`], ['enc-sloppy', ` ${B64}\n`],
  ['enc-base64-of-hex', Buffer.from(RIGHT.toString('hex')).toString('base64')], ['enc-base64-twice',
    Buffer.from(B64).toString('base64')],
  ['enc-hex-of-text', Buffer.from(B64).toString('hex')], ['enc-quoted', `"${B64}"`], ['enc-quoted', `b'${B64}'`],
  ['enc-prefixed', `signature=${B64}`], ['enc-prefixed', `HMACSHA512 ${B64}`], ['enc-url-encoded', encodeURIComponent(B64)],
  ['enc-plus-as-space', B64.replaceAll('+', ' ')], ['enc-line-breaks', `${B64.slice(0, 76)} ${B64.slice(76)}`],
  ['enc-line-breaks', `${B64.slice(0, 64)}\\n${B64.slice(64)}\\n`], ['enc-json-escaped', B64.replaceAll('/', '\\/')],
  ['enc-byte-list', `[${[...RIGHT].map((byte) => (byte > 127 ? byte - 256 : byte)).join(', ')}]`], ['enc-byte-list',
    [...RIGHT].join(',')],
  ['enc-html', B64.replaceAll('+', '&#43;').replaceAll('=', '&#61;')],
  ['enc-empty', ''], ['enc-token', TRANSACTION.token ?? ''], ['enc-secret', SECRET], ['enc-unsigned', TEXT],
  ['enc-unsigned', Buffer.from(TEXT).toString('base64')], ['enc-cut', B64.slice(0, 60)], ['enc-case', B64.toUpperCase()],
  ['enc-not-base64', 'hello, bank!'],
  ['tok-hmac', createHmac('sha512', SECRET).update(TOKEN_TEXT).digest('base64'), 'token'],
  ['tok-sha1', sign('RSA-SHA1', Buffer.from(TOKEN_TEXT), PRIVATE_KEY).toString('base64'), 'token'],
  ['tok-hex', sign('RSA-SHA256', Buffer.from(TOKEN_TEXT), PRIVATE_KEY).toString('hex'), 'token']
]

t.test('mistakes of the signing', (t) => {
  for (const [id, signature, mode = 'symmetric'] of ROWS) {
    const answer = explain({ mode, signature })
    t.same(idsOf(answer), [id], `${id}: ${signature.slice(0, 40)}`)
    if (mode === 'symmetric') t.equal(answer.mistakes[0]?.stringToSign, TEXT, id)
    named.add(id)
  }
  t.end()
})

t.test('every mistake of the catalogue has been named, save those that other tests make', (t) => {
  const elsewhere = /^(?:alg-rsa-|key-pair-|alg-hmac-instead|enc-big-integer)/
  const known = CATALOGUE.map(({ id }) => id)
  t.equal(new Set(known).size, known.length, 'no id stands twice')
  t.same(known.filter((id) => !named.has(id) && !elsewhere.test(id)), [])
  t.end()
})

t.test('every row of the catalogue speaks', (t) => {
  for (const { id, family, title, hint, example } of CATALOGUE) {
    t.ok(FAMILIES[family], id)
    t.match(title, /^[A-Z].{14,}[^.]$/, id)
    t.match(hint, /^[A-Z].*[^ ]$/, id)
    t.not(example, '', id)
  }
  t.end()
})

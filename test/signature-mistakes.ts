/** The mistakes of test/data/signature-vectors.json, made again over any call: what a client that makes it would have sent. */
import { createHash, createHmac, createPrivateKey, sign } from 'node:crypto'
import { minify } from '../src/domain/minify.js'

export interface SignedParts {
  readonly path: string
  readonly token: string
  readonly body: string
  readonly timestamp: string
  readonly clientKey: string
  readonly secret: string
  readonly privateKey: string
  /** Where the bank is. */
  readonly url: string
}

const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex')

export const hmac = (secret: string, text: string, algorithm = 'sha512'): string => createHmac(algorithm, secret).update(text).digest('base64')

export const rsa = (privateKey: string, text: string, algorithm = 'RSA-SHA256'): string =>
  sign(algorithm, Buffer.from(text), createPrivateKey(privateKey)).toString('base64')

const minified = (body: string): string => minify(Buffer.from(body)).toString()

interface Text { readonly method?: string; readonly path?: string; readonly token?: string; readonly hash?: string; readonly timestamp?: string }

/** The symmetric text with some of its parts changed. */
const text = (parts: SignedParts, { method = 'POST', path = parts.path, token = parts.token, hash, timestamp = parts.timestamp }: Text = {}, separator = ':') =>
  [method, path, token, hash ?? sha256(minified(parts.body)), timestamp].join(separator)

type Json = { readonly [key: string]: Json } | string

const sorted = (json: Json): Json =>
  typeof json === 'string' ? json : Object.fromEntries(Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, sorted(value)]))

const php = (json: string): string =>
  json.replaceAll('/', '\\/').replace(/[^\0-\x7f]/g, letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Jakarta's wall clock, moved by this many seconds. */
const moved = (timestamp: string, seconds: number): string =>
  `${new Date(Date.parse(timestamp) + (7 * 3600 + seconds) * 1000).toISOString().slice(0, 19)}+07:00`

const signed = (change: (parts: SignedParts) => Text) => (parts: SignedParts): string => hmac(parts.secret, text(parts, change(parts)))
const hashed = (change: (body: string) => string) => signed(({ body }) => ({ hash: sha256(change(body)) }))
const digest = (parts: SignedParts): Buffer => createHmac('sha512', parts.secret).update(text(parts)).digest()
const tokenText = ({ clientKey, timestamp }: SignedParts): string => `${clientKey}|${timestamp}`

/** The value of X-SIGNATURE of a transaction of a symmetric partner, by the mistake's id. */
export const TRANSACTION_MISTAKES: Readonly<Record<string, (parts: SignedParts) => string>> = {
  'body-pretty-2': hashed(body => JSON.stringify(JSON.parse(body), null, 2)),
  'body-ws-stripped-everywhere': hashed(body => body.replace(/\s+/g, '')),
  'body-php-default': hashed(body => php(minified(body))),
  'body-keys-sorted': hashed(body => JSON.stringify(sorted(JSON.parse(body) as Json))),
  'body-number-trimmed': hashed(body => minified(body).replace('"10000.00"', '10000')),
  'body-trailing-newline': hashed(body => `${minified(body)}\n`),
  'body-hash-of-empty': hashed(() => ''),
  'hash-upper-hex': signed(({ body }) => ({ hash: sha256(minified(body)).toUpperCase() })),
  'hash-base64': signed(({ body }) => ({ hash: Buffer.from(sha256(minified(body)), 'hex').toString('base64') })),
  'hash-sha512': signed(({ body }) => ({ hash: createHash('sha512').update(minified(body)).digest('hex') })),
  'path-full-url': signed(({ url, path }) => ({ path: url + path })),
  'path-trailing-slash': signed(({ path }) => ({ path: `${path}/` })),
  'path-no-version': signed(({ path }) => ({ path: path.replace('/v1.0', '') })),
  'path-query-added': signed(({ path }) => ({ path: `${path}?` })),
  'method-lower': signed(() => ({ method: 'post' })),
  'token-bearer': signed(({ token }) => ({ token: `Bearer ${token}` })),
  'token-empty': signed(() => ({ token: '' })),
  'token-segment-missing': parts => hmac(parts.secret, text(parts).replace(`:${parts.token}:`, ':')),
  'ts-ms': signed(({ timestamp }) => ({ timestamp: timestamp.replace('+', '.000+') })),
  'ts-utc-z': signed(({ timestamp }) => ({ timestamp: `${new Date(timestamp).toISOString().slice(0, 19)}Z` })),
  'ts-no-colon': signed(({ timestamp }) => ({ timestamp: timestamp.replace('+07:00', '+0700') })),
  'ts-utc-labelled-wib': signed(({ timestamp }) => ({ timestamp: moved(timestamp, -7 * 3600) })),
  'ts-plus-1s': signed(({ timestamp }) => ({ timestamp: moved(timestamp, 1) })),
  'sep-pipe': parts => hmac(parts.secret, text(parts, {}, '|')),
  'order-ts-before-hash': parts =>
    hmac(parts.secret, ['POST', parts.path, parts.token, parts.timestamp, sha256(minified(parts.body))].join(':')),
  'layout-token-recipe': parts => hmac(parts.secret, tokenText(parts)),
  'alg-hmac-sha256': parts => hmac(parts.secret, text(parts), 'sha256'),
  'alg-plain-sha512': parts => createHash('sha512').update(text(parts)).digest('base64'),
  'alg-rsa-instead': parts => rsa(parts.privateKey, text(parts)),
  'enc-hex': parts => digest(parts).toString('hex'),
  'enc-base64-of-hex': parts => Buffer.from(digest(parts).toString('hex')).toString('base64'),
  'enc-base64url': parts => digest(parts).toString('base64url'),
  'key-trailing-lf': parts => hmac(`${parts.secret}\n`, text(parts)),
  'key-client-id': parts => hmac(parts.clientKey, text(parts)),
  'key-private-pem': parts => hmac(parts.privateKey, text(parts))
}

/** The value of X-SIGNATURE of a token call, by the mistake's id. */
export const TOKEN_MISTAKES: Readonly<Record<string, (parts: SignedParts) => string>> = {
  'tok-reversed': ({ privateKey, clientKey, timestamp }) => rsa(privateKey, `${timestamp}|${clientKey}`),
  'tok-hmac': parts => hmac(parts.secret, tokenText(parts)),
  'tok-sha1': parts => rsa(parts.privateKey, tokenText(parts), 'RSA-SHA1'),
  'tok-hex': parts => Buffer.from(rsa(parts.privateKey, tokenText(parts)), 'base64').toString('hex'),
  'tok-double-hash': parts => rsa(parts.privateKey, sha256(tokenText(parts)))
}

/** White space, a slash, letters beyond ASCII, keys out of order, an amount: something for every mistake to go wrong with. */
export const MISTAKEN_BODY = `{
  "partnerReferenceNo": "INV/2026/0001",
  "amount": { "value": "10000.00", "currency": "IDR" },
  "storeId": "Toko Café & Co  01"
}`

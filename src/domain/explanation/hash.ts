/** Mistakes of the hash: the digest of the body in another case, encoding or algorithm, doubled, keyed, cut or missing. */
import { createHash, createHmac, hash } from 'node:crypto'
import { just, rulesOf, type Reading } from './mistake.js'

export interface HashedBody {
  /** What is hashed: the minified body, or what a mistake of the body made of it. */
  readonly body: string | Buffer
  readonly secret?: string
}

const rule = rulesOf<HashedBody>('hash')

const RIGHT = 'Use the lower-case hexadecimal SHA-256 of the minified body.'

const digest = (algorithm: string, body: string | Buffer): Buffer => hash(algorithm, body, 'buffer')
const hex = (algorithm: string, body: string | Buffer): string => hash(algorithm, body, 'hex')
const bytesOf = (digits: string): readonly string[] => digits.match(/../g) ?? []
const dashed = (digits: string, mark: string): string => bytesOf(digits).join(mark)

/** Bytes written without their leading zero, and with the sign that Java's bytes have. */
const unpadded = (digits: string): string => bytesOf(digits).map(byte => Number.parseInt(byte, 16).toString(16)).join('')
const signed = (digits: string): string => bytesOf(digits).map(byte => (byte >= '80' ? `ffffff${byte}` : byte.replace(/^0/,
  ''))).join('')

const keyed = (secret: string | undefined, body: string | Buffer): readonly Reading[] =>
  secret === undefined ? [] : ['sha256', 'sha512'].flatMap(algorithm => (['hex', 'base64'] as const).map(encoding => ({
    text: createHmac(algorithm, secret).update(body).digest(encoding), shown: '[HMAC of the body]'
  })))

const asText = (body: string | Buffer): string => body.toString()

export const HASH_RULES = [
  rule('hash-upper-hex', 1, 'The hash of the body is in upper-case letters', 'Lower-case the hexadecimal digest.', '01463F60…',
    ({ body }) => just(hex('sha256', body).toUpperCase())),
  rule('hash-base64', 1, 'The hash of the body is in base64', RIGHT, 'AUY/YNu2ylOBWFed2VsxyLqfxmAO…',
    ({ body }) => just(hash('sha256', body, 'base64'))),
  rule('hash-missing', 1, 'The place of the hash was left empty', RIGHT, 'POST:/…::2026-…', () => just('')),
  rule('hash-body-itself', 1, 'The body itself was signed instead of its hash', RIGHT, 'POST:/…:{"a":1}:2026-…',
    ({ body }) => just(asText(body))),
  rule('hash-sha512', 1, 'SHA-512 was used for the body', RIGHT, '128 digits', ({ body }) => just(hex('sha512', body))),
  rule('hash-sha512-written', 3, 'SHA-512 was used for the body, and not in lower-case hexadecimal', RIGHT, 'base64 of SHA-512',
    ({ body }) => just(
    hash('sha512', body, 'base64'), hex('sha512', body).toUpperCase())),
  rule('hash-sha1', 2, 'SHA-1 was used for the body', RIGHT, '40 digits', ({ body }) => just(hex('sha1', body), hash('sha1',
    body, 'base64'))),
  rule('hash-md5', 2, 'MD5 was used for the body', RIGHT, '32 digits', ({ body }) => just(hex('md5', body), hash('md5', body,
    'base64'),
    hex('md5', body).toUpperCase())),
  rule('hash-other-algorithm', 3, 'Another algorithm was used for the body (SHA-384, SHA-224, SHA-3)', RIGHT, 'SHA-384',
    ({ body }) => just(
    hex('sha384', body), hex('sha224', body), hex('sha3-256', body), hex('sha3-512', body), hex('sha512-256', body),
    hash('sha384', body, 'base64'))),
  rule('hash-twice', 2, 'The body was hashed twice', 'Hash the minified body once.', 'sha256(sha256(body))', ({ body }) => just(
    hex('sha256', hex('sha256', body)), hex('sha256', digest('sha256', body)), hex('sha256', hash('sha256', body, 'base64')),
    hex('sha256', hex('sha256', body).toUpperCase()), hex('sha512', hex('sha256', body)))),
  rule('hash-base64-of-hex', 2, 'The hash of the body is base64 of its hexadecimal text', RIGHT, 'MDE0NjNmNjBkYmI2…',
    ({ body }) => just(
    Buffer.from(hex('sha256', body)).toString('base64'), Buffer.from(hex('sha256', body).toUpperCase()).toString('base64'))),
  rule('hash-base64url', 3, 'The hash of the body is in base64url, or in base64 without padding', RIGHT, 'AUY_YNu2…',
    ({ body }) => just(
    digest('sha256', body).toString('base64url'), hash('sha256', body, 'base64').replace(/=+$/, ''),
    `${digest('sha256', body).toString('base64url')}=`)),
  rule('hash-base64-lower', 3, 'The hash of the body is base64 in lower case',
    'Lower-case belongs to the hexadecimal digest: do not encode in base64.',
    'auy/ynu2…', ({ body }) => just(hash('sha256', body, 'base64').toLowerCase())),
  rule('hash-separated', 2, 'The bytes of the hash are separated (as .NET\'s BitConverter writes them)',
    'Remove the dashes and lower-case it, or use Convert.ToHexString(…).ToLowerInvariant().', '01-46-3F-60-…', ({ body }) => {
      const digits = hex('sha256', body)
      return just(dashed(digits.toUpperCase(), '-'), dashed(digits, '-'), dashed(digits, ':'), dashed(digits.toUpperCase(), ':'),
        dashed(digits, ' '), dashed(digits.toUpperCase(), ' '))
    }),
  rule('hash-zeros-lost', 2, 'Leading zeros of the hash (or of its bytes) were lost',
    'Write every byte as two digits (Java: "%02x").', '1463f60…',
    ({ body }) => {
      const digits = hex('sha256', body)
      return just(unpadded(digits), signed(digits), digits.replace(/^0+/, ''))
    }),
  rule('hash-keyed', 2, 'The body was hashed with the client secret (HMAC)', 'The body is hashed without a key: plain SHA-256.',
    'hmac(secret, body)',
    ({ body, secret }) => keyed(secret, body)),
  rule('hash-decorated', 3, 'Something stands around the hash of the body', RIGHT, 'sha256=01463f60…', ({ body }) => {
    const digits = hex('sha256', body)
    return just(`sha256=${digits}`, `sha256:${digits}`, `SHA256=${digits}`, `0x${digits}`, `"${digits}"`, `'${digits}'`,
      `${digits}\n`,
      `${digits}  -`, `${digits}  -\n`, ` ${digits}`, `${digits} `, `b'${digits}'`, `SHA-256=${hash('sha256', body, 'base64')}`)
  }),
  rule('hash-cut', 3, 'The hash of the body was cut short', RIGHT, '01463f60dbb6ca538581579dd95b31c8', ({ body }) => just(
    hex('sha256', body).slice(0, 32), hex('sha256', body).slice(0, 40), hex('sha256', body).slice(0, 63), hex('sha256',
      body).slice(0, 16))),
  rule('hash-raw', 3, 'The raw bytes of the hash were put into the text', RIGHT, '32 bytes', ({ body }) => just(
    digest('sha256', body).toString('latin1'), digest('sha256', body).toString())),
  rule('hash-body-base64', 3, 'The body in base64 was signed instead of its hash', RIGHT, 'eyJhIjoxfQ==', ({ body }) => just(
    Buffer.from(asText(body)).toString('base64'))),
  rule('hash-of-salted', 3, 'The client secret was hashed together with the body', 'Hash the minified body alone.',
    'sha256(body + secret)',
    ({ body, secret }) => (secret === undefined ? [] : [[asText(body), secret], [secret, asText(body)]].map(parts => ({
      text: createHash('sha256').update(parts.join('')).digest('hex'), shown: '[hash of the body and the client secret]'
    }))))
]

/** The right way to hash. */
export const hashOf = (body: string | Buffer): string => hex('sha256', body)

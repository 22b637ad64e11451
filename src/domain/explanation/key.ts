/** Mistakes of the HMAC key: the secret spelt or decoded another way, or something else used in its place. */
import { hash, type KeyObject } from 'node:crypto'
import { privateKeyOf } from '../parsed-key.js'
import type { KnownToken } from './token.js'
import { just, rulesOf, type Mistake, type Reading } from './mistake.js'

/** Another partner of the bank, whose credentials may have been mixed up with this one's. */
export interface KnownPartner {
  readonly label: string
  readonly demo?: boolean
  readonly publicKey?: KeyObject
  readonly clientSecret?: string
}

/** What the bank knows and a signature may have been made with. */
export interface KeyRing {
  readonly clientSecret?: string
  readonly publicKey?: KeyObject
  /** PEM; present where the sandbox made the pair itself. */
  readonly privateKeyPem?: string
  readonly bank?: { readonly publicKey?: KeyObject; readonly privateKeyPem?: string }
  readonly others?: readonly KnownPartner[]
  readonly tokens?: readonly KnownToken[]
}

export interface KeyContext {
  readonly ring: KeyRing
  readonly secret: string
  readonly clientKey?: string
  readonly partnerId?: string
  readonly externalId?: string
  readonly token?: string
  readonly timestamp: string
}

type Key = string | Buffer

const rule = rulesOf<KeyContext, Key>('key')
const SECRET = 'The key of the HMAC is the text of the client secret, exactly as it was issued.'
const OTHER = 'Use the client secret of the partner whose id you send.'

const given = (...keys: readonly (string | undefined)[]): readonly Reading<Key>[] =>
  just<Key>(...keys.flatMap(key => (key === undefined || key === '' ? [] : [key])))

const decodings = (secret: string): readonly Reading<Key>[] => just<Key>(
  Buffer.from(secret, 'base64'), Buffer.from(secret, 'hex'), Buffer.from(secret.replace(/-/g, ''), 'hex'),
  Buffer.from(secret, 'base64').toString()).filter(({ text }) => text.length > 0)

/** A PEM as programs hand it over: with and without its last line end, in one line, or without its armour. */
const spellings = (pem: string): readonly string[] => {
  const inner = pem.replace(/-----[^-]+-----/g, '').replace(/\s+/g, '')
  const text = pem.trimEnd()
  return [`${text}\n`, text, inner, text.replace(/\r?\n/g, ''), text.replace(/\r?\n/g, '\\n'), text.replace(/\r?\n/g, '\r\n'),
    `${text.replace(/\r?\n/g, '\r\n')}\r\n`]
}

const pemsOf = (key: KeyObject): readonly string[] => {
  const usual = key.type === 'private' ? key.export({ type: 'pkcs8', format: 'pem' }) : key.export({ type: 'spki', format: 'pem' })
  return [usual.toString(), key.export({ type: 'pkcs1', format: 'pem' }).toString()]
}

/** Spelt once a key: taking a PEM apart costs more than a hundred candidates. */
const spelt = new WeakMap<KeyObject, readonly string[]>()
const spellingsOf = (key: KeyObject): readonly string[] => {
  const known = spelt.get(key) ?? pemsOf(key).flatMap(spellings)
  spelt.set(key, known)
  return known
}

/** The PEM as it is kept, and the others of its key. */
const privateSpellings = (pem: string): readonly string[] => {
  try {
    return [...spellings(pem), ...spellingsOf(privateKeyOf(pem))]
  } catch {
    return spellings(pem)
  }
}

const demo = (others: readonly KnownPartner[], wanted: boolean): readonly Reading<Key>[] =>
  others.filter(other => (other.demo ?? false) === wanted).flatMap(({ label, clientSecret }) =>
    (clientSecret === undefined ? [] : [{ text: clientSecret, detail: `It is the secret of ${label}.` }]))

/** How many other partners are looked at: a bank full of tests' partners must not make an explanation slow. */
const OTHERS_LIMIT = 200

export const KEY_RULES = [
  rule('key-trailing-lf', 1, 'The client secret was used with a line end after it',
    'Trim the secret when you read it from a file or variable.',
    'secret\\n', ({ secret }) => just<Key>(`${secret}\n`, `${secret}\r\n`, `\n${secret}`, `${secret}\r`)),
  rule('key-decoded', 1, 'The client secret was decoded (base64 or hexadecimal) before it was used',
    `${SECRET} Do not decode it.`, 'decode(secret)',
    ({ secret }) => decodings(secret)),
  rule('key-client-id', 1, 'The client key (or partner id) was used as the key of the HMAC', SECRET, 'client-0001',
    ({ clientKey, partnerId }) => given(clientKey, partnerId)),
  rule('key-token', 1, 'The access token was used as the key of the HMAC', SECRET, 'eyJhbGciOi…',
    ({ token }) => (token === undefined ? [] : given(token, `Bearer ${token}`))),
  rule('key-private-pem', 1, 'The private key\'s PEM text was used as the key of the HMAC',
    `${SECRET} The private key signs with RSA, in the token call.`, '-----BEGIN PRIVATE KEY-----…',
    ({ ring }) => (ring.privateKeyPem === undefined ? [] : just<Key>(...privateSpellings(ring.privateKeyPem)))),
  rule('key-demo', 1, 'The demo partner\'s secret was used', OTHER, 'demo secret',
    ({ ring }) => demo((ring.others ?? []).slice(0, OTHERS_LIMIT), true)),
  rule('key-other', 1, 'Another partner\'s secret was used', OTHER, 'other secret',
    ({ ring }) => demo((ring.others ?? []).slice(0, OTHERS_LIMIT), false)),
  rule('key-spaces', 2, 'The client secret was used with a space or quotes around it',
    'Trim the secret when you read it from a file or variable.',
    '"secret"', ({ secret }) => just<Key>(`${secret} `, ` ${secret}`, `"${secret}"`, `'${secret}'`, secret.trim(), `${secret}\0`,
      `${secret}\t`)),
  rule('key-public-pem', 3, 'The public key\'s PEM text was used as the key of the HMAC', SECRET, '-----BEGIN PUBLIC KEY-----…',
    ({ ring }) => (ring.publicKey === undefined ? [] : just<Key>(...spellingsOf(ring.publicKey)))),
  rule('key-bank', 3, 'The bank\'s own key was used as the key of the HMAC', SECRET, '-----BEGIN PUBLIC KEY-----…',
    ({ ring }) => (ring.bank?.publicKey === undefined ? [] : just<Key>(...spellingsOf(ring.bank.publicKey)))),
  rule('key-empty', 2, 'The key of the HMAC was empty', 'The variable held no secret at the moment of signing.', '""',
    () => just<Key>('', 'undefined', 'null', 'None')),
  rule('key-encoded', 3, 'The client secret was encoded or hashed before it was used', SECRET, 'base64(secret)',
    ({ secret }) => just<Key>(
    Buffer.from(secret).toString('base64'), Buffer.from(secret).toString('hex'), hash('sha256', secret, 'hex'), hash('sha256',
      secret, 'buffer'),
    hash('md5', secret, 'hex'), hash('sha512', secret, 'hex'), encodeURIComponent(secret.toWellFormed()), Buffer.from(secret,
      'utf16le'),
    Buffer.from(secret).toString('base64url'), hash('sha1', secret, 'hex'))),
  rule('key-case', 3, 'The client secret was used in another case', SECRET, 'SECRET',
    ({ secret }) => just<Key>(secret.toUpperCase(), secret.toLowerCase())),
  rule('key-joined', 3, 'The client secret was joined with something else', SECRET, 'secret&', ({ secret, clientKey,
    token }) => just<Key>(
    `${secret}&`, `${secret}:`, `${secret}|`, ...[clientKey, token].flatMap(other => (other === undefined ? [] : [
      `${secret}&${other}`, `${other}:${secret}`, `${other}${secret}`, `${secret}${other}`, `${other}|${secret}`,
        `${secret}:${other}`])))),
  rule('key-cut', 3, 'The client secret was copied incompletely', SECRET, 'secre', ({ secret }) => just<Key>(
    secret.slice(0, -1), secret.slice(1), secret.slice(0, -2), secret.slice(0, 16), secret.slice(0, 32), secret.replace(/=+$/,
      ''),
    secret.slice(0, -3), secret.slice(0, 24)).filter(({ text }) => text.length > 3)),
  rule('key-other-part', 3, 'Another header was used as the key of the HMAC', SECRET, '41807553358950093184162180797837',
    ({ externalId, timestamp }) => given(externalId, timestamp))
]

export const KEY_MISTAKES: readonly Mistake[] = KEY_RULES

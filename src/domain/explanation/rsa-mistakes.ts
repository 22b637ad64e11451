/** Mistakes of RSA signatures: another hash or padding, another key pair, RSA where HMAC is agreed. */
import type { Step } from './algorithm.js'
import type { Target } from './encoding.js'
import type { KeyRing } from './key.js'
import type { Recipe } from './layout.js'
import { note, type Family, type Mistake, type Note } from './mistake.js'
import { recover, recoverEncrypted, type NamedKey, type Recovered } from './rsa.js'

const row = (id: string, title: string, hint: string, example: string, family: Family = 'algorithm'): Mistake => ({ id, family,
  title, hint, example })
const RIGHT = 'Sign with SHA256withRSA (RSASSA-PKCS1-v1_5) and your private key.'
const PAIR = 'Sign with the private half of the public key that you registered.'

const RSA = {
  instead: row('alg-rsa-instead', 'RSA was used where HMAC is agreed', 'Sign with HMAC-SHA512 and the client secret.',
    '344 characters'),
  sha1: row('alg-rsa-sha1', 'SHA1withRSA was used instead of SHA256withRSA', RIGHT, 'openssl dgst -sha1'),
  sha512: row('alg-rsa-sha512', 'SHA512withRSA was used instead of SHA256withRSA', RIGHT, 'openssl dgst -sha512'),
  other: row('alg-rsa-other', 'RSA was used with another hash than SHA-256', RIGHT, 'openssl dgst -md5'),
  pss: row('alg-rsa-pss', 'RSA-PSS padding was used instead of PKCS#1 v1.5', RIGHT, 'RSASSA-PSS'),
  bare: row('alg-rsa-raw', 'The private key encrypted the bytes without naming the hash',
    `${RIGHT} Use the library's sign, not its private encryption.`,
    'privateEncrypt(sha256(text))'),
  encrypted: row('alg-rsa-encrypted', 'The text was encrypted with a public key instead of signed with the private one', RIGHT,
    'publicEncrypt(text)'),
  otherPair: row('key-pair-other', 'The signature was made with the key pair of another partner', PAIR, 'another partner\'s key',
    'key'),
  demoPair: row('key-pair-demo', 'The signature was made with the demo partner\'s key pair', PAIR, 'the demo\'s key', 'key'),
  bankPair: row('key-pair-bank', 'The signature was made with the bank\'s own key pair', PAIR, 'the bank\'s key', 'key')
} as const

export const RSA_MISTAKES: readonly Mistake[] = Object.values(RSA)

const OTHERS_LIMIT = 200
const DEMO = 'demo'

const keysOf = (ring: KeyRing): readonly NamedKey[] => [
  ...(ring.publicKey ? [{ owner: 'own' as const, label: 'your own', publicKey: ring.publicKey }] : []),
  ...(ring.bank?.publicKey ? [{ owner: 'bank' as const, label: 'the bank', publicKey: ring.bank.publicKey }] : []),
  ...(ring.others ?? []).slice(0, OTHERS_LIMIT).flatMap(({ label, demo = false, publicKey }) =>
    (publicKey ? [{ owner: 'other' as const, label: demo ? DEMO : label, publicKey }] : []))
]

/** What the known key pairs make of the signature. */
export const recoverWith = (ring: KeyRing, targets: readonly Target[]): Recovered | undefined => {
  const keys = keysOf(ring)
  const made = recover(keys, targets)
  return made?.certain === true ? made : encryptedFor(ring, keys, targets) ?? made
}

const encryptedFor = (ring: KeyRing, keys: readonly NamedKey[], targets: readonly Target[]): Recovered | undefined => {
  for (const key of keys) {
    const pem = key.owner === 'own' ? ring.privateKeyPem : key.owner === 'bank' ? ring.bank?.privateKeyPem : undefined
    const found = pem === undefined ? undefined : recoverEncrypted(pem, key, targets)
    if (found) return found
  }
  return undefined
}

const keyNotes = ({ owner, label }: NamedKey): readonly Note[] =>
  owner === 'own' ? [] : owner === 'bank' ? [note(RSA.bankPair)]
    : label === DEMO ? [note(RSA.demoPair)] : [note(RSA.otherPair, `It is the key pair of ${label}.`)]

const kindNotes = ({ kind, algorithm }: Recovered): readonly Note[] => {
  if (kind === 'bare') return [note(RSA.bare)]
  if (kind === 'encrypted') return [note(RSA.encrypted)]
  const other = algorithm === 'sha256' ? [] : algorithm === 'sha1'
    ? [note(RSA.sha1)] : algorithm === 'sha512' ? [note(RSA.sha512)] : [note(RSA.other)]
  return kind === 'pss' ? [note(RSA.pss), ...other] : other
}

/** The one step of a signature that a known key pair has made. */
export const rsaStep = (recipe: Recipe, recovered: Recovered): Step => ({
  cost: 0,
  notes: [
    ...(recipe === 'symmetric' ? [note(RSA.instead)] : []), ...kindNotes(recovered),
    ...(recovered.kind === 'encrypted' ? [] : keyNotes(recovered.key))
  ],
  match: text => (recovered.matches(text) ? recovered.target : undefined)
})

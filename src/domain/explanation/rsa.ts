/** RSA signatures taken apart: with a public key the digest that was signed comes back,
  and texts need only be hashed to be compared. */
import { constants, createPrivateKey, hash, privateDecrypt, publicDecrypt, type KeyObject } from 'node:crypto'
import { isPss, pssMatcher } from './pss.js'
import { asBigInteger, type Target } from './encoding.js'

/** Whose key pair was used. */
export interface NamedKey {
  readonly owner: 'own' | 'bank' | 'other'
  readonly label: string
  readonly publicKey: KeyObject
}

/** What a public key made of the signature. */
export interface Recovered {
  readonly key: NamedKey
  readonly target: Target
  readonly kind: 'pkcs1' | 'pss' | 'bare' | 'encrypted'
  /** The hash that was used; absent where bytes were signed as they are. */
  readonly algorithm?: string
  /** Its shape alone proves whose key it was; else only a text that matches does. */
  readonly certain: boolean
  readonly matches: (text: string | Buffer) => boolean
}

/** DigestInfo prefixes of PKCS#1 v1.5. */
const PREFIXES: readonly (readonly [prefix: string, algorithm: string])[] = [
  ['3031300d060960864801650304020105000420', 'sha256'],
  ['3021300906052b0e03021a05000414', 'sha1'],
  ['3051300d060960864801650304020305000440', 'sha512'],
  ['3041300d060960864801650304020205000430', 'sha384'],
  ['302d300d06096086480165030402040500041c', 'sha224'],
  ['3020300c06082a864886f70d020505000410', 'md5'],
  ['302f300b06096086480165030402010420', 'sha256']
]

type Matcher = (text: string | Buffer) => boolean

const hashed = (algorithm: string, digest: Buffer): Matcher => {
  const wanted = digest.toString('base64')
  return text => hash(algorithm, text, 'base64') === wanted
}

/** Bytes without a DigestInfo: a digest by itself, or the text itself. */
const bare = (payload: Buffer): Matcher => {
  const wanted = payload.toString('base64')
  const text = payload.toString()
  const algorithms = ({ 32: ['sha256'], 64: ['sha512'], 20: ['sha1'], 48: ['sha384'], 16: ['md5'] })[payload.length] ?? []
  return candidate => (typeof candidate === 'string' ? candidate === text : candidate.equals(payload)) ||
    algorithms.some(algorithm => hash(algorithm, candidate, 'base64') === wanted)
}

const bits = (key: KeyObject): number => key.asymmetricKeyDetails?.modulusLength ?? 0

const unpad = (key: NamedKey, target: Target): Recovered | undefined => {
  const payload = publicDecrypt({ key: key.publicKey, padding: constants.RSA_PKCS1_PADDING }, target.bytes)
  const digits = payload.toString('hex')
  const found = PREFIXES.find(([prefix, algorithm]) =>
    digits.startsWith(prefix) && payload.length === prefix.length / 2 + Buffer.from(hash(algorithm, '', 'hex'), 'hex').length)
  if (found === undefined) return { key, target, kind: 'bare', certain: true, matches: bare(payload) }
  const [prefix, algorithm] = found
  return { key, target, kind: 'pkcs1', algorithm, certain: true, matches: hashed(algorithm, payload.subarray(prefix.length / 2)) }
}

const attempt = <T>(deed: () => T): T | undefined => {
  try {
    return deed()
  } catch {
    return undefined
  }
}

const recoverPss = (key: NamedKey, target: Target): Recovered | undefined => {
  const block = publicDecrypt({ key: key.publicKey, padding: constants.RSA_NO_PADDING }, target.bytes)
  if (!isPss(block)) return undefined
  for (const algorithm of ['sha256', 'sha512', 'sha1', 'sha384']) {
    const found = pssMatcher(block, bits(key.publicKey), algorithm)
    if (found) return { key, target, kind: 'pss', algorithm, ...found }
  }
  return undefined
}

/** Signatures whose leading zero byte was lost or doubled, as big integers do. */
const sized = (target: Target, key: KeyObject): Target | undefined => {
  const size = bits(key) / 8
  const { bytes } = target
  if (bytes.length === size) return target
  if (bytes.length === size + 1 && bytes[0] === 0) return asBigInteger(target, bytes.subarray(1))
  return bytes.length === size - 1 ? asBigInteger(target, Buffer.concat([Buffer.alloc(1), bytes])) : undefined
}

/** What the first key that fits for certain makes of the signature, or else the first that may; undefined where none of them made it. */
export const recover = (keys: readonly NamedKey[], targets: readonly Target[]): Recovered | undefined => {
  let perhaps: Recovered | undefined
  for (const key of keys) {
    for (const each of targets) {
      const target = sized(each, key.publicKey)
      const recovered = target && (attempt(() => unpad(key, target)) ?? attempt(() => recoverPss(key, target)))
      if (recovered?.certain === true) return recovered
      perhaps ??= recovered
    }
  }
  return perhaps
}

/** The text that was encrypted with the public half of this private key, where it was encrypted and not signed. */
const decrypted = (pem: string, bytes: Buffer): Buffer | undefined => attempt(() => {
  const block = privateDecrypt({ key: createPrivateKey(pem), padding: constants.RSA_NO_PADDING }, bytes)
  const end = block.indexOf(0, 2)
  return block[0] === 0 && block[1] === 2 && end >= 10 ? block.subarray(end + 1) : undefined
})

/** Recognises a text (or its digest) that was encrypted with a public key, which is no signature. */
export const recoverEncrypted = (pem: string, key: NamedKey, targets: readonly Target[]): Recovered | undefined => {
  for (const target of targets) {
    const payload = target.bytes.length === bits(key.publicKey) / 8 ? decrypted(pem, target.bytes) : undefined
    if (payload !== undefined && payload.length > 0) return { key, target, kind: 'encrypted', certain: true, matches: bare(payload) }
  }
  return undefined
}

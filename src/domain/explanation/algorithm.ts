/** Mistakes of the algorithm, for signatures that have the length of a digest: every way to get these bytes from a text. */
import { createHmac } from 'node:crypto'
import { hmacSigner, plainSigner, type Signer } from './hmac.js'
import { KEY_RULES, type KeyContext } from './key.js'
import { note, variantsOf, type Mistake, type Note } from './mistake.js'
import type { Target } from './encoding.js'
import type { Recipe } from './layout.js'

/** One way of signing. It answers which reading of the sent signature a text leads to. */
export interface Step {
  readonly cost: number
  readonly notes: readonly Note[]
  readonly match: (text: string | Buffer) => Target | undefined
}

const row = (id: string, title: string, hint: string, example: string): Mistake => ({ id, family: 'algorithm', title, hint,
  example })
const SYMMETRIC = 'Sign with HMAC-SHA512 and the client secret.'
const ASYMMETRIC = 'Sign with SHA256withRSA and your private key.'

export const ALGORITHM = {
  sha256: row('alg-hmac-sha256', 'HMAC-SHA256 was used instead of HMAC-SHA512', SYMMETRIC, '44 characters'),
  sha1: row('alg-hmac-sha1', 'HMAC-SHA1 was used instead of HMAC-SHA512', SYMMETRIC, '28 characters'),
  sha384: row('alg-hmac-sha384', 'HMAC-SHA384 was used instead of HMAC-SHA512', SYMMETRIC, '64 characters'),
  otherHmac: row('alg-hmac-other', 'HMAC was used with another hash than SHA-512', SYMMETRIC, 'HMAC-MD5, HMAC-SHA224, HMAC-SHA3'),
  plain512: row('alg-plain-sha512', 'The text was hashed with plain SHA-512, without a key', SYMMETRIC, 'sha512(text)'),
  plain: row('alg-plain-other', 'The text was hashed without a key', 'A hash is no signature: anybody can make it.',
    'sha256(text)'),
  salted: row('alg-salted-hash', 'The text and the client secret were hashed together, which is not HMAC', SYMMETRIC,
    'sha512(text + secret)'),
  swapped: row('alg-swapped', 'Key and text were swapped in the call of HMAC',
    'Look at the order of arguments: PHP takes (algorithm, text, key).',
    'hmac(key=text, text=secret)'),
  double: row('alg-hmac-twice', 'The HMAC was taken twice', 'Sign once.', 'hmac(hmac(text))'),
  hmacInstead: row('alg-hmac-instead', 'HMAC was used where RSA is agreed', ASYMMETRIC, '88 characters'),
  tokenHmac: row('tok-hmac', 'HMAC was used for the token call, which is signed with RSA',
    `${ASYMMETRIC} The token call is always asymmetric.`,
    '88 characters')
} as const

export const HMAC_MISTAKES: readonly Mistake[] = Object.values(ALGORITHM)

/** Digests by their length; the likeliest first. */
const BY_LENGTH: Readonly<Record<number, readonly string[]>> = {
  64: ['sha512', 'sha3-512'], 48: ['sha384', 'sha3-384'], 32: ['sha256', 'sha512-256', 'sha3-256'], 28: ['sha224', 'sha512-224'],
  20: ['sha1', 'ripemd160'], 16: ['md5']
}

const HMAC_NOTES: Readonly<Record<string, Mistake | undefined>> = {
  sha512: undefined, sha256: ALGORITHM.sha256, sha1: ALGORITHM.sha1, sha384: ALGORITHM.sha384
}

const upper = (algorithm: string): string => algorithm.toUpperCase().replace(/^SHA(?=\d{3}|1$)/, 'SHA-')

const hmacNotes = (recipe: Recipe, algorithm: string): readonly Note[] => {
  if (recipe !== 'symmetric') {
    return [note(recipe === 'token' ? ALGORITHM.tokenHmac : ALGORITHM.hmacInstead, `The hash was ${upper(algorithm)}.`)]
  }
  const mistake = algorithm in HMAC_NOTES ? HMAC_NOTES[algorithm] : ALGORITHM.otherHmac
  return mistake === undefined ? [] : [note(mistake, mistake === ALGORITHM.otherHmac
    ? `The hash was ${upper(algorithm)}.` : undefined)]
}

const matching = (targets: readonly Target[], sign: Signer) => (text: string | Buffer): Target | undefined => {
  const made = sign(text)
  return targets.find(({ base64 }) => base64 === made)
}

const plainNote = (algorithm: string): Note =>
  algorithm === 'sha512' ? note(ALGORITHM.plain512) : note(ALGORITHM.plain, `The hash was ${upper(algorithm)}.`)

const again = (algorithm: string, secret: string, encoding: 'hex' | 'base64' | 'buffer'): Signer => {
  const outer = hmacSigner(algorithm, secret)
  return text => {
    const inner = createHmac(algorithm, secret).update(text)
    return outer(encoding === 'buffer' ? inner.digest() : inner.digest(encoding))
  }
}

const MARKS = ['', ':', '|']

/** Ways that go wrong with the right secret. */
const wrongWays = (algorithm: string, secret: string): readonly (readonly [Signer, number, Note])[] => [
  [plainSigner(algorithm), 1, plainNote(algorithm)],
  [text => createHmac(algorithm, text).update(secret).digest('base64'), 2, note(ALGORITHM.swapped)],
  ...MARKS.flatMap(mark => [
    [plainSigner(algorithm, '', mark + secret), 3, note(ALGORITHM.salted)] as const,
    [plainSigner(algorithm, secret + mark), 3, note(ALGORITHM.salted)] as const
  ]),
  ...(['hex', 'base64', 'buffer'] as const).map(encoding => [again(algorithm, secret, encoding), 3,
    note(ALGORITHM.double)] as const)
]

/** What to do with a text to get a digest of this length. The first step is the likeliest, and costs nothing. */
export const digestSteps = (recipe: Recipe, targets: readonly Target[], context: KeyContext): readonly Step[] => {
  const algorithms = BY_LENGTH[targets[0]?.bytes.length ?? 0] ?? []
  const keys = variantsOf(KEY_RULES, context, context.secret as string | Buffer)
  // Without a secret of its own the partner is taken to have signed with an empty one.
  const noSecret = context.ring.clientSecret === undefined ? KEY_RULES.filter(({ id }) =>
    id === 'key-empty').map(rule => note(rule)) : []
  return algorithms.flatMap((algorithm, at) => {
    const notes = [...hmacNotes(recipe, algorithm), ...noSecret]
    const step = (sign: Signer, cost: number, own: readonly Note[]): Step =>
      ({ cost: cost + (at === 0 ? 0 : 2), notes: own, match: matching(targets, sign) })
    return [
      step(hmacSigner(algorithm, context.secret), 0, notes),
      ...wrongWays(algorithm, context.secret).map(([sign, cost, own]) => step(sign, cost, [own])),
      ...(at === 0 ? keys : keys.slice(0, 10)).map(key => step(hmacSigner(algorithm, key.text), key.cost, [...notes,
        ...key.notes]))
    ]
  })
}

/** What narrows a signature down that no known mistake reproduces: lengths, clocks, key pairs. */
import type { Target } from './encoding.js'
import type { ExplanationInput } from './explanation.js'
import { parseInstant } from './instant.js'
import type { Recovered } from './rsa.js'

/** What has this many characters. */
export const LENGTHS: readonly (readonly [characters: number, what: string])[] = [
  [88, 'HMAC-SHA512 in base64'], [128, 'HMAC-SHA512 in hexadecimal'], [172, 'base64 of HMAC-SHA512 in hexadecimal'],
  [86, 'HMAC-SHA512 in base64url without padding'], [44, 'HMAC-SHA256 in base64'], [64, 'HMAC-SHA256 in hexadecimal'],
  [28, 'HMAC-SHA1 in base64'], [40, 'HMAC-SHA1 in hexadecimal'], [64, 'HMAC-SHA384 in base64'], [96,
    'HMAC-SHA384 in hexadecimal'],
  [24, 'an MD5 in base64'], [32, 'an MD5 in hexadecimal'], [172, 'RSA-1024 in base64'], [256, 'RSA-1024 in hexadecimal'],
  [344, 'RSA-2048 in base64'], [342, 'RSA-2048 in base64url without padding'], [512, 'RSA-2048 in hexadecimal'],
  [512, 'RSA-3072 in base64'], [768, 'RSA-3072 in hexadecimal'], [684, 'RSA-4096 in base64'], [1024, 'RSA-4096 in hexadecimal']
]

const isHex = (text: string): boolean => /^[0-9a-f]+$/i.test(text)

export const lengthFact = (signature: string): string => {
  const { length } = signature
  const fitting = LENGTHS.filter(([characters, what]) => characters === length && (isHex(signature)
    || !what.endsWith('in hexadecimal') ||
    what.startsWith('base64 of')))
  const likely = isHex(signature) ? fitting.filter(([, what]) =>
    what.endsWith('in hexadecimal') && !what.startsWith('base64 of')) : fitting
  const names = (likely.length > 0 ? likely : fitting).map(([, what]) => what)
  const known = names.length === 0 ? 'No usual signature has that length.' : `That is the length of ${names.join(', or of ')}.`
  return `The signature has ${length} characters. ${known}`
}

const HOUR = 3_600_000
const NEAR = 300_000

const hours = (count: number): string => `${Math.abs(count)} ${Math.abs(count) === 1 ? 'hour' : 'hours'}`

/** How far X-TIMESTAMP is from real time, and whether it is a mislabelled wall clock. */
export const clockFact = (timestamp: string, now: number | undefined): string | undefined => {
  const instant = parseInstant(timestamp)
  if (instant === undefined) return 'X-TIMESTAMP is not an ISO 8601 time with seconds.'
  if (instant.offset === '') return 'X-TIMESTAMP has no offset (Z or +07:00).'
  if (now === undefined) return undefined
  const skew = instant.ms - now
  const whole = Math.round(skew / HOUR)
  const side = skew > 0 ? 'ahead of' : 'behind'
  if (whole !== 0 && Math.abs(skew - whole * HOUR) <= NEAR && Math.abs(whole) <= 26) {
    const seven = Math.abs(whole) !== 7 ? '' : whole > 0
      ? ' Jakarta\'s wall clock was labelled as UTC.' : ' The UTC wall clock was labelled +07:00.'
    return `X-TIMESTAMP is whole hours (${hours(whole)}) ${side} real time: a wall clock with the wrong offset.${seven}`
  }
  return Math.abs(skew) > NEAR ? `X-TIMESTAMP is ${Math.round(Math.abs(skew) / 1000)} s ${side} real time.` : undefined
}

const madeBy = ({ key, kind, algorithm, certain }: Recovered): string => {
  const who = key.owner === 'own' ? 'your registered key pair' : key.owner === 'bank'
    ? 'the bank\'s own key pair' : `the key pair of ${key.label}`
  if (kind === 'encrypted') return `The signature was encrypted with the public key of ${key.label}; nothing was signed.`
  const how = kind === 'pss' ? 'RSA-PSS' : kind === 'bare'
    ? 'RSA without a named hash' : `${(algorithm ?? '').toUpperCase()}withRSA`
  return `${certain ? 'The signature was' : 'By its shape the signature may have been'} made with ${who} and ${how}.`
}

const rsaFacts = (input: ExplanationInput, recovered: Recovered | undefined, targets: readonly Target[]): readonly string[] => {
  if (recovered) {
    const text = recovered.key.owner === 'own' && recovered.algorithm === 'sha256' && recovered.kind === 'pkcs1'
      ? ['Key and algorithm are right, so the text that was signed differs from the one expected.'] : []
    return [madeBy(recovered), ...text]
  }
  const size = (input.keys.publicKey?.asymmetricKeyDetails?.modulusLength ?? 2048) / 8
  const sizes = targets.map(({ bytes }) => bytes.length)
  if (sizes.includes(size)) {
    return ['No public key that the bank knows fits it: it was made with a private key whose public half is not registered.']
  }
  const rsa = sizes.find(length => length === 128 || length === 256 || length === 384 || length === 512)
  return rsa === undefined ? [] : [`It has the size of an RSA-${rsa * 8} signature; the registered key is RSA-${size * 8}.`]
}

const secretFact = ({ mode, keys }: ExplanationInput, targets: readonly Target[]): readonly string[] =>
  mode === 'symmetric' && keys.clientSecret !== undefined && targets.some(({ bytes }) => bytes.length === 64)
    ? ['Its size is right for HMAC-SHA512: the client secret is another one, or the text differs in an unknown way.']
    : []

/** Facts about a signature that stays unexplained. */
export const unexplainedFacts = (
  input: ExplanationInput, recovered: Recovered | undefined, targets: readonly Target[], tried: number
): readonly string[] => [
  lengthFact(input.signature),
  ...rsaFacts(input, recovered, targets),
  ...secretFact(input, targets),
  `${tried} candidates were computed; none of them gives this signature.`
]

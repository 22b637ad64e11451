/** What the shape of the sent text proves by itself: nothing there, something else there,
  or the right signature cut or re-cased. */
import { signHmac } from '../signature.js'
import type { Target } from './encoding.js'
import type { ExplanationInput } from './explanation.js'
import { note, type Mistake, type Note } from './mistake.js'

const row = (id: string, title: string, hint: string, example: string): Mistake => ({ id, family: 'encoding', title, hint,
  example })

const SHAPE = {
  empty: row('enc-empty', 'The signature is empty', 'Send the base64 of the signature in X-SIGNATURE.', 'X-SIGNATURE:'),
  token: row('enc-token', 'The access token was sent as the signature',
    'The token belongs into Authorization, the signature into X-SIGNATURE.',
    'eyJhbGciOi…'),
  secret: row('enc-secret', 'The client secret was sent as the signature', 'Never send the secret: sign with it.',
    '[client secret]'),
  unsigned: row('enc-unsigned', 'The text to sign was sent as the signature',
    'Sign the text first, then send the base64 of the signature.',
    'POST:/v1.0/…'),
  cut: row('enc-cut', 'The signature was cut short', 'Send the whole base64; look for a limit on the length of a header.',
    'TciEFRsv00xv'),
  cased: row('enc-case', 'The signature was sent in another case', 'Base64 knows upper and lower case: send it as it is.',
    'tcieFRSV00XV…'),
  notBase64: row('enc-not-base64', 'What was sent is not base64', 'Send the raw signature bytes as padded standard base64.',
    'hello!')
} as const

export const SHAPE_MISTAKES: readonly Mistake[] = Object.values(SHAPE)

/** Shorter beginnings of a signature prove nothing. */
const CUT_LENGTH = 16

const recased = (input: ExplanationInput, expected: string): Note | undefined => {
  const secret = input.keys.clientSecret
  const sent = input.signature
  if (secret === undefined || input.mode !== 'symmetric') return undefined
  const valid = signHmac(secret, expected)
  if (sent === valid) return undefined
  if (sent.length >= CUT_LENGTH && valid.startsWith(sent.replace(/=+$/, '')) && sent.replace(/=+$/,
    '').length < 86) return note(SHAPE.cut)
  return sent.toLowerCase() === valid.toLowerCase() ? note(SHAPE.cased) : undefined
}

/** What can be said without trying anything. */
export const shapeNote = (input: ExplanationInput, expected: string, targets: readonly Target[]): Note | undefined => {
  const sent = input.signature
  if (sent.trim() === '') return note(SHAPE.empty)
  if (sent === input.token || sent === `Bearer ${input.token ?? ''}`) return note(SHAPE.token)
  if (sent === input.keys.clientSecret) return note(SHAPE.secret)
  if (sent === expected || targets.some(({ bytes }) => bytes.toString() === expected)) return note(SHAPE.unsigned)
  return recased(input, expected)
}

/** Text that no decoder could read. */
export const unreadable = (sent: string, targets: readonly Target[]): Note | undefined => {
  if (targets.length > 0 || sent.trim() === '') return undefined
  const at = sent.search(/[^A-Za-z0-9+/=]/)
  return note(SHAPE.notBase64, at === -1 ? undefined : `Character ${at + 1} is ${JSON.stringify(sent[at])}.`)
}

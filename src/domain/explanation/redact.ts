/** The last look at everything that leaves the explainer: no secret, no private key, no signature that the gate would accept. */
import { signHmac } from '../signature.js'
import type { Target } from './encoding.js'
import type { Explanation, ExplanationInput } from './explanation.js'

type Replacement = readonly [what: string, into: string]

const PRIVATE_PEM = /-----BEGIN ((?:RSA |EC |ENCRYPTED )?PRIVATE KEY)-----[\s\S]*?(?:-----END \1-----|$)/g

/** Lines of a PEM that would give the key away piece by piece. */
const pemLines = (pem: string | undefined): readonly Replacement[] =>
  (pem ?? '').split(/\s+/).filter(line => /^[A-Za-z0-9+/=]{16,}$/.test(line)).map(line => [line, '[private key]'])

const secretsOf = ({ keys }: ExplanationInput): readonly Replacement[] =>
  [keys.clientSecret, ...(keys.others ?? []).map(({ clientSecret }) => clientSecret)]
    .flatMap(secret => (secret === undefined || secret === '' ? [] : [[secret, '[client secret]']]))

/** The accepted spelling of what was sent: a client that sent hexadecimal must encode it itself. */
const signatures = (expected: string, input: ExplanationInput, targets: readonly Target[]): readonly Replacement[] => {
  const secret = input.keys.clientSecret
  const valid = secret === undefined ? [] : [signHmac(secret, expected)]
  return [...valid, ...targets.map(({ base64 }) => base64)].filter(text => text.length >= 24).map(text => [text, '[signature]'])
}

/** Makes a text fit to be shown. */
export const redactor = (input: ExplanationInput, expected: string, targets: readonly Target[]): ((text: string) => string) => {
  const { keys } = input
  const replacements = [
    ...secretsOf(input), ...pemLines(keys.privateKeyPem), ...pemLines(keys.bank?.privateKeyPem), ...signatures(expected, input,
      targets)
  ]
  return text => replacements.reduce((now, [what, into]) => (now.includes(what) ? now.replaceAll(what, into) : now),
    text.replace(PRIVATE_PEM, '[private key]'))
}

/** The explanation with every text made fit to be shown. */
export const redacted = (explanation: Explanation, redact: (text: string) => string): Explanation => ({
  ...explanation,
  stringToSign: redact(explanation.stringToSign),
  minifiedBody: redact(explanation.minifiedBody),
  mistakes: explanation.mistakes.map(mistake => ({
    ...mistake,
    hint: redact(mistake.hint),
    ...(mistake.stringToSign !== undefined && { stringToSign: redact(mistake.stringToSign) }),
    ...(mistake.firstDifference !== undefined && { firstDifference: {
      ...mistake.firstDifference, expected: redact(mistake.firstDifference.expected),
        signed: redact(mistake.firstDifference.signed)
    } })
  })),
  ...(explanation.facts && { facts: explanation.facts.map(redact) })
})

/** An explanation for people: what is wrong, how to mend it, and where the text that was signed leaves the expected one. */
import type { ExplainReply } from '../../schemas/signature.js'
import type { Paint } from './io.js'

/** Characters on either side of the difference. */
const BEFORE = 24
const AFTER = 40

/** On one line: what was signed may hold line ends. */
const visible = (text: string): string => JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"')

const firstDifference = (expected: string, signed: string): number => {
  let at = 0
  while (at < expected.length && expected[at] === signed[at]) at++
  return at
}

const excerpt = (text: string, at: number): readonly [before: string, after: string] => {
  const from = Math.max(0, at - BEFORE)
  const before = (from === 0 ? '' : '…') + visible(text.slice(from, at))
  return [before, visible(text.slice(at, at + AFTER)) + (text.length > at + AFTER ? '…' : '')]
}

/** Both texts whole, then side by side from shortly before the first difference, with a mark under it. */
const comparison = (expected: string, signed: string, paint: Paint): string[] => {
  if (expected === signed) {
    return [`  signed    ${visible(signed)}`, paint('dim', '  This is the right text: the mistake is in how it was signed or written.')]
  }
  const at = firstDifference(expected, signed)
  const [before, right] = excerpt(expected, at)
  const [, wrong] = excerpt(signed, at)
  return [
    `  expected  ${visible(expected)}`,
    `  signed    ${visible(signed)}`,
    '',
    `  expected  ${before}${paint('green', right)}`,
    `  signed    ${before}${paint('red', wrong)}`,
    `            ${' '.repeat(before.length)}${paint('yellow', `^ character ${String(at + 1)}`)}`
  ]
}

const MODES: Readonly<Record<string, string>> = {
  token: 'token call, SHA256withRSA', asymmetric: 'asymmetric, SHA256withRSA', symmetric: 'symmetric, HMAC-SHA512'
}

const verdict = ({ valid, mistakes }: ExplainReply, paint: Paint): string => {
  if (valid) return paint('green', 'The signature is valid.')
  if (mistakes.length === 0) return paint('yellow', 'The signature is wrong, and no known mistake reproduces it.')
  const which = mistakes.length === 1 ? 'One mistake reproduces it:' : `${String(mistakes.length)} mistakes together reproduce it:`
  return paint('red', `The signature is wrong. ${which}`)
}

/** Several lines; colours where `paint` gives any. */
export const showExplanation = (explanation: ExplainReply, paint: Paint): string => {
  const { mode, mistakes, facts = [], stringToSign, tried } = explanation
  // Several mistakes share one text: all of them together were made in it.
  const signed = mistakes.find(mistake => mistake.stringToSign !== undefined)?.stringToSign
  return [
    `${verdict(explanation, paint)} ${paint('dim', `(${MODES[mode] ?? mode}, ${String(tried)} tried)`)}`,
    ...mistakes.flatMap(({ id, title, hint }) => ['', `${paint('bold', title)} ${paint('dim', id)}`, `  ${hint}`]),
    '',
    ...(signed === undefined ? [`  expected  ${visible(stringToSign)}`] : comparison(stringToSign, signed, paint)),
    ...(facts.length === 0 ? [] : ['', ...facts.map(fact => `- ${fact}`)])
  ].join('\n')
}

/** The signature explainer: finds the mistake by making it, and compares what comes out with what was sent. */
import { bodyHash, stringToSign, tokenStringToSign, verifyHmac, verifyRsa } from '../signature.js'
import { minify } from '../minify.js'
import { digestSteps, type Step } from './algorithm.js'
import { firstDifference } from './difference.js'
import { readSignature, type Target } from './encoding.js'
import type { ExplainedMistake, Explanation, ExplanationInput } from './explanation.js'
import { clockFact, unexplainedFacts } from './facts.js'
import type { Recipe } from './layout.js'
import type { Note } from './mistake.js'
import { layOut } from './problem.js'
import { redacted, redactor } from './redact.js'
import { recoverWith, rsaStep } from './rsa-mistakes.js'
import type { Recovered } from './rsa.js'
import { search, type Found } from './search.js'
import { shapeNote, unreadable } from './shape.js'

/** Candidates in all: about 25 ms of either kind. An RSA signature costs a hash each, which is a quarter of an HMAC. */
const RSA_BUDGET = 20_000
const HMAC_BUDGET = 8_000

const expectedText = (input: ExplanationInput): string => {
  const { mode, method, path, body, timestamp, token = '', clientKey = '' } = input
  return mode === 'token' ? tokenStringToSign(clientKey, timestamp) : stringToSign(mode, { method, path, body, timestamp, token })
}

/** The gate's own answer. */
const isValid = ({ mode, keys, signature }: ExplanationInput, expected: string): boolean =>
  mode === 'symmetric' ? keys.clientSecret !== undefined && verifyHmac(keys.clientSecret, expected, signature)
    : keys.publicKey !== undefined && verifyRsa(keys.publicKey, expected, signature)

const keyContext = (input: ExplanationInput) => {
  const { keys: ring, clientKey, partnerId, externalId, token, timestamp } = input
  return {
    ring, timestamp, secret: ring.clientSecret ?? '',
    ...(clientKey !== undefined && { clientKey }), ...(partnerId !== undefined && { partnerId }),
    ...(externalId !== undefined && { externalId }), ...(token !== undefined && { token })
  }
}

/** RSA signatures follow the asymmetric recipe and digests the symmetric one,
  whatever was agreed; the token call has one recipe. */
const recipeOf = (mode: Recipe, isRsa: boolean): Recipe => (mode === 'token' ? 'token' : isRsa ? 'asymmetric' : 'symmetric')

const byLength = (targets: readonly Target[]): readonly (readonly Target[])[] =>
  [...new Set(targets.map(({ bytes }) => bytes.length))].map(length => targets.filter(({ bytes }) => bytes.length === length))

const ways = (input: ExplanationInput, targets: readonly Target[], recovered?: Recovered): readonly (readonly [recipe: Recipe,
  steps: readonly Step[]])[] => {
  const rsa = recovered ? [[recipeOf(input.mode, true), [rsaStep(input.mode, recovered)]] as const] : []
  const context = keyContext(input)
  const digests = byLength(targets).map(group => [recipeOf(input.mode, false), digestSteps(input.mode, group, context)] as const)
  return [...rsa, ...digests].filter(([, steps]) => steps.length > 0)
}

/** The agreed text first: a client that changed the algorithm alone made no mistake in the layout. */
const searchAll = (input: ExplanationInput, targets: readonly Target[],
  recovered?: Recovered): Found & { readonly recipe?: Recipe } => {
  let tried = 0
  for (const [recipe, steps] of ways(input, targets, recovered)) {
    const budget = input.budget ?? (recovered ? RSA_BUDGET : HMAC_BUDGET)
    const found = search({ ...layOut(input, recipe), steps, budget })
    tried += found.tried
    if (found.hit) return { ...found, tried, recipe }
  }
  return { tried }
}

/** Recipes of the other mode are no mistake of their own where the algorithm is the other mode's. */
const OTHER_RECIPE = new Set(['token-segment-missing', 'layout-token-included'])

/** The token call's own names of mistakes that exist elsewhere too. */
const TOKEN_IDS: Readonly<Record<string, string>> = {
  'alg-rsa-sha1': 'tok-sha1', 'enc-hex': 'tok-hex', 'text-double-hash': 'tok-double-hash'
}

const kept = (notes: readonly Note[], other: boolean): readonly Note[] => {
  const ids = new Set(notes.map(({ mistake }) => mistake.id))
  return [...new Map(notes.map(each => [each.mistake.id, each])).values()].filter(({ mistake: { id } }) =>
    !(other && OTHER_RECIPE.has(id)) && !(id === 'text-latin1' && ids.has('hash-raw')))
}

const report = (input: ExplanationInput, notes: readonly Note[], expected: string, signed: string,
  recipe = input.mode): readonly ExplainedMistake[] =>
  kept(notes, recipe !== input.mode).map(({ mistake: { id, title, hint }, detail }) => {
    const difference = firstDifference(expected, signed)
    return {
      id: (input.mode === 'token' ? TOKEN_IDS[id] : undefined) ?? id,
      title,
      hint: detail === undefined ? hint : `${hint} ${detail}`,
      stringToSign: signed,
      ...(difference && { firstDifference: difference })
    }
  })

interface Verdict {
  readonly mistakes: readonly ExplainedMistake[]
  readonly tried: number
  readonly facts: readonly string[]
}

const judge = (input: ExplanationInput, expected: string, targets: readonly Target[]): Verdict => {
  const shape = shapeNote(input, expected, targets)
  if (shape) return { mistakes: report(input, [shape], expected, expected), tried: 0, facts: [] }
  const recovered = recoverWith(input.keys, targets)
  const { tried, hit, recipe } = searchAll(input, targets, recovered)
  if (hit) return { mistakes: report(input, [...hit.notes, ...hit.target.notes], expected, hit.shown, recipe), tried, facts: [] }
  const odd = unreadable(input.signature, targets)
  return { mistakes: odd ? report(input, [odd], expected, expected) : [], tried, facts: unexplainedFacts(input, recovered,
    targets, tried) }
}

/** What is wrong with a signature, or that nothing is. The same input always gets the same answer. */
export const explainSignature = (input: ExplanationInput): Explanation => {
  const expected = expectedText(input)
  const valid = isValid(input, expected)
  const targets = valid ? [] : readSignature(input.signature)
  const verdict = valid ? { mistakes: [], tried: 1, facts: [] } : judge(input, expected, targets)
  const clock = clockFact(input.timestamp, input.now)
  const facts = [...verdict.facts, ...(clock === undefined ? [] : [clock])]
  const explanation = {
    valid, mode: input.mode, stringToSign: expected, bodyHash: bodyHash(input.body), minifiedBody: minify(input.body).toString(),
    mistakes: verdict.mistakes, tried: verdict.tried, ...(facts.length > 0 && { facts })
  }
  return redacted(explanation, redactor(input, expected, targets))
}

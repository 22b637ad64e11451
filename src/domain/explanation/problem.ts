/** A request laid out for the search: for every part the right reading, and all the wrong ones. */
import { readBody } from './body.js'
import { CLIENT_KEY_RULES } from './client-key.js'
import type { ExplanationInput } from './explanation.js'
import { hashOf, HASH_RULES } from './hash.js'
import { layoutsOf, rightLayout, type Part, type Recipe } from './layout.js'
import { METHOD_RULES } from './method.js'
import { correct, distinct, twice, variantsOf, type Variant } from './mistake.js'
import { PATH_RULES } from './path.js'
import { FINISHES, noFinish } from './whole-text.js'
import type { Problem } from './search.js'
import { readClock, readTimestamp } from './timestamp.js'
import { TOKEN_RULES } from './token.js'

/** Mistakes of one part that are combined with another of the same part cost at most this much together. */
const PAIR_COST = 2

const EXTRAS: readonly Part[] = ['clientKey', 'partnerId', 'externalId', 'origin', 'channelId', 'secret', 'body']

const rightParts = (input: ExplanationInput, body: string): Readonly<Record<Part, Variant>> => ({
  method: correct(input.method), path: correct(input.path), token: correct(input.token ?? ''), hash: correct(hashOf(body)),
  timestamp: correct(input.timestamp), clientKey: correct(input.clientKey ?? ''), partnerId: correct(input.partnerId ?? ''),
  externalId: correct(input.externalId ?? ''), origin: correct(input.origin ?? ''), channelId: correct(input.channelId ?? ''),
  secret: correct(input.keys.clientSecret ?? '', '[client secret]'), body: correct(body)
})

const withOptional = ({ clientKey, partnerId, externalId, keys }: ExplanationInput) => ({
  ...(clientKey !== undefined && { clientKey }), ...(partnerId !== undefined && { partnerId }),
  ...(externalId !== undefined && { externalId }), ...(keys.clientSecret !== undefined && { secret: keys.clientSecret })
})

const hashes = (variants: readonly Variant<string | Buffer>[], known: readonly string[]): Variant[] =>
  distinct(variants.map(({ text, cost, notes }) => ({ text: hashOf(text), cost, notes })), known)

/** Readings of the body, each hashed, and readings of the hash of the right body. */
const hashAxis = (input: ExplanationInput) => {
  const body = readBody(input.body)
  const right = hashOf(body.right)
  const secret = input.keys.clientSecret
  const context = { body: body.right, ...(secret !== undefined && { secret }) }
  const singles = [...hashes(body.singles, [right]), ...variantsOf(HASH_RULES, context, right)]
  const pairs = () => {
    const common = HASH_RULES.filter(({ cost }) => cost < PAIR_COST)
    const bodies = body.singles.filter(({ cost }) => cost < PAIR_COST)
    const rehashed = bodies.flatMap(({ text, cost, notes }) =>
      variantsOf(common, { ...context, body: text }, hashOf(text)).map(second =>
        ({ ...second, cost: cost + second.cost, notes: [...notes, ...second.notes] })))
    return distinct([...hashes(body.pairs(), []), ...rehashed], [right, ...singles.map(({ text }) => text)], PAIR_COST + 1)
  }
  return { right: body.right, singles: distinct(singles, [right]), pairs }
}

const pathAxis = (input: ExplanationInput) => {
  const { host, scheme, services = [] } = input
  const contextOf = (path: string) => ({ path, services, ...(host !== undefined && { host }),
    ...(scheme !== undefined && { scheme }) })
  const singles = variantsOf(PATH_RULES, contextOf(input.path), input.path)
  const early = singles.filter(({ cost }) => cost < PAIR_COST)
  const pairs = () => distinct(twice(PATH_RULES, early, contextOf, PAIR_COST), [input.path, ...singles.map(({ text }) => text)],
    PAIR_COST + 1)
  return { singles, pairs }
}

/** Which parts of a search are worth varying: those of the recipe first. */
const variantsByPart = (input: ExplanationInput, recipe: Recipe, path: readonly Variant[], hash: readonly Variant[]): Map<Part,
  readonly Variant[]> => {
  const token = input.token ?? ''
  const others = input.keys.tokens ?? []
  const clientKey = input.clientKey ?? ''
  const map = new Map<Part, readonly Variant[]>([
    ['method', variantsOf(METHOD_RULES, input.method, input.method)],
    ['path', path], ['hash', hash],
    ['timestamp', readTimestamp(input.timestamp)],
    ['token', variantsOf(TOKEN_RULES, { ...withOptional(input), token, others }, token)]
  ])
  const labels = (input.keys.others ?? []).slice(0, 50).map(({ label }) => label)
  const context = { ...withOptional(input), clientKey, others: labels }
  if (recipe === 'token') map.set('clientKey', variantsOf(CLIENT_KEY_RULES, context, clientKey))
  return map
}

/** Everything but the steps and the budget, which depend on the signature that was sent. */
export const layOut = (input: ExplanationInput, recipe: Recipe): Omit<Problem, 'steps' | 'budget'> => {
  const hash = hashAxis(input)
  const path = pathAxis(input)
  const right = rightParts(input, hash.right.toString())
  const extras = EXTRAS.filter(part => right[part].text !== '')
  return {
    right: { ...right, hash: correct(hashOf(hash.right)) },
    variants: variantsByPart(input, recipe, path.singles, hash.singles),
    pairs: () => new Map<Part, readonly Variant[]>(recipe === 'token' ? [] : [['hash', hash.pairs()], ['path', path.pairs()]]),
    late: () => new Map<Part, readonly Variant[]>([['timestamp', readClock(input.timestamp)]]),
    layouts: [rightLayout(recipe), ...layoutsOf(recipe, extras)],
    finishes: [noFinish, ...FINISHES]
  }
}

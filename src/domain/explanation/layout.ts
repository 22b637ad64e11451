/** Mistakes of the layout: separators, order, parts left out or added, and the recipes of other calls. */
import { costOf, note, rulesOf, type Mistake, type Note, type Reading } from './mistake.js'

export type Recipe = 'token' | 'symmetric' | 'asymmetric'

/** What a signed text may be made of. */
export type Part =
  | 'method' | 'path' | 'token' | 'hash' | 'timestamp' | 'clientKey'
  | 'partnerId' | 'externalId' | 'origin' | 'channelId' | 'secret' | 'body'

export type Parts = Readonly<Record<Part, string>>

/** Parts in order with a mark between them, or a text of its own. */
interface Shape {
  readonly order: readonly Part[]
  readonly mark: string
  readonly compose?: (parts: Parts) => string
  /** Tells shapes of the same parts apart. */
  readonly name?: string
}

export interface Layout {
  readonly cost: number
  readonly notes: readonly Note[]
  readonly uses: ReadonlySet<Part>
  readonly compose: (parts: Parts) => string
}

interface LayoutContext extends Shape {
  readonly recipe: Recipe
  /** Parts that this request has besides those of the recipe. */
  readonly extras: readonly Part[]
}

const RECIPES: Readonly<Record<Recipe, Shape>> = {
  token: { order: ['clientKey', 'timestamp'], mark: '|' },
  symmetric: { order: ['method', 'path', 'token', 'hash', 'timestamp'], mark: ':' },
  asymmetric: { order: ['method', 'path', 'hash', 'timestamp'], mark: ':' }
}

const rule = rulesOf<LayoutContext, Shape>('layout')

const SYMMETRIC = 'METHOD:PATH:TOKEN:HASH:X-TIMESTAMP for HMAC'
const ASYMMETRIC = 'METHOD:PATH:HASH:X-TIMESTAMP for RSA'
const RIGHT = `Sign ${SYMMETRIC}, or ${ASYMMETRIC}; the token call signs X-CLIENT-KEY|X-TIMESTAMP.`

const NAMES: Readonly<Partial<Record<Part, string>>> = {
  hash: 'hash of the body', clientKey: 'client key', partnerId: 'X-PARTNER-ID', externalId: 'X-EXTERNAL-ID', origin: 'ORIGIN',
  channelId: 'CHANNEL-ID', secret: 'client secret'
}

const nameOf = (part: Part): string => NAMES[part] ?? part
const listOf = (order: readonly Part[]): string => `The order was: ${order.map(nameOf).join(', ')}.`
const shapes = (...texts: readonly Shape[]): readonly Reading<Shape>[] => texts.map(text => ({ text }))

const permutations = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  items.length < 2 ? [items] : items.flatMap((item, at) =>
    permutations([...items.slice(0, at), ...items.slice(at + 1)]).map(rest => [item, ...rest]))

const without = (order: readonly Part[], part: Part): readonly Part[] => order.filter(each => each !== part)
const moved = (order: readonly Part[], from: number, to: number): readonly Part[] =>
  order.map((part, at) => (at === from ? order[to] ?? part : at === to ? order[from] ?? part : part))

const swaps = (order: readonly Part[]): readonly (readonly Part[])[] =>
  order.flatMap((_, from) => order.slice(from + 1).map((__, by) => moved(order, from, from + by + 1)))

const inserted = (order: readonly Part[], extra: Part): readonly (readonly Part[])[] =>
  [...order, extra].map((_, at) => [...order.slice(0, at), extra, ...order.slice(at)])

const MARKS = ['', '\n', ',', ';', '-', '.', '+', ' ', '&', '_', '/', '::', ': ', ' : ', ', ', '\\n', '\r\n', '#', '~', '||',
  '=', '\t', '%7C', '%3A']

const COMMON = [
  rule('sep-pipe', 1, 'The parts were joined with "|" instead of ":"', 'Join the parts of a transaction\'s text with ":".',
    'POST|/v1.0/…|01463f60…',
    ({ recipe, order }) => (recipe === 'token' ? [] : shapes({ order, mark: '|' }))),
  rule('tok-colon', 1, 'The parts were joined with ":" instead of "|"', 'The token call signs X-CLIENT-KEY|X-TIMESTAMP.',
    'client-0001:2026-…',
    ({ recipe, order }) => (recipe === 'token' ? shapes({ order, mark: ':' }) : [])),
  rule('sep-none', 1, 'The parts were joined without a separator', RIGHT, 'POST/v1.0/…01463f60…',
    ({ order }) => shapes({ order, mark: '' })),
  rule('token-segment-missing', 1, 'The text of the asymmetric signature (without the token) was signed',
    `The symmetric text holds the token: ${SYMMETRIC}.`, 'POST:/v1.0/…:01463f60…:2026-…',
    ({ recipe }) => (recipe === 'symmetric' ? shapes(RECIPES.asymmetric) : [])),
  rule('layout-token-included', 1, 'The text of the symmetric signature (with the token) was signed',
    `The asymmetric text holds no token: ${ASYMMETRIC}.`, 'POST:/v1.0/…:eyJhbGciOi…:01463f60…:2026-…',
    ({ recipe }) => (recipe === 'asymmetric' ? shapes(RECIPES.symmetric) : [])),
  rule('layout-token-recipe', 1, 'The text of the token call (client key and timestamp) was signed for a transaction', RIGHT,
    'client-0001|2026-…',
    ({ recipe }) => (recipe === 'token' ? [] : shapes(RECIPES.token))),
  rule('tok-transaction-text', 1, 'The text of a transaction was signed for the token call', RIGHT,
    'POST:/v1.0/access-token/b2b:e3b0c442…:2026-…',
    ({ recipe }) => (recipe === 'token' ? shapes(RECIPES.asymmetric, RECIPES.symmetric) : [])),
  rule('tok-reversed', 1, 'Timestamp and client key were signed in the wrong order',
    'The client key comes first: X-CLIENT-KEY|X-TIMESTAMP.',
    '2026-…|client-0001', ({ recipe, mark }) => (recipe === 'token' ? shapes({ order: ['timestamp', 'clientKey'], mark }) : [])),
  rule('order-ts-before-hash', 1, 'The timestamp was signed before the hash of the body', 'The timestamp comes last.',
    'POST:/v1.0/…:2026-…:01463f60…',
    ({ order, mark }) => (!order.includes('hash') ? []
      : shapes({ order: moved(order, order.length - 2, order.length - 1), mark })))
]

const ORDERS = [
  rule('order-swapped', 3, 'Two parts of the text were signed in each other\'s place', RIGHT, '/v1.0/…:POST:01463f60…:2026-…',
    ({ order, mark }) => swaps(order).map(swapped => ({ text: { order: swapped, mark }, detail: listOf(swapped) }))),
  rule('order-other', 4, 'The parts of the text were signed in another order', RIGHT, '2026-…:POST:/v1.0/…:01463f60…',
    ({ order, mark }) => permutations(order).map(other => ({ text: { order: other, mark }, detail: listOf(other) }))),
  rule('sep-other', 2, 'The parts were joined with another separator', RIGHT, 'POST,/v1.0/…,01463f60…',
    ({ order }) => MARKS.map(mark => ({ text: { order, mark }, detail: `The separator was ${JSON.stringify(mark)}.` })))
]

const MEMBERS = [
  rule('layout-part-missing', 1, 'A part of the text was left out, with its separator', RIGHT, 'POST:/v1.0/…:2026-…',
    ({ order, mark }) => order.map(part => ({ text: { order: without(order, part), mark },
      detail: `The part that is missing: ${nameOf(part)}.` }))),
  rule('layout-part-added', 3, 'A part was signed that does not belong to the text', RIGHT,
    'POST:/v1.0/…:01463f60…:2026-…:client-0001',
    ({ order, mark, extras }) => extras.filter(part => !order.includes(part)).flatMap(extra =>
      inserted(order, extra).map(longer => ({
        text: { order: longer, mark }, detail: `The part that was added: ${nameOf(extra)}.`
      })))),
  rule('layout-part-replaced', 3, 'A part of the text was replaced by another one', RIGHT, 'POST:/v1.0/…:client-0001:2026-…',
    ({ order, mark, extras }) => extras.filter(part => !order.includes(part)).flatMap(extra => order.map((part, at) => ({
      text: { order: order.map((each, other) => (other === at ? extra : each)), mark },
      detail: `In the place of ${nameOf(part)} stands ${nameOf(extra)}.` })))),
  rule('layout-edge', 3, 'A separator was signed before or after the text', RIGHT, 'POST:/v1.0/…:2026-…:', ({ order, mark }) => [
    { order, mark, name: 'after', compose: (parts: Parts) => order.map(part => parts[part]).join(mark) + mark },
    { order, mark, name: 'before', compose: (parts: Parts) => mark + order.map(part => parts[part]).join(mark) }
  ].map(text => ({ text }))),
  rule('layout-some-parts', 3, 'Only some parts of the text were signed', RIGHT, '01463f60…', ({ mark }) => shapes(
    ...([['hash'], ['body'], ['timestamp'], ['token'], ['clientKey'], ['path'], ['token', 'timestamp'], ['method', 'path'],
      ['hash', 'timestamp'],
      ['body', 'timestamp'], ['method', 'path', 'timestamp'], ['path', 'timestamp'], ['path', 'hash'], ['method', 'path', 'body'],
      ['clientKey', 'timestamp', 'body'], ['clientKey', 'timestamp', 'hash'], ['clientKey', 'token', 'timestamp'],
      ['timestamp', 'body'],
      ['path', 'token', 'timestamp'], ['clientKey', 'externalId', 'timestamp'], ['partnerId', 'timestamp']
    ] as const).flatMap(order => [{ order, mark }, { order, mark: mark === '|' ? ':' : '|' }, { order, mark: '' }])))
]

const bri = ({ path, method, token, timestamp, body }: Parts): string =>
  `path=${path}&verb=${method}&token=Bearer ${token}&timestamp=${timestamp}&body=${body}`
const pairs = ({ method, path, token, hash, timestamp }: Parts): string =>
  `method=${method}&path=${path}&token=${token}&hash=${hash}&timestamp=${timestamp}`
const lines = ({ method, path, token, hash, timestamp }: Parts): string =>
  JSON.stringify([method, path, token, hash, timestamp])

const SELF: readonly Part[] = ['method', 'path', 'token', 'hash', 'timestamp', 'body']

const OTHERS = [
  rule('layout-bri', 3, 'The text of BRI\'s older API (path=…&verb=…&token=…) was signed', RIGHT,
    'path=/v1.0/…&verb=POST&token=Bearer …', () =>
    shapes({ order: SELF, mark: 'bri', compose: bri }, { order: SELF, mark: 'pairs', compose: pairs }, { order: SELF,
      mark: 'lines', compose: lines })),
  rule('layout-token-recipe-variant', 2, 'The text of the token call was signed for a transaction, and not even in its form',
    RIGHT, 'client-0001:2026-…',
    ({ recipe }) => (recipe === 'token' ? [] : shapes({ order: ['clientKey', 'timestamp'], mark: ':' }, { order: ['clientKey',
      'timestamp'], mark: '' },
      { order: ['timestamp', 'clientKey'], mark: '|' }, { order: ['partnerId', 'timestamp'], mark: '|' })))
]

const RULES = [...COMMON, ...MEMBERS, ...ORDERS, ...OTHERS]

export const LAYOUT_MISTAKES: readonly Mistake[] = RULES

const finished = ({ order, mark, compose }: Shape, cost: number, notes: readonly Note[]): Layout => ({
  cost, notes, uses: new Set(order),
  compose: compose ?? (parts => order.map(part => parts[part]).join(mark))
})

/** The text as the gate builds it. */
export const rightLayout = (recipe: Recipe): Layout => finished(RECIPES[recipe], 0, [])

/** Two slips at once that often go together: another recipe, or another order, with another separator. */
const combined = (single: readonly (readonly [Shape, number, readonly Note[]])[]): readonly (readonly [Shape, number,
  readonly Note[]])[] => {
  const marks = RULES.filter(({ id }) => id === 'sep-pipe' || id === 'sep-none')
  return single.filter(([shape, cost]) => cost <= 2 && shape.compose === undefined).flatMap(([shape, cost, notes]) =>
    marks.map(mistake => [{ ...shape, mark: mistake.id === 'sep-pipe' ? '|' : '' }, cost + 1, [...notes,
      note(mistake)]] as const))
}

const keyOf = ({ name = '', order, mark }: Shape): string => [name, order.join(), mark].join(' ')

const made = new Map<string, readonly Layout[]>()

/** Every layout for this recipe but the right one. They depend on nothing else in the request, so they are made once. */
export const layoutsOf = (recipe: Recipe, extras: readonly Part[]): readonly Layout[] => {
  const key = [recipe, ...extras].join()
  const layouts = made.get(key) ?? makeLayouts(recipe, extras)
  made.set(key, layouts)
  return layouts
}

const makeLayouts = (recipe: Recipe, extras: readonly Part[]): Layout[] => {
  const context = { ...RECIPES[recipe], recipe, extras }
  const single = RULES.flatMap(each => each.read(context).map(({ text, detail }, at) =>
    [text, costOf(each, at), [note(each, detail)]] as const))
  const all = [...single, ...combined(single)].sort(([, a], [, b]) => a - b)
  const seen = new Set([keyOf(RECIPES[recipe])])
  return all.filter(([shape]) => {
    const key = keyOf(shape)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  }).map(([shape, cost, notes]) => finished(shape, cost, notes))
}

/** Everything that may have been hashed in place of the body: single mistakes, and pairs of mistakes on top of one another. */
import { minify } from '../minify.js'
import { ORDER_RULES } from './body-order.js'
import { STYLE_MISTAKES, type StyleMistake } from './body-styles.js'
import { LATE_TEXT_RULES, TEXT_RULES, type BodyText } from './body-text.js'
import { VALUE_RULES } from './body-values.js'
import { parseTree, type JsonNode } from './json-tree.js'
import { writeTree } from './json-writer.js'
import { costOf, distinct, note, variantsOf, type Mistake, type Note, type Rule, type Variant } from './mistake.js'

type BodyVariant = Variant<string | Buffer>

export const BODY_RULES: readonly Mistake[] = [...TEXT_RULES, ...STYLE_MISTAKES, ...ORDER_RULES, ...VALUE_RULES]

/** Bytes of variants that may be made of one body; large bodies get the likeliest variants alone. */
const BYTES_OF_SINGLES = 600_000
const BYTES_OF_PAIRS = 400_000

const TREE_RULES: readonly Rule<JsonNode, JsonNode>[] = [...ORDER_RULES, ...VALUE_RULES].sort((a, b) => a.cost - b.cost)
const STYLES = [...STYLE_MISTAKES].sort((a, b) => a.cost - b.cost)

interface TreeVariant { readonly node: JsonNode; readonly cost: number; readonly notes: readonly Note[] }

const textOf = (body: Buffer): BodyText => {
  const text = minify(body).toString()
  const tree = text.length > BYTES_OF_SINGLES / 4 ? undefined : parseTree(text)
  return { raw: body.toString(), text, ...(tree && { tree }) }
}

const treeVariants = (tree: JsonNode, rules: readonly Rule<JsonNode, JsonNode>[]): TreeVariant[] =>
  rules.flatMap(rule => rule.read(tree).map(({ text: node, detail }, at) => ({ node, cost: costOf(rule, at), notes: [note(rule,
    detail)] })))

const styled = ({ node, cost, notes }: TreeVariant, styles: readonly StyleMistake[]): BodyVariant[] =>
  styles.flatMap(mistake => mistake.styles.map((style, at) =>
    ({ text: writeTree(node, style), cost: cost + costOf(mistake, at), notes: [...notes, note(mistake)] })))

const plain = ({ node, cost, notes }: TreeVariant): BodyVariant => ({ text: writeTree(node, {}), cost, notes })

/** As many of the makers' variants as the budget of bytes allows; the makers come in order of likelihood. */
const within = (bytes: number, each: number, makers: readonly (() => BodyVariant[])[]): BodyVariant[] => {
  const made: BodyVariant[] = []
  for (const make of makers) {
    if (made.length * each > bytes) break
    made.push(...make())
  }
  return made
}

const singles = (body: BodyText, size: number): BodyVariant[] => {
  const { tree } = body
  const texts = TEXT_RULES.map(rule => ({ cost: rule.cost, make: () => variantsOf([rule], body, body.text) }))
  const base = tree && { node: tree, cost: 0, notes: [] }
  const styles = base ? STYLES.map(mistake => ({ cost: mistake.cost, make: () => styled(base, [mistake]) })) : []
  const trees = tree ? TREE_RULES.map(rule => ({ cost: rule.cost, make: () => treeVariants(tree, [rule]).map(plain) })) : []
  // Where a pretty body was hashed as it was sent, its writer is named rather than the missing minifier.
  const makers = [...styles, ...texts, ...trees].sort((a, b) => a.cost - b.cost).map(({ make }) => make)
  return within(BYTES_OF_SINGLES, size, makers)
}

/** Both mistakes of a pair in the body are common ones. */
const PAIR_COST = 2

const pairsOfTrees = (tree: JsonNode): (() => BodyVariant[])[] => {
  const first = treeVariants(tree, TREE_RULES.filter(({ cost }) => cost < PAIR_COST)).filter(({ cost }) => cost < PAIR_COST)
  return first.flatMap(variant => [
    () => styled(variant, STYLES.filter(({ cost }) => cost + variant.cost <= PAIR_COST)),
    () => TREE_RULES.filter(rule => rule.cost + variant.cost <= PAIR_COST && rule.id !== variant.notes[0]?.mistake.id)
      .flatMap(rule => treeVariants(variant.node, [rule]))
      .map(({ node, cost, notes }) => plain({ node, cost: cost + variant.cost, notes: [...variant.notes, ...notes] }))
  ])
}

/** What a later step makes of a text that an earlier mistake has made already. */
const later = (first: BodyVariant): BodyVariant[] => {
  if (typeof first.text !== 'string') return []
  const body = { raw: first.text, text: first.text }
  const affordable = LATE_TEXT_RULES.filter(({ cost }) => cost + first.cost <= PAIR_COST)
  return variantsOf(affordable, body, first.text as string | Buffer).map(second =>
    ({ ...second, cost: first.cost + second.cost, notes: [...first.notes, ...second.notes] }))
}

/** Variants of what was hashed. Singles are made at once; pairs when they are asked for. */
export interface BodyReadings {
  readonly right: string | Buffer
  readonly singles: readonly BodyVariant[]
  readonly pairs: () => readonly BodyVariant[]
}

const isUtf8 = (body: Buffer, raw: string): boolean => Buffer.from(raw).equals(body)

export const readBody = (body: Buffer): BodyReadings => {
  const text = textOf(body)
  const size = Math.max(body.length, 1)
  const right = isUtf8(body, text.raw) ? text.text : minify(body)
  const asSent: BodyVariant = { text: body, cost: 1, notes: notMinified }
  const known = distinct([...singles(text, size), asSent], [right, minify(body)])
  return {
    right,
    singles: known,
    pairs: () => {
      const early = known.filter(({ cost }) => cost < PAIR_COST)
      const makers = [...(text.tree ? pairsOfTrees(text.tree) : []), ...early.map(variant => () => later(variant))]
      return distinct(within(BYTES_OF_PAIRS, size, makers), [right, ...known.map(variant => variant.text)], PAIR_COST)
    }
  }
}

const notMinified: readonly Note[] = TEXT_RULES.filter(({ id }) => id === 'body-not-minified').map(rule => note(rule))

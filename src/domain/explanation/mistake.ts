/** Mistakes as values: what one is called, how to mend it, and how it reads one part of the signed text. */

export type Family =
  | 'body' | 'hash' | 'path' | 'method' | 'token' | 'timestamp' | 'client-key'
  | 'layout' | 'text' | 'algorithm' | 'key' | 'encoding'

/** One row of the catalogue. */
export interface Mistake {
  readonly id: string
  readonly family: Family
  readonly title: string
  readonly hint: string
  /** What the part looks like when this mistake is made. */
  readonly example: string
}

/** A mistake as it was found, with what only this request can say about it. */
export interface Note {
  readonly mistake: Mistake
  readonly detail?: string
}

/** One way of writing a part of the signed text. */
export interface Reading<T = string> {
  readonly text: T
  readonly detail?: string
  /** What may be shown instead, where the text holds a secret. */
  readonly shown?: string
}

/** A reading together with the mistakes that lead to it. The lower the cost, the likelier the mistake. */
export interface Variant<T = string> extends Reading<T> {
  readonly cost: number
  readonly notes: readonly Note[]
}

/** A mistake that can be made deliberately: given the right parts it yields the wrong readings. */
export interface Rule<C, T = string> extends Mistake {
  readonly cost: number
  /** How many of its readings are equally likely; those after them cost a little more. */
  readonly even: number
  readonly read: (context: C) => readonly Reading<T>[]
}

/** A row maker for the tables of one family. */
export const rulesOf = <C, T = string>(family: Family) =>
  (id: string, cost: number, title: string, hint: string, example: string,
    read: (context: C) => readonly Reading<T>[], even = 1): Rule<C, T> => ({ id, family, title, hint, example, cost, read, even })

/** Readings that need no further word. */
export const just = <T>(...texts: readonly T[]): readonly Reading<T>[] => texts.map(text => ({ text }))

/** A note without a detail, or with one. */
export const note = (mistake: Mistake, detail?: string): Note => (detail === undefined ? { mistake } : { mistake, detail })

/** The correct reading: no mistake, no cost. */
export const correct = <T>(text: T, shown?: string): Variant<T> =>
  shown === undefined ? { text, cost: 0, notes: [] } : { text, shown, cost: 0, notes: [] }

/** Readings of one rule come in order of likelihood: the first are as likely as the rule, the others a little less. */
export const costOf = ({ cost, even = 1 }: { readonly cost: number; readonly even?: number }, at: number): number =>
  cost + (at < even ? 0 : 1)

const variantOf = <C, T>(rule: Rule<C, T>, { text, detail, shown }: Reading<T>, at: number): Variant<T> => {
  const variant = { text, cost: costOf(rule, at), notes: [note(rule, detail)] }
  return shown === undefined ? variant : { ...variant, shown }
}

/** Every reading of a table that differs from the right one; of equal readings the likeliest (then the earlier row) stays. */
export const variantsOf = <C, T extends string | Buffer>(rules: readonly Rule<C, T>[], context: C, right: T): Variant<T>[] => {
  const all = rules.flatMap(rule => rule.read(context).map((reading, at) => variantOf(rule, reading, at)))
  return distinct(all, [right])
}

const keyOf = (text: string | Buffer): string => (typeof text === 'string' ? text : `\0${text.toString('latin1')}`)

/** The likeliest variant of each text, in order of cost, as far as `limit`; texts in `known` are left out. */
export const distinct = <T extends string | Buffer>(variants: readonly Variant<T>[], known: readonly T[],
  limit = Infinity): Variant<T>[] => {
  const seen = new Set(known.map(keyOf))
  return variants.filter(({ cost }) => cost <= limit).sort((a, b) => a.cost - b.cost).filter(({ text }) => {
    const key = keyOf(text)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** Two mistakes in the same part, one on top of the other. */
export const twice = <C, T extends string | Buffer>(
  rules: readonly Rule<C, T>[], firsts: readonly Variant<T>[], contextOf: (text: T) => C, limit: number
): Variant<T>[] =>
  firsts.flatMap(first => {
    const affordable = rules.filter(rule => rule.cost + first.cost <= limit && first.notes.every(n => n.mistake.id !== rule.id))
    return variantsOf(affordable, contextOf(first.text), first.text).map(second => ({
      ...second, cost: first.cost + second.cost, notes: [...first.notes, ...second.notes]
    }))
  })

/** Where the text that was signed leaves the text that the bank expected. */

export interface Difference {
  /** Index of the first character that differs. */
  readonly at: number
  /** What the bank expected from there, and what was signed; a few characters each. */
  readonly expected: string
  readonly signed: string
}

const EXCERPT = 24

/** The first difference of two texts, or undefined where they are equal. */
export const firstDifference = (expected: string, signed: string): Difference | undefined => {
  if (expected === signed) return undefined
  let at = 0
  while (at < expected.length && expected[at] === signed[at]) at++
  return { at, expected: expected.slice(at, at + EXCERPT), signed: signed.slice(at, at + EXCERPT) }
}

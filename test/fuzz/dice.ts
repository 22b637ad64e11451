/** Dice whose throws follow from a seed: a run that has found something can be run again. */

export interface Dice {
  /** A number from 0 up to 1, as `Math.random` gives it. */
  readonly next: () => number
  /** A whole number from 0 up to `sides`. */
  readonly below: (sides: number) => number
  readonly chance: (likelihood: number) => boolean
  readonly pick: <T>(list: readonly T[]) => T
}

/** Mulberry32: short, fast, and good enough to disturb a bank. */
export const dice = (seed: number): Dice => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (sides: number): number => Math.floor(next() * sides)
  return {
    next,
    below,
    chance: likelihood => next() < likelihood,
    pick: list => list[below(list.length)] as (typeof list)[number]
  }
}

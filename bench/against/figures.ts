/** Medians of what was measured. */
import type { Figures, Round } from './measure.js'

export const MIB = 1_048_576

export const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

export const medianOf = ({ rounds }: Figures, what: keyof Round): number => median(rounds.map(round => round[what]))

/** Where two texts differ, character by character, in runs that can be read. */

/** A piece of a text; `differs` where the other text has something else in its place, or nothing. */
export interface Run {
  readonly text: string
  readonly differs: boolean
}

export interface Compared {
  readonly expected: readonly Run[]
  readonly signed: readonly Run[]
}

/** Beyond so many comparisons the middle is marked as a whole. */
const MAX_CELLS = 1_000_000

/** Fewer equal characters than this between two differences are chance. */
const SHORTEST_EQUAL = 3

/** Which characters of each text stand in the other too, in the same order: the longest such row of them. */
const commonCharacters = (a: string, b: string): readonly [inA: boolean[], inB: boolean[]] => {
  const width = b.length + 1
  const length = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number): number => length[i * width + j] as number
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  return blocksOf(a, b, at)
}

/** Walks the longest row of equal characters, and keeps of it what stands together on both sides. */
const blocksOf = (a: string, b: string, at: (i: number, j: number) => number): readonly [inA: boolean[], inB: boolean[]] => {
  const inA = Array.from({ length: a.length }, () => false)
  const inB = Array.from({ length: b.length }, () => false)
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    let length = 0
    while (i + length < a.length && j + length < b.length && a[i + length] === b[j + length]) length++
    if (length >= SHORTEST_EQUAL) {
      inA.fill(true, i, i + length)
      inB.fill(true, j, j + length)
    }
    if (length > 0) [i, j] = [i + length, j + length]
    else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return [inA, inB]
}

/** Equal length: place by place, as letters in the other case or digits of a time are best seen. */
const samePlaces = (a: string, b: string): boolean[] => Array.from({ length: a.length }, (_, index) => a[index] === b[index])

const share = (same: readonly boolean[]): number => same.filter(Boolean).length / Math.max(1, same.length)

const runsOf = (text: string, same: readonly boolean[]): Run[] => {
  const runs: { text: string; differs: boolean }[] = []
  for (let at = 0; at < text.length; at++) {
    const differs = same[at] !== true
    const last = runs.at(-1)
    if (last?.differs === differs) last.text += text[at] ?? ''
    else runs.push({ text: text[at] ?? '', differs })
  }
  return runs
}

const joined = (runs: readonly Run[]): Run[] =>
  runs.filter(({ text }) => text !== '').reduce<Run[]>((all, run) => {
    const last = all.at(-1)
    if (last?.differs !== run.differs) return [...all, run]
    return [...all.slice(0, -1), { text: last.text + run.text, differs: run.differs }]
  }, [])

const middleRuns = (a: string, b: string): readonly [Run[], Run[]] => {
  const whole = [[{ text: a, differs: true }], [{ text: b, differs: true }]] as const
  if (a === '' || b === '') return [[...whole[0]], [...whole[1]]]
  if (a.length === b.length) {
    const same = samePlaces(a, b)
    if (share(same) >= 0.5) return [runsOf(a, same), runsOf(b, same)]
  }
  if (a.length * b.length > MAX_CELLS) return [[...whole[0]], [...whole[1]]]
  const [inA, inB] = commonCharacters(a, b)
  if (Math.max(share(inA), share(inB)) < 0.5) return [[...whole[0]], [...whole[1]]]
  return [runsOf(a, inA), runsOf(b, inB)]
}

/** Two texts in runs. Joined, the runs of a side are that text. */
export const compareTexts = (expected: string, signed: string): Compared => {
  const most = Math.min(expected.length, signed.length)
  let head = 0
  while (head < most && expected[head] === signed[head]) head++
  let tail = 0
  while (tail < most - head && expected.at(-1 - tail) === signed.at(-1 - tail)) tail++
  const parts = (text: string): readonly [string, string, string] => [text.slice(0, head), text.slice(head, text.length - tail), text.slice(text.length - tail)]
  const [start, a, end] = parts(expected)
  const [, b] = parts(signed)
  const [inExpected, inSigned] = middleRuns(a, b)
  const around = (runs: readonly Run[]): Run[] => joined([{ text: start, differs: false }, ...runs, { text: end, differs: false }])
  return { expected: around(inExpected), signed: around(inSigned) }
}

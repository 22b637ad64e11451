/** The engine: it changes one part of the signed text (or of the signing) at a time, then two, then three,
  until the signature comes out. */
import type { Step } from './algorithm.js'
import type { Target } from './encoding.js'
import type { Layout, Part } from './layout.js'
import type { Note, Variant } from './mistake.js'
import type { Finish } from './whole-text.js'

/** What may have gone wrong, by axis. The first of `layouts`, `finishes` and `steps` is the right one, or as right as can be. */
export interface Problem {
  readonly right: Readonly<Record<Part, Variant>>
  readonly variants: ReadonlyMap<Part, readonly Variant[]>
  /** Pairs of mistakes in one part; they are made only when no single mistake explains the signature. */
  readonly pairs: () => ReadonlyMap<Part, readonly Variant[]>
  /** Long lists of single mistakes, made when pairs of common mistakes have failed. */
  readonly late: () => ReadonlyMap<Part, readonly Variant[]>
  readonly layouts: readonly Layout[]
  readonly finishes: readonly Finish[]
  readonly steps: readonly Step[]
  /** How many candidates may be tried. */
  readonly budget: number
}

/** The candidate that led to the signature. */
export interface Hit {
  readonly notes: readonly Note[]
  /** The text that was signed, secrets replaced. */
  readonly shown: string
  readonly target: Target
}

export interface Found {
  readonly tried: number
  readonly hit?: Hit
}

interface Candidate {
  readonly text: Record<Part, string>
  layout: Layout
  finish: Finish
  step: Step
}

interface Option {
  readonly cost: number
  readonly notes: readonly Note[]
  readonly put: (candidate: Candidate) => void
  /** What may be shown in the place of the part. */
  readonly shown?: string
}

interface Axis {
  readonly kind: 'part' | 'layout' | 'finish' | 'step'
  readonly part?: Part
  readonly base: Option
  readonly byCost: readonly (readonly Option[])[]
}

const MAX_COST = 6

const first = <T>(items: readonly T[]): T => {
  const [item] = items
  if (item === undefined) throw new Error('an axis of the search is empty')
  return item
}

const partOption = (part: Part, { text, shown, cost, notes }: Variant): Option => ({
  cost, notes,
  put: candidate => { candidate.text[part] = text },
  ...(shown !== undefined && { shown })
})

const bucketed = (kind: Axis['kind'], base: Option, options: readonly Option[], part?: Part): Axis => {
  const byCost: Option[][] = Array.from({ length: MAX_COST + 1 }, () => [])
  for (const option of options) byCost[Math.min(option.cost, MAX_COST)]?.push(option)
  return { kind, base, byCost, ...(part && { part }) }
}

const partAxis = (problem: Problem, part: Part, variants: readonly Variant[]): Axis =>
  bucketed('part', partOption(part, problem.right[part]), variants.map(variant => partOption(part, variant)), part)

const axesOf = (problem: Problem): readonly Axis[] => {
  const layouts = problem.layouts.map(layout => ({ cost: layout.cost, notes: layout.notes,
    put: (c: Candidate) => { c.layout = layout } }))
  const finishes = problem.finishes.map(finish => ({ cost: finish.cost, notes: finish.notes,
    put: (c: Candidate) => { c.finish = finish } }))
  const steps = problem.steps.map(step => ({ cost: step.cost, notes: step.notes, put: (c: Candidate) => { c.step = step } }))
  return [
    ...[...problem.variants].map(([part, variants]) => partAxis(problem, part, variants)),
    bucketed('step', first(steps), steps.slice(1)),
    bucketed('layout', first(layouts), layouts.slice(1)),
    bucketed('finish', first(finishes), finishes.slice(1))
  ]
}

/** A property each, in one shape: a hundred thousand candidates are written into it. */
const texts = (read: (part: Part) => string): Record<Part, string> => ({
  method: read('method'), path: read('path'), token: read('token'), hash: read('hash'), timestamp: read('timestamp'),
  clientKey: read('clientKey'), partnerId: read('partnerId'), externalId: read('externalId'), origin: read('origin'),
  channelId: read('channelId'), secret: read('secret'), body: read('body')
})

const start = ({ right, layouts, finishes, steps }: Problem): Candidate => ({
  text: texts(part => right[part].text), layout: first(layouts), finish: first(finishes), step: first(steps)
})

/** The text of a candidate, with whatever may not be shown replaced. */
const shownText = ({ text, layout, finish }: Candidate, right: Problem['right'], shown: ReadonlyMap<Part, string>): string => {
  const composed = layout.compose(texts(part => shown.get(part) ?? (text[part] === right[part].text
    ? right[part].shown : undefined) ?? text[part]))
  const finished = finish.apply(composed)
  return typeof finished === 'string' ? finished : composed
}

/** Tries candidates one after the other and remembers the first that fits. */
class Trial {
  tried = 0
  hit: Hit | undefined
  readonly #candidate: Candidate
  readonly #problem: Problem

  constructor(problem: Problem) {
    this.#candidate = start(problem)
    this.#problem = problem
  }

  isOver(): boolean {
    return this.hit !== undefined || this.tried >= this.#problem.budget
  }

  /** Whether a change on this axis can show in the text although the layout stays. */
  isSeen({ part }: Axis): boolean {
    return part === undefined || first(this.#problem.layouts).uses.has(part)
  }

  /** Tries these options together. Other steps bring notes of their own. */
  try(axes: readonly Axis[], options: readonly Option[]): void {
    if (this.isOver()) return
    const candidate = this.#candidate
    for (const option of options) option.put(candidate)
    if (axes.every(({ part }) => part === undefined || candidate.layout.uses.has(part))) this.#match(axes, options)
    for (const { base } of axes) base.put(candidate)
  }

  #match(axes: readonly Axis[], options: readonly Option[]): void {
    const candidate = this.#candidate
    const signed = candidate.finish.apply(candidate.layout.compose(candidate.text))
    this.tried++
    const target = candidate.step.match(signed)
    if (target === undefined) return
    const notes = options.flatMap(option => option.notes)
    const hasStep = axes.some(({ kind }) => kind === 'step')
    const shown = new Map(axes.flatMap(({ part }, at) => {
      const text = options[at]?.shown
      return part === undefined || text === undefined ? [] : [[part, text]]
    }))
    this.hit = {
      notes: hasStep ? notes : [...notes, ...first(this.#problem.steps).notes],
      shown: shownText(candidate, this.#problem.right, shown), target
    }
  }
}

const single = (trial: Trial, axes: readonly Axis[]): void => {
  for (let cost = 0; cost <= MAX_COST; cost++) {
    for (const axis of axes) for (const option of axis.byCost[cost] ?? []) trial.try([axis], [option])
  }
}

const canPair = (trial: Trial, left: Axis, right: Axis): boolean =>
  (left.part === undefined || left.part !== right.part) &&
  (left.kind === 'layout' || right.kind === 'layout' || (trial.isSeen(left) && trial.isSeen(right)))

/** Two options of different axes whose costs add up to `sum`. */
const double = (trial: Trial, lefts: readonly Axis[], rights: readonly Axis[], sum: number): void => {
  lefts.forEach((left, at) => {
    for (const right of lefts === rights ? rights.slice(at + 1) : rights) {
      if (!canPair(trial, left, right)) continue
      for (let cost = 1; cost < sum; cost++) {
        for (const a of left.byCost[cost] ?? []) for (const b of right.byCost[sum - cost] ?? []) trial.try([left, right], [a, b])
        if (trial.isOver()) return
      }
    }
  })
}

/** Three common mistakes at once, of each axis the first few. */
const triple = (trial: Trial, axes: readonly Axis[], few: number): void => {
  const common = (axis: Axis): readonly Option[] => (axis.byCost[1] ?? []).slice(0, few)
  const seen = axes.filter(axis => trial.isSeen(axis))
  seen.forEach((x, i) => seen.slice(i + 1).forEach((y, j) => seen.slice(i + j + 2).forEach(z => {
    for (const a of common(x)) {
      for (const b of common(y)) for (const c of common(z)) trial.try([x, y, z], [a, b, c])
      if (trial.isOver()) return
    }
  })))
}

/** Searches in order of likelihood: single mistakes, pairs of common ones, long lists, pairs in one part, triples, rarer pairs. */
export const search = (problem: Problem): Found => {
  const trial = new Trial(problem)
  const axes = axesOf(problem)
  trial.try([], [])
  single(trial, axes)
  if (!trial.isOver()) {
    const axesFrom = (variants: ReadonlyMap<Part, readonly Variant[]>) =>
      [...variants].map(([part, each]) => partAxis(problem, part, each))
    double(trial, axes, axes, 2)
    if (!trial.isOver()) single(trial, axesFrom(problem.late()))
    const pairs = trial.isOver() ? [] : axesFrom(problem.pairs())
    single(trial, pairs)
    triple(trial, axes, 4)
    double(trial, axes, axes, 3)
    double(trial, pairs, axes, 3)
    triple(trial, axes, Infinity)
    for (let sum = 4; sum <= MAX_COST && !trial.isOver(); sum++) double(trial, axes, axes, sum)
  }
  return { tried: trial.tried, ...(trial.hit && { hit: trial.hit }) }
}

/**
 * The calls that the page knows, by their numbers, and those of them that pass the filter. Taking a thousand new ones costs a thousand
 * steps, however many are there already.
 */
import type { CallRow } from './call-row.js'

type Test = (row: CallRow) => boolean

/** Rows above the limit before the oldest go, all at once. */
const SLACK = 2000

/** Index of the first row with this number or a higher one. */
const placeOf = (rows: readonly CallRow[], id: number): number => {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle] as CallRow).id < id) low = middle + 1
    else high = middle
  }
  return low
}

const has = (rows: readonly CallRow[], id: number): boolean => rows[placeOf(rows, id)]?.id === id

const append = (rows: CallRow[], more: readonly CallRow[]): void => {
  for (const row of more) rows.push(row)
}

export class CallLog {
  readonly #limit: number
  #test: Test
  /** Both with the oldest first. */
  #rows: CallRow[] = []
  #shown: CallRow[] = []
  #added = 0
  #isFull = false

  constructor(limit: number, test: Test = () => true) {
    this.#limit = limit
    this.#test = test
  }

  /** How many are there, and how many of them are shown. */
  get size(): number { return this.#rows.length }
  get count(): number { return this.#shown.length }
  /** How many were put on top of those that are shown since the list was filled or filtered anew. */
  get added(): number { return this.#added }
  /** Some had to go: there is no room for older ones. */
  get isFull(): boolean { return this.#isFull }
  get newest(): CallRow | undefined { return this.#rows.at(-1) }

  /** The newest that is shown is 0. */
  at(index: number): CallRow | undefined { return this.#shown[this.#shown.length - 1 - index] }

  /** Where a call is shown, -1 where it is not. */
  indexOf(id: number): number {
    const place = placeOf(this.#shown, id)
    return this.#shown[place]?.id === id ? this.#shown.length - 1 - place : -1
  }

  filter(test: Test): void {
    this.#test = test
    this.#shown = this.#rows.filter(test)
    this.#added = 0
  }

  /** Starts anew with these. */
  reset(rows: readonly CallRow[] = []): void {
    this.#rows = []
    this.#isFull = false
    this.merge(rows)
    this.filter(this.#test)
  }

  /** Takes rows in any order; those that are there already are passed over. */
  merge(rows: readonly CallRow[]): void {
    const sorted = rows.toSorted((a, b) => a.id - b.id).filter((row, index, all) => row.id !== all[index - 1]?.id && !has(this.#rows, row.id))
    const newest = this.newest?.id ?? Number.NEGATIVE_INFINITY
    const split = placeOf(sorted, newest)
    const [older, newer] = [sorted.slice(0, split), sorted.slice(split)]
    if (older.length > 0) this.#addOlder(older)
    append(this.#rows, newer)
    const shown = newer.filter(this.#test)
    append(this.#shown, shown)
    this.#added += shown.length
    this.#trim()
  }

  /** History comes in pages below what is there; what was missed stands between. */
  #addOlder(older: readonly CallRow[]): void {
    const between = older.some(({ id }) => id > (this.#rows[0]?.id ?? 0))
    const joined = [...older, ...this.#rows]
    this.#rows = between ? joined.sort((a, b) => a.id - b.id) : joined
    this.#shown = between ? this.#rows.filter(this.#test) : [...older.filter(this.#test), ...this.#shown]
  }

  #trim(): void {
    if (this.#rows.length <= this.#limit + SLACK) return
    this.#isFull = true
    this.#rows.splice(0, this.#rows.length - this.#limit)
    this.#shown.splice(0, placeOf(this.#shown, this.#rows[0]?.id ?? 0))
  }
}

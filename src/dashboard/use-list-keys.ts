/** `j` and `k`, or the arrows, through the rows of a list, Enter to open the one that they are at, Escape to close it. */
import { useRef, useState } from 'preact/hooks'
import { useKeys } from './keyboard.js'
import { open, route } from './route.js'

/** A list as the keys walk it. A row is known by its key, so that it keeps its place while others come in above it. */
export interface WalkedList {
  readonly count: number
  readonly keyAt: (index: number) => string | undefined
  /** -1 where no row has the key. */
  readonly indexOf: (key: string) => number
  /** The key of what is open in the view now. */
  readonly opened: () => string | undefined
  readonly open: (key: string | undefined) => void
}

/** Rows whose keys stand in the URL as they are. */
export const rowsOf = (keys: readonly string[]): WalkedList => ({
  count: keys.length,
  keyAt: index => keys[index],
  indexOf: key => keys.indexOf(key),
  opened: () => route.value.id,
  open
})

export interface ListKeys {
  /** The row that the keys are at: the one that is open, or the last that they came to; -1 before the first. */
  readonly at: number
  /** How often they have moved. */
  readonly steps: number
}

export const useListKeys = (list: WalkedList): ListKeys => {
  const walked = useRef<string | undefined>(undefined)
  const [steps, setSteps] = useState(0)
  // A key may come before the page was drawn anew: it asks what is open now, not what was when it was drawn.
  const here = (): string | undefined => (walked.current = list.opened() ?? walked.current)
  const indexOf = (key: string | undefined): number => (key === undefined ? -1 : list.indexOf(key))
  const step = (by: number) => (): void => {
    const from = indexOf(here())
    const next = list.keyAt(from < 0 ? 0 : Math.max(0, Math.min(list.count - 1, from + by)))
    if (next === undefined) return
    walked.current = next
    setSteps(count => count + 1)
    // What is open follows the keys, so that one reads on without closing.
    if (list.opened() !== undefined) list.open(next)
  }
  const openIt = (): void => {
    const key = here()
    if (indexOf(key) >= 0) list.open(key)
  }
  const close = (): void => { if (list.opened() !== undefined) list.open(undefined) }
  useKeys({ j: step(1), ArrowDown: step(1), k: step(-1), ArrowUp: step(-1), Enter: openIt, Escape: close })
  return { at: indexOf(here()), steps }
}

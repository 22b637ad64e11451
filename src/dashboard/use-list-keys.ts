/** `j` and `k` through the rows of a list, Enter to open the one that they are at, Escape to close it. */
import { useState } from 'preact/hooks'
import { useKeys } from './keyboard.js'
import { open, route } from './route.js'

export interface ListKeys {
  /** The row that the keys are at, -1 before the first. */
  readonly at: number
  readonly setAt: (index: number) => void
}

/** `ids` are the rows in their order; what is opened goes into the URL. */
export const useListKeys = (ids: readonly string[]): ListKeys => {
  const { id } = route.value
  const [kept, setAt] = useState<number>()
  const at = Math.min(kept ?? (id === undefined ? -1 : ids.indexOf(id)), ids.length - 1)
  const step = (by: number): void => {
    const next = Math.max(0, Math.min(ids.length - 1, at + by))
    setAt(next)
    // What is open follows the keys, so that one reads on without closing.
    if (id !== undefined) open(ids[next])
  }
  const openIt = (): void => {
    if (ids[at] !== undefined) open(ids[at])
  }
  useKeys({ j: () => { step(1) }, k: () => { step(-1) }, Enter: openIt, Escape: () => { open(undefined) } })
  return { at, setAt }
}

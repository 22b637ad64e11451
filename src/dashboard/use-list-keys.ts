/** `j` and `k` through the rows of a list, Enter to open the one that they are at, Escape to close it. */
import { useRef, useState } from 'preact/hooks'
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
  // Keys may come faster than the page is drawn.
  const now = useRef(at)
  now.current = at
  const step = (by: number): void => {
    now.current = Math.max(0, Math.min(ids.length - 1, now.current + by))
    setAt(now.current)
    // What is open follows the keys, so that one reads on without closing.
    if (route.peek().id !== undefined) open(ids[now.current])
  }
  const openIt = (): void => {
    if (ids[now.current] !== undefined) open(ids[now.current])
  }
  useKeys({ j: () => { step(1) }, k: () => { step(-1) }, Enter: openIt, Escape: () => { open(undefined) } })
  return { at, setAt }
}

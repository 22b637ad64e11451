/**
 * A list of which only the rows in sight exist, so that a hundred thousand scroll as ten do. All rows are of one height: where each
 * stands is one multiplication, and a row that is put on top costs nothing.
 */
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

/** Rows that are drawn above and below what is in sight. */
const BEYOND = 8

interface VirtualListProps {
  readonly count: number
  readonly rowHeight: number
  readonly row: (index: number) => ComponentChildren
  /** Rows that were put on top since the list was first shown: what is in sight stays where it is unless the top is. */
  readonly added?: number
  /** The row that must be in sight. */
  readonly current?: number | undefined
  /** The end of the list is near. */
  readonly onNearEnd?: () => void
  readonly label: string
}

const useInSight = (element: { current: HTMLElement | null }): readonly [top: number, height: number, look: () => void] => {
  const [sight, setSight] = useState({ top: 0, height: 800 })
  const look = (): void => {
    const { scrollTop: top = 0, clientHeight: height = 0 } = element.current ?? {}
    setSight(before => (before.top === top && before.height === height ? before : { top, height }))
  }
  useEffect(() => {
    const observer = new ResizeObserver(look)
    if (element.current !== null) observer.observe(element.current)
    look()
    return () => { observer.disconnect() }
  }, [])
  return [sight.top, sight.height, look]
}

export const VirtualList = ({ count, rowHeight, row, added = 0, current, onNearEnd, label }: VirtualListProps) => {
  const element = useRef<HTMLDivElement>(null)
  const [top, height, look] = useInSight(element)
  const before = useRef(added)
  useLayoutEffect(() => {
    const box = element.current
    if (box !== null && box.scrollTop > 0 && added !== before.current) box.scrollTop += (added - before.current) * rowHeight
    before.current = added
  }, [added])
  useLayoutEffect(() => {
    const box = element.current
    if (box === null || current === undefined || current < 0) return
    const at = current * rowHeight
    if (at < box.scrollTop) box.scrollTop = at
    else if (at + rowHeight > box.scrollTop + box.clientHeight) box.scrollTop = at + rowHeight - box.clientHeight
    // The same row, moved down by those that came on top of it, drags nobody along.
  }, [current === undefined || current < 0 ? undefined : current - added])
  const first = Math.max(0, Math.floor(top / rowHeight) - BEYOND)
  const last = Math.min(count, Math.ceil((top + height) / rowHeight) + BEYOND)
  const isNearEnd = last >= count - BEYOND
  useEffect(() => { if (isNearEnd) onNearEnd?.() }, [isNearEnd, count])
  return (
    <div class="virtual" ref={element} onScroll={look} tabIndex={0} role="list" aria-label={label}>
      <div class="virtual-space" style={{ height: `${count * rowHeight}px` }}>
        {Array.from({ length: Math.max(0, last - first) }, (_, offset) => (
          <div key={first + offset - added} class="virtual-row" role="listitem" style={{ top: `${(first + offset) * rowHeight}px`, height: `${rowHeight}px` }}>
            {row(first + offset)}
          </div>
        ))}
      </div>
    </div>
  )
}

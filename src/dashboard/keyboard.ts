/** Keys: `/` to search, `j` and `k` through a list, `?` for help, `g` and a letter for a view. */
import { useLayoutEffect, useRef } from 'preact/hooks'

export type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>

/** Whoever was shown last hears a key first; the page itself hears what is left. */
const heard: Readonly<Record<'view' | 'page', { current: Keys }[]>> = { view: [], page: [] }

/** In a field letters are letters; only Escape leaves it. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

/** Enter on a link or a button is that one's own. */
const isPressing = ({ key, target }: KeyboardEvent): boolean =>
  key === 'Enter' && target instanceof HTMLElement && target.closest('a, button, summary') !== null

const onKey = (event: KeyboardEvent): void => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
  if (document.querySelector('dialog[open]') !== null) return
  if (isTyping(event.target)) {
    if (event.key === 'Escape') (event.target as HTMLElement).blur()
    return
  }
  if (isPressing(event)) return
  const keys = [...heard.page, ...heard.view].findLast(({ current }) => current[event.key] !== undefined)?.current
  if (keys === undefined) return
  event.preventDefault()
  keys[event.key]?.(event)
}

globalThis.addEventListener('keydown', onKey)

/** Hears these keys while the component is shown. */
export const useKeys = (keys: Keys, place: keyof typeof heard = 'view'): void => {
  const held = useRef(keys)
  held.current = keys
  // At once: a key may come before the browser has painted.
  useLayoutEffect(() => {
    const stack = heard[place]
    stack.push(held)
    return () => { stack.splice(stack.indexOf(held), 1) }
  }, [])
}

/** Puts the cursor into the view's search field. */
export const focusSearch = (): void => {
  const field = document.querySelector<HTMLInputElement>('[data-search]')
  field?.focus()
  field?.select()
}

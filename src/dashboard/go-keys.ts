/** `g` and a letter leads to a view. */
import { goTo, VIEWS, type View } from './route.js'
import { useKeys } from './keyboard.js'

export const GO_KEYS: Readonly<Record<View, string>> = {
  calls: 'c', transactions: 't', force: 'f', partners: 'p', time: 'w', codes: 'o', acceptance: 'a'
}

/** How long the letter may come after the `g`. */
const PATIENCE_MS = 1200

let until = 0

const afterG = (view: View): void => {
  if (performance.now() > until) return
  until = 0
  goTo(view)
}

/** Hears `g` and the letters after it. */
export const useGoKeys = (): void => {
  useKeys({
    g: () => { until = performance.now() + PATIENCE_MS },
    ...Object.fromEntries(VIEWS.map(view => [GO_KEYS[view], () => { afterG(view) }]))
  }, 'page')
}

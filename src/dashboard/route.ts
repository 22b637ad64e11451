/** Where the page is: the view, what is open in it and its filters, all of it in the URL behind `#`. */
import { computed, signal } from '@preact/signals'

/** The views, in the order of the menu. */
export const VIEWS = ['calls', 'transactions', 'force', 'partners', 'time', 'codes', 'acceptance'] as const
export type View = (typeof VIEWS)[number]

export type Query = Readonly<Record<string, string>>

export interface Route {
  readonly view: View
  /** What is open: a call's id, a transaction's reference. */
  readonly id: string | undefined
  readonly query: Query
}

const isView = (word: string | undefined): word is View => (VIEWS as readonly (string | undefined)[]).includes(word)

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Reads `#/calls/17?service=77`; what nobody knows is the first view. */
export const parseRoute = (hash: string): Route => {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s, 2)
  const [view, id] = path.split('/')
  return {
    view: isView(view) ? view : VIEWS[0],
    id: id === undefined || id === '' ? undefined : decoded(id),
    query: Object.fromEntries(new URLSearchParams(query))
  }
}

/** Writes it; an empty filter is left out. */
export const formatRoute = ({ view, id, query }: Route): string => {
  const said = Object.entries(query).filter(([, value]) => value !== '')
  const path = id === undefined ? view : `${view}/${encodeURIComponent(id)}`
  return said.length === 0 ? `#/${path}` : `#/${path}?${new URLSearchParams(said).toString()}`
}

export const route = signal<Route>(parseRoute(globalThis.location.hash))
const follow = (): void => { route.value = parseRoute(globalThis.location.hash) }
globalThis.addEventListener('hashchange', follow)

/** The browser tells of a new hash a moment later: whoever asks meanwhile, as the next key, is to find the page where it is. */
export const enter = (hash: string): void => {
  globalThis.location.hash = hash
  follow()
}

/** The partner that the whole page is narrowed to; undefined shows everybody's. */
export const chosenPartner = computed(() => route.value.query['partnerId'])

/** A link into a view; the chosen partner goes along. */
export const linkTo = (view: View, id?: string, query: Query = {}): string => {
  const partnerId = chosenPartner.value
  return formatRoute({ view, id, query: { ...(partnerId === undefined ? {} : { partnerId }), ...query } })
}

/** Goes there, so that the browser's way back leads here again. */
export const goTo = (view: View, id?: string, query?: Query): void => { enter(linkTo(view, id, query)) }

/** Narrows the whole page to a partner, or to nobody; what is open is closed, because it may be somebody else's. */
export const choosePartner = (partnerId: string | undefined): void => {
  enter(formatRoute({ view: route.value.view, id: undefined, query: { partnerId: partnerId ?? '' } }))
}

/** Changes filters in place: the way back does not walk through every letter that was typed. An empty one is removed. */
export const setQuery = (patch: Query): void => {
  const { view, id, query } = route.value
  globalThis.history.replaceState(null, '', formatRoute({ view, id, query: { ...query, ...patch } }))
  follow()
}

/** Opens or closes one thing of the view; its filters stay. */
export const open = (id: string | undefined): void => {
  const { view, query } = route.value
  enter(formatRoute({ view, id, query }))
}

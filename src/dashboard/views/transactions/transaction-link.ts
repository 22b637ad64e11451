/** Where one transaction is shown: its reference in the URL, and whose it is where the page shows everybody's. */
import { enter, formatRoute, linkTo, route, type Query } from '../../route.js'

/** The name in the URL of whose transaction is open, which does not narrow the page to that partner. */
const OWNER = 'of'

/** Opens it and leaves the filters as they are. */
export const linkOpen = ({ partnerId, referenceNo }: { readonly partnerId: string; readonly referenceNo: string }): string => {
  const { query } = route.value
  const { [OWNER]: _, ...filters } = query
  const whose = query['partnerId'] === undefined ? { [OWNER]: partnerId } : {}
  return formatRoute({ view: 'transactions', id: referenceNo, query: { ...filters, ...whose } })
}

/** Closes what is open. */
export const linkClosed = (): string => {
  const { [OWNER]: _, ...filters } = route.value.query
  return formatRoute({ view: 'transactions', id: undefined, query: filters })
}

/** Whose transaction is open, as far as the URL says. */
export const openOwner = (): string | undefined => route.value.query['partnerId'] ?? route.value.query[OWNER]

/** Whether it is the one that is open. */
export const isOpenHere = ({ partnerId, referenceNo }: { readonly partnerId: string; readonly referenceNo: string }): boolean =>
  route.value.id === referenceNo && (openOwner() ?? partnerId) === partnerId

export const goOpen = (transaction: { readonly partnerId: string; readonly referenceNo: string }): void => {
  enter(linkOpen(transaction))
}

export const close = (): void => { enter(linkClosed()) }

/** Another view, about this transaction. */
export const linkAbout = (view: 'calls' | 'time' | 'partners', partnerId: string, query: Query = {}, id?: string): string =>
  linkTo(view, id, { partnerId, ...query })

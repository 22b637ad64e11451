/** The rows of the list: pages below each other, kept true while the ledger changes. */
import type { TransactionReply } from '../../../../schemas/transaction.js'

export interface Rows {
  readonly items: readonly TransactionReply[]
  /** Where the next page begins; null at the end. */
  readonly cursor: string | null
  /** Rows that were put on top since the list was first shown. */
  readonly added: number
}

export interface PageOfRows {
  readonly items: readonly TransactionReply[]
  readonly nextCursor: string | null
}

/** References are unique within a partner only. */
export const keyOf = ({ partnerId, referenceNo }: { readonly partnerId: string; readonly referenceNo: string }): string =>
  `${partnerId}/${referenceNo}`

export const firstRows = ({ items, nextCursor }: PageOfRows): Rows => ({ items, cursor: nextCursor, added: 0 })

export const withMore = (rows: Rows, { items, nextCursor }: PageOfRows): Rows => {
  const known = new Set(rows.items.map(keyOf))
  return { ...rows, items: [...rows.items, ...items.filter(item => !known.has(keyOf(item)))], cursor: nextCursor }
}

/** Rows that are older than the first page, with the states that events told of; a row that left the filter goes. */
const moved = (items: readonly TransactionReply[], changes: ReadonlyMap<string, string>, status: string | undefined): TransactionReply[] =>
  items
    .map(item => {
      const to = changes.get(keyOf(item))
      return to === undefined ? item : { ...item, status: to as TransactionReply['status'] }
    })
    .filter(item => status === undefined || item.status === status)

/**
 * Puts the first page, just loaded, in the place of what was there. Where so much is new that the two do not meet, the list begins
 * again, so that it never has a hole.
 */
export const withFirst = (rows: Rows, page: PageOfRows, changes: ReadonlyMap<string, string>, status?: string): Rows => {
  const last = page.items.at(-1)
  const lastKey = last === undefined ? undefined : keyOf(last)
  const meets = page.nextCursor === null ? -1 : rows.items.findIndex(item => keyOf(item) === lastKey)
  if (meets === -1) return { items: page.items, cursor: page.nextCursor, added: rows.added }
  const top = rows.items[0]
  const newOnTop = top === undefined ? 0 : page.items.findIndex(item => keyOf(item) === keyOf(top))
  const rest = moved(rows.items.slice(meets + 1), changes, status)
  return {
    items: [...page.items, ...rest],
    cursor: rest.length === 0 ? page.nextCursor : rows.cursor,
    added: rows.added + Math.max(0, newOnTop)
  }
}

/** Rows whose references hold the text, anywhere. */
export const found = (items: readonly TransactionReply[], text: string): readonly TransactionReply[] => {
  const wanted = text.trim().toLowerCase()
  return wanted === ''
    ? items
    : items.filter(({ referenceNo, partnerReferenceNo = '' }) =>
      referenceNo.toLowerCase().includes(wanted) || partnerReferenceNo.toLowerCase().includes(wanted))
}

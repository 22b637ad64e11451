/** The view of transactions: the list, and beside it the one that is open. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useKeys } from '../../keyboard.js'
import { goTo, route } from '../../route.js'
import { CreateDialog } from './create-dialog.js'
import { filterOf, Filters } from './filters.js'
import { found, keyOf } from './list-pages.js'
import { TransactionDetail } from './transaction-detail.js'
import { close, goOpen, openOwner } from './transaction-link.js'
import { TransactionRows } from './transaction-list.js'
import { rowId } from './transaction-row.js'
import { useTransactions } from './use-transactions.js'
import type { TransactionReply } from '../../../../schemas/transaction.js'

/** The row that the keys are at keeps its place while others come in above it. Keys may come faster than the page is drawn. */
const useRowKeys = (items: readonly TransactionReply[]): number => {
  const kept = useRef<string | undefined>(undefined)
  const [steps, setSteps] = useState(0)
  const { id } = route.value
  const now = (): number => items.findIndex(item => (kept.current === undefined ? item.referenceNo === id : keyOf(item) === kept.current))
  const step = (by: number) => (): void => {
    const next = items[Math.max(0, Math.min(items.length - 1, now() + by))]
    if (next === undefined) return
    kept.current = keyOf(next)
    setSteps(count => count + 1)
  }
  const at = now()
  // The row is a link: with the focus on it, Enter opens it.
  useLayoutEffect(() => { if (steps > 0) document.getElementById(rowId(at))?.focus({ preventScroll: true }) }, [steps])
  useKeys({ j: step(1), ArrowDown: step(1), k: step(-1), ArrowUp: step(-1), Escape: () => { if (route.value.id !== undefined) close() } })
  return at
}

/** Enter in the search field opens the only one that is left, or whatever has exactly this reference. */
const openFound = (items: readonly TransactionReply[], text: string): void => {
  const [only, another] = items
  if (text === '') return
  if (only !== undefined && another === undefined) goOpen(only)
  else if (only === undefined) goTo('transactions', text)
}

export const TransactionsView = () => {
  const [isCreating, setCreating] = useState(false)
  const list = useTransactions(filterOf())
  const { id, query } = route.value
  const items = found(list.data?.items ?? [], query['q'] ?? '')
  const at = useRowKeys(items)
  return (
    <div class={id === undefined ? 'split' : 'split open'}>
      <div class="list">
        <Filters onFind={text => { openFound(items, text) }} onCreate={() => { setCreating(true) }} />
        <TransactionRows list={list} items={items} at={at} />
      </div>
      {id !== undefined && <TransactionDetail key={`${openOwner() ?? ''}/${id}`} referenceNo={id} partnerId={openOwner()} />}
      {isCreating && <CreateDialog onClose={() => { setCreating(false) }} />}
    </div>
  )
}

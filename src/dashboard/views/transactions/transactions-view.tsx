/** The view of transactions: the list, and beside it the one that is open. */
import { useLayoutEffect, useState } from 'preact/hooks'
import { goTo, route } from '../../route.js'
import { useListKeys, type WalkedList } from '../../use-list-keys.js'
import { CreateDialog } from './create-dialog.js'
import { filterOf, Filters } from './filters.js'
import { found, keyOf } from './list-pages.js'
import { TransactionDetail } from './transaction-detail.js'
import { close, goOpen, isOpenHere, openOwner } from './transaction-link.js'
import { TransactionRows } from './transaction-list.js'
import { rowId } from './transaction-row.js'
import { useTransactions } from './use-transactions.js'
import type { TransactionReply } from '../../../../schemas/transaction.js'

const walkedRows = (items: readonly TransactionReply[]): WalkedList => {
  const indexOf = (key: string): number => items.findIndex(item => keyOf(item) === key)
  return {
    count: items.length,
    keyAt: index => items[index] && keyOf(items[index]),
    indexOf,
    opened: () => {
      const { id } = route.value
      const item = items.find(isOpenHere)
      return item === undefined ? id : keyOf(item)
    },
    open: key => {
      const item = key === undefined ? undefined : items[indexOf(key)]
      if (item === undefined) close()
      else goOpen(item)
    }
  }
}

/** The row is a link: with the focus on it, Enter opens it, and whoever listens to the page hears it. */
const useRowKeys = (items: readonly TransactionReply[]): number => {
  const { at, steps } = useListKeys(walkedRows(items))
  useLayoutEffect(() => { if (steps > 0) document.getElementById(rowId(at))?.focus({ preventScroll: true }) }, [steps])
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

/** The list of transactions, the newest first. */
import type { TransactionReply } from '../../../../schemas/transaction.js'
import { route } from '../../route.js'
import { Empty } from '../../ui/empty.js'
import { LoadState } from '../../ui/load-state.js'
import { VirtualList } from '../../ui/virtual-list.js'
import { clearFilters, hasFilters } from './filters.js'
import { keyOf, type Rows } from './list-pages.js'
import { RowHead, TransactionRow } from './transaction-row.js'
import { useClocks } from './use-clocks.js'
import { SEARCH_PAGE, type TransactionList } from './use-transactions.js'
import { say } from './words.js'

const ROW_HEIGHT = 54

/** Where nothing is: because nothing was made yet, or because nothing passes the filters. */
const Nothing = () =>
  hasFilters()
    ? (
        <Empty title={say('noneTitle')}>
          <p>{say('noneText')}</p>
          <button type="button" class="button" onClick={clearFilters}>{say('clearFilters')}</button>
        </Empty>
      )
    : <Empty title={say('emptyTitle')} command="npx bnc-sandbox generate --amount 15000"><p>{say('emptyText')}</p></Empty>

interface FootProps {
  readonly rows: Rows
  readonly shown: number
  readonly more: TransactionList['more']
}

/** How far a search has come, and the step on. */
const Foot = ({ rows, shown, more }: FootProps) => {
  const isSearch = (route.value.query['q'] ?? '') !== ''
  const limit = isSearch ? SEARCH_PAGE : undefined
  return (
    <div class="list-foot spread quiet-text">
      <span role="status">{isSearch ? say('searched', { count: rows.items.length }) : say('shown', { count: shown })}</span>
      {rows.cursor !== null && (
        <button type="button" class="button small" onClick={() => { more(limit) }}>{isSearch ? say('searchOlder') : say('more')}</button>
      )}
    </div>
  )
}

interface ListProps {
  readonly list: TransactionList
  /** Those that the search leaves. */
  readonly items: readonly TransactionReply[]
  /** The row that the keys are at. */
  readonly at: number
}

export const TransactionRows = ({ list, items, at }: ListProps) => {
  const clocks = useClocks(items.filter(({ expiresAt }) => expiresAt !== undefined).map(({ partnerId }) => partnerId))
  const isSearch = (route.value.query['q'] ?? '') !== ''
  return (
    <LoadState of={list}>
      {rows => (
        <>
          {items.length === 0 ? <Nothing /> : (
            <>
              <RowHead />
              <VirtualList
                label={say('list')} count={items.length} rowHeight={ROW_HEIGHT} added={rows.added} {...(at < 0 ? {} : { current: at })}
                row={index => {
                  const transaction = items[index]
                  return transaction && <TransactionRow key={keyOf(transaction)} transaction={transaction} index={index} clocks={clocks} />
                }}
                onNearEnd={() => { if (!isSearch) list.more() }}
              />
            </>
          )}
          {(items.length > 0 || isSearch) && <Foot rows={rows} shown={items.length} more={list.more} />}
        </>
      )}
    </LoadState>
  )
}

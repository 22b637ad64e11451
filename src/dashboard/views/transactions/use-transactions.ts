/** The list of transactions: loaded page by page, and kept true calmly while the ledger changes. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { TransactionQuery } from '../../../client/admin-client.js'
import { streamCount } from '../../live.js'
import { admin, isKeyRefused, messageOf } from '../../session.js'
import { useEvent, useEventsCalm } from '../../use-event.js'
import type { Loaded } from '../../use-loaded.js'
import { firstRows, keyOf, withFirst, withMore, type PageOfRows, type Rows } from './list-pages.js'

const PAGE = 100
/** What a search for a text goes through at a time: the most that the bank gives at once. */
export const SEARCH_PAGE = 1000
const CALM_MS = 400

export interface TransactionList extends Loaded<Rows> {
  /** Loads the next page, if there is one and none is on its way. */
  readonly more: (limit?: number) => void
}

interface State {
  readonly rows?: Rows
  readonly error?: string
  readonly loading: boolean
}

type Put = (rows: Rows | undefined, page: PageOfRows) => Rows

/** Does it whenever a stream was opened after the first one, which opens beside the first page: something was missed. */
const useAfterLoss = (act: () => void): void => {
  const opened = useRef(streamCount.value)
  useEffect(() => {
    if (opened.current > 0) act()
    opened.current = streamCount.value
  }, [streamCount.value])
}

/** The states that events told of since they were last taken. */
const useChanges = (): (() => ReadonlyMap<string, string>) => {
  const told = useRef(new Map<string, string>())
  useEvent('transaction', ({ partnerId, referenceNo, to }) => {
    told.current.set(keyOf({ partnerId: partnerId ?? '', referenceNo: String(referenceNo) }), String(to))
  })
  return () => {
    const taken = told.current
    told.current = new Map()
    return taken
  }
}

/** Ledger rows of this filter. A filter that changes begins anew; an answer that was overtaken is dropped. */
export const useTransactions = (query: TransactionQuery): TransactionList => {
  const [state, setState] = useState<State>({ loading: true })
  const key = JSON.stringify(query)
  const asked = useRef(key)
  const busy = useRef(false)
  const takeChanges = useChanges()
  const ask = async (limit: number, cursor: string | undefined, put: Put): Promise<void> => {
    busy.current = true
    try {
      const page = await admin.peek().transactions.list({ ...query, limit, ...(cursor === undefined ? {} : { cursor }) })
      if (asked.current === key) setState(({ rows }) => ({ rows: put(rows, page), loading: false }))
    } catch (error) {
      if (asked.current === key && !isKeyRefused(error)) setState(({ rows }) => ({ ...(rows && { rows }), error: messageOf(error), loading: false }))
    } finally {
      busy.current = false
    }
  }
  const reload = (): void => { void ask(PAGE, undefined, (_rows, page) => firstRows(page)) }
  useEffect(() => {
    asked.current = key
    setState({ loading: true })
    reload()
  }, [key])
  useAfterLoss(reload)
  useEventsCalm(['transaction'], () => {
    const told = takeChanges()
    void ask(PAGE, undefined, (rows, page) => (rows === undefined ? firstRows(page) : withFirst(rows, page, told, query.status)))
  }, CALM_MS)
  const more = (limit = PAGE): void => {
    const cursor = state.rows?.cursor
    if (busy.current || cursor === null || cursor === undefined) return
    void ask(limit, cursor, (rows, page) => (rows === undefined ? firstRows(page) : withMore(rows, page)))
  }
  return { data: state.rows, error: state.error, loading: state.loading, reload, more }
}

/** Waits for a notification as a test wants it, instead of the test asking again and again. */
import { DEFAULT_WAIT_MS, type NotificationWaitQuery } from '../../../schemas/notification.js'
import { findStatus } from '../../../schemas/transaction-status.js'
import type { Bank } from '../../bank/bank.js'
import { getPartner } from '../../bank/save-partner.js'
import type { Notification } from '../../domain/notification.js'
import { Unknown } from '../../domain/verdict.js'
import type { NotificationFilter } from '../../store/notification.js'
import { summarize } from './notification-view.js'

/** Notifications that a message lists. */
const LISTED = 5

/** The newest that is as wanted, or why there is none. */
export type Waited = { readonly found: Notification } | { readonly missing: string }

const filterOf = ({ timeoutMs: _, transactionStatus, ...filter }: NotificationWaitQuery): NotificationFilter =>
  ({ ...filter, transactionStatus: transactionStatus === undefined ? undefined : findStatus(transactionStatus) })

/** What could never be notified need not be waited for in silence. */
const hintFor = (bank: Bank, partnerId: string): string => {
  const { callbackUrl, settings } = getPartner(bank, partnerId)
  if (callbackUrl === null) return `partner ${partnerId} has no callbackUrl, so nothing is sent`
  return `partner ${partnerId} is notified of ${settings.notifyOn.join(', ') || 'nothing'} (settings.notifyOn)`
}

const wanted = ({ referenceNo, status, transactionStatus, timeoutMs = DEFAULT_WAIT_MS }: NotificationWaitQuery): string => {
  const telling = transactionStatus === undefined ? '' : ` that tells ${transactionStatus}`
  const being = status === undefined ? '' : `${status} `
  return `${being}notification of ${referenceNo}${telling} within ${timeoutMs} ms`
}

const whyMissing = (bank: Bank, query: NotificationWaitQuery, owner: string): string => {
  const { referenceNo, partnerId } = query
  const there = bank.store.notifications.list({ referenceNo, partnerId }, LISTED).map(one => summarize(bank, one))
  const what = there.length === 0 ? `there is none; ${hintFor(bank, owner)}` : `there is: ${there.join('; ')}`
  return `referenceNo: no ${wanted(query)}; ${what}`
}

/** Resolves with the next change of this transaction's notifications, or undefined after `ms`, or when nobody waits any more. */
const nextChange = (bank: Bank, referenceNo: string, ms: number, gone: AbortSignal): Promise<'change' | undefined> =>
  new Promise(resolve => {
    const end = (result: 'change' | undefined) => (): void => {
      clearTimeout(timer)
      stopListening()
      gone.removeEventListener('abort', giveUp)
      resolve(result)
    }
    const giveUp = end(undefined)
    const changed = end('change')
    const timer = setTimeout(giveUp, ms)
    const stopListening = bank.events.listen(({ type, data }) => {
      if (type === 'notification' && (data as { referenceNo?: string }).referenceNo === referenceNo) changed()
    })
    gone.addEventListener('abort', giveUp)
  })

/** Throws `Unknown` where no partner has such a transaction. */
export const waitForNotification = async (bank: Bank, query: NotificationWaitQuery, gone: AbortSignal): Promise<Waited> => {
  const { referenceNo, partnerId, timeoutMs = DEFAULT_WAIT_MS } = query
  const owner = bank.store.transactions.partnersOf(referenceNo).find(id => partnerId === undefined || id === partnerId)
  if (owner === undefined) throw new Unknown('referenceNo', referenceNo)
  const filter = filterOf(query)
  const until = performance.now() + timeoutMs
  for (;;) {
    const [found] = bank.store.notifications.list(filter, 1)
    if (found !== undefined) {
      await bank.store.database.settled()
      return { found }
    }
    const left = until - performance.now()
    if (left <= 0 || gone.aborted) return { missing: whyMissing(bank, query, owner) }
    await nextChange(bank, referenceNo, left, gone)
  }
}

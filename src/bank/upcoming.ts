/** What time will bring next: the rows that wait, those apart whose matter is settled already. */
import type { DueReply } from '../../schemas/clock.js'
import { jakartaTime } from '../domain/jakarta.js'
import { isOpen } from '../domain/transaction.js'
import type { DueRow } from '../store/due.js'
import { NOTIFY, NOTIFY_EXTRA } from './announce.js'
import { nowOf, type Bank } from './bank.js'
import { MAGIC } from './move-by-magic.js'
import { getPartner } from './save-partner.js'

/** Rows that are looked at for one answer, so that a bank full of paid QRs does not make it slow. */
const LOOKED_AT = 2000

type What = Pick<DueReply, 'what' | 'referenceNo' | 'notificationId'>

/** A QR that was paid leaves its expiry behind: nothing will come of that. */
const whatOf = (bank: Bank, { partnerId, kind, subject, dueAt }: DueRow): What | undefined => {
  if (kind === NOTIFY || kind === NOTIFY_EXTRA) {
    const notification = bank.store.notifications.find(subject)
    return notification && { what: 'notification', referenceNo: notification.referenceNo, notificationId: subject }
  }
  const transaction = bank.store.transactions.find(partnerId, subject)
  if (transaction === undefined || !isOpen(transaction.status)) return undefined
  if (kind === MAGIC) return { what: 'magic', referenceNo: subject }
  return transaction.expiresAt === dueAt ? { what: 'expiry', referenceNo: subject } : undefined
}

/** The soonest first, of one partner or of everybody; each by its partner's own clock. Throws `Unknown`. */
export const upcoming = (bank: Bank, partnerId: string | undefined, limit: number): DueReply[] => {
  const { due } = bank.store
  const rows = partnerId === undefined ? due.upcomingOfAll(LOOKED_AT) : due.upcoming(getPartner(bank, partnerId).partnerId, LOOKED_AT)
  const found: DueReply[] = []
  for (const row of rows) {
    const what = whatOf(bank, row)
    if (what === undefined) continue
    const inSeconds = Math.round((row.dueAt - nowOf(bank, row.partnerId)) / 1000)
    found.push({ at: jakartaTime(row.dueAt), inSeconds, partnerId: row.partnerId, ...what })
    if (found.length === limit) break
  }
  return partnerId === undefined ? found.sort((one, other) => one.inSeconds - other.inSeconds) : found
}

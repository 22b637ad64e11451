/** Writes down that a partner is owed a notification, in the deed that makes the change it tells of. */
import type { NotificationBody } from '../../schemas/notification.js'
import type { Status } from '../../schemas/transaction-status.js'
import { digits, hex } from '../domain/chance.js'
import { jakartaHour } from '../domain/jakarta.js'
import { notificationBody, type Notification } from '../domain/notification.js'
import { findMerchant, type Partner } from '../domain/partner.js'
import { statusOnWire } from '../domain/status-on-wire.js'
import type { Transaction } from '../domain/transaction.js'
import { WEBHOOK_FAULTS, type WebhookFaultRow } from '../domain/webhook-fault.js'
import type { Bank } from './bank.js'
import { takeWebhookFault, type TakenFault } from './webhook-lab.js'

/** Kinds of row that become due: an attempt of the schedule, and one beside it. */
export const NOTIFY = 'notify'
export const NOTIFY_EXTRA = 'notify-extra'

/** Writes down when the notification's attempts are due. Rows that are there already stay. */
export const awaitAttempts = (bank: Bank, { partnerId, id, nextAt, extraAt }: Notification): void => {
  const { due } = bank.store
  if (nextAt !== null) due.add({ partnerId, dueAt: nextAt, kind: NOTIFY, subject: id })
  if (extraAt !== null) due.add({ partnerId, dueAt: extraAt, kind: NOTIFY_EXTRA, subject: id })
}

/** Tells whoever listens that a notification was written or has changed, inside the deed that does it. */
export const tellOf = (bank: Bank, notification: Notification): void => {
  if (!bank.events.heard) return
  const { id, partnerId, referenceNo, transactionStatus, status, tries, fault } = notification
  bank.events.tellOnceDone({ type: 'notification', partnerId, data: { id, referenceNo, transactionStatus, status, tries, fault } })
}

/** [SNAP] digits. They sort in the order in which notifications came to be, so that those due at once go out in that order. */
const newId = (bank: Bank, position: number, at: number): string =>
  jakartaHour(at) + String(position).padStart(10, '0') + digits(bank.chance, 8)

interface Telling {
  readonly transactionStatus: Status
  readonly body: NotificationBody
  readonly at: number
  readonly fault: TakenFault | undefined
}

const write = (bank: Bank, { partnerId, referenceNo }: Transaction, { transactionStatus, body, at, fault }: Telling): void => {
  const { notifications } = bank.store
  const lab: Partial<WebhookFaultRow> = fault === undefined ? {} : WEBHOOK_FAULTS[fault.kind]
  const isLate = lab.late === true || lab.held === true
  const firstAt = isLate ? at + (fault?.seconds ?? 0) * 1000 : at
  const position = notifications.nextPosition()
  const notification: Notification = {
    position,
    id: newId(bank, position, at),
    partnerId,
    referenceNo,
    transactionStatus,
    body: JSON.stringify(lab.rewrite?.(body) ?? body),
    status: 'pending',
    createdAt: at,
    firstAt,
    nextAt: firstAt,
    extraAt: lab.twice === true ? firstAt : null,
    extraCause: lab.twice === true ? 'duplicate' : null,
    tries: 0,
    held: lab.held === true,
    deliveredAt: null,
    fault: fault?.kind ?? null,
    faultSeconds: fault?.seconds ?? null
  }
  notifications.insert(notification)
  awaitAttempts(bank, notification)
  tellOf(bank, notification)
}

const SESSION_DIGITS = 32

/** What is said of the transaction when it is in `status`. */
const bodyFor = (bank: Bank, partner: Partner, transaction: Transaction, status: Status): NotificationBody | undefined => {
  const merchant = findMerchant(partner, transaction.merchantId) ?? partner.merchants[0]
  return merchant === undefined
    ? undefined
    : notificationBody(transaction, merchant, statusOnWire(partner, status), hex(bank.chance, SESSION_DIGITS))
}

/**
 * Called for every state that a transaction enters; `at` is when, by the partner's clock. A static QR has no state to tell of
 * [CHOSEN], its payments have. `early` is the fault of a QR that is paid before its reply.
 */
export const announce = (bank: Bank, transaction: Transaction, at: number, early?: TakenFault): void => {
  const { partnerId, kind } = transaction
  const partner = bank.store.partners.find(partnerId)
  if (kind === 'static' || partner === undefined || !owes(partner, transaction.status as Status)) return
  const transactionStatus = transaction.status as Status
  const body = bodyFor(bank, partner, transaction, transactionStatus)
  if (body === undefined) return
  const fault = early ?? takeWebhookFault(bank, partnerId, 'announce')
  write(bank, transaction, { transactionStatus, body, at, fault })
  if (fault === undefined || WEBHOOK_FAULTS[fault.kind].contradicted !== true) return
  const contrary: Status = transactionStatus === 'success' ? 'failed' : 'success'
  const { code, description } = statusOnWire(partner, contrary)
  const contradiction = { ...body, latestTransactionStatus: code, transactionStatusDesc: description }
  write(bank, transaction, { transactionStatus: contrary, body: contradiction, at, fault })
}

/** Whether the partner is told of this state, and where it could be told. */
export const owes = ({ callbackUrl, settings }: Partner, status: Status): boolean =>
  callbackUrl !== null && settings.notifyOn.includes(status)

/** Notifications: what they say of a transaction, when they are tried again, and what counts as an acknowledgement. */
import type { Merchant } from '../../schemas/partner.js'
import {
  ACKNOWLEDGED_CODE, type AttemptCause, type AttemptResult, type DeliveryStatus, type NotificationBody
} from '../../schemas/notification.js'
import type { Status } from '../../schemas/transaction-status.js'
import type { WebhookFaultKind } from '../../schemas/webhook-fault.js'
import { jakartaTime } from './jakarta.js'
import type { StatusOnWire } from './status-on-wire.js'
import type { Transaction } from './transaction.js'

/** What the bank owes a partner. Instants are milliseconds by the partner's clock. */
export interface Notification {
  /** The order in which they came to be. */
  readonly position: number
  /** X-EXTERNAL-ID too. */
  readonly id: string
  readonly partnerId: string
  readonly referenceNo: string
  /** The state that it tells of. */
  readonly transactionStatus: Status
  /** The text as it travels; the same on each attempt. */
  readonly body: string
  readonly status: DeliveryStatus
  readonly createdAt: number
  /** When the first attempt is due: the schedule counts from here. */
  readonly firstAt: number
  /** When the next attempt of the schedule is due. It stays while that attempt is under way. */
  readonly nextAt: number | null
  /** When an attempt beside the schedule is due, and why. */
  readonly extraAt: number | null
  readonly extraCause: Exclude<AttemptCause, 'schedule'> | null
  /** Attempts of the schedule so far. */
  readonly tries: number
  /** Waits until a later one has gone out. */
  readonly held: boolean
  readonly deliveredAt: number | null
  readonly fault: WebhookFaultKind | null
  readonly faultSeconds: number | null
}

export interface Attempt {
  readonly number: number
  readonly cause: AttemptCause
  readonly at: number
  /** Real time. */
  readonly sentAt: number
  readonly url: string | null
  readonly headers: Readonly<Record<string, string>>
  readonly result: AttemptResult
  readonly detail: string
  readonly httpStatus: number | null
  readonly responseBody: string | null
  readonly durationMs: number
  readonly fault: WebhookFaultKind | null
}

type Told = Pick<
  Transaction,
  | 'referenceNo' | 'partnerReferenceNo' | 'kind' | 'amount' | 'traceId'
  | 'paidAt' | 'rrn' | 'bankCode' | 'bankName' | 'customerPan'
>

/** [CHOSEN] The account that a QRIS payment is made from; SNAP lists the field and no values. */
const ACCOUNT_TYPE = 'SAVINGS'

const given = <T extends Record<string, string | null>>(properties: T): { [K in keyof T]?: string } =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null)) as { [K in keyof T]?: string }

/** What a notification says of the transaction as it now is. The payer is named once there is one. */
export const notificationBody = (
  transaction: Told, merchant: Merchant, status: StatusOnWire, sessionId: string
): NotificationBody => {
  const { paidAt, kind, amount, rrn, bankCode, bankName, traceId } = transaction
  const isPaid = paidAt !== null
  return {
    originalReferenceNo: transaction.referenceNo,
    ...(kind === 'dynamic' ? given({ originalPartnerReferenceNo: transaction.partnerReferenceNo }) : {}),
    latestTransactionStatus: status.code,
    transactionStatusDesc: status.description,
    ...(isPaid ? given({ customerNumber: transaction.customerPan, accountType: ACCOUNT_TYPE }) : {}),
    destinationNumber: merchant.pan,
    destinationAccountName: merchant.name,
    ...(amount === null ? {} : { amount: { value: amount, currency: 'IDR' } }),
    sessionID: sessionId,
    ...(isPaid ? given({ bankCode }) : {}),
    additionalInfo: isPaid ? given({ RRN: rrn, bankCode, bankName, paidTime: jakartaTime(paidAt), traceId }) : {}
  }
}

/** When to try again after `tries` attempts; undefined once the schedule is exhausted. Each is counted from the first attempt. */
export const nextAttemptAt = (firstAt: number, scheduleSeconds: readonly number[], tries: number): number | undefined => {
  const seconds = [...scheduleSeconds].sort((a, b) => a - b)[tries - 1]
  return seconds === undefined ? undefined : firstAt + seconds * 1000
}

/** The notification after an attempt that was due at `at`. One beside the schedule never uses the schedule up. */
export const afterAttempt = (
  notification: Notification, cause: AttemptCause, at: number, isAcknowledged: boolean, scheduleSeconds: readonly number[]
): Notification => {
  const isScheduled = cause === 'schedule'
  const tries = notification.tries + (isScheduled ? 1 : 0)
  const extra = isScheduled || notification.extraAt !== at ? {} : { extraAt: null, extraCause: null }
  if (isAcknowledged) {
    const deliveredAt = notification.deliveredAt ?? at
    return { ...notification, ...extra, tries, status: 'delivered', nextAt: null, held: false, deliveredAt }
  }
  if (!isScheduled || notification.status !== 'pending') return { ...notification, ...extra, tries }
  const next = nextAttemptAt(notification.firstAt, scheduleSeconds, tries)
  if (next === undefined) return { ...notification, tries, held: false, status: 'failed', nextAt: null }
  // A schedule that was shortened meanwhile may name a moment that is over.
  return { ...notification, tries, held: false, nextAt: Math.max(next, at) }
}

export interface PartnerAnswer {
  readonly status: number
  readonly location: string | undefined
  readonly body: string
}

export interface Judgement {
  readonly result: AttemptResult
  readonly detail: string
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether what the partner answered acknowledges the notification [SNAP], and if not, why. */
export const judgeAnswer = ({ status, location, body }: PartnerAnswer): Judgement => {
  if (status >= 300 && status < 400) {
    return { result: 'redirect', detail: `HTTP ${status} to ${location ?? '(no Location)'}; redirects are not followed` }
  }
  if (status !== 200) return { result: 'http-status', detail: `HTTP ${status}; an acknowledgement is HTTP 200` }
  const value = parsed(body)
  if (typeof value !== 'object' || value === null) {
    return { result: 'wrong-body', detail: 'HTTP 200, but the body is not a JSON object' }
  }
  const code = (value as { responseCode?: unknown }).responseCode
  if (code === ACKNOWLEDGED_CODE) return { result: 'acknowledged', detail: 'HTTP 200 and responseCode 2005200' }
  if (code === undefined) return { result: 'wrong-body', detail: 'HTTP 200, but the body has no responseCode' }
  if (code === Number(ACKNOWLEDGED_CODE)) {
    return { result: 'wrong-code', detail: 'responseCode is a number; it must be the string "2005200"' }
  }
  return { result: 'wrong-code', detail: `responseCode is ${JSON.stringify(code)}; an acknowledgement is "2005200"` }
}

/** Why this URL cannot be called back; undefined for one that can. */
export const callbackUrlFault = (text: string): string | undefined => {
  if (!URL.canParse(text)) return 'not a URL'
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return `${url.protocol} is not called; allowed: http, https`
  // They would travel in Authorization, where a symmetric notification carries its token.
  return url.username === '' && url.password === '' ? undefined : 'a user name or password in the URL is not sent'
}

/** A notification as admins see it, with every attempt. */
import type { AttemptReply, NotificationReply } from '../../../schemas/notification.js'
import type { Bank } from '../../bank/bank.js'
import { jakartaTime } from '../../domain/jakarta.js'
import type { Attempt, Notification } from '../../domain/notification.js'

const showAttempt = (attempt: Attempt): AttemptReply => ({
  number: attempt.number,
  cause: attempt.cause,
  at: jakartaTime(attempt.at),
  sentAt: jakartaTime(attempt.sentAt),
  url: attempt.url,
  headers: { ...attempt.headers },
  result: attempt.result,
  acknowledged: attempt.result === 'acknowledged',
  detail: attempt.detail,
  ...(attempt.httpStatus === null ? {} : { httpStatus: attempt.httpStatus }),
  ...(attempt.responseBody === null ? {} : { responseBody: attempt.responseBody }),
  durationMs: attempt.durationMs,
  ...(attempt.fault === null ? {} : { fault: attempt.fault })
})

export const showNotification = (bank: Bank, notification: Notification): NotificationReply => ({
  id: notification.id,
  partnerId: notification.partnerId,
  referenceNo: notification.referenceNo,
  transactionStatus: notification.transactionStatus,
  status: notification.status,
  body: notification.body,
  createdAt: jakartaTime(notification.createdAt),
  nextAttemptAt: notification.nextAt === null ? null : jakartaTime(notification.nextAt),
  ...(notification.deliveredAt === null ? {} : { deliveredAt: jakartaTime(notification.deliveredAt) }),
  ...(notification.fault === null ? {} : { fault: notification.fault }),
  attempts: bank.store.notifications.attempts(notification).map(showAttempt)
})

/** One line on what is there, for whoever waited for something else. */
export const summarize = (bank: Bank, notification: Notification): string => {
  const attempts = bank.store.notifications.attempts(notification)
  const last = attempts.at(-1)
  const how = last === undefined ? 'not tried yet' : `${attempts.length} attempts, the last: ${last.result}, ${last.detail}`
  return `${notification.id} tells ${notification.transactionStatus}, ${notification.status} (${how})`
}

/** What an attempt to notify proves for the acceptance sheet. */
import type { Evidence } from '../../schemas/acceptance.js'
import type { SeenAttempt } from '../domain/acceptance/case.js'
import { jakartaTime } from '../domain/jakarta.js'
import type { Attempt, Notification } from '../domain/notification.js'
import { keepProved, keptText } from './acceptance.js'
import type { Bank } from './bank.js'

const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '[::1]']

/** Whether it went to one of the bank's own receivers, under whatever name the bank is reached. */
const isSink = (bank: Bank, url: string | null): boolean => {
  if (url === null || !URL.canParse(url)) return false
  const [sent, own] = [new URL(url), new URL(bank.publicUrl())]
  const isOwn = sent.host === own.host || (sent.port === own.port && LOOPBACK.includes(sent.hostname))
  return isOwn && sent.pathname.startsWith('/sink/')
}

type Ended = Omit<Attempt, 'number'>

const seen = (bank: Bank, before: Notification, after: Notification, attempt: Ended): SeenAttempt => {
  const { cause, result, detail, httpStatus, responseBody, fault, url } = attempt
  return {
    cause,
    result,
    detail,
    httpStatus,
    responseBody,
    fault,
    plan: before.fault,
    triesBefore: before.tries,
    deliveredBefore: before.deliveredAt !== null,
    exhausted: before.status === 'pending' && after.status === 'failed',
    toSink: isSink(bank, url)
  }
}

const evidenceOf = (bank: Bank, notification: Notification, attempt: Ended): Evidence => ({
  at: jakartaTime(attempt.sentAt),
  source: 'notification',
  id: notification.id,
  attempt: bank.store.notifications.attempts(notification).length,
  method: 'POST',
  target: attempt.url ?? '',
  headers: Object.entries(attempt.headers),
  body: keptText(notification.body),
  status: attempt.httpStatus,
  reply: keptText(attempt.responseBody ?? ''),
  note: attempt.fault === null ? attempt.detail : `${attempt.fault}: ${attempt.detail}`
})

/** Called once the attempt is on record, in the same deed. */
export const judgeAttempt = (bank: Bank, before: Notification, after: Notification, attempt: Ended): void => {
  const { partnerId } = before
  const sheet = bank.store.acceptance.sheet(partnerId)
  if (sheet.isNotified) return
  keepProved(bank, partnerId, sheet.judgeAttempt(seen(bank, before, after, attempt), () => evidenceOf(bank, after, attempt)))
}

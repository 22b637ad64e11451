/** Deliveries: what an attempt needs to know when it begins, and what follows from how it ended. */
import type { AttemptCause } from '../../schemas/notification.js'
import { afterAttempt, type Attempt, type Notification } from '../domain/notification.js'
import { Unknown } from '../domain/verdict.js'
import type { DueRow } from '../store/due.js'
import { judgeAttempt } from './acceptance-of-attempt.js'
import { awaitAttempts, NOTIFY, NOTIFY_EXTRA, tellOf } from './announce.js'
import { nowOf, type Bank } from './bank.js'

/** An attempt that is due now, for the courier to make. */
export interface Errand {
  readonly notification: Notification
  readonly cause: AttemptCause
  /** By the partner's clock. */
  readonly at: number
}

/** How an attempt ended; when it was due is the errand's to know. */
export type AttemptOutcome = Omit<Attempt, 'number' | 'cause' | 'at'>

/**
 * The attempt that a due row stands for; undefined where the notification has no use for it any more. The notification keeps
 * its moment until the outcome is recorded, so that an attempt under way when the process ends is made again.
 */
export const beginAttempt = (bank: Bank, { kind, subject, dueAt }: DueRow): Errand | undefined => {
  const notification = bank.store.notifications.find(subject)
  if (notification === undefined) return undefined
  const cause: AttemptCause | null = kind === NOTIFY ? 'schedule' : notification.extraCause
  const errand = cause === null ? undefined : { notification, cause, at: dueAt }
  return errand !== undefined && isOwed(notification, errand) ? errand : undefined
}

const isOwed = ({ nextAt, extraAt }: Notification, { cause, at }: Errand): boolean =>
  (cause === 'schedule' ? nextAt : extraAt) === at

/** Whether the attempt is still to be made when its turn has come. */
export const isStillOwed = (bank: Bank, errand: Errand): boolean => {
  const notification = bank.store.notifications.find(errand.notification.id)
  return notification !== undefined && isOwed(notification, errand)
}

/** Lets those go that waited for this one to go out first. */
const releaseHeld = (bank: Bank, { partnerId, position }: Notification, at: number): void => {
  const { due, notifications } = bank.store
  for (const held of notifications.heldBefore(partnerId, position)) {
    if (held.nextAt !== null) due.remove({ partnerId, dueAt: held.nextAt, kind: NOTIFY, subject: held.id })
    const released = { ...held, held: false, firstAt: at, nextAt: at }
    notifications.save(released)
    awaitAttempts(bank, released)
  }
}

/** Records the attempt and what follows: delivered, tried again later, or failed. A notification that is gone is left alone. */
export const recordAttempt = (bank: Bank, { notification: { id }, cause, at }: Errand, outcome: AttemptOutcome): void => {
  const { notifications, partners, due } = bank.store
  const before = notifications.find(id)
  const partner = before === undefined ? undefined : partners.find(before.partnerId)
  if (before === undefined || partner === undefined) return
  notifications.addAttempt(before, { ...outcome, cause, at })
  const after = afterAttempt(before, cause, at, outcome.result === 'acknowledged', partner.settings.notifyScheduleSeconds)
  if (before.nextAt !== null && after.nextAt !== before.nextAt) {
    due.remove({ partnerId: before.partnerId, dueAt: before.nextAt, kind: NOTIFY, subject: id })
  }
  notifications.save(after)
  if (after.nextAt !== before.nextAt) awaitAttempts(bank, { ...after, extraAt: null })
  if (cause === 'schedule') releaseHeld(bank, after, at)
  tellOf(bank, after)
  judgeAttempt(bank, before, after, { ...outcome, cause, at })
}

/** Throws `Unknown`. */
export const getNotification = (bank: Bank, id: string): Notification => {
  const notification = bank.store.notifications.find(id)
  if (notification === undefined) throw new Unknown('id', id)
  return notification
}

/** One more attempt, now, whatever became of the notification; its schedule goes on as it was. */
export const redeliver = (bank: Bank, id: string): Notification => {
  const { notifications, due } = bank.store
  const before = getNotification(bank, id)
  const { partnerId, extraAt } = before
  if (extraAt !== null) due.remove({ partnerId, dueAt: extraAt, kind: NOTIFY_EXTRA, subject: id })
  const after: Notification = { ...before, extraAt: nowOf(bank, partnerId), extraCause: 'redelivery' }
  notifications.save(after)
  awaitAttempts(bank, after)
  return after
}

/** Called at start, and after a restore: what was under way when the process ended is due again. */
export const resumeDeliveries = (bank: Bank): void => {
  for (const notification of bank.store.notifications.owed()) awaitAttempts(bank, notification)
}

/** The webhook lab: one row a fault, with everything that it does to a notification. */
import type { NotificationBody } from '../../schemas/notification.js'
import type { WebhookFaultKind } from '../../schemas/webhook-fault.js'

export interface WebhookFaultRow {
  readonly about: string
  /** `delaySeconds` where nothing is said; without it the fault knows no delay. */
  readonly seconds?: number
  /** The first attempt is due that much later. */
  readonly late?: true
  /** It goes out after the partner's next one, or when the delay is over. */
  readonly held?: true
  /** The first attempt is made twice. */
  readonly twice?: true
  /** Every attempt is lost on the way. */
  readonly lost?: true
  /** What it says, on every attempt. */
  readonly rewrite?: (body: NotificationBody) => NotificationBody
  /** A second notification says the contrary. */
  readonly contradicted?: true
  /** Of the first attempt: X-TIMESTAMP lies that far back. */
  readonly aged?: true
  /** Of the first attempt: what is changed once it was signed. */
  readonly tamper?: (sent: SentText) => SentText
  /** Taken when a QR is generated, not when a change is told. */
  readonly atGenerate?: true
}

export interface SentText {
  readonly body: string
  readonly signature: string
}

/** Another amount, or another state where there is no amount: still JSON, no longer what was signed. */
const otherBody = (text: string): string => {
  const body = JSON.parse(text) as NotificationBody
  const changed = body.amount === undefined
    ? { latestTransactionStatus: body.latestTransactionStatus === '00' ? '06' : '00' }
    : { amount: { ...body.amount, value: `9${body.amount.value}` } }
  return JSON.stringify({ ...body, ...changed })
}

/** Base64 of the same length, with one bit turned. */
const otherSignature = (signature: string): string => {
  const bytes = Buffer.from(signature, 'base64')
  bytes[0] = (bytes[0] ?? 0) ^ 1
  return bytes.toString('base64')
}

export const WEBHOOK_FAULTS: Readonly<Record<WebhookFaultKind, WebhookFaultRow>> = {
  'duplicate': { about: 'The notification comes twice in a row: same X-EXTERNAL-ID, same bytes', twice: true },
  'delay': { about: "The first attempt is made delaySeconds late, by the partner's clock", seconds: 60, late: true },
  'reorder': {
    about: "It comes after the partner's next notification, or after delaySeconds if there is none",
    seconds: 60,
    held: true
  },
  'drop': { about: 'It never arrives: every attempt is lost on the way, until it is redelivered', lost: true },
  'tamper-body': {
    about: 'The first attempt carries another amount than was signed; later ones are intact',
    tamper: ({ body, signature }) => ({ body: otherBody(body), signature })
  },
  'tamper-signature': {
    about: 'The first attempt carries a wrong signature; later ones are intact',
    tamper: ({ body, signature }) => ({ body, signature: otherSignature(signature) })
  },
  'expired-signature': {
    about: 'The first attempt is signed with an X-TIMESTAMP that is delaySeconds old; later ones are intact',
    seconds: 3600,
    aged: true
  },
  'unknown-status': {
    about: 'It tells of latestTransactionStatus 99, which no document knows',
    rewrite: body => ({ ...body, latestTransactionStatus: '99', transactionStatusDesc: 'Unknown' })
  },
  'early': { about: 'A QR is paid and told as paid before the reply to its generate goes out', atGenerate: true },
  'contradict': { about: 'A second notification, with an X-EXTERNAL-ID of its own, tells the contrary', contradicted: true }
}

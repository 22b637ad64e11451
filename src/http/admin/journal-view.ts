/** An entry of the journal as admins read it: the checks as a ladder, and what was forced, changed and answered. */
import { isUtf8 } from 'node:buffer'
import type { CheckReply, RequestReply } from '../../../schemas/journal.js'
import { SERVICES } from '../../../schemas/services.js'
import type { Bank, StateChange } from '../../bank/bank.js'
import { jakartaTime } from '../../domain/jakarta.js'
import type { JournalRow } from '../../store/journal-row.js'
import { CHECKS, TOKEN_CHECKS } from '../snap/checks.js'
import { headerPairs } from '../snap/journal-words.js'

/** Steps that are not checks of the gate: while the request is read, and in the service. */
const BEFORE = [
  { step: 0, name: 'body size and form', evidence: '[CHOSEN]' },
  { step: 1, name: 'route', evidence: '[BNC] [SNAP]' }
]
const AFTER = [
  { step: 10, name: 'mandatory fields', evidence: '[BNC] [SNAP]' },
  { step: 11, name: 'field formats', evidence: '[BNC] [SNAP]' },
  { step: 12, name: 'business', evidence: '[BNC] [CHOSEN]' }
]

interface More {
  readonly outcome?: { readonly source: string; readonly responseCode?: string; readonly at?: string }
  readonly fault?: string
  readonly changes?: readonly StateChange[]
  readonly signature?: unknown
}

const resultOf = (step: number, row: JournalRow, more: More): string => {
  if (step < row.step) return 'ok'
  if (step === row.step) return row.why === null ? 'ok' : 'refused'
  return row.why === null && more.outcome !== undefined ? 'forced' : 'not reached'
}

const checksOf = (row: JournalRow, more: More): CheckReply[] => {
  const gate = row.service === SERVICES.token.code ? TOKEN_CHECKS : CHECKS
  return [...BEFORE, ...gate, ...AFTER].map(({ step, name, evidence }) => {
    const result = resultOf(step, row, more)
    return { step, name, result, evidence, ...(result === 'refused' && row.why !== null ? { why: row.why } : {}) }
  })
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

/** Enough for every notification of one transaction. */
const NOTIFICATIONS = 100

/** The notifications that were written in the deed of these changes. */
const causedBy = (bank: Bank, changes: readonly StateChange[]): string[] =>
  changes.flatMap(({ partnerId, referenceNo, to, at }) =>
    bank.store.notifications.list({ partnerId, referenceNo }, NOTIFICATIONS)
      .filter(({ transactionStatus, createdAt }) => transactionStatus === to && createdAt === at)
      .map(({ id }) => id))

export const showEntry = (bank: Bank, row: JournalRow): RequestReply => {
  const more = (row.more === null ? {} : JSON.parse(row.more)) as More
  return {
    id: String(row.id),
    at: jakartaTime(row.at),
    partnerId: row.partnerId,
    service: row.service,
    method: row.method,
    path: row.path,
    headers: headerPairs(row.headers),
    body: row.body.toString(),
    ...(isUtf8(row.body) ? {} : { bodyBase64: row.body.toString('base64') }),
    bodyLength: row.bodyLength,
    status: row.status,
    responseCode: row.responseCode,
    reply: parsed(row.reply),
    referenceNo: row.referenceNo,
    externalId: row.externalId,
    checks: checksOf(row, more),
    ...(more.outcome === undefined ? {} : { outcome: more.outcome }),
    ...(more.fault === undefined ? {} : { fault: more.fault }),
    ...(more.signature === undefined ? {} : { signature: more.signature }),
    changes: [...(more.changes ?? [])],
    notifications: causedBy(bank, more.changes ?? []),
    durationMs: row.durationUs / 1000
  }
}

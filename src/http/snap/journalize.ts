/** Writes an exchange into the journal: what came, what was answered, and what the bank thought. */
import type { Bank } from '../../bank/bank.js'
import { redactHeaders, redactReply } from '../../domain/redact.js'
import { textOf } from '../../domain/request-body.js'
import { Refusal } from '../../domain/refusal.js'
import type { Entry } from '../../store/journal-row.js'
import { countReply } from '../metrics.js'
import type { Answer } from './answer.js'
import { headerOf, isTokenCall, type Exchange, type Forced } from './exchange.js'
import type { Fate } from './journal-words.js'
import { witness } from './witness.js'

/** Bytes of a body that are kept; its whole length is noted beside them [CHOSEN]. */
const KEPT_BYTES = 16_384

const REFERENCE = /"(?:referenceNo|originalReferenceNo)":"([^"]{1,64})"/

/** The transaction that an exchange was about: what it asked for, or what it made or changed. */
const referenceOf = ({ parsed, changes }: Exchange, reply: string): string | null => {
  const asked = parsed === undefined || parsed instanceof Refusal ? undefined : textOf(parsed, 'originalReferenceNo')
  return asked ?? changes[0]?.referenceNo ?? REFERENCE.exec(reply)?.[1] ?? null
}

/** What only some entries have. */
const moreOf = ({ forced, changes }: Exchange, fault: Fate): string | null =>
  forced === undefined && changes.length === 0 && fault === undefined
    ? null
    : JSON.stringify({ outcome: forced, fault, changes: changes.length === 0 ? undefined : changes })

/** Fates after which the client has no reply at all. */
const SILENT: readonly Fate[] = ['reset', 'hang', 'empty', 'cut']

/** An entry as one line of a list: what somebody who looks on sees of it before opening it. */
const tellOf = (id: number, row: Entry): object => {
  const { at, service, method, path, responseCode, status, referenceNo, externalId, why, durationUs, more } = row
  const { outcome, fault } = (more === null ? {} : JSON.parse(more)) as { outcome?: Forced; fault?: string }
  const summary = { id: String(id), at, service, method, path, responseCode, status, referenceNo, externalId, durationMs: durationUs / 1000 }
  return { ...summary, why: why ?? undefined, forced: outcome?.source, fault }
}

/** Keeps an entry and tells whoever listens; says its id. */
export const record = (bank: Bank, row: Entry): number => {
  const id = bank.store.journal.add(row)
  countReply(bank, row.service, row.status === null ? null : row.responseCode, row.durationUs / 1_000_000)
  if (bank.events.heard) bank.events.tell({ type: 'request', partnerId: row.partnerId, data: tellOf(id, row) })
  return id
}

/** Says the entry's id. */
export const journalize = (bank: Bank, exchange: Exchange, answer: Answer, fault: Fate): number => {
  const { body, bodyLength } = exchange
  const externalId = headerOf(exchange, 'x-external-id')
  const row = {
    at: exchange.receivedAt,
    partnerId: exchange.partner?.partnerId ?? null,
    service: exchange.service?.code ?? null,
    referenceNo: referenceOf(exchange, answer.body),
    externalId: externalId === '' ? null : externalId.slice(0, 64),
    responseCode: answer.responseCode,
    method: exchange.method,
    path: exchange.path.slice(0, 2048),
    headers: redactHeaders(exchange.rawHeaders),
    body: body.length > KEPT_BYTES ? Buffer.from(body.subarray(0, KEPT_BYTES)) : body,
    bodyLength,
    status: SILENT.includes(fault) ? null : answer.status,
    reply: isTokenCall(exchange) ? redactReply(answer.body) : answer.body,
    step: exchange.step,
    why: exchange.why ?? null,
    more: moreOf(exchange, fault),
    durationUs: Math.round((performance.now() - exchange.begunAt) * 1000)
  }
  const id = record(bank, row)
  witness(bank, exchange, row, id)
  return id
}

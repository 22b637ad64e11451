/** A call as one line of the list, made from what the stream tells or from an entry of the journal. */
import type { RequestReply } from '../../../../schemas/journal.js'
import { findService } from '../../../../schemas/services.js'

export interface CallRow {
  /** Rises with every call of the bank. */
  readonly id: number
  /** Milliseconds since 1970. */
  readonly at: number
  readonly partnerId: string | null
  readonly service: string | null
  readonly method: string
  readonly path: string
  readonly responseCode: string | null
  /** Null where the client got no answer. */
  readonly status: number | null
  readonly referenceNo: string | null
  readonly externalId: string | null
  readonly durationMs: number
  /** Why it was refused. */
  readonly why: string | undefined
  /** Where a forced outcome came from. */
  readonly forced: string | undefined
  readonly fault: string | undefined
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** Of a `request` event. */
export const rowOfEvent = (data: Readonly<Record<string, unknown>>): CallRow => ({
  id: Number(data['id']),
  at: numberOf(data['at']) ?? 0,
  partnerId: textOf(data['partnerId']),
  service: textOf(data['service']),
  method: textOf(data['method']) ?? '',
  path: textOf(data['path']) ?? '',
  responseCode: textOf(data['responseCode']),
  status: numberOf(data['status']),
  referenceNo: textOf(data['referenceNo']),
  externalId: textOf(data['externalId']),
  durationMs: numberOf(data['durationMs']) ?? 0,
  why: textOf(data['why']) ?? undefined,
  forced: textOf(data['forced']) ?? undefined,
  fault: textOf(data['fault']) ?? undefined
})

/** What was forced on a call, as the journal has it. */
export interface ForcedOn {
  readonly source: string
  readonly id?: number
  readonly fault?: string
  readonly delayMs?: number
  readonly at?: string
  readonly responseCode?: string
}

export const forcedOn = ({ outcome }: RequestReply): ForcedOn | undefined => outcome as ForcedOn | undefined

/** Of an entry of the journal. */
export const rowOfEntry = (entry: RequestReply): CallRow => {
  const { id, at, partnerId, service, method, path, responseCode, status, referenceNo, externalId, durationMs, checks, fault } = entry
  return {
    id: Number(id),
    at: Date.parse(at),
    partnerId, service, method, path, responseCode, status, referenceNo, externalId, durationMs,
    why: checks.find(({ result }) => result === 'refused')?.why,
    forced: forcedOn(entry)?.source,
    fault
  }
}

/** Whether the client heard something else than a success. */
export const isRefused = ({ status, responseCode }: Pick<CallRow, 'status' | 'responseCode'>): boolean =>
  status === null || status >= 400 || (responseCode !== null && !responseCode.startsWith('2'))

/** `cancel`, or the path where it belongs to no service. */
export const callName = ({ service, method, path }: Pick<CallRow, 'service' | 'method' | 'path'>): string =>
  findService(service ?? '')?.name ?? (method === '' ? 'not HTTP' : `${method} ${path}`)

/** `0.8 ms`, `120 ms`, `2.5 s`. */
export const durationText = (ms: number): string => {
  if (ms >= 10_000) return `${Math.round(ms / 1000)} s`
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`
}

/** An entry of the journal as its table holds it. */

export interface JournalRow {
  readonly id: number
  /** Real time, in milliseconds. */
  readonly at: number
  readonly partnerId: string | null
  readonly service: string | null
  readonly referenceNo: string | null
  readonly externalId: string | null
  readonly responseCode: string | null
  readonly method: string
  readonly path: string
  /** Names and values in turn, one a line. */
  readonly headers: string
  /** The bytes as received, up to a bound. */
  readonly body: Buffer
  readonly bodyLength: number
  /** Null where the client got no reply. */
  readonly status: number | null
  readonly reply: string
  /** The check that refused, or the last step that was done. */
  readonly step: number
  readonly why: string | null
  /** JSON: outcome, changes, diagnosis. */
  readonly more: string | null
  readonly durationUs: number
}

/** An entry before it has its id. */
export type Entry = Omit<JournalRow, 'id'>

/** The column of each. */
export const COLUMNS: Readonly<Record<keyof JournalRow, string>> = {
  id: 'id',
  at: 'at',
  partnerId: 'partner_id',
  service: 'service',
  referenceNo: 'reference_no',
  externalId: 'external_id',
  responseCode: 'response_code',
  method: 'method',
  path: 'path',
  headers: 'headers',
  body: 'body',
  bodyLength: 'body_length',
  status: 'status',
  reply: 'reply',
  step: 'step',
  why: 'why',
  more: 'more',
  durationUs: 'duration_us'
}

export const NAMES = Object.keys(COLUMNS) as (keyof JournalRow)[]
export const SELECT = `SELECT ${NAMES.map(name => `${COLUMNS[name]} AS ${name}`).join(', ')} FROM journal`

const OVERHEAD = 200

/** Bytes that it takes, roughly. */
export const sizeOf = (row: Entry): number => OVERHEAD + row.headers.length + row.body.length + row.reply.length + (row.more?.length ?? 0)

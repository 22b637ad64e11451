/** The words for a transaction's state, and the codes that the wire shows for them [BNC]. */
import { Words } from './fields.js'

/** Stored states, in the order of a QR's life. */
export const STATUSES = ['initiated', 'paying', 'pending', 'success', 'refunded', 'canceled', 'failed', 'expired'] as const
export type Status = (typeof STATUSES)[number]

/** `expired` has no code of its own on BNC's page: the partner's setting `expiredStatus` chooses it [CHOSEN: 05]. */
export const WIRE_CODE: Readonly<Record<Exclude<Status, 'expired'>, string>> = {
  success: '00',
  initiated: '01',
  paying: '02',
  pending: '03',
  refunded: '04',
  canceled: '05',
  failed: '06'
}

/** An answer, never a stored state [BNC]. */
export const NOT_FOUND_CODE = '07'

/** What transactionStatusDesc says [BNC: the words of the code list]. */
export const STATUS_DESCRIPTION: Readonly<Record<Status, string>> = {
  success: 'Success',
  initiated: 'Initiated',
  paying: 'Paying',
  pending: 'Pending',
  refunded: 'Refunded',
  canceled: 'Canceled',
  failed: 'Failed',
  expired: 'Canceled (expired)' // [CHOSEN]
}

const byWord = new Map<string, Status>([
  ...STATUSES.map(status => [status, status] as const),
  ...Object.entries(WIRE_CODE).map(([status, code]) => [code, status as Status] as const)
])

/** The state that a word (`pending`) or a wire code (`03`) names. */
export const findStatus = (wordOrCode: string): Status | undefined => byWord.get(wordOrCode)

/** Every word and code that `findStatus` knows, for schemas and for messages that list the allowed values. */
export const STATUS_WORDS: readonly string[] = [...byWord.keys()]

export const StatusWord = Words(STATUS_WORDS, 'A status word or its wire code')

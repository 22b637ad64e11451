/** From when to when a list of payments reaches, and what is wrong with the times that a request says. */
import type { TransactionHistoryListRequest } from '../../schemas/transaction-history-list.js'
import { parseTimestamp } from './jakarta.js'
import { malformed } from './refusal.js'

const DAY_MS = 86_400_000
const SECOND_MS = 1000

type Times = Pick<TransactionHistoryListRequest, 'fromDateTime' | 'toDateTime'>

const moment = (field: string, text: string): number => {
  const at = parseTimestamp(text)
  if (at === undefined) throw malformed(field, 'not a moment that exists, ISO 8601 with an offset')
  return at
}

const fromOf = ({ fromDateTime }: Times, now: number): number =>
  fromDateTime === undefined ? now - DAY_MS : moment('fromDateTime', fromDateTime)

const toOf = ({ toDateTime }: Times, now: number): number => (toDateTime === undefined ? now : moment('toDateTime', toDateTime))

/** Refuses a fromDateTime that is no time, or that is still to come where no end is said. */
export const demandFrom = (times: Times, now: number): void => {
  const from = fromOf(times, now)
  if (from > now && times.toDateTime === undefined) throw malformed('fromDateTime', 'it is after now, where the list would end')
}

/** Refuses a toDateTime that is no time, or that is before the list begins [CHOSEN]. */
export const demandTo = (times: Times, now: number): void => {
  const to = toOf(times, now)
  if (fromOf(times, now) > to) throw malformed('toDateTime', 'it is before fromDateTime')
}

/** Whole seconds, both ends included [CHOSEN]: the wire shows no fractions, so what it shows can be asked for. */
export const spanOf = (times: Times, now: number): { from: number; to: number } => {
  const [from, to] = [fromOf(times, now), toOf(times, now)]
  return { from: from - (from % SECOND_MS), to: to - (to % SECOND_MS) + SECOND_MS - 1 }
}

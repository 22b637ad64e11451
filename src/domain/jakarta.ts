/** Time as the bank writes it: Jakarta, UTC+7 all year, no daylight saving. Instants are milliseconds since 1970. */
import { TIMESTAMP_PATTERN } from '../../schemas/headers.js'

export const JAKARTA_OFFSET_MS = 7 * 60 * 60 * 1000

/** `2026-11-21T09:30:00` in Jakarta. */
const jakartaText = (at: number): string => new Date(at + JAKARTA_OFFSET_MS).toISOString().slice(0, 19)

/** `2026-11-21T09:30:00+07:00`: X-TIMESTAMP of replies, paidTime and the rest. */
export const jakartaTime = (at: number): string => `${jakartaText(at)}+07:00`

const DAY_MS = 86_400_000

let day = Number.NaN
let dayText = ''

/** `2026-11-21`: the calendar day in which an X-EXTERNAL-ID must be new. Asked by every call, and the answer holds for a day. */
export const jakartaDay = (at: number): string => {
  const number = Math.floor((at + JAKARTA_OFFSET_MS) / DAY_MS)
  if (number !== day) {
    day = number
    dayText = jakartaText(at).slice(0, 10)
  }
  return dayText
}

/** `2026112109`: the first ten digits of a reference number. */
export const jakartaHour = (at: number): string => jakartaText(at).slice(0, 13).replace(/\D/g, '')

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

const isRealDate = (year: number, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= (DAYS_IN_MONTH[month - 1] as number) + (month === 2 && isLeap(year) ? 1 : 0)

/** The instant of an ISO 8601 text with an explicit offset and 0–3 fractional digits; undefined for anything else, 30 February included. */
export const parseTimestamp = (text: string): number | undefined => {
  if (!TIMESTAMP_PATTERN.test(text)) return undefined
  const part = (from: number, to: number): number => Number(text.slice(from, to))
  if (!isRealDate(part(0, 4), part(5, 7), part(8, 10))) return undefined
  if (part(11, 13) > 23 || part(14, 16) > 59 || part(17, 19) > 59) return undefined
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : at
}

/** X-TIMESTAMP taken apart: the instant it names, and the way it is written. */

export interface Instant {
  readonly text: string
  /** Milliseconds since 1970. */
  readonly ms: number
  readonly offsetMinutes: number
  /** Digits after the seconds, as written. */
  readonly fraction: string
  readonly offset: string
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d(?::?\d\d)?)?$/

const minutesOf = (offset: string): number => {
  if (offset === 'Z' || offset === '') return 0
  const digits = offset.slice(1).replace(':', '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || '0')
  return offset.startsWith('-') ? -minutes : minutes
}

/** The instant of an ISO 8601 text; a text without an offset is taken as UTC. */
export const parseInstant = (text: string): Instant | undefined => {
  const match = ISO.exec(text)
  if (match === null) return undefined
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [number, number, number, number, number,
    number]
  const fraction = match[7] ?? ''
  const offset = match[8] ?? ''
  const offsetMinutes = minutesOf(offset)
  const wall = Date.UTC(year, month - 1, day, hour, minute, second, Number(fraction.padEnd(3, '0').slice(0, 3)))
  return { text, ms: wall - offsetMinutes * 60_000, offsetMinutes, fraction, offset }
}

const two = (value: number): string => String(value).padStart(2, '0')

/** Parts of the wall clock at this instant, this many minutes east of Greenwich. */
export const wallClock = (ms: number, offsetMinutes: number) => {
  const at = new Date(ms + offsetMinutes * 60_000)
  return {
    year: String(at.getUTCFullYear()).padStart(4, '0'), month: two(at.getUTCMonth() + 1), day: two(at.getUTCDate()),
    hour: two(at.getUTCHours()), hour12: two(at.getUTCHours() % 12 || 12), minute: two(at.getUTCMinutes()),
    second: two(at.getUTCSeconds()), ms: String(at.getUTCMilliseconds()).padStart(3, '0'),
      half: at.getUTCHours() < 12 ? 'AM' : 'PM',
    weekday: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][at.getUTCDay()] ?? '',
    monthName: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][at.getUTCMonth()] ?? ''
  }
}

export type WallClock = ReturnType<typeof wallClock>

/** `+07:00`, or with another mark (or none) between hours and minutes. */
export const offsetText = (minutes: number, mark = ':'): string => {
  const size = Math.abs(minutes)
  return (minutes < 0 ? '-' : '+') + two(Math.floor(size / 60)) + mark + two(size % 60)
}

/** ISO 8601 to the second or finer. */
export const isoText = (clock: WallClock, fraction: string, offset: string, between = 'T'): string => {
  const time = `${clock.hour}:${clock.minute}:${clock.second}`
  return `${clock.year}-${clock.month}-${clock.day}${between}${time}${fraction === '' ? '' : `.${fraction}`}${offset}`
}

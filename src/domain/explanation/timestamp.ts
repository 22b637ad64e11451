/** Mistakes of the timestamp: the same instant written another way, a mislabelled wall clock, or the clock read twice. */
import { isoText, offsetText, parseInstant, wallClock, type Instant, type WallClock } from './instant.js'
import { distinct, just, rulesOf, variantsOf, type Mistake, type Variant } from './mistake.js'
import { FORM, forms, JAKARTA } from './timestamp-forms.js'

const rule = rulesOf<Instant>('timestamp')

const own = (instant: Instant, ms: number): string => isoText(wallClock(ms, instant.offsetMinutes),
  instant.fraction && wallClock(ms, 0).ms, instant.offset)
const inUtc = (ms: number): string => new Date(ms).toISOString()

const shifted = (instant: Instant, seconds: readonly number[]) => seconds.map(by => ({
  text: own(instant, instant.ms + by * 1000), detail: `The signed time is ${Math.abs(by)} s ${by > 0 ? 'later' : 'earlier'}.`
}))

const ONCE = 'Read the clock once, and use that one text for the header and for the signed text.'

const CLOCK = [
  rule('ts-plus-1s', 1, 'The clock was read twice: the signed time is a second or so later than the header', ONCE,
    '2026-01-15T10:20:31+07:00',
    instant => shifted(instant, [1, 2, 3])),
  rule('ts-minus-1s', 1, 'The clock was read twice: the signed time is a second or so earlier than the header', ONCE,
    '2026-01-15T10:20:29+07:00',
    instant => shifted(instant, [-1, -2, -3])),
  rule('ts-clock-twice-utc', 3, 'The clock was read twice, and written in UTC for the signature', ONCE,
    '2026-01-15T03:20:31.000Z',
    instant => [-2, -1, 1, 2].flatMap(by => just(inUtc(instant.ms + by * 1000), inUtc(instant.ms + by * 1000).replace(/\.\d+Z$/,
      'Z')))),
  rule('ts-hours', 3, 'The signed time is whole hours away from the header', 'Use one time zone for both.',
    '2026-01-15T09:20:30+07:00', instant =>
    [-14, -12, -9, -8, -7, -6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 14].map(by => ({
      text: own(instant, instant.ms + by * 3_600_000), detail: `The difference is ${by} hours.` })))
]

/** The thousand texts of one second, written as the header is; and in UTC where a header without decimals is in local time. */
const everyMillisecond = (instant: Instant, second: number): readonly { text: string }[] => {
  const local = isoText(wallClock(second, instant.offsetMinutes), '', '')
  const utc = isoText(wallClock(second, 0), '', '')
  return THOUSAND.flatMap(ms => {
    const text = { text: `${local}.${ms}${instant.offset}` }
    return instant.fraction === '' && instant.offsetMinutes !== 0 ? [text, { text: `${utc}.${ms}Z` }] : [text]
  })
}

const THOUSAND: readonly string[] = Array.from({ length: 1000 }, (_, at) => String(at).padStart(3, '0'))

/** Long lists, tried when nothing likelier fits. */
const LATE = [
  rule('ts-minutes', 5, 'The signed time is up to five minutes away from the header', ONCE, '2026-01-15T10:21:10+07:00',
    instant =>
    shifted(instant, Array.from({ length: 300 }, (_, at) => at + 1).flatMap(by => (by <= 60 || by % 30 === 0 ? [by, -by] : [])))),
  rule('ts-millisecond', 5, 'The clock was read twice: the signed time has other milliseconds', ONCE,
    '2026-01-15T10:20:30.124+07:00',
    instant => {
      const seconds = instant.fraction === '' ? [0] : [0, 1, -1]
      return seconds.flatMap(by => everyMillisecond(instant, Math.floor(instant.ms / 1000 + by) * 1000))
    })
]

const SAME_FORM = 'Sign the very text of X-TIMESTAMP, in ISO 8601 with its offset.'

const both = (instant: Instant, spell: (clock: WallClock, offset: number) => readonly string[]): readonly { text: string }[] =>
  just(...[...new Set([instant.offsetMinutes, 0, JAKARTA])].flatMap(zone => spell(wallClock(instant.ms, zone), zone)))

const OTHER = [
  rule('ts-epoch', 1, 'Seconds or milliseconds since 1970 were signed', SAME_FORM, '1768447230', ({ ms }) => just(
    String(Math.floor(ms / 1000)), String(ms), `${ms}000`, (ms / 1000).toFixed(3), `${Math.floor(ms / 1000)}.0`), 2),
  rule('ts-plus-lost', 1, 'The + of the offset was lost (URL-decoding turns it into a space)', SAME_FORM,
    '2026-01-15T10:20:30 07:00',
    ({ text }) => just(text.replace('+', ' '), text.replace('+', ''))),
  rule('ts-12-hours', 1, 'The hour was signed by the twelve-hour clock', 'Use HH (Java, .NET) or H (PHP) for the hour.',
    '2026-01-15T01:20:30+07:00',
    instant => both(instant, (clock, zone) => [zone === instant.offsetMinutes ? instant.offset : offsetText(zone),
      zone === 0 ? 'Z' : offsetText(zone)]
      .map(offset => isoText({ ...clock, hour: clock.hour12 }, instant.fraction, offset)))),
  rule('ts-month-minute', 3, 'Month and minute were mixed up in the format', 'Months are MM and minutes mm (PHP: m and i).',
    '2026-20-15T10:20:30+07:00',
    instant => both(instant, clock => [
      isoText({ ...clock, month: clock.minute }, instant.fraction, instant.offset), isoText({ ...clock, minute: clock.month },
        instant.fraction, instant.offset)
    ])),
  rule('ts-compact', 3, 'The timestamp was signed without its punctuation', SAME_FORM, '20260115102030', instant => both(instant,
    (clock, zone) => {
    const date = clock.year + clock.month + clock.day
    const time = clock.hour + clock.minute + clock.second
    return [date + time, `${date}T${time}`, `${date}T${time}Z`, `${date}T${time}${offsetText(zone, '')}`, date + time + clock.ms]
  })),
  rule('ts-encoded', 3, 'The timestamp was signed URL-encoded', SAME_FORM, '2026-01-15T10%3A20%3A30%2B07%3A00',
    ({ text }) => just(
    encodeURIComponent(text), text.replace('+', '%2B'), encodeURIComponent(text).toLowerCase())),
  rule('ts-language-default', 3, 'The time was signed the way the language prints it', SAME_FORM,
    'Thu Jan 15 2026 10:20:30 GMT+0700', instant =>
    both(instant, (clock, zone) => {
      const day = `${clock.year}-${clock.month}-${clock.day}`
      const time = `${clock.hour}:${clock.minute}:${clock.second}`
      const name = zone === JAKARTA ? 'WIB' : 'UTC'
      const zoneName = zone === 0 ? 'Coordinated Universal Time' : 'Western Indonesia Time'
      const date = `${clock.weekday} ${clock.monthName} ${clock.day}`
      const iso = `${day}T${time}`
      return [
        `${date} ${clock.year} ${time} GMT${offsetText(zone, '')} (${zoneName})`,
        `${clock.weekday}, ${clock.day} ${clock.monthName} ${clock.year} ${time} ${zone === 0 ? 'GMT' : offsetText(zone, '')}`,
        `${clock.weekday}, ${clock.day} ${clock.monthName} ${clock.year} ${time} ${offsetText(zone, '')}`,
        `${date} ${time} ${name} ${clock.year}`, `${day} ${time} ${offsetText(zone, '')}`,
          `${day} ${time} ${offsetText(zone, '')} ${name}`,
        `${iso}${zone === 0 ? 'Z[UTC]' : `${offsetText(zone)}[Asia/Jakarta]`}`, `${day} ${time} ${name}`,
          `${iso}${instant.offset}Z`,
        `${date} ${clock.year} ${time} GMT${offsetText(zone, '')}`, `${date} ${time} ${clock.year}`
      ]
    })),
  rule('ts-date-order', 3, 'The date was signed in another order or with other marks', SAME_FORM, '15/01/2026 10:20:30',
    instant =>
    both(instant, clock => {
      const time = `${clock.hour}:${clock.minute}:${clock.second}`
      return [
        `${clock.day}/${clock.month}/${clock.year} ${time}`, `${clock.month}/${clock.day}/${clock.year} ${time}`,
        `${clock.day}-${clock.month}-${clock.year} ${time}`, `${clock.year}/${clock.month}/${clock.day} ${time}`,
        `${clock.month}/${clock.day}/${clock.year} ${clock.hour12}:${clock.minute}:${clock.second} ${clock.half}`,
        `${clock.year}-${clock.day}-${clock.month}T${time}${instant.offset}`
      ]
    })),
  rule('ts-cut', 3, 'Only a part of the timestamp was signed', SAME_FORM, '2026-01-15', instant => both(instant, clock => {
    const day = `${clock.year}-${clock.month}-${clock.day}`
    return [day, clock.year + clock.month + clock.day, `${day}T${clock.hour}:${clock.minute}`,
      `${day}T${clock.hour}:${clock.minute}${instant.offset}`]
  }))
]

const verbatim = rulesOf<string>('timestamp')

/** Rules for any text, ISO 8601 or not. */
const TEXTUAL = [
  verbatim('ts-empty', 1, 'The place of the timestamp was left empty', SAME_FORM, 'POST:/…:01463f60…:', () => just('',
    'undefined', 'null', 'None')),
  verbatim('ts-spaces', 2, 'A space, a line end or quotes were signed with the timestamp', SAME_FORM,
    '2026-01-15T10:20:30+07:00\\n', text => just(
    `${text}\n`, `${text} `, ` ${text}`, `${text}\r\n`, `"${text}"`, `'${text}'`)),
  verbatim('ts-lower', 3, 'The timestamp was signed in lower case', SAME_FORM, '2026-01-15t03:20:30z',
    text => just(text.toLowerCase())),
  verbatim('ts-colons-dropped', 3, 'The colons of the timestamp were dropped', SAME_FORM, '2026-01-15T102030+0700',
    text => just(text.replace(/:/g, '')))
]

export const TIMESTAMP_MISTAKES: readonly Mistake[] = [...Object.values(FORM), ...CLOCK, ...LATE, ...OTHER, ...TEXTUAL]

/** Wrong readings of the header's text. */
export const readTimestamp = (text: string): Variant[] => {
  const instant = parseInstant(text)
  const textual = variantsOf(TEXTUAL, text, text)
  if (instant === undefined || Number.isNaN(instant.ms)) return textual
  return distinct([...forms(instant), ...variantsOf([...CLOCK, ...OTHER], instant, text), ...textual], [text])
}

/** Every other millisecond and second near by: the clock was read twice. */
export const readClock = (text: string): Variant[] => {
  const instant = parseInstant(text)
  return instant === undefined || Number.isNaN(instant.ms) ? [] : LATE.flatMap(each => variantsOf([each], instant, text))
}

/** Forms of a timestamp: the same instant, or the same wall clock, in every zone, offset, precision and separator. */
import { isoText, offsetText, wallClock, type Instant, type WallClock } from './instant.js'
import { note, type Mistake, type Note, type Variant } from './mistake.js'

const row = (id: string, title: string, hint: string, example: string): Mistake =>
  ({ id, family: 'timestamp', title, hint, example })

const SAME = 'Format the time once, sign that text and send that same text in X-TIMESTAMP.'

/** Deviations of the written form; they combine. */
export const FORM = {
  ms: row('ts-ms', 'The signed timestamp has milliseconds, the header has not', SAME, '2026-01-15T10:20:30.000+07:00'),
  noMs: row('ts-no-ms', 'The signed timestamp has no milliseconds, the header has', SAME, '2026-01-15T10:20:30+07:00'),
  micros: row('ts-fraction', 'The signed timestamp has another number of decimals', SAME, '2026-01-15T10:20:30.000000+07:00'),
  utcZ: row('ts-utc-z', 'The same instant was signed in UTC with Z', SAME, '2026-01-15T03:20:30Z'),
  zone: row('ts-other-zone', 'The same instant was signed in another time zone', SAME, '2026-01-15T03:20:30+00:00'),
  noColon: row('ts-no-colon', 'The offset was signed without its colon',
    'Write the offset as +07:00 (PHP "P", Java "XXX") in both places.',
    '2026-01-15T10:20:30+0700'),
  short: row('ts-short-offset', 'The offset was signed without its minutes', 'Write the offset as +07:00 in both places.',
    '2026-01-15T10:20:30+07'),
  zero: row('ts-zero-offset', 'UTC was written another way (Z, +00:00, -00:00)', SAME, '2026-01-15T03:20:30+00:00'),
  noOffset: row('ts-no-offset', 'The timestamp was signed without its offset', SAME, '2026-01-15T10:20:30'),
  space: row('ts-space', 'The timestamp was signed with a space in the place of T', SAME, '2026-01-15 10:20:30+07:00'),
  utcAsLocal: row('ts-utc-labelled-wib', 'The UTC wall clock was signed with a local offset',
    'Convert the time before you label it: 03:20:30Z is 10:20:30+07:00.', '2026-01-15T03:20:30+07:00'),
  localAsUtc: row('ts-wib-labelled-utc', 'The local wall clock was signed as if it were UTC',
    'Convert the time before you label it: 10:20:30+07:00 is 03:20:30Z.', '2026-01-15T10:20:30Z'),
  wrongZone: row('ts-wrong-zone-label', 'The wall clock of one time zone was signed with the offset of another',
    'Convert the time before you label it.', '2026-01-15T11:20:30+07:00')
} as const

const isZero = (offset: string): boolean => offset === 'Z' || /^[+-]00:?(?:00)?$/.test(offset)

type Deviation = readonly [text: string, cost: number, ...mistakes: Mistake[]]

/** Minutes east of Greenwich. */
export const JAKARTA = 420
const ZONES = (instant: Instant): readonly number[] => [...new Set([instant.offsetMinutes, 0, JAKARTA, 480, 540])]

/** The wall clock that is shown, and the zone that it is said to be in. */
const zones = (instant: Instant): readonly (readonly [clock: WallClock, label: number, cost: number,
  mistakes: readonly Mistake[]])[] => {
  const own = instant.offsetMinutes
  return ZONES(instant).flatMap(shown => ZONES(instant).map(label => {
    const clock = wallClock(instant.ms, shown)
    const far = [shown, label].every(zone => zone === own || zone === 0 || zone === JAKARTA) ? 0 : 2
    if (shown === label) return [clock, label, shown === own ? 0 : 1 + far, shown === own ? [] : [FORM.zone]] as const
    if (label === 0) return [clock, label, 1 + far, [FORM.localAsUtc]] as const
    return [clock, label, 1 + far, [shown === 0 ? FORM.utcAsLocal : FORM.wrongZone]] as const
  }))
}

const offsets = (instant: Instant, label: number): readonly Deviation[] => {
  const own = label === instant.offsetMinutes
  const plain = own && instant.offset !== '' ? instant.offset : label === 0 ? 'Z' : offsetText(label)
  const zero: readonly Deviation[] = label !== 0 ? [] : ['Z', '+00:00', '-00:00', '+0000', '+00'].map((text, at) => [text,
    at < 2 ? 1 : 2, FORM.zero])
  return [
    [plain, 0], ...zero, [offsetText(label), 1, FORM.noColon], [offsetText(label, ''), 1, FORM.noColon],
    [offsetText(label).slice(0, 3), 2, FORM.short], ['', 1, FORM.noOffset]
  ]
}

const fractions = (instant: Instant): readonly Deviation[] => {
  const digits = (count: number): string => instant.fraction.padEnd(count, '0').slice(0, count)
  const own = instant.fraction
  return [
    [own, 0], [digits(3), 1, own === '' ? FORM.ms : FORM.micros], ['', 1, FORM.noMs], [digits(6), 2, FORM.micros],
    [digits(7), 2, FORM.micros], [digits(9), 3, FORM.micros], [own === '' ? '0' : own.replace(/0+$/, ''), 3, FORM.micros],
    ['000', 2, FORM.micros], [digits(2), 3, FORM.micros]
  ]
}

/** Z instead of a local offset is one mistake, however many steps lead to it. */
const named = (mistakes: readonly Mistake[], offset: string): readonly Note[] => {
  const merged = isZero(offset) && mistakes.includes(FORM.zone)
    ? [offset === 'Z' ? FORM.utcZ : FORM.zone, ...mistakes.filter(each => each !== FORM.zone && each !== FORM.zero)]
    : mistakes.includes(FORM.localAsUtc) ? mistakes.filter(each => each !== FORM.zero) : mistakes
  return [...new Set(merged)].map(mistake => note(mistake))
}

/** Deviations that add up to more are not tried. */
const FORM_COST = 3

/** UTC is one mistake however it is written, and JavaScript's toISOString adds its milliseconds. */
const formCost = (zoneCost: number, offset: string, offsetCost: number, fractionCost: number): number => {
  if (zoneCost === 1 && offset === '+00:00') return 1 + fractionCost
  return zoneCost === 1 && offset === 'Z' && offsetCost <= 1 && fractionCost === 1 ? 1 : zoneCost + offsetCost + fractionCost
}

/** Every form that is a few deviations away from the header. */
export const forms = (instant: Instant): Variant[] => {
  const decimals = fractions(instant)
  return zones(instant).flatMap(([clock, label, zoneCost, zoneMistakes]) =>
    offsets(instant, label).flatMap(([offset, offsetCost, ...offsetMistakes]) =>
      decimals.flatMap(([fraction, fractionCost, ...fractionMistakes]) => {
        const cost = formCost(zoneCost, offset, offsetCost, fractionCost)
        const mistakes = [...zoneMistakes, ...offsetMistakes, ...fractionMistakes]
        const form = (between: 'T' | ' ', extra: number, more: readonly Mistake[]): Variant => ({
          text: isoText(clock, fraction, offset, between), cost: cost + extra, notes: named([...mistakes, ...more], offset)
        })
        if (cost > FORM_COST) return []
        if (cost === FORM_COST) return [form('T', 0, [])]
        return [form('T', 0, []), form(' ', offset === '' && fraction === '' ? 0 : 1, [FORM.space])]
      })))
}

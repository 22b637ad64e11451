/** Time as the bank writes and reads it: Jakarta, and timestamps with an explicit offset. */
import t from 'tap'
import { jakartaDay, jakartaHour, jakartaTime, parseTimestamp } from '../../src/domain/jakarta.js'

const at = (iso: string): number => Date.parse(iso)

t.test('the bank writes Jakarta time, whole seconds, with its offset', async t => {
  t.equal(jakartaTime(at('2026-11-21T02:30:00Z')), '2026-11-21T09:30:00+07:00')
  t.equal(jakartaTime(at('2026-11-21T02:30:00.999Z')), '2026-11-21T09:30:00+07:00')
  t.equal(jakartaTime(at('2026-12-31T17:00:00Z')), '2027-01-01T00:00:00+07:00')
  t.equal(jakartaTime(0), '1970-01-01T07:00:00+07:00')
})

t.test("a day ends at Jakarta's midnight, 17:00 UTC", async t => {
  t.equal(jakartaDay(at('2026-11-21T16:59:59.999Z')), '2026-11-21')
  t.equal(jakartaDay(at('2026-11-21T17:00:00Z')), '2026-11-22')
  t.equal(jakartaDay(at('2024-02-28T17:00:00Z')), '2024-02-29')
})

t.test('a reference number begins with the hour in Jakarta', async t => {
  t.equal(jakartaHour(at('2026-11-21T02:30:00Z')), '2026112109')
  t.equal(jakartaHour(at('2026-11-21T17:05:00Z')), '2026112200')
})

/** Each with the same instant in UTC. */
const good: readonly (readonly [string, string])[] = [
  ['2026-11-21T00:18:21.848Z', '2026-11-21T00:18:21.848Z'],
  ['2026-11-21T00:18:21Z', '2026-11-21T00:18:21Z'],
  ['2026-11-21T00:18:21+00:00', '2026-11-21T00:18:21Z'],
  ['2026-11-21T00:18:21-00:00', '2026-11-21T00:18:21Z'],
  ['2026-11-21T00:18:21.848+00:00', '2026-11-21T00:18:21.848Z'],
  ['2026-11-21T07:18:21+07:00', '2026-11-21T00:18:21Z'],
  ['2026-11-21T07:18:21.848+07:00', '2026-11-21T00:18:21.848Z'],
  ['2026-11-21T07:18:21.8+07:00', '2026-11-21T00:18:21.800Z'],
  ['2026-11-21T07:18:21.84+07:00', '2026-11-21T00:18:21.840Z'],
  ['2026-11-20T17:18:21-07:00', '2026-11-21T00:18:21Z'],
  ['2026-11-21T05:48:21+05:30', '2026-11-21T00:18:21Z'],
  ['2026-11-21T14:18:21+14:00', '2026-11-21T00:18:21Z'],
  ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z'],
  ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00Z'],
  ['2026-12-31T23:59:59Z', '2026-12-31T23:59:59Z']
]

t.test('a timestamp with an explicit offset is read as the instant that it names', async t => {
  for (const [text, utc] of good) t.equal(parseTimestamp(text), at(utc), text)
})

const bad: readonly string[] = [
  '', ' ', 'now', '1700000000', '1700000000000', '2026-11-21', '2026-11-21T00:18:21', '2026-11-21T00:18:21.848',
  '2026-11-21T00:18Z',
  '2026-11-21 00:18:21Z', '2026-11-21t00:18:21Z', '2026-11-21T00:18:21z', '2026-11-21T00:18:21.Z', '2026-11-21T00:18:21.8484Z',
  '2026-11-21T00:18:21.848123456Z', '2026-11-21T00:18:21,848Z', '2026-11-21T00:18:21+07', '2026-11-21T00:18:21+0700',
  '2026-11-21T00:18:21+7:00',
  '2026-11-21T00:18:21 07:00', '2026-11-21T00:18:21+07:00 ', ' 2026-11-21T00:18:21+07:00', '2026-11-21T00:18:21+07:00\n',
  '2026-11-21T00:18:21+24:00', '2026-11-21T00:18:21+07:60', '2026-11-21T00:18:21+99:99', '2026-11-21T24:00:00Z',
  '2026-11-21T23:60:00Z',
  '2026-11-21T23:59:60Z', '2026-02-29T00:00:00Z', '2100-02-29T00:00:00Z', '2026-02-30T00:00:00Z', '2026-04-31T00:00:00Z',
  '2026-00-10T00:00:00Z',
  '2026-13-10T00:00:00Z', '2026-10-00T00:00:00Z', '2026-10-32T00:00:00Z', '26-11-21T00:18:21Z', '+002026-11-21T00:18:21Z',
  '-002026-11-21T00:18:21Z', '20261121T001821Z', '2026-W47-6T00:18:21Z', '２０２６-11-21T00:18:21Z',
  'Sat, 21 Nov 2026 00:18:21 GMT'
]

t.test('any other text is no timestamp, days that do not exist included', async t => {
  for (const text of bad) t.equal(parseTimestamp(text), undefined, JSON.stringify(text))
})

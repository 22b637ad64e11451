/** Facts: clocks, lengths, the first difference, and what is said of text that is no signature. */
import t from 'tap'
import { firstDifference } from '../../../src/domain/explanation/difference.js'
import { clockFact, LENGTHS, lengthFact } from '../../../src/domain/explanation/facts.js'
import { parseInstant } from '../../../src/domain/explanation/instant.js'
import { signHmac } from '../../../src/domain/signature.js'
import { texts } from './made.js'
import { explain, SECRET, TRANSACTION } from './request.js'

const NOW = Date.parse('2026-01-15T03:20:30Z')

const CLOCKS: readonly (readonly [timestamp: string, fact: RegExp | undefined])[] = [
  ['2026-01-15T10:20:30+07:00', undefined],
  ['2026-01-15T03:24:00.123Z', undefined],
  ['2026-01-15T10:20:30Z', /whole hours \(7 hours\) ahead of real time.*Jakarta's wall clock was labelled as UTC/],
  ['2026-01-15T03:20:31+07:00', /whole hours \(7 hours\) behind real time.*The UTC wall clock was labelled \+07:00/],
  ['2026-01-15T04:20:30Z', /whole hours \(1 hour\) ahead/],
  ['2026-01-15T03:30:30Z', /600 s ahead of real time/],
  ['2026-01-14T20:00:00Z', /26430 s behind real time/],
  ['2026-01-15T10:20:30', /has no offset/],
  ['15/01/2026', /not an ISO 8601 time/]
]

t.test('the clock', (t) => {
  for (const [timestamp, fact] of CLOCKS) {
    const said = clockFact(timestamp, NOW)
    if (fact === undefined) t.equal(said, undefined, timestamp)
    else t.match(said, fact, timestamp)
  }
  t.equal(clockFact('2026-01-15T10:20:30Z', undefined), undefined, 'without real time nothing is said')
  const { right } = texts({ ...TRANSACTION, mode: 'symmetric' })
  const valid = explain({ mode: 'symmetric', signature: signHmac(SECRET, right), now: NOW + 60_000 })
  t.equal(valid.valid, true)
  t.match(valid.facts, [/whole hours \(7 hours\) ahead/], 'said of valid signatures too')
  t.end()
})

t.test('instants', (t) => {
  t.equal(parseInstant('2026-01-15T10:20:30+07:00')?.ms, NOW)
  t.equal(parseInstant('2026-01-15T10:20:30.5+0700')?.ms, NOW + 500)
  t.equal(parseInstant('2026-01-14T20:20:30-07')?.ms, NOW)
  for (const text of ['', 'now', '1768447230', '2026-01-15', '2026-01-15T10:20Z']) t.equal(parseInstant(text), undefined, text)
  t.end()
})

t.test('lengths', (t) => {
  for (const [characters, what] of LENGTHS) {
    const letter = what.endsWith('in hexadecimal') && !what.startsWith('base64 of') ? 'a' : 'Z'
    t.match(lengthFact(letter.repeat(characters)), what, `${characters}`)
  }
  t.match(lengthFact('Z'.repeat(77)), /77 characters. No usual signature has that length/)
  t.end()
})

t.test('the first difference', (t) => {
  t.equal(firstDifference('abc', 'abc'), undefined)
  t.same(firstDifference('POST:/x', 'post:/x'), { at: 0, expected: 'POST:/x', signed: 'post:/x' })
  t.same(firstDifference('a:b', 'a:b:c'), { at: 3, expected: '', signed: ':c' })
  t.same(firstDifference('a:b:c', 'a:b'), { at: 3, expected: ':c', signed: '' })
  const { right } = texts({ ...TRANSACTION, mode: 'symmetric' })
  const [mistake] = explain({ mode: 'symmetric', signature: signHmac(SECRET, `${right}\n`) }).mistakes
  t.same(mistake?.firstDifference, { at: right.length, expected: '', signed: '\n' })
  const [hex] = explain({ mode: 'symmetric', signature: Buffer.from(signHmac(SECRET, right), 'base64').toString('hex') }).mistakes
  t.notOk(hex && 'firstDifference' in hex, 'equal texts have none')
  t.end()
})

t.test('the answer has the promised members', (t) => {
  const answer = explain({ mode: 'symmetric', signature: 'x' })
  t.same(Object.keys(answer).sort(), ['bodyHash', 'facts', 'minifiedBody', 'mistakes', 'mode', 'stringToSign', 'tried', 'valid'])
  const { mistakes } = explain({ mode: 'symmetric', signature: signHmac(SECRET, answer.stringToSign.toLowerCase()) })
  t.same(mistakes.map((each) => Object.keys(each).sort()), [['firstDifference', 'hint', 'id', 'stringToSign', 'title']])
  t.end()
})

/** From when to when a list of payments reaches. */
import t from 'tap'
import { demandFrom, demandTo, spanOf } from '../../src/domain/history-span.js'
import { Refusal } from '../../src/domain/refusal.js'

const NOW = Date.parse('2026-11-21T12:00:00.750+07:00')
const at = (text: string): number => Date.parse(text)

t.test('a list reaches over the last day where nothing is said', async t => {
  t.strictSame(spanOf({}, NOW), { from: at('2026-11-20T12:00:00.000+07:00'), to: at('2026-11-21T12:00:00.999+07:00') })
})

t.test('both ends are whole seconds, and included', async t => {
  const times = { fromDateTime: '2026-11-21T05:00:00.900Z', toDateTime: '2026-11-21T12:00:05+07:00' }
  t.strictSame(spanOf(times, NOW), { from: at('2026-11-21T12:00:00.000+07:00'), to: at('2026-11-21T12:00:05.999+07:00') })
})

const refused = (act: () => void): string | undefined => {
  try {
    act()
  } catch (error) {
    return error instanceof Refusal ? error.detail : String(error)
  }
  return undefined
}

t.test('an end before its beginning is refused, and so is a beginning after now', async t => {
  const moments = ['2026-11-19T12:00:00+07:00', '2026-11-21T12:00:00+07:00', '2026-11-22T12:00:00+07:00']
  for (const fromDateTime of moments) {
    const alone = { fromDateTime }
    t.equal(refused(() => { demandFrom(alone, NOW) }), at(fromDateTime) > NOW ? 'fromDateTime' : undefined, fromDateTime)
    for (const toDateTime of moments) {
      const both = { fromDateTime, toDateTime }
      t.equal(refused(() => { demandFrom(both, NOW) }), undefined)
      t.equal(refused(() => { demandTo(both, NOW) }), at(fromDateTime) > at(toDateTime) ? 'toDateTime' : undefined, `${fromDateTime} to ${toDateTime}`)
    }
  }
  t.equal(refused(() => { demandTo({ toDateTime: '2026-11-20T12:00:00+07:00' }, NOW) }), 'toDateTime', 'the day before now begins later')
  t.equal(refused(() => { demandTo({ toDateTime: '2026-11-20T12:00:01+07:00' }, NOW) }), undefined)
})

t.test('what is no time is refused by its own name', async t => {
  for (const text of ['', 'now', '2026-11-21', '2026-11-21T12:00:00', '2026-02-30T12:00:00Z', '2026-11-21T24:00:00Z', '2026-11-21 12:00:00+07:00']) {
    t.equal(refused(() => { demandFrom({ fromDateTime: text }, NOW) }), 'fromDateTime', text)
    t.equal(refused(() => { demandTo({ toDateTime: text }, NOW) }), 'toDateTime', text)
  }
})

/** Reading a request by its schema: what is missing, what is malformed, in the order of the table, under whatever spelling. */
import { Type } from '@sinclair/typebox'
import t from 'tap'
import { Money, Reference, WireObject, Words } from '../../schemas/fields.js'
import { Refusal } from '../../src/domain/refusal.js'
import { isJsonObject, requestReader, type FieldRules, type JsonObject } from '../../src/domain/request-body.js'

const schema = WireObject({
  first: Type.Optional(Reference(5)),
  second: Reference(5, { spellings: ['seconD', 'zweite'] }),
  money: Type.Optional(Money(7)),
  word: Type.Optional(Words(['A', 'B'])),
  info: Type.Optional(WireObject({ inner: Type.Optional(Reference(3)) })),
  last: Reference(5)
})

const reader = requestReader<Record<string, unknown>>(schema)

const good: JsonObject = { second: 's', last: 'l' }

const thrownBy = (act: () => void): string => {
  try {
    act()
    return 'accepted'
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return `${error.row.http}${error.row.case} ${error.detail ?? ''}`
  }
}

const judge = (body: JsonObject, rules?: FieldRules): string =>
  thrownBy(() => {
    reader.demandMandatory(body)
    reader.demandFormats(body, rules)
  })

/** Each body differs from a good one by what stands here; `undefined` takes a field away. */
const rows: readonly (readonly [change: Record<string, unknown>, verdict: string])[] = [
  [{}, 'accepted'],
  [{ unknown: { deep: [1, 2] } }, 'accepted'],
  [{ first: '' }, 'accepted'],
  [{ last: undefined }, '40002 last'],
  [{ last: '' }, '40002 last'],
  [{ second: '', last: '' }, '40002 second'],
  [{ first: 5, last: '' }, '40002 last'],
  [{ first: 5 }, '40001 first'],
  [{ first: null }, '40001 first'],
  [{ last: null }, '40001 last'],
  [{ last: true }, '40001 last'],
  [{ last: [] }, '40001 last'],
  [{ last: {} }, '40001 last'],
  [{ last: '12345' }, 'accepted'],
  [{ last: '123456' }, '40001 last'],
  [{ first: '123456', last: '123456' }, '40001 first'],
  [{ second: undefined, zweite: 'z' }, 'accepted'],
  [{ second: '', seconD: 'z' }, 'accepted'],
  [{ second: undefined, seconD: 7 }, '40001 second'],
  [{ seconD: 's' }, 'accepted'],
  [{ seconD: 'other' }, '40001 second'],
  [{ seconD: '' }, 'accepted'],
  [{ money: {} }, '40002 money.value'],
  [{ money: { value: '1.00' } }, '40002 money.currency'],
  [{ money: { value: '', currency: 'IDR' } }, '40002 money.value'],
  [{ money: { value: '1.00', currency: 'USD' } }, '40001 money.currency'],
  [{ money: { value: '1.0', currency: 'USD' } }, '40001 money.value'],
  [{ money: { value: 1, currency: 'IDR' } }, '40001 money.value'],
  [{ money: '1.00' }, '40001 money'],
  [{ money: [] }, '40001 money'],
  [{ money: null }, '40001 money'],
  [{ money: '' }, 'accepted'],
  [{ word: 'A' }, 'accepted'],
  [{ word: 'a' }, '40001 word'],
  [{ word: 'toString' }, '40001 word'],
  [{ info: 'x' }, '40001 info'],
  [{ info: { inner: 'xyz', more: 1 } }, 'accepted'],
  [{ info: { inner: 'wxyz' } }, '40001 info.inner'],
  [{ info: { inner: 3 } }, '40001 info.inner'],
  [{ first: 'a\u0000b' }, '40001 first'],
  [{ first: 'a\nb' }, '40001 first'],
  [{ first: '\ud800' }, '40001 first'],
  [{ first: 'é"\\/' }, 'accepted']
]

t.test('the first field in the order of the table is named, missing ones before malformed ones', async t => {
  for (const [change, verdict] of rows) {
    const body = Object.fromEntries(Object.entries({ ...good, ...change }).filter(([, value]) => value !== undefined))
    t.equal(judge(body), verdict, JSON.stringify(change))
  }
})

t.test('a rule of a field is asked in its place, and only where the field is there', async t => {
  const rules: FieldRules = { word: () => { throw new Refusal('40413', 'the rule') } }
  t.equal(judge({ ...good, word: 'A' }, rules), '40413 ')
  t.equal(judge({ ...good, word: 'A', last: 5 }, rules), '40413 ', 'before later fields')
  t.equal(judge({ ...good, word: 'A', first: 5 }, rules), '40001 first', 'after earlier ones')
  t.equal(judge(good, rules), 'accepted')
})

t.test('a request is read under its proper names, without empty and unknown fields', async t => {
  const body = { first: '', second: '', zweite: 'z', info: { inner: '', more: 1 }, last: 'l', unknown: 1 }
  t.strictSame(reader.read(body), { second: 'z', info: {}, last: 'l' })
  t.strictSame(reader.read({}), {})
})

t.test('what a body inherits is not in it', async t => {
  const body = JSON.parse('{"__proto__":{"second":"s","last":"l"}}') as JsonObject
  t.equal(judge(body), '40002 second')
  t.strictSame(reader.read(body), {})
  t.equal(({} as Record<string, unknown>)['second'], undefined, 'and no other object has got it')
})

t.test('a JSON object is neither an array nor null nor a scalar', async t => {
  t.ok(isJsonObject({}))
  for (const value of [[], null, 'x', 1, true, undefined]) t.notOk(isJsonObject(value), String(value))
})

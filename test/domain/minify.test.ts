/** Minification: white space between tokens goes, every other byte stays. */
import fc from 'fast-check'
import t from 'tap'
import { minify } from '../../src/domain/minify.js'

const TABLE: readonly (readonly [sent: string, minified: string])[] = [
  ['', ''],
  ['{}', '{}'],
  [' { } ', '{}'],
  ['{\r\n\t"a" : 1 ,\n "b":[ 1, 2 ]}', '{"a":1,"b":[1,2]}'],
  ['{"a": "x  y\\t"}', '{"a":"x  y\\t"}'],
  ['{"a": "\\"  { \\\\"  , "b" : 2}', '{"a":"\\"  { \\\\","b":2}'],
  ['{"a": "\\/ \\u00e9 é"}', '{"a":"\\/ \\u00e9 é"}'],
  ['{"a": 1.00, "a": 1e5}', '{"a":1.00,"a":1e5}'],
  ['not json at all', 'notjsonatall'],
  ['{"never closed:  1 ', '{"never closed:  1 '],
  ['"ends in a backslash \\', '"ends in a backslash \\'],
  ['{"a":\u00a01}', '{"a":\u00a01}']
]

t.test('the table', (t) => {
  for (const [sent, minified] of TABLE) t.equal(minify(Buffer.from(sent)).toString(), minified, JSON.stringify(sent))
  t.end()
})

t.test('a minified body is the same object', (t) => {
  const body = Buffer.from('{"a":"x y"}')
  t.equal(minify(body), body)
  t.end()
})

t.test('bytes that are not UTF-8 survive', (t) => {
  const body = Buffer.from([0x7b, 0x22, 0xe9, 0x20, 0xff, 0x22, 0x20, 0x3a, 0x31, 0x7d])
  t.same([...minify(body)], [0x7b, 0x22, 0xe9, 0x20, 0xff, 0x22, 0x3a, 0x31, 0x7d])
  t.end()
})

t.test('pretty JSON of any kind becomes what JSON.stringify writes', (t) => {
  fc.assert(fc.property(fc.jsonValue(), fc.constantFrom(0, 2, 4, '\t', ' \r\n'), (value, indent) => {
    t.equal(minify(Buffer.from(JSON.stringify(value, null, indent))).toString(), JSON.stringify(value))
  }), { numRuns: 60 })
  t.end()
})

t.test('minifying twice changes nothing, whatever the bytes', (t) => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
    const once = minify(Buffer.from(bytes))
    return minify(once).equals(once)
  }))
  t.pass('the property holds for every case that was drawn')
  t.end()
})

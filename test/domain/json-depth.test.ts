/** How deep a JSON text nests. */
import t from 'tap'
import { jsonDepth } from '../../src/domain/json-depth.js'

const DEPTHS: readonly (readonly [text: string, depth: number])[] = [
  ['', 0], ['1', 0], ['{}', 1], ['[]', 1], ['{"a":{"b":[]}}', 3], ['[{},{},[[]]]', 3], ['{"a":"[[[{{{"}', 1], ['["\\"[[["]', 1], ['["\\\\",[]]', 2],
  ['['.repeat(100_000), 100_000]
]

t.test('brackets count, those in texts do not', async t => {
  for (const [text, depth] of DEPTHS) t.equal(jsonDepth(text), depth, text.slice(0, 40))
})

/** The difference of two texts as the dashboard marks it: every character accounted for, and what is alike not marked. */
import fc from 'fast-check'
import t from 'tap'
import { compareSigned, isSignedMode, layoutText, visibleText, type ComparedPart, type SignedMode } from '../../src/dashboard/views/calls/signature-parts.js'
import { compareTexts, type Run } from '../../src/dashboard/views/calls/text-difference.js'

const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
const TIME = '2026-11-21T09:30:00+07:00'
const PATH = '/v1.0/qr/qr-mpm-query'
const SYMMETRIC = `POST:${PATH}:token:${HASH}:${TIME}`

const joined = (runs: readonly Run[]): string => runs.map(({ text }) => text).join('')
const marked = (runs: readonly Run[]): string[] => runs.filter(({ differs }) => differs).map(({ text }) => text)
/** The parts that differ, each with what is marked of it on either side. */
const differing = (parts: readonly ComparedPart[]): unknown[] =>
  parts.filter(({ isEqual }) => !isEqual).map(({ name, expected, signed }) => [name, marked(expected), marked(signed)])

t.test('whatever the texts are, the runs of a side are that text, and equal texts have no mark', async t => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ':', '/', '0', '1', 'é'), maxLength: 60 })
  fc.assert(fc.property(text, text, (expected, signed) => {
    const runs = compareTexts(expected, signed)
    const isMarked = marked(runs.expected).length + marked(runs.signed).length > 0
    return joined(runs.expected) === expected && joined(runs.signed) === signed && isMarked === (expected !== signed)
  }))
  t.equal(joined(compareTexts('x'.repeat(3000), `y${'x'.repeat(2500)}z`).signed).length, 2502, 'long ones too')
})

t.test('what is alike inside a difference is not marked, unless it is chance', async t => {
  const cases: readonly (readonly [expected: string, signed: string, wanted: string[], wrong: string[]])[] = [
    ['abc', 'abc', [], []],
    ['abc', '', ['abc'], []],
    ['', 'abc', [], ['abc']],
    ['POST', 'post', ['POST'], ['post']],
    ['T09:30:00+07:00', 'T02:30:00+07:00', ['9'], ['2']],
    ['00+07:00', '00.000+07:00', [], ['.000']],
    ['/v1.0/qr/query', '/qr/query/', ['v1.0/'], ['/']],
    ['a12b34', 'A12B34', ['a', 'b'], ['A', 'B']],
    ['9f86d081884c7d65', '2fd4e1c67a2d28fc', ['9f86d081884c7d65'], ['2fd4e1c67a2d28fc']]
  ]
  for (const [expected, signed, wanted, wrong] of cases) {
    const runs = compareTexts(expected, signed)
    t.strictSame([marked(runs.expected), marked(runs.signed)], [wanted, wrong], `${expected} and ${signed}`)
  }
})

t.test('the parts of the signed text are told apart by name, in each of the three layouts', async t => {
  const cases: readonly (readonly [mode: SignedMode, expected: string, signed: string, differing: unknown[]])[] = [
    ['symmetric', SYMMETRIC, SYMMETRIC, []],
    ['symmetric', SYMMETRIC, SYMMETRIC.replace('token', 'Bearer token'), [['TOKEN', [], ['Bearer ']]]],
    ['symmetric', SYMMETRIC, SYMMETRIC.replace('POST', 'post').replace('+07', '.000+07'), [['METHOD', ['POST'], ['post']], ['TIMESTAMP', [], ['.000']]]],
    ['symmetric', SYMMETRIC, SYMMETRIC.replace(PATH, `http://127.0.0.1:7751${PATH}`), [['PATH', [], ['http://127.0.0.1:7751']]]],
    ['symmetric', SYMMETRIC, SYMMETRIC.replace('token', ''), [['TOKEN', ['token'], []]]],
    ['symmetric', SYMMETRIC, SYMMETRIC.replace(TIME, '1763692215'), [['TIMESTAMP', [TIME], ['1763692215']]]],
    ['asymmetric', `POST:${PATH}:${HASH}:${TIME}`, `POST:${PATH}/:${HASH}:${TIME}`, [['PATH', [], ['/']]]],
    ['token', `key|${TIME}`, `KEY|${TIME}`, [['CLIENT_KEY', ['key'], ['KEY']]]],
    ['symmetric', SYMMETRIC, SYMMETRIC.replace('token:', ''), [['WHOLE', ['token:'], []]]],
    ['symmetric', SYMMETRIC, `key|${TIME}`, [['WHOLE', [SYMMETRIC.slice(0, -TIME.length)], ['key|']]]]
  ]
  for (const [mode, expected, signed, wanted] of cases) t.strictSame(differing(compareSigned(mode, expected, signed)), wanted, `${mode}: ${signed}`)
  t.strictSame(compareSigned('symmetric', SYMMETRIC, SYMMETRIC).map(({ name }) => name), ['METHOD', 'PATH', 'TOKEN', 'HASH', 'TIMESTAMP'])
})

t.test('layouts have a name, and what cannot be seen is shown', async t => {
  t.equal(layoutText('asymmetric'), 'METHOD:PATH:HASH:TIMESTAMP')
  t.equal(layoutText('token'), 'CLIENT_KEY|TIMESTAMP')
  t.equal(isSignedMode('symmetric'), true)
  t.equal(isSignedMode('unknown'), false)
  t.equal(visibleText('a b\n\r\t'), 'a␣b⏎␍⇥')
})

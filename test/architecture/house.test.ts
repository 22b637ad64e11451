/** House rules that neither the compiler nor the linter holds: nothing unfinished, nothing switched off, nothing of one machine. */
import t from 'tap'
import { filesIn, filesInRoot, linesWith } from './sources.js'

const code = filesIn(['schemas', 'src'], /\.tsx?$/)
const tests = filesIn(['test'], /\.ts$/)
const everything = [
  ...code,
  ...tests,
  ...filesIn(['bench', 'deploy', 'docs', 'fixtures', 'scripts', '.ci', '.github'], /./),
  ...filesInRoot(/^(?!package-lock\.json$|\.env$).*(?:\.(?:md|json|js|ya?ml|example)|Dockerfile|ignore|rc)$/)
]

/** Assembled from pieces, so that this file does not find itself. */
const word = (...pieces: readonly string[]): RegExp => new RegExp(pieces.join(''))

t.test('nothing is left unfinished', async (t) => {
  const unfinished = word('\\b(TO', 'DO|FIX', 'ME)\\b')
  t.strictSame(everything.flatMap((source) => linesWith(source, unfinished)), [])
})

t.test('no test is switched off and none runs alone', async (t) => {
  const switched = word('\\.(on', 'ly|sk', 'ip|to', 'do)\\(|\\b(sk', 'ip|to', 'do|on', 'ly): *(true|[\'"`])')
  t.strictSame(tests.flatMap((source) => linesWith(source, switched)), [])
  t.match('t.on' + 'ly(1)', switched)
  t.match('{ sk' + 'ip: true }', switched)
})

t.test('no check is switched off', async (t) => {
  const silenced = word('eslint-', 'disable|@ts-', '(ignore|nocheck|expect-error)')
  t.strictSame([...code, ...tests].flatMap((source) => linesWith(source, silenced)), [])
})

t.test('nothing names a folder of one machine', async (t) => {
  const local = word('(^|[\\s"\'`(=:])/(wo', 'rk|ho', 'me|ro', 'ot|Us', 'ers|tmp/ba', 'sh_jobs)/')
  t.strictSame(everything.flatMap((source) => linesWith(source, local)), [])
  t.match('cd /wo' + 'rk/x', local)
})

t.test('files stay short enough to read in one sitting', async (t) => {
  t.strictSame(code.filter(({ text }) => text.trimEnd().split('\n').length > 250).map(({ path }) => path), [])
})

t.test('a file opens with the sentence that says what it is', async (t) => {
  t.strictSame([...code, ...tests].filter(({ text }) => !/^(#!.*\n)?\/\*\*\s/.test(text)).map(({ path }) => path), [])
})

t.test('a file is named for what it holds', async (t) => {
  const empty = /(^|[/-])(utils?|helpers?|managers?|common|misc)([/-]|\.)/
  t.strictSame([...code, ...tests].map(({ path }) => path).filter((path) => empty.test(path)), [])
})

t.test('code is imported from where it is written', async (t) => {
  const barrel = /^export \* from/
  t.strictSame(code.flatMap((source) => linesWith(source, barrel)), [])
})

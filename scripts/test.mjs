/** `npm test`: runs tap, shows each file and every failure in full, and ends with the one line `N passed, N failed`. */
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Parser } from 'tap-parser'
import { bundleTests, testOf } from './bundle-tests.mjs'

/** @typedef {import('tap-parser').Result} Result */
/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

const root = fileURLToPath(new URL('..', import.meta.url))
/** @type {Tally} */
const total = { passed: 0, failed: 0, skipped: 0 }

/** @param {string} text */
const indent = (text) => text.trimEnd().replace(/^/gm, '      ')

/** What to read of a failure: where, expected against found, and anything else that tap noted. @param {Result} result */
const explain = (result) => {
  const { at, stack, source, diff, tapError, ...rest } = { ...result.diag }
  const place = at?.fileName === undefined ? undefined : `at ${at.fileName}:${at.lineNumber}:${at.columnNumber}`
  const others = Object.entries(rest).map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
  return [place, tapError ?? result.tapError, diff, source, ...others, stack && `stack:\n${stack}`].filter(Boolean).join('\n')
}

/** @param {Result} result @param {string[]} path */
const showFailure = (result, path) => {
  console.log(`  not ok: ${[...path, result.name].filter(Boolean).join(' > ')}`)
  const text = explain(result)
  if (text !== '') console.log(indent(text))
}

/**
 * Counts leaf assertions below a parser. The line that closes a subtest counts only when it fails and nothing in it did (a plan that
 * was not met, a process that died). A file or subtest in which nothing was asserted fails: it proves nothing.
 * @param {Parser} parser @param {string[]} path @returns {Tally}
 */
const tally = (parser, path) => {
  /** @type {Tally} */
  const sum = { passed: 0, failed: 0, skipped: 0 }
  /** @type {Tally | undefined} */
  let child
  parser.on('child', (/** @type {Parser} */ subtest) => { child = tally(subtest, [...path, subtest.name]) })
  parser.on('assert', (/** @type {Result} */ result) => {
    const inside = result.closingTestPoint ? child : undefined
    child = undefined
    if (inside !== undefined) add(sum, inside)
    const outcome = inside === undefined ? judge(result) : judgeSubtest(result, inside)
    if (outcome !== undefined) sum[outcome] += 1
    if (outcome === 'failed') showFailure(result, path)
    if (path.length === 0) showFile(result, inside, outcome)
  })
  return sum
}

/** @param {Tally} to @param {Tally} from */
const add = (to, from) => {
  to.passed += from.passed
  to.failed += from.failed
  to.skipped += from.skipped
}

/** @param {Result} result @returns {keyof Tally} */
const judge = (result) => (result.skip || result.todo ? 'skipped' : result.ok ? 'passed' : 'failed')

/** @param {Result} result @param {Tally} inside @returns {keyof Tally | undefined} */
const judgeSubtest = (result, inside) => {
  if (inside.failed > 0) return undefined
  if (!result.ok) return 'failed'
  return inside.passed + inside.skipped === 0 ? 'failed' : undefined
}

/** @param {Result} result @param {Tally | undefined} inside @param {keyof Tally | undefined} outcome */
const showFile = (result, inside, outcome) => {
  const failed = outcome === 'failed' || (inside?.failed ?? 0) > 0
  const seconds = ((result.time ?? 0) / 1000).toFixed(2)
  console.log(`${failed ? 'FAIL' : 'pass'}  ${testOf(result.name)}  ${String(inside?.passed ?? 0)} assertions, ${seconds} s`)
}

const tap = join(dirname(createRequire(import.meta.url).resolve('tap/package.json')), 'dist/esm/run.mjs')
/** Flags go to tap, everything else is a test file. */
const given = process.argv.slice(2)
/** @type {string[]} */
let bundles = []
try {
  bundles = await bundleTests(root, given.filter((argument) => !argument.startsWith('-')))
} catch {
  // esbuild has said why.
}
if (bundles.length === 0) {
  console.log('\nno test ran\n\n0 passed, 1 failed')
  process.exit(1)
}
const flags = given.filter((argument) => argument.startsWith('-'))
const child = spawn(process.execPath, [tap, '--reporter=tap', ...flags, ...bundles], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => { child.kill(signal) })

const parser = new Parser()
const sum = tally(parser, [])
/** What a test prints itself is shown, not swallowed. */
parser.on('extra', (/** @type {string} */ text) => { process.stdout.write(text) })
parser.on('bailout', (/** @type {string} */ reason) => {
  total.failed += 1
  console.log(`  bail out: ${reason}`)
})
child.stdout.pipe(parser)
/** @type {number} */
const code = await new Promise((resolve) => child.once('close', (status) => { resolve(status ?? 1) }))

add(total, sum)
if (total.skipped > 0) console.log(`\n${String(total.skipped)} skipped (counted neither way)`)
if (total.passed + total.failed === 0) console.log('\nno test ran')
if (code !== 0 && total.failed === 0) {
  console.log(`\ntap itself ended with code ${String(code)}`)
  total.failed += 1
}
console.log(`\n${String(total.passed)} passed, ${String(total.failed)} failed`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1

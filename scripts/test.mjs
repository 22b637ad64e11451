/** `npm test`: runs every test file, which tap writes the results of, shows each file and every failure in full, and ends with the one line `N passed, N failed`. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
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

/** Test files that run at once. */
const JOBS = 2

/** A test file that takes longer hangs. */
const TIMEOUT_MS = 60_000

/** Each file is a process of its own; tap's runner would add to each about twice what a short one takes. @param {string} bundle */
const runFile = async (bundle) => {
  const name = testOf(bundle)
  const begun = performance.now()
  const child = spawn(process.execPath, ['--enable-source-maps', join(root, bundle)], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  const timer = setTimeout(() => { child.kill('SIGKILL') }, TIMEOUT_MS)
  const parser = new Parser()
  const sum = tally(parser, [name])
  let said = ''
  // What a test prints itself is shown, not swallowed.
  parser.on('extra', (/** @type {string} */ text) => { said += text })
  parser.on('bailout', (/** @type {string} */ reason) => { said += `bail out: ${reason}\n` })
  child.stderr.on('data', (/** @type {Buffer} */ data) => { said += data.toString() })
  child.stdout.pipe(parser)
  /** @type {number | null} */
  const code = await new Promise((resolve) => { child.once('close', resolve) })
  clearTimeout(timer)
  running.delete(child)
  const died = code !== 0 && sum.failed === 0
  if (died) console.log(`  not ok: ${name} ended with ${code === null ? 'a signal' : `code ${String(code)}`}`)
  else if (sum.passed + sum.skipped + sum.failed === 0) console.log(`  not ok: ${name} asserts nothing`)
  if (died || sum.passed + sum.skipped + sum.failed === 0) sum.failed += 1
  if (said.trim() !== '') console.log(indent(said))
  console.log(`${sum.failed > 0 ? 'FAIL' : 'pass'}  ${name}  ${String(sum.passed)} assertions, ${((performance.now() - begun) / 1000).toFixed(2)} s`)
  add(total, sum)
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    for (const child of running) child.kill(signal)
    process.exit(1)
  })
}

/** @type {string[]} */
let waiting = []
try {
  waiting = await bundleTests(root, process.argv.slice(2))
} catch {
  // esbuild has said why.
}

const worker = async () => {
  for (let bundle = waiting.shift(); bundle !== undefined; bundle = waiting.shift()) await runFile(bundle)
}
await Promise.all(Array.from({ length: JOBS }, worker))

if (total.skipped > 0) console.log(`\n${String(total.skipped)} skipped (counted neither way)`)
if (total.passed + total.failed === 0) {
  console.log('\nno test ran')
  total.failed = 1
}
console.log(`\n${String(total.passed)} passed, ${String(total.failed)} failed`)
process.exitCode = total.failed === 0 ? 0 : 1

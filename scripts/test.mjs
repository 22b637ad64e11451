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

/** Processes that run test files at once. */
const JOBS = 2

/** A test file that takes longer hangs. */
const TIMEOUT_MS = 60_000

/** Files that one process runs before another takes its place: what they leave in memory is bounded. */
const FILES_PER_PROCESS = 60

/** @param {string} name @param {Tally} sum @param {number} begun */
const report = (name, sum, begun) => {
  if (sum.passed + sum.skipped + sum.failed === 0) {
    console.log(`  not ok: ${name} asserts nothing`)
    sum.failed += 1
  }
  console.log(`${sum.failed > 0 ? 'FAIL' : 'pass'}  ${name}  ${String(sum.passed)} assertions, ${((performance.now() - begun) / 1000).toFixed(2)} s`)
  add(total, sum)
}

/** A process that runs files as it is told to; what it says is read as it comes. */
const startWorker = () => {
  const child = spawn(process.execPath, ['--enable-source-maps', join(root, 'scripts/test-worker.mjs')], { cwd: root, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  running.add(child)
  const parser = new Parser()
  /** @type {Map<string, Tally>} */
  const sums = new Map()
  /** What is waited for: the result of a file, which stands below all that the file said. @type {Map<string, () => void>} */
  const wishes = new Map()
  parser.on('child', (/** @type {Parser} */ files) => {
    files.on('child', (/** @type {Parser} */ file) => { sums.set(file.name, tally(file, [file.name])) })
    files.on('assert', (/** @type {Result} */ result) => {
      const sum = sums.get(result.name)
      // What failed the file without a failed assertion in it: it hung, or threw beside its tests.
      if (sum !== undefined && sum.passed + sum.skipped > 0 && judgeSubtest(result, sum) === 'failed') {
        sum.failed += 1
        showFailure(result, [])
      }
      wishes.get(result.name)?.()
    })
  })
  // What a test prints itself is shown, not swallowed.
  parser.on('extra', (/** @type {string} */ text) => { console.log(indent(text)) })
  parser.on('bailout', (/** @type {string} */ reason) => { console.log(`  bail out: ${reason}`) })
  child.stderr?.on('data', (/** @type {Buffer} */ data) => { console.log(indent(data.toString())) })
  child.stdout?.on('data', (/** @type {Buffer} */ data) => { parser.write(data) })
  child.stdout?.once('end', () => { parser.end() })
  // Not 'close': Node does not tell it of a child whose channel was let go.
  /** @type {Promise<number | null>} */
  const exited = new Promise((resolve) => { child.once('exit', resolve) })
  const ended = new Promise((resolve) => { child.stdout?.once('close', resolve) }).then(() => exited)
  void ended.then(() => running.delete(child))
  return { child, sums, wishes, ended }
}

/** Resolves once the file is done, or its process has died of it. @param {ReturnType<typeof startWorker>} worker @param {string} bundle */
const runFile = async ({ child, sums, wishes, ended }, bundle) => {
  const file = testOf(bundle)
  const begun = performance.now()
  child.send({ file, bundle: join(root, bundle), timeout: TIMEOUT_MS })
  // tap ends a file that hangs; one that blocks its process ends with it.
  const timer = setTimeout(() => { child.kill('SIGKILL') }, TIMEOUT_MS + 5000)
  /** @type {Promise<boolean>} */
  const done = new Promise((resolve) => { wishes.set(file, () => { resolve(true) }) })
  const alive = await Promise.race([done, ended.then(() => false)])
  clearTimeout(timer)
  const sum = sums.get(file) ?? { passed: 0, failed: 0, skipped: 0 }
  if (!alive) {
    console.log(`  not ok: ${file} ended its process with ${child.exitCode === null ? `signal ${String(child.signalCode)}` : `code ${String(child.exitCode)}`}`)
    sum.failed += 1
  }
  report(file, sum, begun)
  return alive
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

/** Takes files until none is left. */
const work = async () => {
  while (waiting.length > 0) {
    const worker = startWorker()
    let alive = true
    for (let count = 0; alive && count < FILES_PER_PROCESS; count += 1) {
      const bundle = waiting.shift()
      if (bundle === undefined) break
      alive = await runFile(worker, bundle)
    }
    if (alive) {
      if (worker.child.connected) worker.child.disconnect()
      const code = await worker.ended
      // The assertions of every file are counted; this is what their process did at its end.
      if (code !== 0 && total.failed === 0) {
        console.log(`  not ok: a test process ended with code ${String(code)}`)
        total.failed += 1
      }
    }
  }
}
await Promise.all(Array.from({ length: JOBS }, work))

if (total.skipped > 0) console.log(`\n${String(total.skipped)} skipped (counted neither way)`)
if (total.passed + total.failed === 0) {
  console.log('\nno test ran')
  total.failed = 1
}
console.log(`\n${String(total.passed)} passed, ${String(total.failed)} failed`)
process.exitCode = total.failed === 0 ? 0 : 1

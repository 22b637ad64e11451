/** The page about tests shows the examples as they are, and the examples do what the page says of them. */
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { statusAfterPayment } from '../../docs/examples/testing/await-using.js'

const ROOT = new URL('../../', import.meta.url)
const FOLDER = 'docs/examples/testing/'
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8')

/** Too long to be copied where it is longer. */
const MAX_LINES = 40

t.test('every block of the page is a file, and every file is a block of the page', async t => {
  const page = read('docs/testing.md')
  const blocks = [...page.matchAll(/^\[`(docs\/examples\/testing\/[\w.-]+)`\]\(([^)\n]*)\)\n\n```\w+\n(.*?)^```$/gms)]
  t.equal(blocks.length, [...page.matchAll(/^```\w/gm)].length)
  for (const [, name = '', link = '', block] of blocks) {
    t.equal(`docs/${link}`, name)
    t.equal(block, read(name))
    t.ok(read(name).split('\n').length <= MAX_LINES, name)
  }
  const files = readdirSync(new URL(FOLDER, ROOT)).filter(name => !name.endsWith('.d.ts'))
  t.strictSame(blocks.map(([, name]) => name).sort(), files.map(name => FOLDER + name).sort())
})

/** Forces what no call asks for; `partner` is in scope as the runner's example has it. */
const LEFT_OVER = "bank.admin.outcomes.create({ service: 'cancel', respond: { responseCode: '4047700' }, partnerId: partner.partnerId })"

/** Jest's names, on node:test: Jest is not installed here. */
const AS_JEST = `
const { after, afterEach, before, beforeEach, test } = require('node:test')
const expect = value => ({ toBe: expected => { require('node:assert').strictEqual(value, expected) } })
Object.assign(globalThis, { beforeAll: before, afterAll: after, beforeEach, afterEach, test, expect })
`

const RUNNERS = [
  { file: 'node-test.mjs', kind: 'module', before: '', leftOver: `test('left over', () => ${LEFT_OVER})` },
  { file: 'tap.mjs', kind: 'module', before: '', leftOver: `test('left over', (t, partner) => ${LEFT_OVER})` },
  { file: 'jest.test.cjs', kind: 'commonjs', before: AS_JEST, leftOver: `test('left over', () => ${LEFT_OVER})` }
] as const

/** Runs a program as if it stood in the repository. Neither runner is told that another runs it. */
const output = async (kind: string, program: string): Promise<{ code: number | null; text: string }> => {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:TAP|NODE_TEST|NODE_OPTIONS)/.test(name)))
  const child = spawn(process.execPath, ['--test-reporter=tap', `--input-type=${kind}`, '-'], { cwd: fileURLToPath(ROOT), env })
  const chunks: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { chunks.push(chunk) })
  child.stdin.end(program)
  const code = await new Promise<number | null>(resolve => { child.once('close', resolve) })
  return { code, text: Buffer.concat(chunks).toString() }
}

/** What became of a test. */
const resultOf = (text: string, name: string): string | undefined => new RegExp(`(not ok|ok) \\d+ - ${name}`).exec(text)?.[1]

t.test('the examples pass, and an outcome that is left over fails its test', async t => {
  await Promise.all(RUNNERS.map(async ({ file, kind, before, leftOver }) => {
    const { code, text } = await output(kind, `${before}${read(FOLDER + file)}\n${leftOver}\n`)
    t.equal(code, 1, file)
    t.equal(resultOf(text, 'a customer pays'), 'ok', file)
    t.equal(resultOf(text, 'the bank times out once'), 'ok', file)
    t.equal(resultOf(text, 'left over'), 'not ok', file)
    t.match(text, 'never fired; no call came near it', file)
  }))
})

t.test('the block closes its bank', async t => {
  t.equal(await statusAfterPayment(), 'success')
})

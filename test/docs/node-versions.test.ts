/** Which Node.js the bank runs on is said in package.json, and everything else that speaks of it says the same. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { parse } from 'yaml'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

/** The first of each line of Node.js that is promised: 20.19.0 and so on. */
const FIRSTS = (JSON.parse(read('package.json')) as { engines: { node: string } }).engines.node.match(/\d+\.\d+\.\d+/g) ?? []
const majorOf = (version: string): string => version.replace(/\..*/, '')

t.test('every change is tested on the first and on the newest of each', async t => {
  const workflow = parse(read('.github/workflows/test.yml')) as { jobs: { test: { strategy: { matrix: { node: readonly string[] } } } } }
  t.strictSame(workflow.jobs.test.strategy.matrix.node, FIRSTS.flatMap(first => [first, majorOf(first)]))
})

t.test('the documents promise the same', async t => {
  for (const page of ['README.md', 'README.id.md', 'CONTRIBUTING.md']) {
    const [said = ''] = /Node(?:\.js)? \d\d[^\n]*/.exec(read(page)) ?? []
    const named = said.match(/\b\d\d(?:\.\d+)?\b/g) ?? []
    t.strictSame(named, FIRSTS.map(first => first.replace(/(?:\.0)+$/, '')), page)
  }
})

t.test('what is built runs on the oldest of them, and the image has the newest', async t => {
  const [oldest = ''] = FIRSTS
  for (const script of ['build', 'commonjs', 'bundle-tests']) {
    const targets = read(`scripts/${script}.mjs`).match(/target: 'node[^']*'/g) ?? []
    t.strictSame([...new Set(targets)], [`target: 'node${oldest.replace(/\.0$/, '')}'`], script)
  }
  t.equal(read('.nvmrc').trim(), majorOf(FIRSTS.at(-1) ?? ''))
})

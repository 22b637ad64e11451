/** The direction of imports: words, rules, memory, deeds, the two edges, wiring, process. Nothing reaches back. */
import t from 'tap'
import ts from 'typescript'
import { filesIn, importsOf, nodesOf, placeOf, type Source } from './sources.js'

/** Each layer with what it may import besides itself. */
const mayImport = {
  schemas: [],
  domain: ['schemas'],
  store: ['schemas', 'domain'],
  bank: ['schemas', 'domain', 'store'],
  http: ['schemas', 'domain', 'store', 'bank'],
  outbound: ['schemas', 'domain', 'store', 'bank'],
  client: ['schemas', 'domain'],
  // The browser's part: it meets the bank by HTTP alone.
  dashboard: ['schemas', 'domain', 'client'],
  app: ['schemas', 'domain', 'store', 'bank', 'http', 'outbound'],
  entry: ['schemas', 'domain', 'store', 'bank', 'http', 'outbound', 'client', 'app']
} as const satisfies Record<string, readonly string[]>

type Layer = keyof typeof mayImport

/** The only packages that these layers may use: the pure ones read no clock, no file, no network, and the page is no Node.js. */
const purePackages: Partial<Record<Layer, readonly RegExp[]>> = {
  schemas: [/^@sinclair\/typebox(\/|$)/],
  dashboard: [/^preact(\/|$)/, /^@preact\/signals$/, /^lean-qr(\/|$)/],
  domain: [/^@sinclair\/typebox(\/|$)/, /^node:(crypto|buffer|zlib)$/, /^lean-qr(\/|$)/, /^fastest-levenshtein$/]
}

/** `src/app.ts` belongs to the layer of the folder `src/app/`; the entry points are the command, the process and the library. */
const layerOf = (path: string): Layer | undefined => {
  if (path.startsWith('schemas/')) return 'schemas'
  if (/^src\/(cli\/|main[^/]*\.ts$|index\.ts$)/.test(path)) return 'entry'
  const name = /^src\/([a-z]+)(?:\/|\.ts$)/.exec(path)?.[1]
  return name !== undefined && name !== 'entry' && Object.hasOwn(mayImport, name) ? name as Layer : undefined
}

const isOurs = (imported: string): boolean => /^(src|schemas|test|bench|scripts|fixtures)\//.test(imported)

const isAllowed = (from: Layer, imported: string): boolean => {
  if (!isOurs(imported)) return /^[a-z@]/.test(imported) && (purePackages[from]?.some((pattern) => pattern.test(imported)) ?? true)
  const to = layerOf(imported)
  return to !== undefined && (to === from || (mayImport[from] as readonly Layer[]).includes(to))
}

const backwardImports = (source: Source): readonly string[] => {
  const layer = layerOf(source.path)
  return importsOf(source)
    .filter((imported) => layer === undefined || !isAllowed(layer, imported) || (imported === 'better-sqlite3' && layer !== 'store'))
    .map((imported) => `${source.path} imports ${imported}`)
}

const sources = filesIn(['schemas', 'src'], /\.tsx?$/)

t.test('the walk sees the code', async (t) => {
  t.ok(sources.some(({ path }) => path.startsWith('schemas/')), 'schemas are there')
  t.ok(sources.some(({ path }) => path.startsWith('src/domain/')), 'rules are there')
  t.ok(sources.some((source) => importsOf(source).includes('better-sqlite3')), 'imports of packages are seen')
  t.ok(sources.some((source) => importsOf(source).some(isOurs)), 'imports of our own files are seen')
})

t.test('every file belongs to a layer', async (t) => {
  t.strictSame(sources.filter(({ path }) => layerOf(path) === undefined).map(({ path }) => path), [])
})

t.test('no import runs back', async (t) => {
  t.strictSame(sources.flatMap(backwardImports), [])
})

t.test('an import that runs back is found', async (t) => {
  const wrong: readonly (readonly [string, string])[] = [
    ['schemas/a.ts', '../src/domain/money.js'],
    ['src/domain/a.ts', '../store/database.js'],
    ['src/domain/a.ts', 'node:fs'],
    ['src/domain/a.ts', 'fastify'],
    ['src/store/a.ts', '../bank/bank.js'],
    ['src/bank/a.ts', 'better-sqlite3'],
    ['src/bank/a.ts', '../http/snap/gate.js'],
    ['src/http/a.ts', '../outbound/courier.js'],
    ['src/outbound/a.ts', '../http/snap/gate.js'],
    ['src/app/a.ts', '../cli/main.js'],
    ['src/http/snap/a.ts', '../../index.js'],
    ['src/client/a.ts', '../store/database.js'],
    ['src/app/a.ts', '../client/index.js'],
    ['src/dashboard/a.tsx', '../http/problem.js'],
    ['src/dashboard/a.tsx', 'node:crypto'],
    ['src/http/a.ts', '../dashboard/route.js'],
    ['src/elsewhere/a.ts', '../domain/money.js'],
    ['src/app/a.ts', '../../test/support/bank.js']
  ]
  for (const [path, imported] of wrong) {
    for (const text of [`import { a } from '${imported}'`, `import type { A } from '${imported}'`, `export { a } from '${imported}'`]) {
      t.equal(backwardImports({ path, text }).length, 1, `${path}: ${text}`)
    }
  }
  t.strictSame(backwardImports({ path: 'src/http/snap/a.ts', text: "import { a } from '../../bank/pay-qr.js'" }), [])
})

/** Statements as they are written in this repository: keywords in capitals. */
const sql = /\b(SELECT\s[\s\S]+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+(TABLE|INDEX)|PRAGMA)\s/

const isText = (node: ts.Node): boolean => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)

const sqlIn = (source: Source): readonly string[] =>
  nodesOf(source).filter((node) => isText(node) && sql.test(node.getText())).map((node) => placeOf(source, node))

t.test('only the store speaks SQL', async (t) => {
  const [store, others] = [true, false].map((inStore) => sources.filter(({ path }) => (layerOf(path) === 'store') === inStore))
  t.strictSame(others?.flatMap(sqlIn), [])
  t.not(store?.flatMap(sqlIn).length, 0, 'the store does')
})

const processIn = (source: Source): readonly string[] =>
  nodesOf(source)
    .filter((node) => ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))
    .filter((node) => ['process', 'globalThis.process'].includes(node.expression.getText()))
    .map((node) => placeOf(source, node))

/** It asks which Node.js this is, and may ask nothing else. */
const ASKS_VERSIONS = 'src/store/sqlite.ts'

t.test('only the command and the process entry read the process', async (t) => {
  const others = sources.filter(({ path }) => !/^src\/(cli\/|main[^/]*\.ts$)/.test(path) && path !== ASKS_VERSIONS)
  const asking = sources.filter(({ path }) => path === ASKS_VERSIONS)
  t.strictSame(asking.flatMap(processIn), [])
  t.strictSame(asking.flatMap(({ text }) => text.match(/^import .*process'$/gm)), ["import { versions } from 'node:process'"])
  t.strictSame(others.flatMap(processIn), [])
  t.strictSame(others.filter((source) => importsOf(source).some((name) => /^(node:)?process$/.test(name))).map(({ path }) => path), [])
  t.equal(processIn({ path: 'a.ts', text: "const a = process.env['A'] ?? globalThis.process['argv']" }).length, 2)
})

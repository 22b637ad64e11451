/** `bnc-snap-sandbox/client` as it is built: what it loads is the client, and nothing of the bank. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import t from 'tap'

const DIST = new URL('../../dist/src/', import.meta.url)

interface Graph {
  readonly files: readonly URL[]
  readonly packages: readonly string[]
}

/** What a file loads before it does anything: static imports, and `require` of a name. */
const LOADED = /^import(?: .*? from| \{[^}]*\} from)? ?["']([^"']+)["']|\brequire\("([^"]+)"\)/gms

const graphOf = (entry: URL): Graph => {
  const files = new Map<string, URL>()
  const packages = new Set<string>()
  const visit = (file: URL): void => {
    if (files.has(file.href)) return
    files.set(file.href, file)
    for (const [, imported, required] of readFileSync(file, 'utf8').matchAll(LOADED)) {
      const name = imported ?? required ?? ''
      if (name.startsWith('.')) visit(new URL(name, file))
      else packages.add(name)
    }
  }
  visit(entry)
  return { files: [...files.values()], packages: [...packages].sort() }
}

/** Node's own modules that a signer needs, and what the bundler asks for `require` with. */
const ALLOWED = ['node:crypto', 'node:module', 'node:url', 'crypto', 'module', 'url']

const MAX_BYTES = 64 * 1024

for (const file of ['client/index.js', 'client/index.cjs']) {
  t.test(`${file} loads no server, no database and no schema`, async t => {
    const { files, packages } = graphOf(new URL(file, DIST))
    t.strictSame(packages.filter(name => !ALLOWED.includes(name)), [])
    t.ok(packages.some(name => name.endsWith('crypto')), 'the signer signs')
    t.ok(files.reduce((sum, url) => sum + statSync(url).size, 0) < MAX_BYTES, 'it is small')
    for (const url of files) t.notMatch(readFileSync(url, 'utf8'), /node_modules\/(?:fastify|@sinclair|pino|better-sqlite3|ajv)/, url.pathname)
  })
}

t.test('the whole library does load them: the look is not blind', async t => {
  const { packages } = graphOf(new URL('index.js', DIST))
  for (const name of ['better-sqlite3', 'node:http']) t.ok(packages.includes(name), name)
})

t.test('what the package exports is built', async t => {
  const { exports, types, main } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as
    { exports: Record<string, unknown>; types: string; main: string }
  const paths = JSON.stringify({ exports, types, main }).match(/\.\/dist[^"]+/g) ?? []
  t.ok(paths.length >= 8)
  t.strictSame(paths.filter(path => !existsSync(new URL(`../../${path}`, import.meta.url))), [])
})

/** The library once more for CommonJS, code and types: what loads modules by itself, as test runners do, may not `require` an ES module. */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'

/** The other files that a declaration leads to. */
const RELATIVE = /(from |import\()(["'])(\.{1,2}\/[^"']+)\.js\2/g

/** Writes a `.d.cts` beside each declaration that these lead to. @param {string[]} entries */
const declare = (entries) => {
  /** @type {Set<string>} */
  const written = new Set()
  /** @param {string} file */
  const write = (file) => {
    if (written.has(file)) return
    written.add(file)
    const text = readFileSync(file, 'utf8')
    for (const [, , , path = ''] of text.matchAll(RELATIVE)) write(join(dirname(file), `${path}.d.ts`))
    writeFileSync(file.replace(/\.d\.ts$/, '.d.cts'), text.replaceAll(RELATIVE, '$1$2$3.cjs$2'))
  }
  entries.forEach(write)
}

/** One client for both entry points: an AdminError of the one is an AdminError of the other. @type {import('esbuild').Plugin} */
const oneClient = {
  name: 'one-client',
  setup(bundle) {
    bundle.onResolve({ filter: /^\.\/client\/[\w-]+\.js$/ }, () => ({ path: './client/index.cjs', external: true }))
  }
}

/** Reads what tsc has made, before it is bundled in its place. @param {string} dist */
export const buildCommonJs = async (dist) => {
  await build({
    absWorkingDir: dist,
    entryPoints: ['src/index.js', 'src/client/index.js'],
    outdir: dist,
    outbase: dist,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    external: ['better-sqlite3'],
    plugins: [oneClient],
    minifyWhitespace: true,
    define: { 'import.meta.url': '$url' },
    banner: { js: "const $url = require('node:url').pathToFileURL(__filename).href;" },
    logLevel: 'warning'
  })
  declare([join(dist, 'src/index.d.ts'), join(dist, 'src/client/index.d.ts')])
}

/** Bundles the tests: a test file then reads a few chunks, not hundreds of modules, which is most of what a short one takes. */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build as bundle } from 'esbuild'

/** @typedef {import('esbuild').Plugin} Plugin */

export const FOLDER = '.test-build'

/** Where a test file finds the test that it is: several files run in one process. */
export const CURRENT_TEST = 'bncCurrentTest'

/** In a test file `t` is the file's own test, in the place of the process's. @param {string} text */
const ownTest = (text) =>
  text.replace(/^import t(?:, (\{[^}]*\}))? from 'tap'$/m, (_whole, types) => {
    const named = types === undefined ? '' : `import ${types} from 'tap'; `
    return `${named}const t = globalThis.${CURRENT_TEST}`
  })

/** A module goes on saying where its source lies, so that it finds its data, its children and its fixtures. @type {Plugin} */
const ownUrl = {
  name: 'own-url',
  setup(build) {
    build.onLoad({ filter: /[\\/](?:src|schemas|test|scripts|bench)[\\/].*\.(?:ts|mjs)$/ }, ({ path }) => {
      if (path.includes('node_modules')) return undefined
      const text = readFileSync(path, 'utf8')
      const isTest = path.endsWith('.test.ts')
      const contents = (isTest ? ownTest(text) : text).replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
      return { contents, loader: path.endsWith('.ts') ? 'ts' : 'js' }
    })
  }
}

/** The bundled file of a test. @param {string} file */
export const bundleOf = (file) => join(FOLDER, file.replace(/\.ts$/, '.js'))

/** The test of a bundled file. @param {string} file */
export const testOf = (file) => file.replace(new RegExp(`^${FOLDER}[\\\\/]`), '').replace(/\.js$/, '.ts')

/** @param {string} root */
const everyTest = (root) =>
  readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join('test', name))
    .sort()

/** Bundles these tests, or all; the paths of the bundles. @param {string} root @param {string[]} files */
export const bundleTests = async (root, files) => {
  const entryPoints = files.length > 0 ? files : everyTest(root)
  rmSync(join(root, FOLDER), { recursive: true, force: true })
  await bundle({
    absWorkingDir: root,
    entryPoints,
    outdir: join(root, FOLDER),
    outbase: root,
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    sourcemap: 'linked',
    // tap is one for all its files, the native module is not JavaScript, and the package itself is tested as it is built.
    external: ['tap', 'better-sqlite3', 'bnc-snap-sandbox', 'esbuild', 'typescript', 'eslint', 'playwright-core', 'axe-core'],
    banner: { js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);" },
    plugins: [ownUrl],
    logLevel: 'warning'
  })
  return entryPoints.map(bundleOf)
}

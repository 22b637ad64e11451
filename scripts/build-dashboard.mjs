/** Builds the browser's part into dist/dashboard: hashed names, each also compressed, and the list of what each page needs. */
import { writeFileSync, mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** What each page loads. */
const PAGES = {
  dashboard: { script: 'src/dashboard/main.tsx', style: 'src/dashboard/style/main.css' },
  pay: { script: 'src/dashboard/pay/main.tsx', style: 'src/dashboard/style/pay.css' }
}

/** @param {Uint8Array} bytes */
const compressed = (bytes) => [
  /** @type {const} */ (['br', brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })]),
  /** @type {const} */ (['gz', gzipSync(bytes, { level: 9 })])
]

/** Says what was bundled. @param {string} root the repository @param {string} folder where the assets go */
export const buildDashboard = async (root, folder) => {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.entries(PAGES).flatMap(([name, { script, style }]) => [{ in: script, out: name }, { in: style, out: `${name}-style` }]),
    outdir: folder,
    entryNames: '[name]-[hash]',
    chunkNames: 'part-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: ['es2022', 'chrome123', 'firefox120', 'safari17.5'],
    tsconfig: 'src/dashboard/tsconfig.json',
    metafile: true,
    write: false,
    logLevel: 'warning'
  })
  mkdirSync(folder, { recursive: true })
  for (const { path, contents } of outputFiles) {
    writeFileSync(path, contents)
    for (const [ending, bytes] of compressed(contents)) writeFileSync(`${path}.${ending}`, bytes)
  }
  /** @param {string} entry */
  const builtFrom = (entry) => {
    const [path] = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === entry) ?? []
    if (path === undefined) throw new Error(`${entry} was not built`)
    return basename(path)
  }
  const pages = Object.entries(PAGES).map(([name, { script, style }]) => [name, { script: builtFrom(script), style: builtFrom(style) }])
  writeFileSync(join(folder, 'pages.json'), JSON.stringify(Object.fromEntries(pages), null, 2))
  return metafile
}

// By itself: for whoever works on the pages, while a bank runs.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('..', import.meta.url))
  await buildDashboard(root, join(root, 'dist/dashboard'))
}

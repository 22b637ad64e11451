/** Builds dist/ from nothing: compiles src and schemas, then bundles what is started, because a process reads one file faster than hundreds. */
import { spawnSync } from 'node:child_process'
import { chmodSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { buildDashboard } from './build-dashboard.mjs'
import { buildCommonJs } from './commonjs.mjs'
import { writeThirdParty } from './third-party.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')

rmSync(dist, { recursive: true, force: true })
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' })
if (status !== 0) {
  // tsc leaves the files that it could compile: half a build must not look like one.
  rmSync(dist, { recursive: true, force: true })
  process.exit(1)
}
await buildCommonJs(dist)
const { metafile } = await build({
  absWorkingDir: dist,
  metafile: true,
  entryPoints: ['src/cli/main.js', 'src/index.js', 'src/client/index.js'],
  outdir: dist,
  outbase: dist,
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // Native: it stays a dependency that is found where it is installed.
  external: ['better-sqlite3', 'bnc-snap-sandbox'],
  // Of what is bundled, some is CommonJS and asks for Node's own modules by require.
  banner: { js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);" },
  logLevel: 'warning'
})
// Each thread reads one file of its own, so that what the bank itself reads stays in few.
await build({
  absWorkingDir: dist,
  entryPoints: ['src/app/explain-worker.js', 'src/app/verify-worker.js'],
  outdir: dist,
  outbase: dist,
  allowOverwrite: true,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  logLevel: 'warning'
})
const pages = await buildDashboard(root, join(dist, 'dashboard'))
writeThirdParty(join(dist, 'THIRD-PARTY.md'), [[metafile, dist], [pages, root]])
chmodSync(join(dist, 'src/cli/main.js'), 0o755)

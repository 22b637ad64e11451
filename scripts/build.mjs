/** Builds dist/ from nothing: compiles src and schemas, then copies what is not TypeScript (migrations, data) beside it. */
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')

/** @param {string} path */
const isAsset = (path) => statSync(path).isDirectory() || !path.endsWith('.ts')

rmSync(dist, { recursive: true, force: true })
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' })
if (status !== 0) {
  // tsc leaves the files that it could compile: half a build must not look like one.
  rmSync(dist, { recursive: true, force: true })
  process.exit(1)
}
for (const folder of ['src', 'schemas']) cpSync(join(root, folder), join(dist, folder), { recursive: true, filter: isAsset })
chmodSync(join(dist, 'src/cli/main.js'), 0o755)

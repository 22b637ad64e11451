/** Makes a clone ready to run: installs what the lockfile names and builds, each only when it is not already done. No dependencies. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean }} LockedPackage */

const root = fileURLToPath(new URL('..', import.meta.url))
const built = join(root, 'dist/src/cli/main.js')
const sources = ['src', 'schemas', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json', 'scripts/build.mjs', 'scripts/build-dashboard.mjs', 'scripts/commonjs.mjs', 'scripts/third-party.mjs']

/** @param {string} what @param {string} command @param {string[]} args */
const run = (what, command, args) => {
  console.error(`setup: ${what}`)
  // npm is a .cmd file on Windows, which only a shell can start.
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  if (error !== undefined) console.error(`setup: ${error.message}`)
  if (status === 0) return
  console.error(`setup: "${command} ${args.join(' ')}" failed`)
  process.exit(1)
}

/** @param {string} path @returns {Record<string, LockedPackage>} */
const lockedPackages = (path) => /** @type {{ packages: Record<string, LockedPackage> }} */ (JSON.parse(readFileSync(path, 'utf8'))).packages

/** Compared by content: a checkout gives every file a new date, and npm writes both lockfiles in the same instant. */
const isInstalled = () => {
  const installedFile = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(installedFile)) return false
  const installed = lockedPackages(installedFile)
  return Object.entries(lockedPackages(join(root, 'package-lock.json'))).every(([path, wanted]) => {
    const found = installed[path]
    if (path === '') return true
    return found === undefined ? wanted.optional === true || wanted.devOptional === true : found.version === wanted.version
  })
}

/** The one native module: compiled for another Node.js, or never because install scripts are off, it does not load. */
const nativeModuleError = () => {
  try {
    const Database = createRequire(import.meta.url)('better-sqlite3')
    new Database(':memory:').close()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Folders count too: a deleted file leaves its trace in the date of its folder. @param {string} path @returns {number} */
const newest = (path) => {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

const isBuilt = () => existsSync(built) && sources.every((name) => newest(join(root, name)) <= statSync(built).mtimeMs)

if (!isInstalled()) run('installing dependencies (the first time takes a minute: SQLite may be compiled)', 'npm', ['ci', '--include=dev'])
if (nativeModuleError() !== undefined) run('rebuilding better-sqlite3 for this Node.js', 'npm', ['rebuild', 'better-sqlite3'])
const failure = nativeModuleError()
if (failure !== undefined) {
  console.error(`setup: better-sqlite3 does not load: ${failure}`)
  console.error('setup: are install scripts switched off (npm config get ignore-scripts)? Without them SQLite cannot be compiled.')
  process.exit(1)
}
if (!isBuilt()) run('building', process.execPath, ['scripts/build.mjs', 'scripts/build-dashboard.mjs'])

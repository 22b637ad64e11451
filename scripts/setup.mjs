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

/** What was opened is kept: Node.js 24.19 and later 24 end when such an object is collected. @type {unknown[]} */
const opened = []

/** Why a native module does not load: compiled for another Node.js, or never because install scripts are off. @param {string} name */
const loadError = (name) => {
  try {
    const Database = createRequire(import.meta.url)(name)
    const database = new Database(':memory:')
    opened.push(Database, database)
    database.close()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** One of two must load; the first crashes where Node-API is older (src/store/sqlite.ts). */
const nativeModuleError = () =>
  Number(process.versions['napi']) >= 10 && loadError('better-sqlite3-node-api') === undefined ? undefined : loadError('better-sqlite3')

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

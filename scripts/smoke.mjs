/** Packs the package, installs it into an empty folder elsewhere and uses it there as a stranger would: compile, import, serve, healthcheck, a signed call, stop. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startServer } from './server-process.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'bnc-smoke-'))
const environment = { ...process.env, BNC_DATABASE: ':memory:' }
/** What Node.js warns of, such as a deprecation, in whatever the bank is: command, server, library. */
const warnings = join(folder, 'warnings.txt')
const watched = { ...environment, NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --pending-deprecation --redirect-warnings=${warnings}` }

/** @param {string} step @param {string} command @param {string[]} args @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options] */
const run = (step, command, args, options = {}) => {
  console.log(`smoke: ${step}`)
  const { status } = spawnSync(command, args, { cwd: folder, env: environment, stdio: ['ignore', 'inherit', 'inherit'], ...options })
  if (status !== 0) throw new Error(`${step}: "${command} ${args.join(' ')}" ended with ${String(status)}`)
}

const install = () => {
  run('pack', 'npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root })
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))
  if (tarball === undefined) throw new Error('npm pack made no tarball')
  // Empty but for this: npm 11 compiles a native module only for a project that allows it to.
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module', allowScripts: { 'better-sqlite3': true } }))
  run(`install ${tarball} (SQLite may be compiled)`, 'npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`])
}

/** Projects that use the library, by what their package.json says and how their TypeScript finds modules. */
const CONSUMERS = [
  { name: 'esm', type: 'module', options: { module: 'node16', moduleResolution: 'node16' } },
  { name: 'commonjs', type: 'commonjs', options: { module: 'node16', moduleResolution: 'node16' } },
  { name: 'nodenext', type: 'module', options: { module: 'nodenext', moduleResolution: 'nodenext' } },
  { name: 'old-commonjs', type: 'commonjs', options: { module: 'commonjs', moduleResolution: 'node10' } },
  { name: 'bundler', type: 'module', options: { module: 'esnext', moduleResolution: 'bundler' } }
]

/** The declarations of everything imported are checked too; of this repository there is only the compiler and what Node declares. */
const COMPILER = {
  strict: true, skipLibCheck: false, target: 'es2022', lib: ['es2022'], types: ['node'], typeRoots: [join(root, 'node_modules/@types')], outDir: 'out'
}

/** Compiles the consumer in a project of each kind and runs what comes out. */
const consume = () => {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  for (const { name, type, options } of CONSUMERS) {
    const cwd = join(folder, name)
    mkdirSync(cwd)
    writeFileSync(join(cwd, 'package.json'), JSON.stringify({ private: true, type }))
    writeFileSync(join(cwd, 'tsconfig.json'), JSON.stringify({ compilerOptions: { ...COMPILER, ...options }, files: ['consumer.ts'] }))
    copyFileSync(join(root, 'scripts/consumer.ts'), join(cwd, 'consumer.ts'))
    run(`a TypeScript project: ${name}`, process.execPath, [tsc, '-p', '.'], { cwd })
    run(`what it compiles to: ${name}`, process.execPath, ['out/consumer.js'], { cwd, env: watched })
  }
}

/** @param {string} url @param {string} bin */
const use = (url, bin) => {
  const env = { ...watched, BNC_URL: url }
  run('healthcheck', process.execPath, [bin, 'healthcheck'], { env })
  run('a signed inquiry', process.execPath, [bin, 'query', '2023081111626423051116587'], { env })
}

/** @param {string} bin */
const serve = async (bin) => {
  console.log('smoke: serve')
  const server = startServer(process.execPath, [bin, 'serve', '--port', '0'], { cwd: folder, env: watched })
  try {
    const url = await server.ready
    if (url === undefined) throw new Error(`serve ended with ${String(await server.ended)} before it was ready`)
    use(url, bin)
    server.child.kill('SIGTERM')
    const code = await server.ended
    if (code !== 0) throw new Error(`SIGTERM should end it with 0, it ended with ${String(code)}`)
  } finally {
    server.child.kill('SIGKILL')
  }
}

try {
  install()
  run('the command is installed', join(folder, 'node_modules/.bin/bnc-sandbox'), ['--version'], { env: watched })
  consume()
  await serve(join(folder, 'node_modules/bnc-snap-sandbox/dist/src/cli/main.js'))
  if (existsSync(warnings)) throw new Error(`Node.js warns:\n${readFileSync(warnings, 'utf8')}`)
  console.log('smoke: the installed package works, and Node.js warns of nothing in it')
} catch (error) {
  console.error(`smoke: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

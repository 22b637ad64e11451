/** `npm run prove:node -- 22 24.3.0`: for each version of Node.js its binary from npm, a copy of this tree, and there install, smoke and tests. One line each. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, createWriteStream, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** @typedef {{ version: string, env: NodeJS.ProcessEnv, copy: string, log: string }} Place */

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'bnc-prove-node-'))

/** What package.json promises: the first of each line, and the newest of it. */
const promised = () => {
  const { engines } = /** @type {{ engines: { node: string } }} */ (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  return engines.node.match(/\d+\.\d+\.\d+/g)?.flatMap((first) => [first, first.replace(/\..*/, '')]) ?? []
}

/** What npm tells its scripts of itself speaks of the Node that runs this one. @param {string} home */
const environmentFor = (home) => {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_(?!config_).*|NODE|NODE_OPTIONS)$/.test(name))
  // Headers of its own: SQLite may have to be compiled, whatever folder of headers npm is told of elsewhere.
  return { ...Object.fromEntries(inherited), PATH: [join(home, 'bin'), process.env['PATH']].join(delimiter), npm_config_nodedir: home }
}

/** The files that git knows or would take, as they are now. @param {string} to */
const copyTree = (to) => {
  const { stdout, status } = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error('git ls-files failed')
  for (const file of stdout.split('\0').filter((name) => name !== '' && existsSync(join(root, name)))) {
    mkdirSync(join(to, dirname(file)), { recursive: true })
    copyFileSync(join(root, file), join(to, file))
  }
}

/** @type {import('node:child_process').ChildProcess | undefined} */
let running

/** Runs a command with all that it says in the log; throws with its last lines when it fails. @param {Place} place @param {string} command @param {string[]} args */
const run = async ({ version, env, copy, log }, command, args) => {
  const step = `${command} ${args.join(' ')}`
  console.error(`prove: Node ${version}: ${step}`)
  // A group of its own: a compiler that npm has started ends with it.
  const child = spawn(command, args, { cwd: copy, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  running = child
  const file = createWriteStream(log, { flags: 'a' })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output += text
      file.write(text)
    })
  }
  const [code] = /** @type {[number | null]} */ (await once(child, 'close'))
  file.end()
  if (code !== 0) throw new Error(`${step} ended with ${String(code)}\n${output.trimEnd().split('\n').slice(-40).join('\n')}`)
  return output
}

/** The binary of a version with its headers, as npm has it. @param {string} wanted @returns {Promise<Place>} */
const fetchNode = async (wanted) => {
  const home = join(folder, `node-${wanted}`)
  const place = { version: wanted, env: process.env, copy: folder, log: join(folder, `${wanted}.log`) }
  const name = `node-${process.platform}-${process.arch}`
  await run(place, 'npm', ['install', '--prefix', home, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', `${name}@${wanted}`])
  const env = environmentFor(join(home, 'node_modules', name))
  const version = (await run({ ...place, env }, 'node', ['-p', 'process.versions.node'])).trim()
  const copy = join(folder, `tree-${version}`)
  copyTree(copy)
  return { ...place, version, env, copy }
}

/** @param {string} wanted @param {string[]} tests */
const prove = async (wanted, tests) => {
  const begun = performance.now()
  const place = await fetchNode(wanted)
  const npm = /** @type {{ node: string }} */ (JSON.parse(await run(place, 'npm', ['version', '--json'])))
  if (npm.node !== place.version) throw new Error(`npm runs on Node ${npm.node}`)
  await run(place, 'npm', ['ci', '--include=dev'])
  await run(place, 'npm', ['run', '--silent', 'smoke'])
  const tally = (await run(place, 'npm', ['test', '--', ...tests])).trimEnd().split('\n').at(-1) ?? ''
  rmSync(place.copy, { recursive: true, force: true })
  return `Node ${place.version}: installed, smoke passed, ${tally} (${((performance.now() - begun) / 1000).toFixed(0)} s)`
}

const giveUp = () => {
  rmSync(folder, { recursive: true, force: true })
  process.exit(1)
}
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.once(signal, () => {
    if (running?.pid === undefined || running.exitCode !== null) return giveUp()
    running.once('close', giveUp)
    process.kill(-running.pid, 'SIGTERM')
  })
}

const given = process.argv.slice(2)
const versions = given.filter((word) => /^\d/.test(word))
const lines = []
for (const wanted of versions.length > 0 ? versions : promised()) {
  try {
    lines.push(await prove(wanted, given.filter((word) => !versions.includes(word))))
  } catch (error) {
    lines.push(`Node ${wanted}: FAILED: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
  }
  console.log(lines.at(-1))
}
if (process.exitCode === 1) console.error(`prove: everything that was said is kept in ${folder}`)
else rmSync(folder, { recursive: true, force: true })

/** Time from the start of a process to the first answer of /readyz: bare Fastify and the bank in turn, so that the ratio holds. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const ROUNDS = Number(process.env['ROUNDS'] ?? 15)

const ready = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const call = request({ port, path: '/readyz', host: '127.0.0.1' }, reply => {
      reply.resume()
      resolve(reply.statusCode === 200)
    })
    call.on('error', () => { resolve(false) })
    call.end()
  })

const timed = async (port: number, ...args: string[]): Promise<number> => {
  const begun = performance.now()
  const child = spawn(process.execPath, args, { stdio: 'ignore' })
  while (!(await ready(port))) await pause(1)
  const took = performance.now() - begun
  await new Promise(resolve => {
    child.on('exit', resolve)
    child.kill('SIGKILL')
  })
  return took
}

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

const folder = mkdtempSync(join(tmpdir(), 'bnc-cold-'))
const root = new URL('../', import.meta.url)
const bare = join(folder, 'bare.mjs')
const fastify = new URL('node_modules/fastify/fastify.js', root).href
writeFileSync(bare, `import { fastify } from '${fastify}'\nconst app = fastify()\napp.get('/readyz', () => ({ ready: true }))\nawait app.listen({ port: 7861 })\n`)

const bank = (database: string): Promise<number> =>
  timed(7862, fileURLToPath(new URL('dist/src/cli/main.js', root)), 'serve', '--port', '7862', '--database', join(folder, database), '--log-level', 'error')

try {
  const [bares, fresh, used]: [number[], number[], number[]] = [[], [], []]
  for (let round = 0; round < ROUNDS; round++) {
    bares.push(await timed(7861, bare))
    fresh.push(await bank(`${String(round)}.db`))
    used.push(await bank(`${String(round)}.db`))
  }
  const line = (name: string, times: readonly number[]): string =>
    `${name.padEnd(28)} ${median(times).toFixed(0).padStart(4)} ms  ratio ${(median(times) / median(bares)).toFixed(2)}\n`
  process.stdout.write(line('bare Fastify', bares) + line('bank, a new database', fresh) + line('bank, a database it knows', used))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** A bank as a process of its own, as it is built, perhaps with a limit on how large its files may grow. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'

const COMMAND = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url))

export interface ChildBank {
  readonly url: string
  readonly child: ChildProcess
  /** SIGTERM; resolves with the exit code. */
  readonly stop: () => Promise<number | null>
}

export interface Failed {
  readonly code: number | null
  readonly said: string
}

const spawnBank = (t: Test, database: string, maxKiB: number | undefined) => {
  const clean = Object.entries(process.env).filter(([name]) => !name.startsWith('BNC_'))
  const env = { ...Object.fromEntries(clean), BNC_PORT: '0', BNC_DATABASE: database, BNC_LOG_LEVEL: 'silent' }
  const limit = maxKiB === undefined ? '' : `ulimit -S -f ${String(maxKiB)}; `
  const child = spawn('bash', ['-c', `${limit}exec "$0" "$@"`, process.execPath, COMMAND, 'serve', '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe']
  })
  t.teardown(() => child.kill('SIGKILL'))
  return child
}

/** Starts it; throws where it does not start. */
export const startChild = async (t: Test, database: string, maxKiB?: number): Promise<ChildBank> => {
  const child = spawnBank(t, database, maxKiB)
  const ended = once(child, 'exit') as Promise<[number | null]>
  const [line] = (await Promise.race([once(child.stdout, 'data'), ended])) as [Buffer | number | null]
  if (!Buffer.isBuffer(line)) throw new Error(`the bank did not start: ${await text(child.stderr)}`)
  const { url } = JSON.parse(line.toString()) as { url: string }
  return {
    url,
    child,
    async stop() {
      child.kill('SIGTERM')
      return (await ended)[0]
    }
  }
}

/** Starts one that cannot start. */
export const failToStart = async (t: Test, database: string): Promise<Failed> => {
  const child = spawnBank(t, database, undefined)
  const [[code], said] = await Promise.all([once(child, 'exit') as Promise<[number | null]>, text(child.stderr)])
  return { code, said }
}

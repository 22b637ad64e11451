/** A contender that runs: started, awaited until its first right answer, watched, and ended. */
import { spawn, type ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { LoadCall } from '../load.js'

const PATIENCE_MS = 60_000

export interface Contestant {
  readonly port: number
  /** From the start of the process to the first right answer. */
  readonly coldMs: number
  /** Of the process and those it started, in bytes; not a number where the system does not tell. */
  readonly rss: () => number
  /** Processor time so far, of the same processes, in microseconds. */
  readonly cpu: () => number
  readonly end: () => Promise<void>
}

export const freePort = (): Promise<number> => new Promise((resolve, reject) => {
  const server = createServer()
  server.on('error', reject)
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo
    server.close(() => { resolve(port) })
  })
})

/** Whether the call is answered with 200; false while nobody listens. */
const answers = (port: number, call: LoadCall): Promise<boolean> => new Promise(resolve => {
  const sent = request({ port, host: '127.0.0.1', method: 'POST', path: call.path, headers: call.headers, agent: false }, reply => {
    reply.resume()
    reply.on('end', () => { resolve(reply.statusCode === 200) })
  })
  sent.on('error', () => { resolve(false) })
  sent.end(call.body)
})

/** The processes of a tree, its root first. */
const treeOf = (pid: number): number[] => [pid, ...readdirSync(`/proc/${pid}/task`)
  .flatMap(task => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean))
  .flatMap(child => treeOf(Number(child)))]

const rssOf = (pid: number): number => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024

/** Linux counts in hundredths of a second. */
const TICK_US = 10_000

/** The name of the program stands in parentheses and may hold anything; 14th and 15th are the ticks in user and kernel mode. */
const cpuOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_US
}

const ofTree = (child: ChildProcess, of: (pid: number) => number): number => {
  try {
    return treeOf(child.pid ?? 0).reduce((sum, pid) => sum + of(pid), 0)
  } catch {
    return Number.NaN
  }
}

const ended = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

const end = async (child: ChildProcess): Promise<void> => {
  if (ended(child)) return
  const exit = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGKILL')
  await exit
}

/** Starts it in this folder and asks the same again until it answers 200; throws where it never does. */
export const start = async (command: readonly [string, ...string[]], folder: string, port: number, first: LoadCall): Promise<Contestant> => {
  const begun = performance.now()
  const child = spawn(command[0], command.slice(1), { cwd: folder, stdio: 'ignore', env: { ...process.env, NODE_ENV: 'production' } })
  let failure: Error | undefined
  child.on('error', error => { failure = error })
  while (!(await answers(port, first))) {
    if (failure !== undefined || ended(child) || performance.now() - begun > PATIENCE_MS) {
      await end(child)
      process.stderr.write(`${command.join(' ')}\n`)
      throw new Error(`it never answered${failure === undefined ? '' : `: ${failure.message}`}`)
    }
    await pause(1)
  }
  return { port, coldMs: performance.now() - begun, rss: () => ofTree(child, rssOf), cpu: () => ofTree(child, cpuOf), end: () => end(child) }
}

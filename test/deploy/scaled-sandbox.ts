/** Several banks as processes of their own behind nginx with the configuration of deploy/scale, on loopback. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, chmodSync, constants, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const COMMAND = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url))
const deployed = (name: string): string => fileURLToPath(new URL(`../../deploy/scale/${name}`, import.meta.url))

/** Every bank has the same: the balancer passes it on. */
export const ADMIN_KEY = 'key-of-the-scaled-sandbox'

/** How long nginx may take to listen or to read its configuration again. */
const PATIENCE_MS = 15_000

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Where nginx is; Debian keeps it where ordinary users do not look. */
export const nginxPath: string | undefined = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  .map(folder => join(folder, 'nginx'))
  .find(isExecutable)

const absent = (): string | false => {
  if (process.platform !== 'linux') return 'nginx is told apart from its workers as Linux has it'
  return nginxPath === undefined && 'nginx is not installed here; on Debian: apt-get install nginx-light'
}

/** What a test says where it cannot run; false where it can. */
export const withoutNginx: string | false = absent()

export interface BankProcess {
  readonly port: number
  readonly url: string
  readonly pid: () => number
  /** `kill -9`. */
  readonly kill: () => Promise<void>
  /** Starts it again, on its database and its port. */
  readonly restart: () => Promise<void>
}

export interface ScaledSandbox {
  /** Of the balancer. */
  readonly url: string
  readonly banks: readonly BankProcess[]
  /** nginx and its workers. */
  readonly balancerPids: () => number[]
  readonly close: () => Promise<void>
}

export interface GrowingSandbox extends ScaledSandbox {
  /** One bank more, which nginx learns of without a restart. */
  readonly grow: () => Promise<BankProcess>
}

/** Ports that were free a moment ago, all different. */
const freePorts = async (count: number): Promise<number[]> => {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map(server => once(server, 'listening')))
  const ports = servers.map(server => (server.address() as AddressInfo).port)
  await Promise.all(servers.map(server => once(server.close(), 'close')))
  return ports
}

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}

const spawnBank = async (env: Readonly<Record<string, string>>): Promise<{ child: ChildProcess; url: string }> => {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('BNC_')))
  const child = spawn(process.execPath, [COMMAND, 'serve', '--json'], { env: { ...clean, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(([code]) => { throw new Error(`the bank did not start: ${String(code)}`) })
  ])) as [Buffer]
  const { url, error } = JSON.parse(line.toString()) as { url?: string; error?: string }
  if (url === undefined) throw new Error(`the bank did not start: ${String(error)}`)
  return { child, url }
}

const startBank = async (database: string, publicUrl: string): Promise<BankProcess> => {
  const env = { BNC_DATABASE: database, BNC_PUBLIC_URL: publicUrl, BNC_ADMIN_KEY: ADMIN_KEY, BNC_LOG_LEVEL: 'error' }
  let { child, url } = await spawnBank({ ...env, BNC_PORT: '0' })
  const port = Number(new URL(url).port)
  return {
    port,
    url,
    pid: () => child.pid ?? 0,
    kill: () => end(child, 'SIGKILL'),
    async restart() {
      ({ child, url } = await spawnBank({ ...env, BNC_PORT: String(port) }))
    }
  }
}

const replaced = (text: string, from: string, to: string): string => {
  if (!text.includes(from)) throw new Error(`nginx.conf has no ${from}`)
  return text.replaceAll(from, to)
}

export interface ScalePlan {
  readonly banks: number
  /** Workers of nginx. */
  readonly workers?: number
  /** Partners by client keys that are not their ids: lines of client-keys.map. */
  readonly clientKeys?: Readonly<Record<string, string>>
}

/** The configuration as it is deployed, but for where it listens, where it writes and which banks there are. */
const configure = (folder: string, [port, adminPort]: readonly number[], { workers = 1, clientKeys = {} }: ScalePlan): string => {
  const file = join(folder, 'nginx.conf')
  let text = readFileSync(deployed('nginx.conf'), 'utf8')
  text = replaced(text, 'listen 8080;', `listen 127.0.0.1:${String(port)};`)
  text = replaced(text, '127.0.0.1:8081', `127.0.0.1:${String(adminPort)}`)
  text = replaced(text, ' /tmp/', ` ${folder}/`)
  text = replaced(text, 'worker_processes 2;', `worker_processes ${String(workers)};`)
  writeFileSync(file, text)
  const lines = Object.entries(clientKeys).map(([clientKey, partnerId]) => `${clientKey} ${partnerId};\n`)
  writeFileSync(join(folder, 'client-keys.map'), readFileSync(deployed('client-keys.map'), 'utf8') + lines.join(''))
  return file
}

const nameBanks = (folder: string, ports: readonly number[]): void => {
  const example = readFileSync(deployed('banks.conf'), 'utf8')
  if (!/^server bank-0:7751 max_fails=0;$/m.test(example)) throw new Error('banks.conf names its banks in another way')
  writeFileSync(join(folder, 'banks.conf'), ports.map(port => `server 127.0.0.1:${String(port)} max_fails=0;\n`).join(''))
}

/** The workers of a master process, as Linux tells them. */
const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8').trim().split(' ').filter(text => text !== '').map(Number)

const until = async (what: string, isSo: () => Promise<boolean> | boolean): Promise<void> => {
  const begun = performance.now()
  while (performance.now() - begun < PATIENCE_MS) {
    if (await isSo()) return
    await pause(10)
  }
  throw new Error(`nginx: ${what} took longer than ${String(PATIENCE_MS)} ms`)
}

const answers = (url: string): Promise<boolean> => fetch(`${url}/livez`).then(({ ok }) => ok, () => false)

const startNginx = async (file: string, url: string): Promise<ChildProcess> => {
  const child = spawn(nginxPath ?? 'nginx', ['-e', 'stderr', '-c', file, '-g', 'daemon off;'], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => { said = `${said}${chunk.toString()}`.slice(-4000) })
  try {
    await until('starting', () => {
      if (child.exitCode !== null) throw new Error(`nginx did not start: ${said}`)
      return answers(url)
    })
  } catch (error) {
    await end(child, 'SIGKILL')
    throw error
  }
  return child
}

/** So many banks, each with a database of its own in a folder that is removed at the end. */
export const startScaledSandbox = async (plan: ScalePlan): Promise<GrowingSandbox> => {
  const folder = mkdtempSync(join(tmpdir(), 'bnc-scaled-'))
  // Workers of nginx run without rights where its master has them.
  chmodSync(folder, 0o755)
  const ports = await freePorts(2)
  const url = `http://127.0.0.1:${String(ports[0])}`
  const banks: BankProcess[] = []
  const add = async (nth: number): Promise<BankProcess> => {
    const home = join(folder, `bank-${String(nth)}`)
    mkdirSync(home)
    const bank = await startBank(join(home, 'bank.db'), url)
    banks[nth] = bank
    return bank
  }
  const closers: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    await Promise.all([...closers.map(closer => closer()), ...banks.map(bank => bank.kill())])
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await Promise.all(Array.from({ length: plan.banks }, (_, nth) => add(nth)))
    nameBanks(folder, banks.map(bank => bank.port))
    const nginx = await startNginx(configure(folder, ports, plan), url)
    closers.push(() => end(nginx, 'SIGTERM'))
    const pid = nginx.pid ?? 0
    return {
      url,
      banks,
      balancerPids: () => [pid, ...childrenOf(pid)],
      close,
      async grow() {
        const bank = await add(banks.length)
        nameBanks(folder, banks.map(each => each.port))
        const before = childrenOf(pid)
        nginx.kill('SIGHUP')
        await until('reading its configuration again', () => childrenOf(pid).length > 0 && childrenOf(pid).every(each => !before.includes(each)))
        return bank
      }
    }
  } catch (error) {
    await close()
    throw error
  }
}

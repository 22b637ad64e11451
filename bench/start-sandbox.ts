/** How long startSandbox() takes: the import, the first bank, and those after it; then fifty at once, each with a partner of its own.
  With the folder of another build as argument, the two start in turn, so that their ratio holds on a busy machine. */
import { generateKeyPairSync } from 'node:crypto'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type * as Library from '../src/index.js'

const ROUNDS = Number(process.env['ROUNDS'] ?? 200)
const AT_ONCE = Number(process.env['AT_ONCE'] ?? 50)

/** Banks after the first that are not counted: the code is still being compiled. */
const WARM_UP = 10

/** Milliseconds of processor time: what a start costs, whoever else is on the machine. */
const processorMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const timed = async <T>(act: () => Promise<T>): Promise<[took: number, result: T]> => {
  const begun = performance.now()
  const result = await act()
  return [performance.now() - begun, result]
}

interface Build {
  readonly name: string
  readonly library: typeof Library
  readonly starts: number[]
  readonly costs: number[]
  readonly closes: number[]
}

const load = async (root: string): Promise<Build> => {
  const [took, library] = await timed(async () => await import(pathToFileURL(resolve(root, 'dist/src/index.js')).href) as typeof Library)
  const [first, bank] = await timed(() => library.startSandbox())
  await bank.close()
  print(`${root}: import ${took.toFixed(0)} ms, the first bank ${first.toFixed(1)} ms`)
  return { name: root, library, starts: [], costs: [], closes: [] }
}

const round = async ({ library, starts, costs, closes }: Build): Promise<void> => {
  const before = processorMs()
  const [start, bank] = await timed(() => library.startSandbox())
  costs.push(processorMs() - before)
  const [close] = await timed(bank.close)
  starts.push(start)
  closes.push(close)
}

/** Brought along: making a pair for each partner would be most of what is measured. */
const { publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }
})

/** Each bank makes a partner and is called by it; none may have another's. */
const manyAtOnce = async ({ library: { partnerClient, startSandbox } }: Build): Promise<void> => {
  const [took, banks] = await timed(() => Promise.all(Array.from({ length: AT_ONCE }, () => startSandbox())))
  try {
    const use = async ({ admin, url }: Library.Sandbox, index: number): Promise<boolean> => {
      const partnerId = `own-${String(index)}`
      const client = partnerClient(url, await admin.partners.create({ partnerId, dialect: 'snap', signature: 'symmetric', publicKey }))
      const { status } = await client.call('query', {}, { token: 'none' })
      const partners = (await admin.partners.list()).items.map(partner => partner.partnerId)
      return status === 401 && partners.filter(id => id.startsWith('own-')).join() === partnerId
    }
    const [used, alone] = await timed(() => Promise.all(banks.map(use)))
    print(`${String(AT_ONCE)} at once: all listen after ${took.toFixed(0)} ms (${(took / AT_ONCE).toFixed(1)} ms each); each made a partner and was called after ` +
      `${used.toFixed(0)} ms more; ${String(alone.filter(Boolean).length)} of them know their own partner alone; ${(process.memoryUsage.rss() / 2 ** 20).toFixed(0)} MiB`)
  } finally {
    await Promise.all(banks.map(bank => bank.close()))
  }
}

const print = (line: string): void => { process.stdout.write(`${line}\n`) }

const at = (numbers: readonly number[], share: number): string =>
  ([...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * share)] ?? 0).toFixed(1)

const line = (what: string, all: readonly number[]): string => {
  const counted = all.slice(WARM_UP)
  return `${what.padEnd(16)} min ${at(counted, 0)} ms, median ${at(counted, 0.5)} ms, p90 ${at(counted, 0.9)} ms`
}

const here = fileURLToPath(new URL('..', import.meta.url))
const builds: Build[] = []
for (const root of [here, ...process.argv.slice(2)]) builds.push(await load(root))
for (let count = 0; count < ROUNDS + WARM_UP; count++) for (const build of builds) await round(build)
for (const { name, starts, costs, closes } of builds) {
  print([name, line('start', starts), line('of a processor', costs), line('close', closes)].join('\n  '))
}
for (const build of builds) await manyAtOnce(build)

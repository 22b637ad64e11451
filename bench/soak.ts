/** Memory and tail latency over a long run: a million signed, journalled inquiries, with the resident size after every tenth. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inquiries } from './inquiries.js'
import { load } from './load.js'

const REQUESTS = Number(process.env['REQUESTS'] ?? 1_000_000)
const PARTS = 10

const folder = mkdtempSync(join(tmpdir(), 'bnc-soak-'))
const child = fork(fileURLToPath(new URL('./server.ts', import.meta.url)), ['bank', join(folder, 'bank.db')], { execArgv: ['--import=tsx'] })

const resident = async (): Promise<number> => {
  child.send('usage')
  const [message] = (await once(child, 'message')) as [{ rss: number }]
  return message.rss / 1_048_576
}

try {
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  for (let part = 1; part <= PARTS; part++) {
    // A signature is good for five minutes: each part signs anew.
    const calls = await inquiries(port, 64)
    const { perSecond, p99, max } = await load({ port, calls, connections: 32, requests: REQUESTS / PARTS, expect: '{"responseCode":"2005100' })
    process.stdout.write(
      `${String((REQUESTS / PARTS) * part).padStart(8)} requests  ${perSecond.toFixed(0)}/s  p99 ${p99.toFixed(1)} ms  max ${max.toFixed(0)} ms  ` +
        `resident ${(await resident()).toFixed(0)} MiB\n`
    )
  }
} finally {
  child.kill()
  rmSync(folder, { recursive: true, force: true })
}

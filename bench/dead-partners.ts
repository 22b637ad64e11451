/** The inquiry rate with 200 partners whose callback URLs are dead, beside the usual one, in turns in one run. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PartnerReply } from '../schemas/partner.js'
import type { TransactionReply } from '../schemas/transaction.js'
import { partnerClient } from '../src/client/partner-client.js'
import { signer, type Credentials } from '../src/client/signer.js'
import { load } from './load.js'

const PARTNERS = Number(process.env['PARTNERS'] ?? 200)
const ROUNDS = Number(process.env['ROUNDS'] ?? 5)
const REQUESTS = Number(process.env['REQUESTS'] ?? 5000)

const folder = mkdtempSync(join(tmpdir(), 'bnc-dead-'))
const child = fork(fileURLToPath(new URL('./server.ts', import.meta.url)), ['bank', join(folder, 'bank.db')], { execArgv: ['--import=tsx'] })
const [{ port }] = (await once(child, 'message')) as [{ port: number }]
const url = `http://127.0.0.1:${String(port)}`

const admin = async <T>(path: string, body: object): Promise<T> => {
  const response = await fetch(`${url}/admin${path}`, { method: 'POST', body: JSON.stringify(body) })
  if (!response.ok) throw new Error(await response.text())
  return await response.json() as T
}

/** Half of them refuse connections, half take them and never answer. */
const silent = createServer(() => undefined)
await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve))
const hanging = `http://127.0.0.1:${String((silent.address() as AddressInfo).port)}/`

const snap = (JSON.parse(readFileSync(new URL('../fixtures/partners/demo-snap.json', import.meta.url), 'utf8')) as { partner: Credentials & { publicKey: string } }).partner
const credentials = { ...snap, signature: 'symmetric' as const }

const dead: string[] = []
for (let each = 0; each < PARTNERS; each++) {
  const partner = await admin<PartnerReply>('/partners', {
    publicKey: snap.publicKey,
    callbackUrl: each % 2 === 0 ? hanging : 'http://127.0.0.1:1/',
    settings: { notifyScheduleSeconds: [1, 2, 3, 4, 5, 6] }
  })
  dead.push(partner.partnerId)
}

const token = String((await partnerClient(url, credentials).token()).body['accessToken'])
const inquiry = signer(credentials).call('query', { serviceCode: '47', originalReferenceNo: '2026010100000000000000022' }, { token })
const rate = async (): Promise<number> =>
  (await load({ port, calls: [inquiry], connections: 16, requests: REQUESTS, expect: '{"responseCode":"2005100' })).perSecond

/** One payment of each dead partner: its notification is tried, second after second, while the inquiries run. */
const payAll = async (): Promise<void> => {
  for (const partnerId of dead) {
    const { referenceNo } = await admin<TransactionReply>('/transactions', { partnerId, amount: '10000.00' })
    await admin(`/transactions/${referenceNo}/pay`, {})
  }
}

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

try {
  const usual: number[] = []
  const withDead: number[] = []
  await rate()
  for (let round = 0; round < ROUNDS; round++) {
    usual.push(await rate())
    await payAll()
    withDead.push(await rate())
    // Nothing is owed any more when the usual rate is measured again.
    for (const partnerId of dead) await admin('/reset', { partnerId })
    await new Promise(resolve => setTimeout(resolve, 6000))
  }
  process.stdout.write(`${JSON.stringify({ partners: PARTNERS, usual: Math.round(median(usual)), withDead: Math.round(median(withDead)), ratio: (median(withDead) / median(usual)).toFixed(3) })}\n`)
} finally {
  child.kill()
  silent.close()
  rmSync(folder, { recursive: true, force: true })
}

/** The heap after forced collections, round after round of everything that clients do. Exits 1 where it grows. */
import { connect } from 'node:net'
import { once } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { readConfig } from '../src/app/config.js'
import { startBank } from '../src/app/start.js'
import { partnerClient } from '../src/client/partner-client.js'
import type { PartnerReply } from '../schemas/partner.js'

const ROUNDS = Number(process.env['ROUNDS'] ?? 6)
const CALLS = Number(process.env['CALLS'] ?? 1500)

/** What caches may still take after the first rounds have filled them. */
const ALLOWED_MIB = 8

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const bank = await startBank(
  readConfig({ BNC_PORT: '0', BNC_DATABASE: ':memory:', BNC_LOG_LEVEL: 'silent', BNC_JOURNAL_MAX_ENTRIES: '500' })
)
const url = bank.listenUrl

const admin = async <T>(method: string, path: string, body?: object): Promise<T> => {
  const response = await fetch(`${url}/admin${path}`, { method, ...(body && { body: JSON.stringify(body) }) })
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as T
}

/** Opens connections, says this, and leaves without hearing the end. */
const leave = async (text: string, times: number): Promise<void> => {
  for (let each = 0; each < times; each++) {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.on('error', () => undefined)
    await once(socket, 'connect')
    socket.write(text)
    await new Promise(resolve => {
      setImmediate(resolve)
    })
    socket.destroy()
  }
}

const round = async (): Promise<void> => {
  const partner = await admin<PartnerReply>('POST', '/partners', { dialect: 'snap', callbackUrl: `${url}/sink/200` })
  const { token, call } = partnerClient(url, partner)
  const merchantId = partner.merchants[0]?.merchantId
  for (let each = 0; each < CALLS; each++) {
    const { body } = await call('generate', { amount: { value: '10000.00', currency: 'IDR' }, merchantId })
    const originalReferenceNo = String(body['referenceNo'])
    await call(
      'query',
      { originalReferenceNo, serviceCode: '47' },
      each % 50 === 0 ? { headers: { 'X-SIGNATURE': 'AAAA', 'X-Sandbox-Debug': 'true' } } : {}
    )
    if (each % 3 === 0) await call('cancel', { originalReferenceNo, merchantId, reason: 'leak' })
    else if (each % 20 === 1) await admin('POST', `/transactions/${originalReferenceNo}/pay`)
    if (each % 25 === 0) await token()
  }
  await leave('GET /admin/events HTTP/1.1\r\nHost: localhost\r\n\r\n', 100)
  await leave('POST /v1.0/qr/qr-mpm-query HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{', 100)
  await leave('NO HTTP AT ALL\r\n\r\n', 100)
  await admin('DELETE', `/partners/${partner.partnerId}`)
}

const heaps: number[] = []
for (let each = 1; each <= ROUNDS; each++) {
  await round()
  // Sockets that were left are noticed in later turns.
  await new Promise(resolve => {
    setTimeout(resolve, 300)
  })
  collect()
  collect()
  const { heapUsed, rss } = process.memoryUsage()
  heaps.push(heapUsed / 1_048_576)
  process.stdout.write(
    `round ${each}: ${CALLS} QRs, heap ${(heapUsed / 1_048_576).toFixed(1)} MiB, resident ${(rss / 1_048_576).toFixed(0)} MiB\n`
  )
}
const { heard } = bank.bank.events
await bank.close()
const grown = (heaps.at(-1) ?? 0) - (heaps[1] ?? 0)
process.stdout.write(`the heap grew by ${grown.toFixed(1)} MiB since the second round; ${ALLOWED_MIB} are allowed; `)
process.stdout.write(`listeners are ${heard ? 'left' : 'gone'}\n`)
process.exitCode = grown > ALLOWED_MIB || heard ? 1 : 0

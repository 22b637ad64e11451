/** What an inquiry costs with a thousand and with a million stored transactions; each asks for another one. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type * as Library from '../src/index.js'
import { openSqlite } from '../src/store/sqlite.js'
import { inquiriesFor, PARTNER } from './inquiries.js'
import { load, type LoadResult } from './load.js'

const { startSandbox } = (await import(new URL('../dist/src/index.js', import.meta.url).href)) as typeof Library

const ROUNDS = Number(process.env['ROUNDS'] ?? 5)
const REQUESTS = 20_000
/** More than the bank remembers. */
const ASKED = 8000

const referenceOf = (nth: number): string => `20250101${String(nth).padStart(17, '0')}`

/** A database with so many transactions beside the fixtures'. */
const fill = async (file: string, count: number): Promise<void> => {
  await (await startSandbox({ database: file })).close()
  const sqlite = openSqlite(file)
  sqlite.prepare(`
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ? - 1)
    INSERT INTO transactions (partner_id, reference_no, partner_reference_no, kind, status, amount, fee_amount, merchant_id, qr_content, created_at)
    SELECT ?, '20250101' || printf('%017d', i), 'BENCH-' || i, 'dynamic', 'pending', '10000.00', '0.00', '000200020001', 'content', 1767200000000 + i FROM n
  `).run(count, PARTNER.partnerId)
  sqlite.close()
}

const folder = mkdtempSync(join(tmpdir(), 'bnc-scale-'))
const serve = async (count: number) => {
  const file = join(folder, `${String(count)}.db`)
  await fill(file, count)
  const child = fork(fileURLToPath(new URL('./server.ts', import.meta.url)), ['bank', file], { execArgv: ['--import=tsx'] })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  const references = Array.from({ length: Math.min(ASKED, count) }, (_, nth) => referenceOf(Math.floor((nth * count) / Math.min(ASKED, count))))
  return { child, count, port, calls: await inquiriesFor(port, references), results: [] as LoadResult[] }
}

// A thousand are all remembered; ten thousand are not, as a million are not.
const banks = [await serve(1000), await serve(10_000), await serve(1_000_000)]
try {
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { port, calls, results } of banks) {
      const result = await load({ port, calls, connections: 32, requests: REQUESTS, expect: '{"responseCode":"2005100' })
      if (round > 0) results.push(result)
    }
  }
  for (const { count, results } of banks) {
    const rates = results.map(({ perSecond }) => perSecond).sort((a, b) => a - b)
    process.stdout.write(`${String(count).padStart(8)} transactions  ${(rates[Math.floor(rates.length / 2)] ?? 0).toFixed(0)}/s\n`)
  }
} finally {
  for (const { child } of banks) child.kill()
  rmSync(folder, { recursive: true, force: true })
}

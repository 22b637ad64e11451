/** Fuzzes every route of the OpenAPI document for long: `npx tsx bench/fuzz.ts --requests 50000 --seed 7`. */
import { parseArgs } from 'node:util'
import { runCampaign } from '../test/fuzz/campaign.js'

const { values } = parseArgs({ options: { requests: { type: 'string', default: '50000' }, seed: { type: 'string' } } })
const seed = Number(values.seed ?? Date.now() % 1_000_000)
process.stdout.write(`seed ${seed}\n`)
const begun = performance.now()
const { requests, byStatus, accepted, slowestMs, slowest, faults } = await runCampaign(Number(values.requests), seed)
const seconds = (performance.now() - begun) / 1000
process.stdout.write(
  `${requests} requests in ${seconds.toFixed(1)} s, ${accepted} of them judged by the rules of their service\n` +
    `by status ${JSON.stringify(byStatus)}\nslowest ${slowestMs.toFixed(0)} ms: ${slowest}\n${faults.length} faults\n`
)
for (const fault of faults.slice(0, 2000)) process.stdout.write(`${fault}\n`)
process.exitCode = faults.length === 0 ? 0 : 1

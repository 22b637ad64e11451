/** Every route of the OpenAPI document under requests from a fixed seed; `bench/fuzz.ts` goes on for as long as you like. */
import t from 'tap'
import { runCampaign } from './campaign.js'

const SEED = 20_261_121
const REQUESTS = 1500

t.test(
  `${REQUESTS} requests of seed ${SEED}: the promised codes, in the voice of the route, and a ledger that is sound`,
  { timeout: 60_000 },
  async t => {
    const { faults, requests, accepted, byStatus } = await runCampaign(REQUESTS, SEED)
    t.strictSame(faults, [])
    t.equal(requests, REQUESTS)
    t.ok(accepted > REQUESTS / 20, `${accepted} calls came as far as the rules of their service`)
    for (const status of ['200', '201', '204', '400', '401', '404', '405', '409'])
      t.ok((byStatus[status] ?? 0) > 0, `${status} was met: ${String(byStatus[status] ?? 0)}`)
  }
)

/** A process of clients: on a word of its parent it asks one thing of many QRs at once, and tells what it was answered. */
import type { PartnerReply } from '../../schemas/partner.js'
import { partnerClient } from '../../src/client/partner-client.js'

export interface Errand {
  readonly url: string
  readonly partner: PartnerReply
  readonly deed: 'cancel' | 'pay'
  /** In the order in which they are asked for. */
  readonly references: readonly string[]
}

/** HTTP status and response code, or the HTTP status alone. */
export interface Outcome {
  readonly referenceNo: string
  readonly answer: string
}

/** Calls that one process has under way. */
const AT_ONCE = 6

const asker = ({ url, partner, deed }: Errand): ((referenceNo: string) => Promise<string>) => {
  if (deed === 'pay') return async referenceNo =>
    String((await fetch(`${url}/admin/transactions/${referenceNo}/pay`, { method: 'POST' })).status)
  const client = partnerClient(url, partner)
  return async originalReferenceNo =>
    String((await client.call('cancel', { originalReferenceNo, reason: 'a race' })).body['responseCode'])
}

const run = async (errand: Errand): Promise<void> => {
  const ask = asker(errand)
  const outcomes: Outcome[] = []
  const left = [...errand.references]
  const work = async (): Promise<void> => {
    for (let referenceNo = left.shift(); referenceNo !== undefined; referenceNo = left.shift()) {
      outcomes.push({ referenceNo, answer: await ask(referenceNo) })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  process.send?.(outcomes)
}

process.on('message', (errand: Errand) => {
  void run(errand).finally(() => { process.disconnect() })
})
process.send?.('ready')

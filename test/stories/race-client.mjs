/** A process of clients: on a word of its parent it asks one thing of many QRs at once, and tells what it was answered. */
import { partnerClient } from 'bnc-snap-sandbox/client'

/**
 * What is to be asked for, and the QRs in the order in which they are.
 * @typedef {{ url: string, partner: import('bnc-snap-sandbox/client').PartnerReply, deed: 'cancel' | 'pay', references: readonly string[] }} Errand
 */

/** HTTP status and response code, or the HTTP status alone. @typedef {{ referenceNo: string, answer: string }} Outcome */

/** Calls that one process has under way. */
const AT_ONCE = 6

/** @param {Errand} errand @returns {(referenceNo: string) => Promise<string>} */
const asker = ({ url, partner, deed }) => {
  if (deed === 'pay') return async (referenceNo) => String((await fetch(`${url}/admin/transactions/${referenceNo}/pay`, { method: 'POST' })).status)
  const client = partnerClient(url, partner)
  return async (originalReferenceNo) => String((await client.call('cancel', { originalReferenceNo, reason: 'a race' })).body['responseCode'])
}

/** @param {Errand} errand */
const run = async (errand) => {
  const ask = asker(errand)
  /** @type {Outcome[]} */
  const outcomes = []
  const left = [...errand.references]
  const work = async () => {
    for (let referenceNo = left.shift(); referenceNo !== undefined; referenceNo = left.shift()) {
      outcomes.push({ referenceNo, answer: await ask(referenceNo) })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  process.send?.(outcomes)
}

process.on('message', (/** @type {Errand} */ errand) => {
  void run(errand).finally(() => { process.disconnect() })
})
process.send?.('ready')

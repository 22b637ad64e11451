/** Signed inquiries of the symmetric demo partner, each for a transaction of its own. */
import { readFileSync } from 'node:fs'
import { partnerClient } from '../src/client/partner-client.js'
import { signer, type Credentials } from '../src/client/signer.js'
import type { LoadCall } from './load.js'

const file = JSON.parse(readFileSync(new URL('../fixtures/partners/demo-snap.json', import.meta.url), 'utf8')) as { partner: Credentials }

export const PARTNER: Credentials = { ...file.partner, signature: 'symmetric' }

/** Inquiries for these references, signed now. */
export const inquiriesFor = async (port: number, references: readonly string[]): Promise<LoadCall[]> => {
  const reply = await partnerClient(`http://127.0.0.1:${String(port)}`, PARTNER).token()
  const token = String(reply.body['accessToken'])
  const sign = signer(PARTNER)
  return references.map(originalReferenceNo => sign.call('query', { serviceCode: '47', originalReferenceNo }, { token }))
}

/** The same for `count` pending transactions that are added for it. */
export const inquiries = async (port: number, count: number): Promise<LoadCall[]> => {
  const references: string[] = []
  for (let nth = 0; nth < count; nth++) {
    const response = await fetch(`http://127.0.0.1:${String(port)}/admin/transactions`, {
      method: 'POST', body: JSON.stringify({ partnerId: PARTNER.partnerId, status: 'pending', amount: '10000.00', expiresAt: null })
    })
    references.push(((await response.json()) as { referenceNo: string }).referenceNo)
  }
  return inquiriesFor(port, references)
}

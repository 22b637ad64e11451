/** The inquiry that everybody is asked: signed by a demo partner, so that all get the same bytes, whether they look or not. */
import { readFileSync } from 'node:fs'
import { partnerClient } from '../../src/client/partner-client.js'
import { signer, type Credentials } from '../../src/client/signer.js'
import type { LoadCall } from '../load.js'

/** Transactions that the calls ask for in turn. */
const REFERENCES = 64

/** Of the length of a real one; only the bank would look. */
const ANY_TOKEN = 't'.repeat(240)

export const partnerOf = (dialect: 'bnc' | 'snap'): Credentials => {
  const file = JSON.parse(readFileSync(new URL(`../../fixtures/partners/demo-${dialect}.json`, import.meta.url), 'utf8')) as { partner: Credentials }
  return { ...file.partner, signature: dialect === 'bnc' ? 'asymmetric' : 'symmetric' }
}

const inquire = (partner: Credentials, references: readonly string[], token: string): LoadCall[] => {
  const sign = signer(partner)
  return references.map(originalReferenceNo => sign.call('query', { serviceCode: '47', originalReferenceNo }, { token }))
}

/** The first call of a bank that knows nothing yet but its demo partners: signed, and answered with a token. */
export const tokenCall = (partner: Credentials): LoadCall => signer(partner).token()

/** Inquiries for those who do not know the transactions. */
export const anyInquiries = (): LoadCall[] =>
  inquire(partnerOf('bnc'), Array.from({ length: REFERENCES }, (_, nth) => `20260101${String(nth).padStart(17, '0')}`), ANY_TOKEN)

/** Adds pending transactions to the bank; their references. */
export const addTransactions = async (port: number, { partnerId }: Credentials): Promise<string[]> => {
  const references: string[] = []
  for (let nth = 0; nth < REFERENCES; nth++) {
    const response = await fetch(`http://127.0.0.1:${port}/admin/transactions`, {
      method: 'POST', body: JSON.stringify({ partnerId, status: 'pending', amount: '10000.00', expiresAt: null })
    })
    references.push(((await response.json()) as { referenceNo: string }).referenceNo)
  }
  return references
}

/** Inquiries for these, signed now: a signature is good for five minutes. */
export const bankInquiries = async (port: number, partner: Credentials, references: readonly string[]): Promise<LoadCall[]> => {
  const { body } = await partnerClient(`http://127.0.0.1:${port}`, partner).token()
  return inquire(partner, references, String(body['accessToken']))
}

/** What a stranger writes against the installed package. The smoke test compiles it as an ES module and as CommonJS, and runs both. */
import { AdminError, startSandbox, UnusedOutcomes, type Sandbox, type SandboxOptions } from 'bnc-snap-sandbox'
import {
  adminClient, assertOutcomesUsed, partnerClient, signer, type AdminClient, type Credentials, type SignedRequest, type TransactionReply
} from 'bnc-snap-sandbox/client'

const demand = (what: string, isTrue: boolean): void => {
  if (!isTrue) throw new Error(`not so: ${what}`)
}

const refusal = (call: Promise<unknown>): Promise<unknown> => call.then(() => undefined, (error: unknown) => error)

/** By a thread of its own, which takes a moment. */
const isExplained = async (admin: AdminClient, id: string): Promise<boolean> => {
  for (let tries = 0; tries < 200; tries++) {
    if ((await admin.requests.get(id)).signature !== undefined) return true
    await new Promise(resolve => { setTimeout(resolve, 25) })
  }
  return false
}

/** A forced code, a payment, and a signature that is wrong and explained. */
const use = async (bank: Sandbox): Promise<void> => {
  const admin: AdminClient = adminClient({ url: bank.url })
  const partner = await admin.partners.create({ dialect: 'snap' })
  const { partnerId } = partner
  const client = partnerClient(bank.url, partner)
  await admin.outcomes.create({ service: 'query', respond: { responseCode: '5045100' }, partnerId })
  demand('an unused outcome fails the test', (await refusal(assertOutcomesUsed(admin, partnerId))) instanceof UnusedOutcomes)
  const made: TransactionReply = await admin.transactions.create({ amount: '15000.00', partnerId })
  const inquiry = { originalReferenceNo: made.referenceNo, serviceCode: '47' }
  demand('the forced code is answered', (await client.call('query', inquiry)).body['responseCode'] === '5045100')
  await assertOutcomesUsed(admin, partnerId)
  await admin.transactions.event(made.referenceNo, 'pay', {}, { partnerId })
  demand('the payment is told', (await client.call('query', inquiry)).body['latestTransactionStatus'] === '00')
  demand('a wrong signature is refused', (await client.call('query', inquiry, { headers: { 'X-SIGNATURE': 'AAAA' } })).status === 401)
  const [refused] = (await admin.requests.list({ partnerId, limit: 1 })).items
  demand('and explained', await isExplained(admin, refused?.id ?? ''))
  demand('what is not there is an AdminError', (await refusal(bank.admin.partners.get('nobody'))) instanceof AdminError)
}

/** The types say no to what the bank would refuse. */
const typed = (partner: Credentials): readonly [SandboxOptions, SignedRequest] => {
  // @ts-expect-error a port is a number
  const wrong: SandboxOptions = { port: '7751' }
  return [wrong, signer(partner).token()]
}

const main = async (): Promise<void> => {
  const bank = await startSandbox({ qrTtlSeconds: 60 })
  try {
    await use(bank)
    demand('a signer signs', typed(await bank.admin.partners.create())[1].body !== '')
  } finally {
    await bank.close()
  }
}

void main()

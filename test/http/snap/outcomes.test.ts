/** Armed outcomes on real calls: which call one meets, how often it fires, and which of several comes first. */
import t, { type Test } from 'tap'
import type { OutcomeReply } from '../../../schemas/outcome.js'
import { BANK_FIXTURE, demoFixture, startTestBank, type TestBank, type TestPartner } from '../../bank-harness.js'

interface Scene {
  readonly bank: TestBank
  readonly partner: TestPartner
  readonly partnerId: string
  readonly arm: (wish: object) => Promise<OutcomeReply>
  readonly look: (outcome: OutcomeReply) => Promise<OutcomeReply>
  /** The response code of an inquiry. */
  readonly inquire: (body: object, headers?: Record<string, string>) => Promise<unknown>
}

const enter = async (t: Test): Promise<Scene> => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner({ dialect: 'snap' })
  const { partnerId } = partner.partner
  return {
    bank,
    partner,
    partnerId,
    arm: async wish => {
      const { status, body } = await bank.admin<OutcomeReply>('POST', '/outcomes', { partnerId, service: 'query', ...wish })
      if (status !== 201) throw new Error(JSON.stringify(body))
      return body
    },
    look: async ({ id }) => (await bank.admin<OutcomeReply>('GET', `/outcomes/${id}`)).body,
    inquire: async (body, headers = {}) => (await partner.call('query', { serviceCode: '47', ...body }, { headers })).body['responseCode']
  }
}

const forced = (code: string): object => ({ respond: { responseCode: code } })
const OK = '2005100'

t.test('each field of match is asked, of the call or of the ledger', async t => {
  const { partner, bank, partnerId, arm, look } = await enter(t)
  const made = await bank.seed(partnerId, { partnerReferenceNo: 'MINE', amount: '25000.00' })
  const other = await bank.seed(partnerId, { partnerReferenceNo: 'OTHER', amount: '1.00' })
  const by = { referenceNo: { originalReferenceNo: made.referenceNo }, partner: { originalPartnerReferenceNo: 'MINE' } }
  const matches = { referenceNo: made.referenceNo, partnerReferenceNo: 'MINE', merchantId: made.merchantId, amount: '25000.00', externalId: undefined }
  for (const [field, value] of Object.entries(matches)) {
    for (const [name, body] of Object.entries(by)) {
      const outcome = await arm({ match: { [field]: value ?? `${field}-${name}-2` }, ...forced('5005101') })
      const call = (asked: object, externalId: string) => partner.call('query', { serviceCode: '47', ...asked }, { externalId })
      if (field !== 'merchantId') {
        const missed = await call({ originalReferenceNo: other.referenceNo }, `${field}-${name}`)
        t.equal(missed.body['responseCode'], OK, `${field}: another call is not met`)
        t.match((await look(outcome)).nearMisses, [{ service: '51', partnerId, externalId: `${field}-${name}`, why: [new RegExp(`^match\\.${field} is`)] }])
      }
      t.equal((await call(body, `${field}-${name}-2`)).body['responseCode'], '5005101', `${field} when asked by ${name}`)
      t.match(await look(outcome), { used: 1, remaining: 0 })
    }
  }
})

t.test('once by default, as often as it says, or always', async t => {
  const { bank, partnerId, arm, look, inquire } = await enter(t)
  const { referenceNo: originalReferenceNo } = await bank.seed(partnerId)
  const codes = async (n: number): Promise<unknown[]> => {
    const seen: unknown[] = []
    for (let i = 0; i < n; i++) seen.push(await inquire({ originalReferenceNo }))
    return seen
  }
  await arm(forced('4045100'))
  t.strictSame(await codes(2), ['4045100', OK])
  await arm({ times: 2, skip: 1, ...forced('5005100') })
  t.strictSame(await codes(4), [OK, '5005100', '5005100', OK])
  const always = await arm({ times: 'always', ...forced('5045100') })
  t.strictSame(await codes(3), ['5045100', '5045100', '5045100'])
  t.match(await look(always), { used: 3, remaining: 'always' })
})

t.test('a sequence counts each transaction by itself, by either of its numbers, and its last step repeats', async t => {
  const { bank, partnerId, arm, inquire } = await enter(t)
  const [a, b] = [await bank.seed(partnerId, { partnerReferenceNo: 'A' }), await bank.seed(partnerId, { partnerReferenceNo: 'B' })]
  const { id } = await arm({ sequence: [{ respond: { responseCode: '5045100' } }, { respond: { responseCode: '5005100' } }, 'pass'] })
  const byNumber = { originalReferenceNo: a.referenceNo }
  const byName = { originalPartnerReferenceNo: 'A' }
  t.equal(await inquire(byNumber), '5045100')
  t.equal(await inquire({ originalReferenceNo: b.referenceNo }), '5045100')
  t.equal(await inquire(byName), '5005100')
  t.strictSame([await inquire(byNumber), await inquire(byName), await inquire(byNumber)], [OK, OK, OK])
  t.equal(await inquire({ originalPartnerReferenceNo: 'B' }), '5005100')
  t.match((await bank.admin('GET', `/outcomes/${id}`)).body, { used: 7, remaining: 'always' })
})

t.test('the steps of a global sequence are not shared by partners whose numbers are equal', async t => {
  const { bank, partner } = await enter(t)
  const other = await bank.newPartner({ dialect: 'snap' })
  await bank.admin('POST', '/outcomes', { service: 'query', sequence: [forced('5005100'), forced('5045100')] })
  for (const one of [partner, other]) {
    await bank.seed(one.partner.partnerId, { referenceNo: 'SAME' })
    const reply = await one.call('query', { originalReferenceNo: 'SAME', serviceCode: '47' })
    t.equal(reply.body['responseCode'], '5005100')
  }
})

t.test("a partner's own come before the global ones, each in order of creation", async t => {
  const { bank, partner, partnerId, arm, inquire } = await enter(t)
  await partner.token()
  await bank.admin('POST', '/outcomes', { service: '*', ...forced('403SS01') })
  await bank.admin('POST', '/outcomes', { service: 'query', ...forced('4035102') })
  await arm(forced('4035103'))
  await arm({ service: '*', ...forced('403SS04') })
  const { referenceNo: originalReferenceNo } = await bank.seed(partnerId)
  const seen: unknown[] = []
  for (let i = 0; i < 5; i++) seen.push(await inquire({ originalReferenceNo }))
  t.strictSame(seen, ['4035103', '4035104', '4035101', '4035102', OK])
})

t.test('the header comes before what is armed, and that before a magic value', async t => {
  const { bank, partnerId, arm, look, inquire } = await enter(t)
  await bank.seed(partnerId, { partnerReferenceNo: 'INV-SIM4045108' })
  const body = { originalPartnerReferenceNo: 'INV-SIM4045108' }
  const armed = await arm(forced('4045109'))
  t.equal(await inquire(body, { 'X-Sandbox-Outcome': '4045102' }), '4045102')
  t.match(await look(armed), { used: 0, remaining: 1 })
  t.equal(await inquire(body), '4045109')
  t.equal(await inquire(body), '4045108')
})

t.test('the fixtures come last, and a reset arms them anew', async t => {
  const { partner: registered } = demoFixture('snap')
  const outcomes = [{ service: 'query', ...forced('4045110') }]
  const folder = t.testdir({ 'bank.json': BANK_FIXTURE, partners: { 'one.json': JSON.stringify({ partner: registered, transactions: [], outcomes }) } })
  const bank = await startTestBank(t, { BNC_FIXTURES: folder })
  const { partnerId } = registered
  await bank.seed(partnerId, { partnerReferenceNo: 'INV-SIM4045108' })
  const plain = await bank.seed(partnerId, { partnerReferenceNo: 'PLAIN' })
  await bank.admin('POST', '/outcomes', { service: 'query', partnerId, ...forced('4045109') })
  const inquire = async (name: string) =>
    (await (await bank.partner(partnerId)).call('query', { originalPartnerReferenceNo: name, serviceCode: '47' })).body['responseCode']
  t.strictSame([await inquire('INV-SIM4045108'), await inquire('INV-SIM4045108')], ['4045109', '4045108'])
  t.strictSame([await inquire('PLAIN'), await inquire('PLAIN')], ['4045110', OK])
  t.match((await bank.admin('GET', '/outcomes')).body, { items: [{ origin: 'fixture', used: 1, remaining: 0 }, { origin: 'armed', used: 1 }] })
  await bank.admin('POST', '/reset', { partnerId })
  t.match((await bank.admin('GET', '/outcomes')).body, { items: [{ origin: 'fixture', used: 0, remaining: 1, partnerId }] })
  t.match(await bank.admin('GET', `/transactions/${plain.referenceNo}`), { status: 404 })
})

t.test("time to live runs on the partner's clock, a global one's on the bank's", async t => {
  const { bank, partnerId, arm, look, inquire } = await enter(t)
  const { referenceNo: originalReferenceNo } = await bank.seed(partnerId)
  const own = await arm({ ttlSeconds: 100, times: 'always', ...forced('5005100') })
  const { body: global } = await bank.admin<OutcomeReply>('POST', '/outcomes', { service: 'query', ttlSeconds: 100, times: 'always', ...forced('5045100') })
  await bank.advance(99, partnerId)
  t.equal(await inquire({ originalReferenceNo }), '5005100')
  await bank.advance(1, partnerId)
  t.match(await look(own), { remaining: 0, used: 1 })
  t.equal(await inquire({ originalReferenceNo }), '5045100')
  await bank.advance(100)
  t.match(await look(global), { remaining: 0, used: 1 })
  t.equal(await inquire({ originalReferenceNo }), OK)
})

t.test('a probability fires for the same calls in every bank', async t => {
  const run = async (): Promise<unknown[]> => {
    const { bank, partnerId, arm, inquire } = await enter(t)
    const { referenceNo: originalReferenceNo } = await bank.seed(partnerId)
    await arm({ probability: 0.5, seed: 'flaky', times: 'always', ...forced('5005100') })
    const seen: unknown[] = []
    for (let i = 0; i < 20; i++) seen.push(await inquire({ originalReferenceNo }))
    return seen
  }
  const first = await run()
  t.strictSame(await run(), first)
  t.strictSame([...new Set(first)].sort(), [OK, '5005100'])
})

t.test('what is armed survives a restart with its counters', async t => {
  const file = `${t.testdir()}/bank.db`
  const first = await startTestBank(t, { BNC_DATABASE: file })
  const { body: armed } = await first.admin<OutcomeReply>('POST', '/outcomes', { service: 'token', times: 3, respond: { responseCode: '5007300' } })
  const partner = await first.partner('DEMO-SNAP-PARTNER-0001')
  t.equal((await partner.token()).status, 500)
  await first.close()
  const second = await startTestBank(t, { BNC_DATABASE: file })
  t.match((await second.admin('GET', `/outcomes/${armed.id}`)).body, { used: 1, remaining: 2, times: 3 })
})

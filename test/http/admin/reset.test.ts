/** Reset: back to the fixtures, the whole bank or one partner; credentials that an admin made stay. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { PartnerReply } from '../../../schemas/partner.js'
import { DEMO_BNC, DEMO_SNAP, demoFixture, KEY_PAIR, startTestBank, type TestBank } from '../../bank-harness.js'
import { dumpLedger } from '../../ledger-dump.js'

const QUERY = { originalReferenceNo: '404', serviceCode: '47' }

const stateOf = async (bank: TestBank, partnerId: string): Promise<unknown> => {
  const { body } = await bank.admin<{ items: Record<string, unknown>[] }>('GET',
    `/transactions?partnerId=${partnerId}&limit=1000`)
  return body.items.map(({ referenceNo, partnerReferenceNo, status, amount, merchantId }) =>
    ({ referenceNo, partnerReferenceNo, status, amount, merchantId }))
}

const registrationOf = async (bank: TestBank, partnerId: string): Promise<PartnerReply> =>
  (await bank.admin<PartnerReply>('GET', `/partners/${partnerId}`)).body

const idsOf = async (bank: TestBank): Promise<string[]> =>
  (await bank.admin<{ items: PartnerReply[] }>('GET', '/partners')).body.items.map(({ partnerId }) => partnerId)

/** Leaves nothing as the fixtures have it. */
const spoil = async (bank: TestBank, partnerId: string): Promise<void> => {
  await bank.admin('PUT', '/transactions/2026010100000000000000012/status', { status: 'failed' })
  await bank.seed(partnerId, { referenceNo: `NEW-${partnerId}` })
  await bank.admin('PATCH', `/partners/${partnerId}`,
    { dialect: 'snap', settings: { expiredStatus: '08' }, merchants: [{}], callbackUrl: 'http://localhost:1/' })
  await bank.advance(86_400, partnerId)
}

t.test('the bank goes back to its fixtures, and partners made by hand keep their credentials', async t => {
  const bank = await startTestBank(t)
  const before = { state: await stateOf(bank, DEMO_BNC), partner: await registrationOf(bank, DEMO_BNC) }
  const made = await bank.newPartner({ settings: { expiredStatus: '06' } })
  const { partnerId } = made.partner
  await spoil(bank, DEMO_BNC)
  await spoil(bank, partnerId)
  await bank.advance(60)
  await bank.admin('DELETE', `/partners/${DEMO_SNAP}`)
  const kept = await registrationOf(bank, partnerId)
  t.strictSame(await bank.admin('POST', '/reset'), { status: 200, body: { reset: 'bank' } })
  t.strictSame(await stateOf(bank, DEMO_BNC), before.state)
  t.strictSame(await registrationOf(bank, DEMO_BNC), before.partner)
  t.strictSame(await registrationOf(bank, partnerId), kept)
  t.strictSame(await stateOf(bank, partnerId), [])
  for (const query of ['', `?partnerId=${partnerId}`, `?partnerId=${DEMO_BNC}`]) {
    t.match((await bank.admin('GET', `/clock${query}`)).body, { offsetSeconds: 0, frozen: false }, 'clocks too')
  }
  t.equal((await registrationOf(bank, DEMO_SNAP)).partnerId, DEMO_SNAP, 'a fixture partner that was removed comes back')
  t.equal((await bank.seed(partnerId, {})).status, 'pending', 'and life goes on')
})

t.test('partners stay in their order', async t => {
  const bank = await startTestBank(t)
  const { partnerId } = (await bank.newPartner()).partner
  await bank.admin('POST', '/reset')
  await bank.admin('POST', '/reset', { partnerId: DEMO_BNC })
  t.strictSame(await idsOf(bank), [DEMO_BNC, DEMO_SNAP, partnerId])
})

t.test('one partner is reset, and nobody else', async t => {
  const bank = await startTestBank(t)
  const made = await bank.newPartner()
  const { partnerId } = made.partner
  await spoil(bank, DEMO_BNC)
  await spoil(bank, partnerId)
  const [state, kept] = [await stateOf(bank, DEMO_BNC), await registrationOf(bank, partnerId)]
  t.strictSame(await bank.admin('POST', '/reset', { partnerId }), { status: 200, body: { reset: partnerId } })
  t.strictSame(await stateOf(bank, partnerId), [])
  t.strictSame(await registrationOf(bank, partnerId), kept)
  t.match((await bank.admin('GET', `/clock?partnerId=${partnerId}`)).body, { offsetSeconds: 0 })
  t.strictSame(await stateOf(bank, DEMO_BNC), state)
  await bank.admin('POST', '/reset', { partnerId: DEMO_BNC })
  t.equal((await registrationOf(bank, DEMO_BNC)).dialect, 'bnc')
  t.equal((await bank.transaction('2026010100000000000000012')).status, 'pending')
})

t.test('a reset partner calls with the credentials that it has, and its external ids are new again', async t => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner()
  const use = async (): Promise<unknown> => (await partner.call('query', QUERY, { externalId: 'once' })).body['responseCode']
  t.equal(await use(), '4045101')
  t.equal(await use(), '4095100')
  await bank.admin('POST', '/reset', { partnerId: partner.partner.partnerId })
  t.equal(await use(), '4045101', 'with the token that it has')
})

t.test('a due expiry does not outlive its transaction', async t => {
  const bank = await startTestBank(t)
  const { partnerId } = (await bank.newPartner()).partner
  await bank.seed(partnerId, { referenceNo: 'SAME' })
  await bank.admin('POST', '/reset', { partnerId })
  await bank.seed(partnerId, { referenceNo: 'SAME', expiresAt: null })
  t.equal((await bank.advance(86_400, partnerId)).done, 0)
  t.equal((await bank.transaction('SAME')).status, 'pending')
})

t.test('the fixtures hold a transaction in every state for both demo partners', async t => {
  const bank = await startTestBank(t)
  for (const [dialect, partnerId] of [['bnc', DEMO_BNC], ['snap', DEMO_SNAP]] as const) {
    const fixture = demoFixture(dialect)
    const partner = await bank.partner(partnerId)
    for (const { referenceNo = '', status } of fixture.transactions) t.equal((await bank.transaction(referenceNo)).status, status)
    t.equal(new Set(fixture.transactions.map(({ status }) => status)).size, 8)
    t.ok(fixture.partner.merchants.every(({ name }) => name.includes('SANDBOX')))
    t.equal((await partner.call('query', QUERY)).body['responseCode'], '4045101', `${dialect} calls with its keys`)
  }
})

t.test('a reset says whom, or nobody', async t => {
  const bank = await startTestBank(t)
  t.match(await bank.admin('POST', '/reset', { partnerId: 'NOBODY' }), { status: 404, body: { field: 'partnerId' } })
  t.match(await bank.admin('POST', '/reset', { partnerId: '' }), { status: 400, body: { field: 'partnerId' } })
  t.match(await bank.admin('POST', '/reset', { all: true }), { status: 400, body: { field: 'all' } })
})

t.test('the client key of a removed fixture partner is kept for it, so that it can come back', async t => {
  const bank = await startTestBank(t)
  const { clientKey } = demoFixture('bnc').partner
  await bank.admin('DELETE', `/partners/${DEMO_BNC}`)
  t.match(await bank.admin('POST', '/partners', { publicKey: KEY_PAIR.publicKey, partnerId: 'TAKER', clientKey }),
    { status: 409, body: { field: 'clientKey', detail: new RegExp(`${clientKey} is kept for partner ${DEMO_BNC}`) } })
  t.equal((await bank.admin('POST', '/reset')).status, 200)
  t.equal((await registrationOf(bank, DEMO_BNC)).clientKey, clientKey)
  await bank.admin('DELETE', `/partners/${DEMO_BNC}`)
  const own = { publicKey: KEY_PAIR.publicKey, partnerId: DEMO_BNC, clientKey }
  t.equal((await bank.admin('POST', '/partners', own)).status, 201, 'under its own id it may be made by hand')
})

/** A bank that knows its fixture partners from before, whose client keys its fixtures have changed since. */
const changedFixtures = async (t: Test, keys: Readonly<Record<string, readonly [before: string, after: string]>>) => {
  const folder = t.testdir({})
  mkdirSync(join(folder, 'partners'))
  const env = { BNC_FIXTURES: folder, BNC_DATABASE: join(folder, 'bank.db') }
  const write = (which: 0 | 1): void => {
    for (const [partnerId, clientKeys] of Object.entries(keys)) {
      const partner = { ...demoFixture('snap').partner, partnerId, clientKey: clientKeys[which] }
      writeFileSync(join(folder, 'partners', `${partnerId}.json`), JSON.stringify({ partner, transactions: [] }))
    }
  }
  write(0)
  const before = await startTestBank(t, env)
  const { partner: { partnerId: made } } = await before.newPartner({ partnerId: 'MADE', clientKey: 'MADE-KEY' })
  await before.close()
  write(1)
  return { bank: await startTestBank(t, env), made }
}

t.test('a reset that another partner is in the way of names both and changes nothing at all', async t => {
  const { bank, made } = await changedFixtures(t, { A: ['A-KEY', 'A-KEY'], B: ['B-KEY', 'MADE-KEY'] })
  await bank.seed('A')
  await bank.seed(made)
  await (await bank.partner('A')).call('query', QUERY)
  await bank.advance(60)
  await bank.admin('POST', '/outcomes', { service: 'query', respond: { responseCode: '4045101' } })
  const journal = () => bank.admin('GET', '/requests')
  const before = [dumpLedger(bank), (await journal()).body, (await bank.admin('GET', '/outcomes')).body]
  for (const body of [{}, { partnerId: 'B' }]) {
    t.match(await bank.admin('POST', '/reset', body),
      { status: 409, body: { field: 'clientKey', detail: 'clientKey: MADE-KEY is partner MADE\'s, partner B cannot have it as well' } })
    t.strictSame([dumpLedger(bank), (await journal()).body, (await bank.admin('GET', '/outcomes')).body], before)
  }
  t.equal((await bank.transaction((await bank.seed('A')).referenceNo)).status, 'pending', 'and life goes on')
  await bank.admin('DELETE', `/partners/${made}`)
  t.equal((await bank.admin('POST', '/reset')).status, 200)
  t.equal((await registrationOf(bank, 'B')).clientKey, 'MADE-KEY')
})

t.test('a client key that the fixtures have changed is nobody\'s after the reset', async t => {
  const { bank } = await changedFixtures(t, { A: ['OLD-KEY', 'NEW-KEY'] })
  t.equal((await (await bank.partner('A')).token()).status, 200)
  await bank.admin('POST', '/reset')
  const now = await bank.partner('A')
  const old = now.sign.token({ headers: { 'X-CLIENT-KEY': 'OLD-KEY' } })
  t.equal((await now.token()).status, 200)
  t.equal((await now.send(old)).body['responseMessage'], 'Unauthorized. [Unknown Client]')
})

t.test('a reset that is refused lets the calls that wait go on', async t => {
  const { bank } = await changedFixtures(t, { A: ['A-KEY', 'MADE-KEY'] })
  const partner = await bank.partner('A')
  await partner.token()
  const waiting = partner.call('query', QUERY, { headers: { 'X-Sandbox-Outcome': 'delay=100' } })
  t.equal((await bank.admin('POST', '/reset')).status, 409)
  t.equal((await waiting).body['responseCode'], '4045101')
})

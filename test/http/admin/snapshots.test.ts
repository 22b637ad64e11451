/** Snapshots by name over HTTP: the whole bank or one partner as it was, and nobody else's affairs touched. */
import t from 'tap'
import { MAX_SNAPSHOTS } from '../../../schemas/snapshot.js'
import { DEMO_BNC, startTestBank, type TestBank } from '../../bank-harness.js'

interface Taken {
  name: string
  partnerId: string | null
  createdAt: string
  transactions: number
  changedRows: number
}

const take = (bank: TestBank, name: string, partnerId?: string) =>
  bank.admin<Taken>('POST', '/snapshots', { name, ...(partnerId === undefined ? {} : { partnerId }) })
const restore = (bank: TestBank, name: string, partnerId?: string) =>
  bank.admin<Taken & { detail: string }>('POST', `/snapshots/${name}/restore`, partnerId === undefined ? {} : { partnerId })

t.test('a canceled QR is pending again, and a partner made since is gone', async t => {
  const bank = await startTestBank(t)
  const partner = await bank.partner(DEMO_BNC)
  const reference = '2023101814012941070122319'
  t.match(await take(bank, 'before'), { status: 201, body: { name: 'before', partnerId: null, createdAt: /\+07:00$/ } })
  t.equal((await partner.call('cancel', { originalReferenceNo: reference, reason: 'r' })).status, 200)
  const {
    partner: { partnerId: later }
  } = await bank.newPartner()
  await bank.advance(86_400)
  t.match((await restore(bank, 'before')).body, { name: 'before', changedRows: /[1-9]/ })
  t.match(await bank.transaction(reference), { status: 'pending', history: [{ event: 'fixture' }] })
  t.equal((await bank.admin('GET', `/partners/${later}`)).status, 404)
  t.match((await bank.admin('GET', '/clock')).body, { offsetSeconds: 0 })
  t.equal(
    (await partner.call('cancel', { originalReferenceNo: reference, reason: 'r' })).body['responseCode'],
    '2007700',
    'it can be canceled again'
  )
})

t.test('an external id used since is fresh again, one used before is not', async t => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner()
  const ask = async (externalId: string) =>
    (await partner.call('query', { originalReferenceNo: 'none', serviceCode: '47' }, { externalId })).body['responseCode']
  await ask('OLD-1')
  await take(bank, 'ids', partner.partner.partnerId)
  t.equal(await ask('NEW-1'), '4045101')
  t.equal(await ask('NEW-1'), '4095100')
  await restore(bank, 'ids', partner.partner.partnerId)
  t.equal(await ask('NEW-1'), '4045101')
  t.equal(await ask('OLD-1'), '4095100')
})

t.test('a change of settings is undone at once, whatever is kept in memory', async t => {
  const bank = await startTestBank(t)
  const {
    partner: { partnerId }
  } = await bank.newPartner()
  await take(bank, 'settings', partnerId)
  await bank.admin('PATCH', `/partners/${partnerId}`, { settings: { notFoundAs: 'status' }, callbackUrl: 'http://127.0.0.1:1/' })
  await bank.advance(60, partnerId)
  await restore(bank, 'settings', partnerId)
  t.match((await bank.admin('GET', `/partners/${partnerId}`)).body, { settings: { notFoundAs: 'code' }, callbackUrl: null })
  t.match((await bank.admin('GET', `/clock?partnerId=${partnerId}`)).body, { offsetSeconds: 0 })
})

t.test('partners side by side use the same name and meet nobody', async t => {
  const bank = await startTestBank(t)
  const partners = await Promise.all(Array.from({ length: 8 }, async () => (await bank.newPartner()).partner.partnerId))
  const live = async (partnerId: string, rounds: number) => {
    await bank.seed(partnerId, { referenceNo: 'SAME', amount: '10000.00' })
    t.equal((await take(bank, 'start', partnerId)).status, 201)
    for (let round = 0; round < rounds; round++) {
      await bank.admin('POST', `/transactions/SAME/pay?partnerId=${partnerId}`)
      t.equal((await bank.transaction('SAME', partnerId)).status, 'success')
      t.equal((await restore(bank, 'start', partnerId)).body.partnerId, partnerId)
      t.equal((await bank.transaction('SAME', partnerId)).status, 'pending')
    }
  }
  await Promise.all(partners.map((partnerId, index) => live(partnerId, (index % 3) + 1)))
  t.match(await restore(bank, 'start'), { status: 409, body: { field: 'partnerId', detail: /several partners/ } })
  t.equal((await bank.admin<{ items: unknown[] }>('GET', `/snapshots?partnerId=${partners[0]}`)).body.items.length, 1)
})

t.test("a partner takes its own part of the bank's snapshot, if it is in there", async t => {
  const bank = await startTestBank(t)
  const {
    partner: { partnerId: first }
  } = await bank.newPartner()
  const {
    partner: { partnerId: second }
  } = await bank.newPartner()
  await take(bank, 'all')
  await bank.seed(first, { referenceNo: 'R' })
  await bank.seed(second, { referenceNo: 'R' })
  await restore(bank, 'all', first)
  t.match(await bank.transaction('R', first), { status: 404 })
  t.match(await bank.transaction('R', second), { partnerId: second })
  const {
    partner: { partnerId: third }
  } = await bank.newPartner()
  t.match(await restore(bank, 'all', third), { status: 409, body: { detail: /is not in the snapshot all/ } })
})

t.test('a partner that was removed comes back with its token and its transactions', async t => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner()
  const { partnerId } = partner.partner
  await bank.seed(partnerId, { referenceNo: 'R' })
  await partner.token()
  await take(bank, 'kept', partnerId)
  await bank.admin('DELETE', `/partners/${partnerId}`)
  t.equal((await restore(bank, 'kept')).status, 200)
  t.equal((await partner.call('query', { originalReferenceNo: 'R', serviceCode: '47' })).body['responseCode'], '2005100')
})

t.test('a name is taken once unless it is replaced, and is told apart when unknown or bad', async t => {
  const bank = await startTestBank(t)
  await take(bank, 'one')
  t.match(await take(bank, 'one'), { status: 409, body: { field: 'name' } })
  await bank.seed(DEMO_BNC, { referenceNo: 'LATER' })
  t.equal((await bank.admin('POST', '/snapshots?replace=true', { name: 'one' })).status, 201)
  await restore(bank, 'one')
  t.match(await bank.transaction('LATER'), { referenceNo: 'LATER' }, 'the newer one counts')
  t.match(await restore(bank, 'two'), { status: 404, body: { field: 'name' } })
  t.match(await bank.admin('DELETE', '/snapshots/two'), { status: 404 })
  t.match(await take(bank, 'x', 'nobody'), { status: 404, body: { field: 'partnerId' } })
  for (const name of ['', '.', '..', '-a', 'a b', 'a/b', 'é', 'x'.repeat(65)]) {
    t.match(await take(bank, name), { status: 400, body: { field: 'name' } }, JSON.stringify(name))
  }
  t.equal((await bank.admin('DELETE', '/snapshots/one')).status, 204)
  t.strictSame((await bank.admin('GET', '/snapshots')).body, { items: [], nextCursor: null })
})

t.test('the bank keeps a hundred and no more', async t => {
  const bank = await startTestBank(t)
  const {
    partner: { partnerId }
  } = await bank.newPartner()
  for (let index = 0; index < MAX_SNAPSHOTS; index++) t.equal((await take(bank, `s${index}`, partnerId)).status, 201)
  t.match(await take(bank, 'more', partnerId), { status: 409, body: { detail: /keeps 100 snapshots/ } })
  await bank.admin('DELETE', `/snapshots/s7?partnerId=${partnerId}`)
  t.equal((await take(bank, 'more', partnerId)).status, 201)
})

t.test('snapshots survive a reset, which they can undo', async t => {
  const bank = await startTestBank(t)
  await bank.seed(DEMO_BNC, { referenceNo: 'MINE' })
  await take(bank, 'mine')
  await bank.admin('POST', '/reset', {})
  t.match(await bank.transaction('MINE'), { status: 404 })
  await restore(bank, 'mine')
  t.match(await bank.transaction('MINE'), { referenceNo: 'MINE' })
})

/** The journal as a list: filters, pages, lines, deletion, its bounds, and that whoever reads sees everything. */
import { existsSync } from 'node:fs'
import t, { type Test } from 'tap'
import type { RequestReply } from '../../../schemas/journal.js'
import { openSqlite } from '../../../src/store/sqlite.js'
import { DEMO_SNAP, startTestBank, type TestBank, type TestPartner } from '../../bank-harness.js'

interface List {
  readonly items: RequestReply[]
  readonly nextCursor: string | null
}

const page = async (bank: TestBank, query = ''): Promise<List> => (await bank.admin<List>('GET', `/requests${query}`)).body

const externalIds = ({ items }: List): unknown[] => items.map(({ externalId }) => externalId)

const inquire = (partner: TestPartner, externalId: string, referenceNo = 'X') =>
  partner.call('query', { originalReferenceNo: referenceNo, serviceCode: '47' }, { externalId })

const enter = async (t: Test, env: Record<string, string> = {}, realNow?: () => number) => {
  const bank = await startTestBank(t, env, realNow)
  const partner = await bank.newPartner({ dialect: 'snap' })
  await partner.token()
  return { bank, partner, partnerId: partner.partner.partnerId }
}

t.test('each filter alone, and together', async t => {
  const { bank, partner, partnerId } = await enter(t)
  const neighbour = await bank.newPartner({ dialect: 'snap' })
  const { referenceNo } = await bank.seed(partnerId, { partnerReferenceNo: 'BY-NAME' })
  await inquire(partner, 'A', referenceNo)
  await inquire(partner, 'B')
  await inquire(neighbour, 'C')
  await partner.call('query', { originalPartnerReferenceNo: 'BY-NAME', serviceCode: '47' }, { externalId: 'D' })
  await partner.call('cancel', {}, { externalId: 'E' })
  const cases: readonly (readonly [query: string, ids: unknown[]])[] = [
    [`partnerId=${partnerId}`, ['E', 'D', 'B', 'A', null]],
    ['service=77', ['E']], ['service=cancel', ['E']], ['service=token', [null, null]],
    [`referenceNo=${referenceNo}`, ['D', 'A']], ['referenceNo=X', ['C', 'B']],
    ['externalId=C', ['C']], ['responseCode=4045101', ['C', 'B']], ['responseCode=2007300&limit=1', [null]],
    [`partnerId=${partnerId}&service=51&responseCode=4045101`, ['B']], [`partnerId=${partnerId}&externalId=C`, []], ['service=*&externalId=A', ['A']]
  ]
  for (const [query, ids] of cases) t.strictSame(externalIds(await page(bank, `?${query}`)), ids, query)
})

t.test('since is a moment of real time', async t => {
  let now = Date.parse('2026-11-21T09:00:00+07:00')
  const { bank, partner, partnerId } = await enter(t, { BNC_TIMESTAMP_TOLERANCE_SECONDS: '0' }, () => now)
  const at = (externalId: string) => partner.call('query', { originalReferenceNo: 'X', serviceCode: '47' }, { externalId, at: now })
  await at('A')
  now += 10_000
  await at('B')
  await bank.advance(86_400, partnerId)
  const since = (text: string) => page(bank, `?service=51&since=${encodeURIComponent(text)}`)
  t.strictSame(externalIds(await since('2026-11-21T09:00:00+07:00')), ['B', 'A'])
  t.strictSame(externalIds(await since('2026-11-21T02:00:05Z')), ['B'])
  t.strictSame(externalIds(await since('2026-11-21T09:00:11+07:00')), [])
})

t.test('a filter that cannot be is refused by its name', async t => {
  const { bank } = await enter(t)
  const cases = [['partnerId=nobody', 404, 'partnerId'], ['service=99', 400, 'service'], ['since=yesterday', 400, 'since'], ['since=2026-02-30T00:00:00Z', 400, 'since'],
    ['limit=0', 400, 'limit'], ['limit=1001', 400, 'limit'], ['cursor=zzz', 400, 'cursor'], ['status=200', 400, 'status']] as const
  for (const [query, status, field] of cases) t.match(await bank.admin('GET', `/requests?${query}`), { status, body: { field } }, query)
})

t.test('page after page, the newest first, whatever comes in meanwhile', async t => {
  const { bank, partner } = await enter(t)
  for (let i = 0; i < 7; i++) await inquire(partner, `E${i}`)
  const seen: unknown[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const found: List = await page(bank, `?service=51&limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`)
    seen.push(...externalIds(found))
    cursor = found.nextCursor
    await inquire(partner, `late-${seen.length}`)
  }
  t.strictSame(seen, ['E6', 'E5', 'E4', 'E3', 'E2', 'E1', 'E0'])
})

t.test('as lines of JSON, all of them or so many', async t => {
  const { bank, partner } = await enter(t)
  for (let i = 0; i < 5; i++) await inquire(partner, `E${i}`)
  const lines = async (query: string): Promise<RequestReply[]> => {
    const response = await fetch(`${bank.url}/admin/requests${query}`, { headers: { accept: 'application/x-ndjson' } })
    t.match(response.headers.get('content-type'), /^application\/x-ndjson/)
    return (await response.text()).split('\n').filter(line => line !== '').map(line => JSON.parse(line) as RequestReply)
  }
  t.strictSame(await lines('?service=51'), (await page(bank, '?service=51')).items)
  t.strictSame((await lines('?limit=2')).map(({ externalId }) => externalId), ['E4', 'E3'])
  t.strictSame(await lines('?externalId=none'), [])
})

t.test("one partner's entries go, or all, and new ones come", async t => {
  const { bank, partner, partnerId } = await enter(t)
  const neighbour = await bank.newPartner({ dialect: 'snap' })
  await inquire(partner, 'A')
  await inquire(neighbour, 'B')
  t.equal((await bank.admin('DELETE', `/requests?partnerId=${partnerId}`)).status, 204)
  t.strictSame(externalIds(await page(bank, '?service=51')), ['B'])
  t.strictSame(externalIds(await page(bank, `?partnerId=${partnerId}`)), [])
  await inquire(partner, 'C')
  t.strictSame(externalIds(await page(bank, `?partnerId=${partnerId}`)), ['C'])
  t.match(await bank.admin('DELETE', '/requests?partnerId=nobody'), { status: 404 })
  t.equal((await bank.admin('DELETE', '/requests')).status, 204)
  t.strictSame((await page(bank)).items, [])
})

t.test('of more than BNC_JOURNAL_MAX_ENTRIES exactly the newest are there', async t => {
  const { bank, partner, partnerId } = await enter(t, { BNC_JOURNAL_MAX_ENTRIES: '10' })
  for (let i = 0; i < 25; i++) {
    await inquire(partner, `E${i}`)
    if (i % 8 === 0) t.equal((await page(bank)).items.length, Math.min(10, i + 2))
  }
  const newest = Array.from({ length: 10 }, (_, at) => `E${24 - at}`)
  t.strictSame(externalIds(await page(bank)), newest)
  t.strictSame(externalIds(await page(bank, `?partnerId=${partnerId}`)), newest)
  t.match((await bank.admin('POST', '/requests/verify', { match: { partnerId }, times: 10 })), { status: 200, body: { count: 10 } })
})

t.test('0 keeps nothing, and the bank works on', async t => {
  const { bank, partner } = await enter(t, { BNC_JOURNAL_MAX_ENTRIES: '0' })
  t.equal((await inquire(partner, 'A')).status, 404)
  t.strictSame((await page(bank)).items, [])
})

t.test('entries survive a restart, and the numbers go on', async t => {
  const BNC_DATABASE = `${t.testdir()}/bank.db`
  const { bank, partner } = await enter(t, { BNC_DATABASE })
  await inquire(partner, 'A')
  const { items } = await page(bank)
  await inquire(partner, 'B')
  await bank.close()
  const again = await startTestBank(t, { BNC_DATABASE })
  const after = await page(again)
  t.strictSame(externalIds(after), ['B', 'A', null])
  t.strictSame(after.items.slice(1), items)
  await (await again.partner(DEMO_SNAP)).token()
  t.strictSame((await page(again)).items.map(({ id }) => Number(id)), [4, 3, 2, 1])
})

t.test('a journal that cannot be written stops no call; whoever reads is told, and nothing is lost once it can', async t => {
  const BNC_DATABASE = `${t.testdir()}/bank.db`
  const { bank, partner } = await enter(t, { BNC_DATABASE })
  t.ok(existsSync(`${BNC_DATABASE}-requests`))
  const other = openSqlite(`${BNC_DATABASE}-requests`)
  other.exec("CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'the disk is full'); END")
  for (let i = 0; i < 150; i++) t.equal((await inquire(partner, `E${i}`)).status, 404)
  t.equal((await bank.admin('GET', '/requests')).status, 500)
  other.exec('DROP TRIGGER full')
  other.close()
  t.equal((await page(bank, '?limit=1000&service=51')).items.length, 150)
})

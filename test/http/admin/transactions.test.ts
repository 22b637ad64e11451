/** Transactions as admins see and make them: in every state, filtered, page by page. */
import t from 'tap'
import type { Problem } from '../../../schemas/problem.js'
import type { TransactionReply } from '../../../schemas/transaction.js'
import { STATUSES, WIRE_CODE } from '../../../schemas/transaction-status.js'
import { DEMO_BNC, startTestBank, type TestBank } from '../../bank-harness.js'

interface ListPage {
  readonly items: readonly TransactionReply[]
  readonly nextCursor: string | null
}

const list = async (bank: TestBank, query: string): Promise<ListPage> =>
  (await bank.admin<ListPage>('GET', `/transactions?${query}`)).body

t.test('a transaction is made in every state, by word and by code', async t => {
  const bank = await startTestBank(t)
  const { partnerId } = (await bank.newPartner()).partner
  for (const status of STATUSES) {
    const words = status === 'expired' ? ['expired'] : [status, WIRE_CODE[status]]
    for (const word of words) {
      const made = await bank.seed(partnerId, { status: word })
      t.match(made, { partnerId, status, kind: 'dynamic', amount: '10000.00',
        history: [{ from: null, to: status, event: 'create', cause: 'admin' }] }, word)
      t.equal('paidAt' in made && 'rrn' in made, status === 'success' || status === 'refunded', word)
      t.equal(made.refundedAmount, status === 'refunded' ? '10000.00' : '0.00', word)
      t.equal('expiresAt' in made, ['initiated', 'paying', 'pending'].includes(status), word)
      t.strictSame(await bank.transaction(made.referenceNo), made)
    }
  }
})

t.test('what is said of a transaction is taken', async t => {
  const bank = await startTestBank(t)
  const { partnerId } = (await bank.newPartner({ merchants: [{ merchantId: '000000000001' },
    { merchantId: '000000000002' }] })).partner
  const wish = {
    referenceNo: 'R/1 é', partnerReferenceNo: 'P-1', amount: '12.50', feeAmount: '1.00', merchantId: '000000000002',
    subMerchantId: 'S', storeId: 'ST',
    terminalId: 'T', createdAt: '2026-01-01T00:00:00+07:00', expiresAt: '2030-01-01T00:00:00+07:00'
  }
  t.match(await bank.seed(partnerId, wish), { ...wish, status: 'pending' })
  t.match(await bank.transaction(encodeURIComponent('R/1 é')), wish)
  const paid = { status: 'success', paidAt: '2026-01-02T03:04:05+07:00', issuer: '014', rrn: '111122223333',
    customerPan: '936000140000000001' }
  const { issuer: _, ...shown } = paid
  t.match(await bank.seed(partnerId, paid), { ...shown, bankCode: '014', bankName: 'BANK CENTRAL ASIA' })
  const fixed = await bank.seed(partnerId, { amount: undefined })
  t.match(fixed, { kind: 'static', status: 'active' })
  t.notOk('expiresAt' in (await bank.seed(partnerId, { expiresAt: null })), 'null: it does not end')
  const padded = await bank.seed(partnerId, { status: 'refunded', amount: '0010000.00' })
  t.strictSame([padded.amount, padded.refundedAmount], ['10000.00', '10000.00'], 'an amount has one spelling')
})

const wrong: readonly (readonly [wish: object, field: string])[] = [
  [{ status: 'lost' }, 'status'], [{ status: '07' }, 'status'], [{ kind: 'payment' }, 'kind'], [{ amount: 5 }, 'amount'],
  [{ amount: '5' }, 'amount'],
  [{ amount: '0.00' }, 'amount'], [{ amount: '99999999999.99' }, 'amount'], [{ kind: 'dynamic', amount: undefined }, 'amount'],
  [{ kind: 'static', status: 'pending' }, 'status'], [{ merchantId: '999999999999' }, 'merchantId'],
  [{ merchantId: 'x' }, 'merchantId'],
  [{ createdAt: 'today' }, 'createdAt'], [{ createdAt: '2026-02-30T00:00:00Z' }, 'createdAt'],
  [{ expiresAt: '2026-02-30T00:00:00Z' }, 'expiresAt'],
  [{ status: 'success', paidAt: '2026-13-01T00:00:00Z' }, 'paidAt'], [{ rrn: 'x'.repeat(17) }, 'rrn'],
  [{ customerPan: 'x' }, 'customerPan'],
  [{ referenceNo: '' }, 'referenceNo'], [{ referenceNo: 'a\nb' }, 'referenceNo'],
  [{ referenceNo: 'x'.repeat(65) }, 'referenceNo'],
  [{ terminalId: 'x'.repeat(17) }, 'terminalId'], [{ partnerId: 'NOBODY' }, 'partnerId'], [{ color: 1 }, 'color'],
  [{ history: [] }, 'history']
]

t.test('what cannot be is refused with its field, and nothing is made', async t => {
  const bank = await startTestBank(t)
  const { partnerId } = (await bank.newPartner()).partner
  for (const [wish, field] of wrong) {
    const { status, body } = await bank.admin<Problem>('POST', '/transactions', { partnerId, amount: '1.00', ...wish })
    t.equal(status, field === 'partnerId' ? 404 : 400, JSON.stringify(wish))
    t.equal(body.field, field, JSON.stringify(wish))
    t.match(body.detail, new RegExp(`^${field}`), JSON.stringify(wish))
  }
  t.strictSame((await list(bank, `partnerId=${partnerId}`)).items, [])
})

t.test('references are unique within a partner, and may be the same at two', async t => {
  const bank = await startTestBank(t)
  const [one, two] = [(await bank.newPartner()).partner.partnerId, (await bank.newPartner()).partner.partnerId]
  const same = { referenceNo: 'SAME', partnerReferenceNo: 'ALIKE', amount: '1.00' }
  await bank.seed(one, same)
  await bank.seed(two, same)
  t.match(await bank.admin('POST', '/transactions', { partnerId: one, ...same }), { status: 409, body: { field: 'referenceNo' } })
  const again = { partnerId: one, amount: '1.00', partnerReferenceNo: 'ALIKE' }
  t.match(await bank.admin('POST', '/transactions', again), { status: 409, body: { field: 'partnerReferenceNo' } })
  const routes = [['GET', ''], ['POST', '/scan'], ['PUT', '/status']] as const
  for (const [method, path] of routes) {
    const body = method === 'PUT' ? { status: 'failed' } : method === 'POST' ? {} : undefined
    const reply = await bank.admin<Problem>(method, `/transactions/SAME${path}`, body)
    t.match(reply, { status: 409, body: { field: 'partnerId', allowed: [one, two] } }, `${method} ${path} cannot tell which`)
  }
  t.equal((await bank.admin('POST', `/transactions/SAME/scan?partnerId=${two}`, {})).status, 200)
  t.equal((await bank.transaction('SAME', one)).status, 'pending')
  t.equal((await bank.transaction('SAME', two)).status, 'paying')
  t.equal((await list(bank, 'partnerReferenceNo=ALIKE')).items.length, 2)
})

t.test('without a partner a transaction is of the first one', async t => {
  const bank = await startTestBank(t)
  await bank.newPartner()
  t.match(await bank.admin('POST', '/transactions', { amount: '1.00' }), { status: 201, body: { partnerId: DEMO_BNC } })
})

t.test('the list is filtered by partner, status, merchant and reference, the newest first', async t => {
  const bank = await startTestBank(t)
  const { partnerId } = (await bank.newPartner({ merchants: [{ merchantId: '000000000001' },
    { merchantId: '000000000002' }] })).partner
  const rows = [['A', 'pending', '1'], ['B', 'success', '1'], ['C', 'pending', '2'], ['D', 'expired', '2'],
    ['E', 'canceled', '2']] as const
  for (const [index, [name, status, merchant]] of rows.entries()) {
    const createdAt = `2026-01-0${index + 1}T00:00:00+07:00`
    const expiresAt = status === 'pending' ? { expiresAt: null } : {}
    await bank.seed(partnerId,
      { referenceNo: name, partnerReferenceNo: `P${name}`, status, merchantId: `00000000000${merchant}`, createdAt,
        ...expiresAt })
  }
  const names = async (query: string): Promise<string> =>
    (await list(bank, `partnerId=${partnerId}&${query}`)).items.map(({ referenceNo }) => referenceNo).join(' ')
  t.equal(await names(''), 'E D C B A')
  t.equal(await names('status=pending'), 'C A')
  t.equal(await names('status=03'), 'C A')
  t.equal(await names('status=05'), 'E')
  t.equal(await names('status=expired'), 'D')
  t.equal(await names('status=active'), '')
  t.equal(await names('merchantId=000000000002'), 'E D C')
  t.equal(await names('merchantId=000000000002&status=pending'), 'C')
  t.equal(await names('partnerReferenceNo=PB'), 'B')
  t.equal(await names('partnerReferenceNo=PZ'), '')
  for (const query of ['status=lost', 'limit=0', 'limit=x', 'cursor=x', 'cursor=e30', 'color=red', 'status=00&status=01']) {
    t.match(await bank.admin('GET', `/transactions?${query}`),
      { status: 400, body: { field: query.slice(0, query.indexOf('=')) } }, query)
  }
  t.match(await bank.admin('GET', '/transactions?partnerId=NOBODY'), { status: 404, body: { field: 'partnerId' } })
})

t.test('pages follow one another without a gap or a repeat, whatever is added meanwhile', async t => {
  const bank = await startTestBank(t)
  const { partnerId } = (await bank.newPartner()).partner
  for (let count = 0; count < 7; count++) await bank.seed(partnerId, { createdAt: '2026-01-01T00:00:00+07:00', expiresAt: null })
  const seen: string[] = []
  const sizes: number[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: ListPage = await list(bank, `partnerId=${partnerId}&limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`)
    sizes.push(page.items.length)
    seen.push(...page.items.map(({ referenceNo }) => referenceNo))
    await bank.seed(partnerId)
    cursor = page.nextCursor
  }
  t.strictSame(sizes, [3, 3, 1])
  t.equal(new Set(seen).size, 7)
})

t.test('an unknown transaction is unknown to every route', async t => {
  const bank = await startTestBank(t)
  const { partnerId } = (await bank.newPartner()).partner
  const { referenceNo } = await bank.seed(DEMO_BNC)
  for (const path of ['/transactions/404', `/transactions/${referenceNo}?partnerId=${partnerId}`, '/transactions/x%2Fy',
    '/transactions/%00']) {
    t.match(await bank.admin('GET', path), { status: 404, body: { field: 'referenceNo', status: 404, title: 'Not Found' } }, path)
  }
  t.match(await bank.admin('GET', `/transactions/${referenceNo}?partnerId=NOBODY`), { status: 404, body: { field: 'partnerId' } })
})

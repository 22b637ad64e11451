/** Events and forced states: what an admin may do to a transaction in each state, and what history says of it. */
import t from 'tap'
import { STATUSES, WIRE_CODE, type Status } from '../../../schemas/transaction-status.js'
import type { TransactionReply } from '../../../schemas/transaction.js'
import { EVENTS, eventsFrom, isMove, MOVES, nextStatus } from '../../../src/domain/transaction.js'
import { startTestBank, type TestBank } from '../../bank-harness.js'

/** A transaction, or a problem with its detail. */
type Reply = TransactionReply & { readonly detail: string }

const steps = ({ history = [] }: TransactionReply): unknown[] => history.map(row => [row.from, row.to, row.event, row.cause])

const newPartner = async (bank: TestBank): Promise<string> => (await bank.newPartner()).partner.partnerId

t.test('every event in every state does what the table says, or is a conflict that names both', async t => {
  const bank = await startTestBank(t)
  const partnerId = await newPartner(bank)
  for (const status of STATUSES) {
    for (const event of EVENTS) {
      const before = await bank.seed(partnerId, { status })
      const { status: http, body } = await bank.admin<Reply>('POST', `/transactions/${before.referenceNo}/${event}`)
      const to = nextStatus(status, event)
      const name = `${event} of ${status}`
      if (to === undefined) {
        t.equal(http, 409, name)
        t.match(body, { status: 409, title: 'Conflict', field: 'status', allowed: eventsFrom(status) }, name)
        t.match(body.detail, new RegExp(`is ${status}, which does not allow ${event}`), name)
        t.strictSame(await bank.transaction(before.referenceNo), before, name)
      } else {
        t.equal(http, 200, name)
        t.equal(body.status, to, name)
        t.strictSame(steps(body), [[null, status, 'create', 'admin'], [status, to, event, 'admin']], name)
        t.strictSame(await bank.transaction(before.referenceNo), body, name)
      }
    }
  }
})

t.test('the events that a transaction shows are those that it allows', async t => {
  const bank = await startTestBank(t)
  const partnerId = await newPartner(bank)
  for (const status of STATUSES) t.strictSame((await bank.seed(partnerId, { status })).allowedEvents, eventsFrom(status), status)
})

t.test('a payment brings its payer, drawn or described', async t => {
  const bank = await startTestBank(t)
  const partnerId = await newPartner(bank)
  for (const event of ['pay', 'settle'] as const) {
    const { referenceNo } = await bank.seed(partnerId, { status: 'paying' })
    const { body } = await bank.admin<TransactionReply>('POST', `/transactions/${referenceNo}/${event}`)
    t.match(body, { rrn: /^\d{12}$/, bankCode: /^\d{3}$/, bankName: /^BANK/, customerPan: /^9360\d{15}$/, paidAt: /\+07:00$/ })
  }
  const { referenceNo } = await bank.seed(partnerId)
  const wish = { issuer: 'BANK MANDIRI', rrn: 'RRN1', customerPan: '936000080000000001' }
  const { body } = await bank.admin('POST', `/transactions/${referenceNo}/pay`, wish)
  t.match(body, { rrn: 'RRN1', bankCode: '008', bankName: 'BANK MANDIRI', customerPan: '936000080000000001' })
})

t.test('a refund by event gives the whole amount back', async t => {
  const bank = await startTestBank(t)
  const { referenceNo } = await bank.seed(await newPartner(bank), { status: 'success' })
  const { body } = await bank.admin('POST', `/transactions/${referenceNo}/refund`)
  t.match(body, { status: 'refunded', refundedAmount: '10000.00' })
})

t.test('an event that nobody knows, or with a property that nobody knows, is refused', async t => {
  const bank = await startTestBank(t)
  const { referenceNo } = await bank.seed(await newPartner(bank))
  t.match(await bank.admin('POST', `/transactions/${referenceNo}/explode`),
    { status: 400, body: { field: 'event', allowed: [...EVENTS] } })
  for (const body of [{ color: 1 }, { rrn: 5 }, { rrn: '' }, { issuer: '' }, { customerPan: '1' }, { amount: '1' }, [], 'pay',
    5]) {
    t.equal((await bank.admin('POST', `/transactions/${referenceNo}/pay`, body)).status, 400, JSON.stringify(body))
  }
  t.equal((await bank.transaction(referenceNo)).status, 'pending')
})

const force = (bank: TestBank, referenceNo: string, body: object) =>
  bank.admin<Reply>('PUT', `/transactions/${referenceNo}/status`, body)

t.test('without force the table of states decides, by word and by code', async t => {
  const bank = await startTestBank(t)
  const partnerId = await newPartner(bank)
  for (const from of STATUSES) {
    for (const to of STATUSES) {
      const before = await bank.seed(partnerId, { status: from })
      const word = to === 'expired' ? to : WIRE_CODE[to]
      const { status, body } = await force(bank, before.referenceNo, { status: word })
      const name = `${from} to ${to}`
      if (isMove(from, to)) {
        t.strictSame([status, body.status, steps(body)[1]], [200, to, [from, to, 'set', 'admin']], name)
      } else if (from === to) {
        t.strictSame([status, body], [200, before], `${name} is no move`)
      } else {
        t.match({ status, body },
          { status: 409, body: { field: 'status', allowed: [...MOVES[from]], detail: new RegExp(`is ${from}`) } }, name)
        t.equal((await bank.transaction(before.referenceNo)).status, from, name)
      }
    }
  }
})

t.test('with force any state follows any, stays, and history says so', async t => {
  const bank = await startTestBank(t)
  const partnerId = await newPartner(bank)
  for (const from of STATUSES) {
    for (const to of STATUSES.filter(status => status !== from)) {
      const { referenceNo } = await bank.seed(partnerId, { status: from })
      const { status, body } = await force(bank, referenceNo, { status: to, force: true })
      const name = `${from} to ${to}`
      t.strictSame([status, body.status, steps(body)[1]], [200, to, [from, to, 'force', 'admin']], name)
      const isPaid = to === 'success' || to === 'refunded'
      t.equal('paidAt' in body && 'rrn' in body, isPaid, `${name}: a payer where it is paid`)
      t.equal(body.refundedAmount, to === 'refunded' ? '10000.00' : '0.00', name)
      t.strictSame(await bank.transaction(referenceNo), body, `${name}: and it stays so`)
    }
  }
})

t.test('a QR whose time is over can be forced open again, and waits its time anew', async t => {
  const bank = await startTestBank(t)
  const partnerId = await newPartner(bank)
  const { referenceNo } = await bank.seed(partnerId)
  await bank.advance(1000, partnerId)
  t.equal((await bank.transaction(referenceNo)).status, 'expired')
  for (const to of ['pending', 'initiated', 'paying'] as const) {
    t.equal((await force(bank, referenceNo, { status: to, force: true })).body.status, to)
    t.equal((await bank.transaction(referenceNo)).status, to, 'it is not expired at once')
  }
  await bank.advance(900 + 60, partnerId)
  t.equal((await bank.transaction(referenceNo)).status, 'expired')
})

t.test('a forced state is a status word or a wire code, and nothing else is said', async t => {
  const bank = await startTestBank(t)
  const { referenceNo } = await bank.seed(await newPartner(bank))
  const wrong: readonly (readonly [object, string])[] = [
    [{}, 'status'], [{ status: '07' }, 'status'], [{ status: 'PENDING' }, 'status'], [{ status: 3 }, 'status'],
    [{ status: 'active' }, 'status'],
    [{ status: 'failed', force: 'yes' }, 'force'], [{ status: 'failed', why: 'x' }, 'why']
  ]
  for (const [body, field] of wrong) t.match(await force(bank, referenceNo, body), { status: 400, body: { field } },
    JSON.stringify(body))
  t.equal((await bank.transaction(referenceNo)).status, 'pending')
})

t.test('a static QR is active until an admin cancels it', async t => {
  const bank = await startTestBank(t)
  const partnerId = await newPartner(bank)
  const { referenceNo } = await bank.seed(partnerId, { amount: undefined })
  for (const status of ['pending', 'success', 'expired'] satisfies Status[]) {
    t.match(await force(bank, referenceNo, { status, force: true }), { status: 400, body: { field: 'status' } }, status)
  }
  t.match(await force(bank, referenceNo, { status: 'canceled' }), { status: 200, body: { status: 'canceled' } })
})

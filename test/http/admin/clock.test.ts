/** The clock: moved, frozen, a partner's own, and what becomes due when it is. */
import t from 'tap'
import { MAX_HAPPENINGS, type ClockReply } from '../../../schemas/clock.js'
import type { Problem } from '../../../schemas/problem.js'
import { startTestBank, type AdminAnswer, type TestBank } from '../../bank-harness.js'
import { addTransaction } from '../../../src/bank/add-transaction.js'
import { getPartner } from '../../../src/bank/save-partner.js'
import { jakartaTime } from '../../../src/domain/jakarta.js'

const NOW = Date.parse('2026-11-21T02:30:00Z')

interface Stage {
  readonly bank: TestBank
  /** Lets real time pass. */
  readonly pass: (seconds: number) => void
  readonly move: (body: object) => Promise<AdminAnswer<ClockReply>>
  readonly read: (partnerId?: string) => Promise<string>
}

const enter = async (t: Parameters<typeof startTestBank>[0], env: Record<string, string> = {}): Promise<Stage> => {
  let real = NOW
  const bank = await startTestBank(t, env, () => real)
  return {
    bank,
    pass: seconds => { real += seconds * 1000 },
    move: body => bank.admin<ClockReply>('POST', '/clock', body),
    read: async partnerId => {
      const { body } = await bank.admin<ClockReply>('GET', `/clock${partnerId === undefined ? '' : `?partnerId=${partnerId}`}`)
      return `${body.now.slice(0, 19)} ${body.offsetSeconds}${body.frozen ? ' frozen' : ''}`
    }
  }
}

t.test('the clock shows Jakarta time and says how far it is from real time', async t => {
  const { bank, pass, read } = await enter(t)
  const { body } = await bank.admin('GET', '/clock')
  t.strictSame(body, { now: '2026-11-21T09:30:00+07:00', offsetSeconds: 0, frozen: false, partnerId: null })
  pass(61)
  t.equal(await read(), '2026-11-21T09:31:01 0')
})

t.test('the clock is advanced, set, frozen, resumed and reset', async t => {
  const { pass, move, read } = await enter(t)
  const { status, body } = await move({ advanceSeconds: 3600 })
  t.equal(status, 200)
  t.match(body, { now: '2026-11-21T10:30:00+07:00', offsetSeconds: 3600, frozen: false, partnerId: null, done: 0 })
  await move({ advanceSeconds: -1800 })
  t.equal(await read(), '2026-11-21T10:00:00 1800')
  await move({ setTo: '2027-01-01T00:00:00+07:00' })
  pass(10)
  t.match(await read(), /^2027-01-01T00:00:10 /)
  await move({ freeze: true })
  pass(100)
  t.match(await read(), /^2027-01-01T00:00:10 \d+ frozen$/)
  await move({ advanceSeconds: 5 })
  t.match(await read(), /^2027-01-01T00:00:15 \d+ frozen$/)
  await move({ resume: true })
  pass(5)
  t.match(await read(), /^2027-01-01T00:00:20 \d+$/)
  await move({ reset: true })
  t.equal(await read(), '2026-11-21T09:31:55 0')
})

t.test("a partner's clock is its own from its first move until it is reset", async t => {
  const { bank, move, read } = await enter(t)
  const { partnerId } = (await bank.newPartner()).partner
  await move({ advanceSeconds: 60 })
  t.equal(await read(partnerId), '2026-11-21T09:31:00 60', "it follows the bank's")
  t.match((await move({ partnerId, advanceSeconds: 60 })).body, { partnerId, offsetSeconds: 120 })
  t.equal(await read(), '2026-11-21T09:31:00 60', 'and moves nobody else')
  await move({ advanceSeconds: 600 })
  t.equal(await read(partnerId), '2026-11-21T09:32:00 120', 'nor does the bank move it')
  await move({ partnerId, reset: true })
  t.equal(await read(partnerId), '2026-11-21T09:41:00 660')
})

const wrong: readonly (readonly [body: object, field: string])[] = [
  [{}, 'body'], [{ advanceSeconds: '60' }, 'advanceSeconds'], [{ advanceSeconds: null }, 'advanceSeconds'],
  [{ advanceSeconds: 1e12 }, 'advanceSeconds'],
  [{ setTo: 'tomorrow' }, 'setTo'], [{ setTo: '2026-02-30T00:00:00Z' }, 'setTo'], [{ setTo: '2026-11-21T00:00:00' }, 'setTo'],
  [{ freeze: false }, 'freeze'], [{ resume: 1 }, 'resume'], [{ reset: 'yes' }, 'reset'], [{ stop: true }, 'stop'],
  [{ partnerId: '' }, 'partnerId'],
  [{ setTo: '9999-12-31T23:59:59Z' }, 'setTo'], [{ setTo: '0000-01-01T00:00:00+14:00' }, 'setTo']
]

t.test('one move at a time, that exists', async t => {
  const { bank, move, read } = await enter(t)
  for (const [body, field] of wrong) t.match(await move(body), { status: 400, body: { field } }, JSON.stringify(body))
  const moves = [{ advanceSeconds: 1 }, { setTo: '2027-01-01T00:00:00Z' }, { freeze: true }, { resume: true }, { reset: true }]
  for (const [index, one] of moves.entries()) {
    for (const other of moves.slice(index + 1)) {
      const { status, body } = await move({ ...one, ...other })
      t.match({ status, body }, { status: 400, body: { detail: /cannot go together/ } }, JSON.stringify({ ...one, ...other }))
    }
  }
  t.match(await bank.admin<Problem>('POST', '/clock', { partnerId: 'NOBODY', freeze: true }),
    { status: 404, body: { field: 'partnerId' } })
  t.match(await bank.admin<Problem>('GET', '/clock?partnerId=NOBODY'), { status: 404, body: { field: 'partnerId' } })
  t.equal(await read(), '2026-11-21T09:30:00 0', 'and nothing has moved')
})

const historyOf = async (bank: TestBank, referenceNo: string): Promise<string[]> =>
  ((await bank.transaction(referenceNo)).history ?? []).map(row => `${row.at.slice(11, 19)} ${row.event} ${row.to}`)

t.test('what becomes due is done before the answer, each at its own time', async t => {
  const { bank, move } = await enter(t)
  const { partnerId } = (await bank.newPartner()).partner
  const endsAt = (seconds: number): string => jakartaTime(NOW + seconds * 1000)
  for (const [referenceNo, seconds] of [['LAST', 300], ['FIRST', 60], ['SECOND', 120], ['LATER', 4000]] as const) {
    await bank.seed(partnerId, { referenceNo, expiresAt: endsAt(seconds) })
  }
  await bank.seed(partnerId, { referenceNo: 'NEVER', expiresAt: null })
  t.equal((await move({ partnerId, advanceSeconds: 59 })).body.done, 0)
  t.equal((await move({ partnerId, advanceSeconds: 1 })).body.done, 1)
  t.equal((await move({ partnerId, advanceSeconds: 3540 })).body.done, 2)
  t.strictSame(await historyOf(bank, 'FIRST'), ['09:30:00 create pending', '09:31:00 expire expired'])
  t.strictSame(await historyOf(bank, 'SECOND'), ['09:30:00 create pending', '09:32:00 expire expired'])
  t.strictSame(await historyOf(bank, 'LAST'), ['09:30:00 create pending', '09:35:00 expire expired'])
  t.equal((await bank.transaction('LATER')).status, 'pending')
  t.equal((await bank.transaction('NEVER')).status, 'pending')
  t.match((await bank.transaction('FIRST')).history?.at(-1), { cause: 'clock', from: 'pending' })
})

t.test('whoever is paying when the time is over has 60 s more, once', async t => {
  const { bank, move } = await enter(t)
  const { partnerId } = (await bank.newPartner()).partner
  const seeds = ['PAYS', 'LATE', 'BACK', 'JUMP'] as const
  const ends = { expiresAt: jakartaTime(NOW + 100_000), status: 'paying' }
  for (const referenceNo of seeds.slice(0, 3)) await bank.seed(partnerId, { referenceNo, ...ends })
  await move({ partnerId, advanceSeconds: 110 })
  t.match(await bank.transaction('PAYS'), { status: 'paying', expiresAt: jakartaTime(NOW + 160_000) })
  t.equal((await bank.admin('POST', '/transactions/PAYS/pay')).status, 200)
  await bank.admin('POST', '/transactions/BACK/authorize')
  await bank.admin('POST', '/transactions/BACK/scan')
  await move({ partnerId, advanceSeconds: 49 })
  t.equal((await bank.transaction('LATE')).status, 'paying', 'at 159 s')
  await move({ partnerId, advanceSeconds: 1 })
  t.strictSame(await historyOf(bank, 'LATE'), ['09:30:00 create paying', '09:32:40 expire expired'], 'at 160 s')
  t.equal((await bank.transaction('BACK')).status, 'expired', 'no second extension')
  t.equal((await bank.transaction('PAYS')).status, 'success')
})

t.test('a leap over the end and the extension ends a QR at the end of the extension', async t => {
  const { bank, move } = await enter(t)
  for (const look of ['by the heartbeat', 'by a deed'] as const) {
    const { partnerId } = (await bank.newPartner()).partner
    const { referenceNo } = await bank.seed(partnerId, { expiresAt: jakartaTime(NOW + 100_000), status: 'paying' })
    if (look === 'by a deed') bank.running.bank.store.clocks.set(partnerId, { offsetMs: 86_400_000, frozenAt: null })
    else await move({ partnerId, advanceSeconds: 86_400 })
    t.strictSame(await historyOf(bank, referenceNo), ['09:30:00 create paying', '09:32:40 expire expired'], look)
  }
})

t.test("the bank's clock ends the QRs of all who follow it, and of nobody else", async t => {
  const { bank, move } = await enter(t)
  const [follower, own] = [(await bank.newPartner()).partner.partnerId, (await bank.newPartner()).partner.partnerId]
  await move({ partnerId: own, freeze: true })
  for (const partnerId of [follower, own]) await bank.seed(partnerId, { referenceNo: `OF-${partnerId}` })
  await move({ advanceSeconds: 86_400 })
  t.equal((await bank.transaction(`OF-${follower}`)).status, 'expired')
  t.equal((await bank.transaction(`OF-${own}`)).status, 'pending')
  await move({ partnerId: own, reset: true })
  t.equal((await bank.transaction(`OF-${own}`)).status, 'expired', 'until it follows again')
})

t.test('a frozen clock lets nothing expire', async t => {
  const { bank, pass, move } = await enter(t)
  const { partnerId } = (await bank.newPartner()).partner
  const { referenceNo } = await bank.seed(partnerId)
  await move({ partnerId, freeze: true })
  pass(86_400)
  t.equal((await bank.transaction(referenceNo)).status, 'pending')
  await move({ partnerId, resume: true })
  t.equal((await bank.transaction(referenceNo)).status, 'pending', 'nor when it runs on')
  pass(900)
  t.equal((await bank.transaction(referenceNo)).status, 'expired')
})

t.test('a clock that went back brings no QR back', async t => {
  const { bank, move } = await enter(t)
  const { partnerId } = (await bank.newPartner()).partner
  const { referenceNo } = await bank.seed(partnerId)
  await move({ partnerId, advanceSeconds: 1000 })
  await move({ partnerId, advanceSeconds: -1000 })
  t.equal((await bank.transaction(referenceNo)).status, 'expired')
})

/** `09:30:00 A success > expired by expire` */
const told = ({ happened = [] }: ClockReply): string[] => happened.map(one => {
  const what = one.kind === 'transaction' ? `${one.from ?? ''} > ${one.to} by ${one.event}` : `${one.transactionStatus} told: ${one.result}`
  return `${one.at.slice(11, 19)} ${one.referenceNo} ${what}`
})

t.test('the answer says what happened, in order: QRs that expired or moved by magic, and every attempt to notify', async t => {
  const { bank, move } = await enter(t, { BNC_TIMESTAMP_TOLERANCE_SECONDS: '0' })
  const { partner, call } = await bank.newPartner({
    callbackUrl: `${bank.url}/sink/500`, settings: { notifyOn: ['success', 'expired'], notifyScheduleSeconds: [120, 600] }
  })
  const { partnerId, merchants } = partner
  await move({ partnerId, freeze: true })
  await bank.seed(partnerId, { referenceNo: 'UNPAID', expiresAt: jakartaTime(NOW + 60_000) })
  const made = await call('generate', {
    partnerReferenceNo: 'A-SIM04@90', amount: { value: '1.00', currency: 'IDR' }, merchantId: merchants[0]?.merchantId
  })
  const magic = String(made.body['referenceNo'])
  const { body } = await move({ partnerId, advanceSeconds: 200 })
  t.strictSame(told(body), [
    '09:31:00 UNPAID pending > expired by expire',
    '09:31:00 UNPAID expired told: http-status',
    `09:31:30 ${magic} pending > success by magic`,
    `09:31:30 ${magic} success > refunded by magic`,
    `09:31:30 ${magic} success told: http-status`,
    '09:33:00 UNPAID expired told: http-status'
  ])
  t.match(body.happened?.[1], { kind: 'notification', partnerId, cause: 'schedule', detail: /500/, id: /^\d+$/ })
  t.match(body.happened?.[0], { kind: 'transaction', partnerId, cause: 'clock' })
  t.strictSame(told((await move({ partnerId, advanceSeconds: 0 })).body), [], 'once')
})

t.test("what happened to all who follow the bank's clock is told in one order, and no more than a thousand of it", async t => {
  const { bank, move } = await enter(t)
  const partners = [(await bank.newPartner()).partner.partnerId, (await bank.newPartner()).partner.partnerId]
  const { bank: inside } = bank.running
  inside.store.database.deed(() => {
    for (let second = 1; second <= MAX_HAPPENINGS + 2; second++) {
      const seed = { amount: '1.00', expiresAt: jakartaTime(NOW + second * 1000) }
      addTransaction(inside, getPartner(inside, partners[second % 2] ?? ''), seed, { event: 'create', cause: 'admin', ttlMs: 1 })
    }
  })
  const { body } = await move({ advanceSeconds: 5000 })
  const { happened = [] } = body
  t.equal(body.done, MAX_HAPPENINGS + 2)
  t.strictSame(happened.map(({ at }) => at), Array.from({ length: MAX_HAPPENINGS }, (_, index) => jakartaTime(NOW + (index + 1) * 1000)))
})

t.test('hundreds of QRs expire in one move', async t => {
  const { bank, move } = await enter(t)
  const { partnerId } = (await bank.newPartner()).partner
  await Promise.all(Array.from({ length: 250 }, () => bank.seed(partnerId)))
  t.equal((await move({ partnerId, advanceSeconds: 900 })).body.done, 250)
  t.strictSame((await bank.admin('GET', `/transactions?partnerId=${partnerId}&status=pending`)).body['items'], [])
})

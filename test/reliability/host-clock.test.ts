/** The clock of the host jumps, as after a sleep or a wrong time server: nothing falls over, nothing happens twice. */
import t, { type Test } from 'tap'
import type { NotificationReply } from '../../schemas/notification.js'
import type { RequestReply } from '../../schemas/journal.js'
import { startTestBank, type TestBank, type TestPartner } from '../bank-harness.js'
import { ledgerFaults } from '../fuzz/ledger-faults.js'
import { startReceiver } from '../receiver.js'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOON = Date.parse('2026-11-21T12:00:00+07:00')

interface Scene {
  readonly bank: TestBank
  readonly partner: TestPartner
  readonly partnerId: string
  readonly jump: (ms: number) => Promise<void>
  readonly generate: (externalId?: string) => ReturnType<TestPartner['call']>
}

const enter = async (t: Test, wish: object = {}): Promise<Scene> => {
  let now = NOON
  const bank = await startTestBank(t, { BNC_TIMESTAMP_TOLERANCE_SECONDS: '0', BNC_TOKEN_TTL_SECONDS: '999999' }, () => now)
  const partner = await bank.newPartner({ dialect: 'snap', merchants: [{ merchantId: '000000000001' }], ...wish })
  const { partnerId } = partner.partner
  return {
    bank,
    partner,
    partnerId,
    async jump(ms) {
      now += ms
      // What became due is done before anybody looks.
      t.equal((await bank.admin('POST', '/clock', { advanceSeconds: 0 })).status, 200)
    },
    generate: externalId =>
      partner.call(
        'generate',
        { amount: { value: '10000.00', currency: 'IDR' }, merchantId: '000000000001' },
        externalId === undefined ? {} : { externalId }
      )
  }
}

t.test('ids stay unique while the clock stands, goes back an hour and forward a day', async t => {
  const { bank, jump, generate } = await enter(t)
  const seen = { referenceNo: new Set<unknown>(), scID: new Set<unknown>(), traceId: new Set<unknown>() }
  let count = 0
  for (const ms of [0, -HOUR, HOUR, -DAY, 2 * DAY, -DAY]) {
    await jump(ms)
    for (const { status, body } of await Promise.all(Array.from({ length: 25 }, () => generate()))) {
      t.equal(status, 200)
      const { scID, traceId } = body['additionalInfo'] as { scID: string; traceId: string }
      seen.referenceNo.add(body['referenceNo'])
      seen.scID.add(scID)
      seen.traceId.add(traceId)
      count++
    }
  }
  for (const [name, ids] of Object.entries(seen)) t.equal(ids.size, count, name)
  t.strictSame(ledgerFaults(bank.running.bank.store.database.sqlite), [])
})

t.test('what time brings happens once, however often the clock passes its moment', async t => {
  const receiver = await startReceiver(t)
  const { bank, partnerId, jump, generate } = await enter(t, {
    callbackUrl: receiver.url,
    settings: { notifyOn: ['success', 'expired'] }
  })
  const unpaid = String((await generate()).body['referenceNo'])
  const paid = String((await generate()).body['referenceNo'])
  t.equal((await bank.admin('POST', `/transactions/${paid}/pay`)).status, 200)
  for (const ms of [DAY, -DAY, DAY, -HOUR, 2 * HOUR, -2 * DAY, 7 * DAY]) await jump(ms)
  const { history = [], status } = await bank.transaction(unpaid)
  t.equal(status, 'expired')
  t.strictSame(
    history.map(({ to }) => to),
    ['pending', 'expired']
  )
  t.equal((await bank.transaction(paid)).status, 'success')
  const { items } = (await bank.admin<{ items: NotificationReply[] }>('GET', `/notifications?partnerId=${partnerId}`)).body
  t.strictSame(
    items.map(one => [one.referenceNo, one.status, one.attempts.length]).sort(),
    [
      [unpaid, 'delivered', 1],
      [paid, 'delivered', 1]
    ].sort()
  )
  t.equal(receiver.received.length, 2)
})

t.test('an external id is used up for its day in Jakarta, also when the day comes again', async t => {
  const { jump, generate } = await enter(t)
  const code = async (): Promise<unknown> => (await generate('THE-SAME-ID')).body['responseCode']
  t.equal(await code(), '2004700')
  t.equal(await code(), '4094700')
  await jump(-HOUR)
  t.equal(await code(), '4094700', 'an hour ago it was the same day')
  await jump(DAY)
  t.equal(await code(), '2004700', 'tomorrow it is fresh')
  await jump(-DAY)
  t.equal(await code(), '4094700', 'and this day is remembered')
})

t.test('the journal lists in the order in which calls came, whatever the clock said', async t => {
  const { bank, jump, generate } = await enter(t)
  const ids = ['first', 'second', 'third']
  for (const id of ids) {
    await generate(id)
    await jump(-HOUR)
  }
  const { items } = (await bank.admin<{ items: RequestReply[] }>('GET', '/requests?service=generate')).body
  t.strictSame(
    items.map(({ externalId }) => externalId),
    ids.toReversed()
  )
})

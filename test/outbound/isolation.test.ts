/** A partner that does not answer slows nobody but itself. */
import t from 'tap'
import { startTestBank } from '../bank-harness.js'
import { addTold, notificationsOf, pay, settle, waitFor, type Told } from '../notification-harness.js'
import { acknowledge, hang } from '../receiver.js'
import { Gate } from '../../src/outbound/gate.js'
import { Lookups } from '../../src/outbound/lookups.js'

const TIMEOUT_MS = 1500
const bank = await startTestBank(t, {}, undefined, { timeoutMs: TIMEOUT_MS })

t.test('two hundred partners that hang do not hold up a living one, nor the bank', async t => {
  const [living, hanging] = [await addTold(t, bank), await addTold(t, bank)]
  hanging.receiver.always(hang)
  const dead: Pick<Told, 'bank' | 'partnerId'>[] = []
  for (let each = 0; each < 200; each++) {
    const { partner } = await bank.newPartner({ callbackUrl: hanging.receiver.url })
    dead.push({ bank, partnerId: partner.partnerId })
  }
  await Promise.all(dead.map(one => pay(one)))
  const begun = performance.now()
  const { referenceNo } = await pay(living)
  await waitFor(living, referenceNo, 'delivered')
  await living.partner.call('query', { originalReferenceNo: referenceNo, serviceCode: '47' })
  const took = performance.now() - begun
  t.ok(took < TIMEOUT_MS / 2, `in ${took.toFixed(0)} ms`)
})

t.test('a partner that hangs has one attempt under way, and what else it does goes on', async t => {
  const told = await addTold(t, bank)
  told.receiver.always(hang)
  await pay(told)
  await pay(told)
  const { referenceNo } = await bank.seed(told.partnerId)
  t.equal((await bank.admin<{ status: string }>('POST', `/transactions/${referenceNo}/cancel`)).body.status, 'canceled')
  const { referenceNo: expiring } = await bank.seed(told.partnerId, { expiresAt: '2026-01-01T00:00:00+07:00' })
  t.equal((await bank.transaction(expiring)).status, 'expired')
  t.equal(told.receiver.received.length, 1)
})

t.test('a partner that answers has several attempts under way', async t => {
  const told = await addTold(t, bank)
  await pay(told)
  await settle(told)
  const waiting: (() => void)[] = []
  told.receiver.always((response, received) => {
    waiting.push(() => { acknowledge(response, received) })
    if (waiting.length === 4) for (const answer of waiting) answer()
  })
  await Promise.all([pay(told), pay(told), pay(told), pay(told)])
  await settle(told)
  t.ok((await notificationsOf(told)).every(({ status }) => status === 'delivered'))
})

t.test('what is told of one transaction comes in order, however slow the first answer is', async t => {
  const told = await addTold(t, bank, { settings: { notifyOn: ['success', 'refunded'] } })
  await pay(told)
  await settle(told)
  const order: unknown[] = []
  told.receiver.always((response, received) => {
    setTimeout(() => {
      order.push(received.json['latestTransactionStatus'])
      acknowledge(response, received)
    }, order.length === 0 ? 30 : 0)
  })
  const { referenceNo } = await pay(told)
  await bank.admin('POST', `/transactions/${referenceNo}/refund`)
  await settle(told)
  t.strictSame(order, ['00', '04'])
})

t.test('a gate lets so many in, the others in the order in which they came, and none that gave up', async t => {
  const gate = new Gate(2)
  const { signal } = new AbortController()
  const entered: number[] = []
  const leave: (() => void)[] = []
  const enter = (number: number, by = signal): Promise<void> =>
    gate.run(() => new Promise(resolve => {
      entered.push(number)
      leave[number] = resolve
    }), by)
  const impatient = new AbortController()
  const all = [enter(0), enter(1), enter(2), enter(3)]
  const gaveUp = enter(4, impatient.signal)
  all.push(enter(5))
  impatient.abort(new Error('no longer'))
  await t.rejects(gaveUp, /no longer/)
  for (let number = 0; number < 4; number++) {
    t.strictSame(entered, [0, 1, 2, 3, 5].slice(0, number + 2))
    leave[number]?.()
    await all[number]
  }
  leave[5]?.()
  await Promise.all(all)
  await t.rejects(gate.run(() => Promise.resolve(), impatient.signal), /no longer/)
})

t.test('names that nobody answers for leave room for those that are known', async t => {
  const lookups = new Lookups(name => (name.startsWith('lost') ? new Promise(() => undefined) : Promise.resolve([{ address: '127.0.0.2', family: 4 }])))
  const control = new AbortController()
  const first = lookups.find('lost', control.signal)
  const again = lookups.find('lost', AbortSignal.timeout(10))
  await t.rejects(again, { name: 'TimeoutError' })
  const third = [1, 2, 3].map(number => lookups.find(`lost`, AbortSignal.timeout(10 + number)))
  for (const one of third) await t.rejects(one)
  control.abort(new Error('stop'))
  await t.rejects(first, /stop/)
  t.strictSame(await lookups.find('127.0.0.9', control.signal), [{ address: '127.0.0.9', family: 4 }])
  t.strictSame(await lookups.find('::1', control.signal), [{ address: '::1', family: 6 }])
})

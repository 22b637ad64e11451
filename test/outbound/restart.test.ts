/** What is owed outlives the bank: an attempt under way when it stops is made again, and retries keep their time. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { startTestBank, type TestBank } from '../bank-harness.js'
import { addTold, pay, settle, startTold, waitFor } from '../notification-harness.js'
import { acknowledge, header, refuse } from '../receiver.js'

const inFile = (t: Test): Record<string, string> => {
  const folder = mkdtempSync(join(tmpdir(), 'bnc-restart-'))
  t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })
  return { BNC_DATABASE: join(folder, 'bank.db') }
}

/** Stops the bank and starts another on the same file. */
const restart = async (t: Test, bank: TestBank, env: Record<string, string>): Promise<TestBank> => {
  await bank.close()
  return startTestBank(t, env)
}

t.test('an attempt under way is made again', async t => {
  const env = inFile(t)
  const told = await startTold(t, {}, {}, env)
  const arrived = new Promise<void>(resolve => { told.receiver.next(() => { resolve() }) })
  const { referenceNo } = await pay(told)
  await arrived
  const bank = await restart(t, told.bank, env)
  const { id, attempts } = await waitFor({ bank }, referenceNo, 'delivered')
  t.equal(attempts.length, 1, 'the one that was given up is nobody\'s')
  t.strictSame(told.receiver.received.map(one => header(one, 'x-external-id')), [id, id])
  t.equal(told.receiver.received[0]?.body, told.receiver.received[1]?.body)
})

t.test('however many are owed, the bank starts, and makes them all', async t => {
  const env = inFile(t)
  const told = await startTold(t, {}, {}, env)
  told.receiver.always(refuse)
  const owed = 30
  await Promise.all(Array.from({ length: owed }, () => pay(told)))
  await settle(told)
  const before = told.receiver.received.length
  const bank = await restart(t, told.bank, env)
  told.receiver.always(acknowledge)
  const { happened } = await bank.advance(120, told.partnerId)
  t.equal(before, owed)
  t.strictSame(happened?.map(one => one.kind === 'notification' && one.result), Array.from({ length: owed }, () => 'acknowledged'))
})

t.test('a redelivery under way is made again', async t => {
  const env = inFile(t)
  const told = await startTold(t, {}, {}, env)
  const { referenceNo } = await pay(told)
  const { id } = await waitFor(told, referenceNo, 'delivered')
  const arrived = new Promise<void>(resolve => { told.receiver.next(() => { resolve() }) })
  void told.bank.admin('POST', `/notifications/${id}/redeliver`).catch(() => undefined)
  await arrived
  const bank = await restart(t, told.bank, env)
  await settle({ bank, partnerId: told.partnerId })
  t.equal(told.receiver.received.length, 3)
})

t.test('retries keep their time', async t => {
  const env = inFile(t)
  const told = await startTold(t, {}, {}, env)
  told.receiver.always(refuse)
  const { referenceNo } = await pay(told)
  await settle(told)
  const bank = await restart(t, told.bank, env)
  await settle({ bank, partnerId: told.partnerId })
  t.equal(told.receiver.received.length, 1)
  told.receiver.always(acknowledge)
  await bank.advance(120, told.partnerId)
  const { createdAt, deliveredAt } = await waitFor({ bank }, referenceNo, 'delivered')
  t.equal(Date.parse(deliveredAt ?? '') - Date.parse(createdAt), 120_000)
})

t.test('a snapshot taken while an attempt was under way owes it when it is restored', async t => {
  const bank = await startTestBank(t)
  const told = await addTold(t, bank)
  const held: (() => void)[] = []
  const arrived = new Promise<void>(resolve => {
    told.receiver.next((response, received) => {
      held.push(() => { acknowledge(response, received) })
      resolve()
    })
  })
  const { referenceNo } = await pay(told)
  await arrived
  await bank.admin('POST', '/snapshots', { name: 'owing', partnerId: told.partnerId })
  held[0]?.()
  await waitFor(told, referenceNo, 'delivered')
  t.equal((await bank.admin('POST', '/snapshots/owing/restore', { partnerId: told.partnerId })).status, 200)
  t.match(await waitFor(told, referenceNo, 'delivered'), { attempts: [{ acknowledged: true }] })
  t.equal(told.receiver.received.length, 2)
})

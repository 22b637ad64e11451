/** Delays: they hold nobody else up, a deed that waits is not done yet, and a reset or the end cuts them short. */
import { connect } from 'node:net'
import t, { type Test } from 'tap'
import { Pool } from 'undici'
import type { RequestReply } from '../../../schemas/journal.js'
import { startTestBank, type TestBank, type TestPartner } from '../../bank-harness.js'

interface Scene {
  readonly bank: TestBank
  readonly partner: TestPartner
  readonly partnerId: string
  readonly token: string
}

const enter = async (t: Test, env: Record<string, string> = {}): Promise<Scene> => {
  const bank = await startTestBank(t, env)
  const partner = await bank.newPartner({ dialect: 'snap' })
  return { bank, partner, partnerId: partner.partner.partnerId, token: String((await partner.token()).body['accessToken']) }
}

const entries = async (bank: TestBank, query = ''): Promise<RequestReply[]> =>
  (await bank.admin<{ items: RequestReply[] }>('GET', `/requests${query}`)).body.items

/** Ends when so many of the partner's calls were judged, whatever became of their replies. */
const usedExternalIds = async ({ bank, partnerId }: Scene, n: number): Promise<void> => {
  const { sqlite } = bank.running.bank.store.database
  const count = sqlite.prepare<[string], number>('SELECT count(*) FROM external_ids WHERE partner_id = ?').pluck()
  while ((count.get(partnerId) ?? 0) < n) await new Promise(resolve => { setImmediate(resolve) })
}

const cancelOf = async ({ bank, partner, partnerId }: Scene) => {
  const { referenceNo, merchantId } = await bank.seed(partnerId)
  const call = (outcome: string) =>
    partner.call('cancel', { originalReferenceNo: referenceNo, reason: 'x', merchantId }, { headers: { 'X-Sandbox-Outcome': outcome } })
  return { referenceNo, call }
}

t.test('300 delayed calls leave an ordinary one at its usual pace', async t => {
  const scene = await enter(t)
  const { bank, partner, partnerId, token } = scene
  const { referenceNo } = await bank.seed(partnerId)
  const body = { originalReferenceNo: referenceNo, serviceCode: '47' }
  const pool = new Pool(bank.url, { connections: 300 })
  t.teardown(() => pool.destroy())
  const delayed = Array.from({ length: 300 }, () => {
    const { path, headers, body: text } = partner.sign.call('query', body, { token, headers: { 'X-Sandbox-Outcome': 'delay=60000' } })
    return pool.request({ path, method: 'POST', headers, body: text }).then(() => 'answered', () => 'cut')
  })
  await usedExternalIds(scene, 300)
  const begun = performance.now()
  for (let i = 0; i < 10; i++) t.equal((await partner.call('query', body)).status, 200)
  t.ok((performance.now() - begun) / 10 < 100, `${Math.round((performance.now() - begun) / 10)} ms a call`)
  await bank.admin('POST', '/reset', { partnerId })
  t.strictSame([...new Set(await Promise.all(delayed))], ['cut'])
})

t.test('it waits as long as it says, before the deed or after it', async t => {
  const scene = await enter(t)
  for (const [outcome, meanwhile] of [['delay=80', 'pending'], ['delay=80;at=after', 'canceled']] as const) {
    const { referenceNo, call } = await cancelOf(scene)
    const begun = performance.now()
    const reply = call(outcome)
    await usedExternalIds(scene, outcome === 'delay=80' ? 1 : 2)
    t.equal((await scene.bank.transaction(referenceNo)).status, meanwhile, outcome)
    t.equal((await reply).status, 200)
    t.ok(performance.now() - begun >= 79)
    t.equal((await scene.bank.transaction(referenceNo)).status, 'canceled')
  }
  const [entry] = await entries(scene.bank, '?limit=1')
  t.ok((entry?.durationMs ?? 0) >= 79, 'the journal tells how long it took')
})

t.test('a delay between two bounds', async t => {
  const { bank, partner, partnerId } = await enter(t)
  await bank.admin('POST', '/outcomes', { service: 'query', partnerId, delayMs: { min: 20, max: 40 }, times: 3 })
  await Promise.all(Array.from({ length: 3 }, () => partner.call('query', { originalReferenceNo: 'X', serviceCode: '47' })))
  const delays = (await entries(bank, '?service=query')).map(({ outcome }) => (outcome as { delayMs: number }).delayMs)
  t.equal(delays.length, 3)
  t.ok(delays.every(delay => delay >= 20 && delay <= 40), delays.join())
  t.ok(new Set(delays).size > 1, 'they differ')
})

t.test('a reset cuts what waits: the deed is not done, and a neighbour waits on', async t => {
  const scene = await enter(t)
  const { bank, partnerId } = scene
  const neighbour = await bank.newPartner({ dialect: 'snap' })
  const own = await cancelOf(scene)
  const other = await cancelOf({ ...scene, partner: neighbour, partnerId: neighbour.partner.partnerId })
  const cut = t.rejects(own.call('delay=60000'))
  const answered = other.call('delay=90')
  await usedExternalIds(scene, 1)
  await bank.admin('POST', '/reset', { partnerId })
  await cut
  t.match((await bank.admin('GET', `/transactions/${own.referenceNo}`)), { status: 404 }, 'its partner was reset')
  t.equal((await answered).status, 200)
  t.equal((await bank.transaction(other.referenceNo)).status, 'canceled')
})

t.test('a restored snapshot cuts what waits: the deed was not meant for that ledger', async t => {
  const scene = await enter(t)
  const { bank, partnerId } = scene
  const { referenceNo, call } = await cancelOf(scene)
  await bank.admin('POST', '/snapshots', { name: 'before', partnerId })
  const cut = t.rejects(call('delay=600000'))
  await usedExternalIds(scene, 1)
  t.equal((await bank.admin('POST', '/snapshots/before/restore', { partnerId })).status, 200)
  await cut
  t.equal((await bank.transaction(referenceNo, partnerId)).status, 'pending')
})

t.test('the end of the bank cuts what waits, does not wait for it, and leaves it in the journal', async t => {
  const BNC_DATABASE = `${t.testdir()}/bank.db`
  const scene = await enter(t, { BNC_DATABASE })
  const { referenceNo, call } = await cancelOf(scene)
  const cut = t.rejects(call('delay=60000'))
  await usedExternalIds(scene, 1)
  const begun = performance.now()
  await scene.bank.close()
  await cut
  t.ok(performance.now() - begun < 2000)
  const again = await startTestBank(t, { BNC_DATABASE })
  t.equal((await again.transaction(referenceNo)).status, 'pending', 'the deed was not done')
  t.match((await entries(again, '?service=cancel'))[0], { status: null, fault: 'cut', responseCode: null, reply: '', outcome: { delayMs: 60_000 } })
})

t.test('a client that gives up does not keep the deed from being done, and the journal knows that it heard nothing', async t => {
  const scene = await enter(t)
  const { bank, partner, partnerId, token } = scene
  const { referenceNo, merchantId } = await bank.seed(partnerId)
  const { path, headers, body } = partner.sign.call('cancel', { originalReferenceNo: referenceNo, reason: 'x', merchantId }, {
    token, headers: { 'X-Sandbox-Outcome': 'delay=60' }
  })
  const { hostname, port } = new URL(bank.url)
  const socket = connect({ host: hostname, port: Number(port) })
  socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}`)
  socket.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  await usedExternalIds(scene, 1)
  socket.destroy()
  t.equal((await bank.admin('POST', '/requests/verify', { match: { partnerId, referenceNo }, times: 1, withinMs: 2000 })).status, 200)
  t.equal((await bank.transaction(referenceNo)).status, 'canceled')
  t.match((await entries(bank, `?referenceNo=${referenceNo}`))[0], { status: null, fault: 'cut', responseCode: '2007700' })
})

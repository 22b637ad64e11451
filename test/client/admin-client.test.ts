/** The typed admin client against a real bank: every route it names, and every way of being refused. */
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import type { PartnerReply } from '../../schemas/partner.js'
import { adminClient, AdminError, allItems } from '../../src/client/index.js'
import { DEMO_BNC, DEMO_SNAP, KEY_PAIR, startTestBank } from '../bank-harness.js'

const refusal = async (call: Promise<unknown>): Promise<AdminError> => {
  const error: unknown = await call.then(() => undefined, (thrown: unknown) => thrown)
  if (error instanceof AdminError) return error
  throw new Error(`not an AdminError: ${String(error)}`)
}

const { publicKey } = KEY_PAIR

t.test('a partner is made, read, changed, listed and removed', async t => {
  const admin = adminClient(await startTestBank(t))
  const made = await admin.partners.create()
  t.match(made, { dialect: 'bnc', privateKey: /PRIVATE KEY/, merchants: [{}] })
  t.strictSame(await admin.partners.get(made.partnerId), made)
  t.match(await admin.partners.update(made.partnerId, { settings: { notFoundAs: 'status' } }), { settings: { notFoundAs: 'status' } })
  t.match(await admin.partners.create({ partnerId: 'mine', publicKey }), { partnerId: 'mine', privateKey: undefined })
  t.strictSame((await admin.partners.list()).items.map(one => one.partnerId), [DEMO_BNC, DEMO_SNAP, made.partnerId, 'mine'])
  await admin.partners.remove('mine')
  t.match(await refusal(admin.partners.get('mine')), { status: 404, message: 'partnerId: there is no "mine"' })
})

t.test("a partner's tokens expire", async t => {
  const bank = await startTestBank(t)
  const partner = await bank.partner(DEMO_SNAP)
  const inquire = async () => (await partner.call('query', { originalReferenceNo: '2026010100000000000000022', serviceCode: '47' })).status
  t.equal(await inquire(), 200)
  await adminClient(bank).partners.expireTokens(DEMO_SNAP)
  t.equal(await inquire(), 401)
})

t.test('a transaction is made, listed, moved and forced', async t => {
  const { transactions } = adminClient(await startTestBank(t))
  const made = await transactions.create({ partnerId: DEMO_SNAP, amount: '5000.00', partnerReferenceNo: 'INV/1?' })
  t.match(made, { status: 'pending', history: [{ to: 'pending' }] })
  t.match(await transactions.list({ partnerReferenceNo: 'INV/1?' }), { items: [{ referenceNo: made.referenceNo }], nextCursor: null })
  t.match(await transactions.event(made.referenceNo, 'pay', { rrn: '123' }), { status: 'success', rrn: '123' })
  t.match(await transactions.list({ partnerId: DEMO_SNAP, status: '00', limit: 1 }), { items: [{ referenceNo: made.referenceNo }] })
  t.match(await transactions.setStatus(made.referenceNo, { status: 'pending', force: true }), { status: 'pending' })
  t.match(await transactions.get(made.referenceNo), { history: [{}, { event: 'pay' }, { to: 'pending' }] })
})

t.test('a number that two partners have is narrowed to one', async t => {
  const { transactions } = adminClient(await startTestBank(t))
  for (const partnerId of [DEMO_BNC, DEMO_SNAP]) await transactions.create({ partnerId, referenceNo: 'A/B', amount: '1.00' })
  const one = { partnerId: DEMO_SNAP }
  t.match(await refusal(transactions.get('A/B')), { status: 409, problem: { field: 'partnerId', allowed: [DEMO_BNC, DEMO_SNAP] } })
  t.match(await transactions.get('A/B', one), one)
  t.match(await transactions.event('A/B', 'fail', {}, one), { ...one, status: 'failed' })
  t.match(await transactions.setStatus('A/B', { status: '03', force: true }, one), { ...one, status: 'pending' })
})

t.test('the clock is read and moved, for all and for one', async t => {
  const { clock } = adminClient(await startTestBank(t))
  t.match(await clock.get(), { offsetSeconds: 0, frozen: false, partnerId: null })
  t.match(await clock.move({ advanceSeconds: 60, partnerId: DEMO_BNC }), { offsetSeconds: 60, partnerId: DEMO_BNC, done: Number })
  t.match(await clock.get({ partnerId: DEMO_BNC }), { offsetSeconds: 60 })
  t.match(await clock.get(), { offsetSeconds: 0 })
})

t.test('a QR is paid, and its notification is waited for, read, listed and sent again', async t => {
  const bank = await startTestBank(t)
  const { pay, partners, notifications } = adminClient(bank)
  const { partnerId } = await partners.create({ publicKey, callbackUrl: `${bank.url}/sink/200` })
  const { referenceNo, qrContent = '' } = await bank.seed(partnerId)
  t.match(await pay({ qrContent, issuer: '014' }), { referenceNo, status: 'success', bankCode: '014' })
  const told = await notifications.wait({ referenceNo, status: 'delivered' })
  t.match(told, { partnerId, transactionStatus: 'success', attempts: [{ acknowledged: true }] })
  t.strictSame(await notifications.get(told.id), told)
  t.strictSame(await notifications.list({ referenceNo, status: 'delivered', limit: 1 }), { items: [told], nextCursor: null })
  t.match(await notifications.redeliver(told.id), { attempts: [{}, { cause: 'redelivery', acknowledged: true }] })
  t.match(await refusal(notifications.wait({ referenceNo, status: 'failed', timeoutMs: 0 })), { status: 408 })
})

t.test("a partner's callback URL is tried", async t => {
  const bank = await startTestBank(t)
  const { partners } = adminClient(bank)
  t.match(await refusal(partners.testCallback(DEMO_BNC)), { status: 409, problem: { field: 'callbackUrl' } })
  t.match(await partners.testCallback(DEMO_BNC, { url: `${bank.url}/sink/200` }), { acknowledged: true, httpStatus: 200, connection: { ok: true } })
})

t.test('faults of notifications are armed, listed and disarmed', async t => {
  const { webhookFaults } = adminClient(await startTestBank(t))
  const [everybodys, own] = [await webhookFaults.create({ kind: 'drop', times: 'always' }), await webhookFaults.create({ kind: 'delay', partnerId: DEMO_SNAP })]
  t.strictSame(await webhookFaults.get(own.id), own)
  t.strictSame((await webhookFaults.list()).items, [everybodys, own])
  await webhookFaults.clear({ partnerId: DEMO_SNAP })
  t.strictSame((await webhookFaults.list()).items, [everybodys])
  await webhookFaults.remove(everybodys.id)
  t.strictSame((await webhookFaults.list()).items, [])
})

t.test('reset takes the bank or a partner back', async t => {
  const { reset, partners } = adminClient(await startTestBank(t))
  await partners.update(DEMO_BNC, { callbackUrl: 'http://127.0.0.1:9/' })
  t.strictSame(await reset({ partnerId: DEMO_SNAP }), { reset: DEMO_SNAP })
  t.match(await partners.get(DEMO_BNC), { callbackUrl: 'http://127.0.0.1:9/' })
  t.strictSame(await reset(), { reset: 'bank' })
  t.match(await partners.get(DEMO_BNC), { callbackUrl: null })
})

t.test('every item of a list is walked, page after page', async t => {
  const { partners } = adminClient(await startTestBank(t))
  for (const partnerId of ['A', 'B', 'C']) await partners.create({ partnerId, publicKey })
  const seen: PartnerReply[] = []
  for await (const partner of allItems(partners.list, { limit: 2 })) seen.push(partner)
  t.strictSame(seen.map(one => one.partnerId), [DEMO_BNC, DEMO_SNAP, 'A', 'B', 'C'])
})

t.test('a refusal names the field and what is allowed', async t => {
  const admin = adminClient(await startTestBank(t))
  const wrong = JSON.parse('{"dialekt":"snap"}') as object
  const error = await refusal(admin.partners.create(wrong))
  t.match(error, { name: 'AdminError', status: 400, problem: { field: 'dialekt', title: 'Bad Request' } })
  t.match(error.message, /^dialekt: unknown; allowed: partnerId, /)
})

t.test('the key opens the routes', async t => {
  const { url } = await startTestBank(t, { BNC_ADMIN_KEY: 'k' })
  t.equal((await adminClient({ url: `${url}/`, adminKey: 'k' }).partners.list()).items.length, 2)
  t.match(await refusal(adminClient({ url }).partners.list()), { status: 401, problem: { field: 'Authorization' } })
})

const listen = async (t: Test, answer: RequestListener): Promise<string> => {
  const server = createServer(answer)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => { server.close(); server.closeAllConnections() })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

t.test('what answers in the place of a bank is quoted', async t => {
  for (const text of ['<html>Bad gateway</html>', 'null', '{"error":1}']) {
    const url = await listen(t, (_request, response) => response.writeHead(502).end(text))
    const error = await refusal(adminClient({ url }).reset())
    t.match(error, { status: 502, problem: { status: 502, title: 'Bad Gateway' } })
    t.equal(error.message, `${url}/admin/reset answered 502 Bad Gateway: ${text}`)
  }
})

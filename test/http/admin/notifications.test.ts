/** The admin's side of notifications: lists, waiting, redelivering, trying a URL, and the bank's key. */
import { createPublicKey, type JsonWebKey } from 'node:crypto'
import t from 'tap'
import type { CallbackTestReply, NotificationReply } from '../../../schemas/notification.js'
import { startTestBank } from '../../bank-harness.js'
import { addTold, notificationsOf, pay, settle, startTold, waitFor } from '../../notification-harness.js'
import { acknowledge, isVerified, refuse } from '../../receiver.js'

const bank = await startTestBank(t)

interface List {
  readonly items: NotificationReply[]
  readonly nextCursor: string | null
}

t.test('a list has every attempt, the newest notification first, page by page', async t => {
  const told = await addTold(t, bank)
  const paid = [await pay(told), await pay(told), await pay(told)]
  await settle(told)
  const first = await bank.admin<List>('GET', `/notifications?partnerId=${told.partnerId}&limit=2`)
  t.strictSame(first.body.items.map(({ referenceNo }) => referenceNo), [paid[2]?.referenceNo, paid[1]?.referenceNo])
  t.match(first.body.items[0], { status: 'delivered', attempts: [{ number: 1, result: 'acknowledged', durationMs: Number }] })
  const second = await bank.admin<List>('GET', `/notifications?partnerId=${told.partnerId}&limit=2&cursor=${first.body.nextCursor ?? ''}`)
  t.strictSame(second.body.items.map(({ referenceNo }) => referenceNo), [paid[0]?.referenceNo])
  t.equal(second.body.nextCursor, null)
})

t.test('each filter narrows the list', async t => {
  const told = await addTold(t, bank, { settings: { notifyOn: ['success', 'canceled'] } })
  told.receiver.next(refuse)
  const { referenceNo } = await pay(told)
  await settle(told)
  const { referenceNo: canceled } = await bank.seed(told.partnerId)
  await bank.admin('POST', `/transactions/${canceled}/cancel`)
  await settle(told)
  const of = async (query: string): Promise<string[]> =>
    (await bank.admin<List>('GET', `/notifications?partnerId=${told.partnerId}&${query}`)).body.items.map(one => one.referenceNo)
  t.strictSame(await of('status=pending'), [referenceNo])
  t.strictSame(await of('status=delivered'), [canceled])
  t.strictSame(await of('transactionStatus=05'), [canceled])
  t.strictSame(await of(`referenceNo=${referenceNo}`), [referenceNo])
  t.match(await bank.admin('GET', '/notifications?status=lost'), { status: 400, body: { detail: /pending, delivered, failed/ } })
  t.match(await bank.admin('GET', '/notifications?colour=red'), { status: 400, body: { detail: /colour: unknown/ } })
  t.equal((await bank.admin('GET', '/notifications?partnerId=nobody')).status, 404)
  t.equal((await bank.admin('GET', '/notifications/12345')).status, 404)
})

t.test('whoever waits is answered as soon as it is so', async t => {
  const told = await addTold(t, bank)
  const { referenceNo } = await bank.seed(told.partnerId)
  const waiting = waitFor(told, referenceNo, 'delivered', '&timeoutMs=60000')
  await bank.admin('POST', `/transactions/${referenceNo}/pay`)
  t.match(await waiting, { referenceNo, status: 'delivered' })
})

t.test('whoever waits in vain is told what there is instead', async t => {
  const told = await addTold(t, bank)
  told.receiver.always(refuse)
  const { referenceNo } = await pay(told)
  await settle(told)
  t.match(await bank.admin('GET', `/notifications/wait?referenceNo=${referenceNo}&status=delivered&timeoutMs=10`), {
    status: 408,
    body: { detail: /no delivered notification of .* within 10 ms; there is: \d+ tells success, pending \(1 attempts, the last: http-status, HTTP 500/ }
  })
  const { referenceNo: unpaid } = await bank.seed(told.partnerId)
  t.match(await bank.admin('GET', `/notifications/wait?referenceNo=${unpaid}&timeoutMs=0`), { status: 408, body: { detail: /there is none; .* is notified of success/ } })
  await bank.admin('PATCH', `/partners/${told.partnerId}`, { callbackUrl: null })
  t.match(await bank.admin('GET', `/notifications/wait?referenceNo=${unpaid}&timeoutMs=0`), { status: 408, body: { detail: /no callbackUrl/ } })
  t.match(await bank.admin('GET', '/notifications/wait?referenceNo=1&timeoutMs=0'), { status: 404, body: { field: 'referenceNo' } })
  t.match(await bank.admin('GET', '/notifications/wait'), { status: 400, body: { detail: 'referenceNo: missing' } })
})

t.test('a redelivery is made at once, whatever became of the notification', async t => {
  const told = await addTold(t, bank, { settings: { notifyScheduleSeconds: [60] } })
  told.receiver.next(refuse)
  const { referenceNo } = await pay(told)
  await settle(told)
  const again = async (id: string): Promise<NotificationReply> => (await bank.admin<NotificationReply>('POST', `/notifications/${id}/redeliver`)).body
  const [pending] = await notificationsOf(told)
  const id = pending?.id ?? ''
  told.receiver.next(refuse)
  t.match(await again(id), { status: 'pending', nextAttemptAt: pending?.nextAttemptAt, attempts: [{}, { cause: 'redelivery', result: 'http-status' }] })
  t.match(await again(id), { status: 'delivered', nextAttemptAt: null, attempts: [{}, {}, { acknowledged: true }] })
  told.receiver.next(refuse)
  t.match(await again(id), { status: 'delivered', attempts: [{}, {}, {}, { acknowledged: false }] })
  await bank.advance(60, told.partnerId)
  t.equal((await waitFor(told, referenceNo, 'delivered')).attempts.length, 4, 'the schedule has nothing more to do')
  t.equal((await bank.admin('POST', '/notifications/12345/redeliver')).status, 404)
})

t.test('a URL is tried stage by stage', async t => {
  const told = await addTold(t, bank)
  const test = async (body?: object) => bank.admin<CallbackTestReply>('POST', `/partners/${told.partnerId}/callback/test`, body)
  t.match((await test()).body, {
    acknowledged: true, result: 'acknowledged', dns: { ok: true, detail: '127.0.0.1' }, connection: { ok: true }, tls: null, httpStatus: 200,
    responseBody: /2005200/
  })
  t.ok(isVerified(told.receiver.received[0], { publicKey: told.partner.partner.bankPublicKey }))
  told.receiver.next(refuse)
  t.match((await test()).body, { acknowledged: false, result: 'http-status', httpStatus: 500, detail: /HTTP 500/ })
  t.match((await test({ url: 'http://127.0.0.1:1/' })).body, {
    acknowledged: false, result: 'refused', dns: { ok: true }, connection: { ok: false, detail: /ECONNREFUSED/ }, httpStatus: null, responseBody: null
  })
  t.match((await test({ url: told.receiver.url.replace('http', 'https') })).body, {
    result: 'tls', connection: { ok: true }, tls: { ok: false }
  })
  t.match(await test({ url: 'ftp://a.example/' }), { status: 400, body: { field: 'url' } })
  t.strictSame(await notificationsOf(told), [], 'it is no notification')
  await bank.admin('PATCH', `/partners/${told.partnerId}`, { callbackUrl: null })
  t.match(await test(), { status: 409, body: { field: 'callbackUrl' } })
  t.equal((await bank.admin('POST', '/partners/nobody/callback/test')).status, 404)
})

t.test('a name that has no address ends the trial at its first stage', async t => {
  const lost = Object.assign(new Error('getaddrinfo ENOTFOUND a.example'), { code: 'ENOTFOUND' })
  const told = await startTold(t, { callbackUrl: 'https://a.example/' }, { resolve: () => Promise.reject(lost) })
  t.match((await told.bank.admin('POST', `/partners/${told.partnerId}/callback/test`)).body, {
    result: 'dns', dns: { ok: false, detail: /ENOTFOUND/ }, connection: null, tls: null
  })
})

t.test('the bank\'s public key is there as PEM and as a key set', async t => {
  const pem = await (await fetch(`${bank.url}/admin/bank/public-key`)).text()
  const { keys } = await (await fetch(`${bank.url}/.well-known/jwks.json`)).json() as { keys: (JsonWebKey & { kid: string })[] }
  const { partner } = await bank.newPartner()
  t.equal(pem, partner.bankPublicKey)
  t.equal(keys.length, 1)
  t.match(keys[0], { kty: 'RSA', use: 'sig', alg: 'RS256', kid: /^[\w-]{43}$/ })
  t.equal(createPublicKey({ key: keys[0] ?? {}, format: 'jwk' }).export({ type: 'spki', format: 'pem' }), pem)
})

t.test('each sink answers in its own way', async t => {
  const results: [string, string[]][] = [
    ['200', ['acknowledged']],
    ['401', ['http-status', 'http-status']],
    ['500', ['http-status', 'http-status']],
    ['fail-first-3', ['http-status', 'http-status', 'http-status', 'acknowledged']]
  ]
  for (const [sink, expected] of results) {
    const { partner } = await bank.newPartner({
      callbackUrl: `${bank.url}/sink/${sink}`, settings: { notifyScheduleSeconds: expected.slice(1).map((_, index) => index + 1) }
    })
    const told = { bank, partnerId: partner.partnerId }
    await pay(told)
    await settle(told)
    await bank.advance(10, told.partnerId)
    t.strictSame((await notificationsOf(told))[0]?.attempts.map(({ result }) => result), expected, sink)
  }
})

t.test('the slow sink answers later than the bank waits', async t => {
  const told = await startTold(t, {}, { timeoutMs: 50 })
  await told.bank.admin('PATCH', `/partners/${told.partnerId}`, { callbackUrl: `${told.bank.url}/sink/slow` })
  await pay(told)
  await settle(told)
  t.match(await notificationsOf(told), [{ attempts: [{ result: 'timeout' }] }])
})

t.test('the failing sink counts each notification by itself', async t => {
  const post = async (id: string): Promise<number> =>
    (await fetch(`${bank.url}/sink/fail-first-3`, { method: 'POST', headers: { 'x-external-id': id }, body: 'anything' })).status
  const seen: number[] = []
  for (const id of ['a', 'a', 'b', 'a', 'a', 'b', 'b', 'b']) seen.push(await post(id))
  t.strictSame(seen, [500, 500, 500, 500, 200, 500, 500, 200])
})

t.test('an attempt under way when the bank closes is not waited for', async t => {
  const told = await startTold(t)
  const arrived = new Promise<void>(resolve => { told.receiver.always(() => { resolve() }) })
  await pay(told)
  await arrived
  const begun = performance.now()
  await told.bank.close()
  t.ok(performance.now() - begun < 2000)
})

t.test('an acknowledgement of a notification ends a wait for it that began before', async t => {
  const told = await addTold(t, bank)
  const answers: (() => void)[] = []
  told.receiver.always((response, received) => { answers.push(() => { acknowledge(response, received) }) })
  const { referenceNo } = await pay(told)
  const waiting = waitFor(told, referenceNo, 'delivered')
  t.match(await waitFor(told, referenceNo, 'pending'), { status: 'pending' })
  while (answers.length === 0) await new Promise(setImmediate)
  answers[0]?.()
  t.match(await waiting, { status: 'delivered' })
})

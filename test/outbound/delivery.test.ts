/** A payment is told to the partner: signed so that it verifies, the same on every attempt, on the partner's own schedule. */
import t from 'tap'
import type { NotificationReply } from '../../schemas/notification.js'
import { acknowledge, header, isVerified, refuse, TOKEN } from '../receiver.js'
import { startTestBank } from '../bank-harness.js'
import { addTold, LADDER, notificationsOf, pay, settle, waitFor } from '../notification-harness.js'

const bank = await startTestBank(t)

t.test('a payment is told at once, and verifies with the bank\'s public key', async t => {
  const told = await addTold(t, bank)
  const paid = await pay(told)
  const notification = await waitFor(told, paid.referenceNo, 'delivered')
  const [received] = told.receiver.received
  t.equal(told.receiver.received.length, 1)
  t.ok(isVerified(received, { publicKey: told.partner.partner.bankPublicKey }))
  t.equal(JSON.stringify(received?.json), received?.body)
  t.match(received?.json, { originalReferenceNo: paid.referenceNo, latestTransactionStatus: '00', additionalInfo: { RRN: paid.rrn } })
  t.match(received?.headers, {
    'content-type': 'application/json', 'x-partner-id': told.partnerId, 'channel-id': '95221', 'x-external-id': notification.id, 'origin': String
  })
  t.notOk(received?.headers.authorization)
  t.match(header(received, 'x-external-id'), /^\d{1,36}$/)
  t.match(notification, { transactionStatus: 'success', attempts: [{ number: 1, result: 'acknowledged', acknowledged: true, httpStatus: 200 }] })
  t.equal(notification.body, received?.body)
})

t.test('the signature is shortened where it is kept', async t => {
  const told = await addTold(t, bank)
  const { referenceNo } = await pay(told)
  const { attempts } = await waitFor(told, referenceNo, 'delivered')
  const sent = header(told.receiver.received[0], 'x-signature')
  t.notMatch(JSON.stringify(attempts), sent)
  t.match(attempts[0]?.headers['X-SIGNATURE'], sent.slice(0, 12))
})

t.test('a partner that is notified symmetrically gives the token itself', async t => {
  const told = await addTold(t, bank, { callbackSignature: 'symmetric', dialect: 'snap' })
  const { referenceNo } = await pay(told)
  const { attempts } = await waitFor(told, referenceNo, 'delivered')
  const [received] = told.receiver.received
  t.ok(isVerified(received, { clientSecret: told.partner.partner.clientSecret }))
  t.equal(header(received, 'authorization'), `Bearer ${TOKEN}`)
  t.notOk(received?.headers.origin, 'ORIGIN is of the other dialect')
  t.notMatch(JSON.stringify(attempts), TOKEN)
  const [call] = told.receiver.tokenCalls
  t.strictSame(call?.json, { grantType: 'client_credentials' })
  t.equal(header(call, 'x-client-key'), told.partner.partner.clientKey)
})

t.test('every attempt has the same X-EXTERNAL-ID and the same bytes, and a signature of its own time', async t => {
  const told = await addTold(t, bank)
  told.receiver.next(refuse, refuse)
  const { referenceNo } = await pay(told)
  await settle(told)
  await bank.advance(300, told.partnerId)
  await waitFor(told, referenceNo, 'delivered')
  const { received } = told.receiver
  t.equal(received.length, 3)
  t.equal(new Set(received.map(one => header(one, 'x-external-id'))).size, 1)
  t.equal(new Set(received.map(one => one.body)).size, 1)
  for (const one of received) {
    t.ok(isVerified(one, { publicKey: told.partner.partner.bankPublicKey }))
    t.ok(Math.abs(Date.parse(header(one, 'x-timestamp')) - Date.now()) < 60_000, 'real time, wherever the clock stands')
  }
})

t.test('one advance of the clock plays the whole ladder, quickly', async t => {
  const told = await addTold(t, bank)
  told.receiver.always(refuse)
  await bank.admin('POST', '/clock', { setTo: '2026-11-21T09:00:00+07:00', partnerId: told.partnerId })
  await bank.admin('POST', '/clock', { freeze: true, partnerId: told.partnerId })
  const { referenceNo } = await pay(told, { expiresAt: null })
  await settle(told)
  const begun = performance.now()
  const { done } = await bank.advance(12_600, told.partnerId)
  const took = performance.now() - begun
  t.equal(done, LADDER.length)
  t.ok(took < 200, `in ${took.toFixed(0)} ms`)
  t.comment(`five retries in ${took.toFixed(0)} ms`)
  const notification = await waitFor(told, referenceNo, 'failed')
  const first = Date.parse(notification.createdAt)
  t.strictSame(notification.attempts.map(({ at }) => (Date.parse(at) - first) / 1000), [0, ...LADDER])
  t.equal(notification.nextAttemptAt, null)
  t.equal(told.receiver.received.length, 6)
})

t.test('the retries stop with the first acknowledgement', async t => {
  const told = await addTold(t, bank)
  told.receiver.next(refuse, refuse, acknowledge, refuse)
  const { referenceNo } = await pay(told)
  await settle(told)
  await bank.advance(20_000, told.partnerId)
  const { attempts, status, nextAttemptAt } = await waitFor(told, referenceNo, 'delivered')
  t.match({ results: attempts.map(({ result }) => result), status, nextAttemptAt }, {
    results: ['http-status', 'http-status', 'acknowledged'], status: 'delivered', nextAttemptAt: null
  })
})

t.test('the partner\'s own schedule counts', async t => {
  const told = await addTold(t, bank, { settings: { notifyScheduleSeconds: [7] } })
  told.receiver.always(refuse)
  const { referenceNo } = await pay(told)
  await settle(told)
  await bank.advance(6, told.partnerId)
  t.equal(told.receiver.received.length, 1)
  await bank.advance(1, told.partnerId)
  t.equal((await waitFor(told, referenceNo, 'failed')).attempts.length, 2)
})

t.test('an advance runs expiries and what they tell in the order in which they become due', async t => {
  const told = await addTold(t, bank, { settings: { notifyOn: ['success', 'expired'], notifyScheduleSeconds: [120] } })
  told.receiver.next(refuse)
  const { referenceNo } = await pay(told)
  await settle(told)
  const { referenceNo: unpaid } = await bank.seed(told.partnerId)
  await bank.advance(3600, told.partnerId)
  t.strictSame(told.receiver.received.map(({ json }) => [json['originalReferenceNo'], json['latestTransactionStatus']]), [
    [referenceNo, '00'], [referenceNo, '00'], [unpaid, '05']
  ])
  const expired = await waitFor(told, unpaid, 'delivered')
  t.equal(expired.attempts[0]?.at, (await bank.transaction(unpaid)).history?.at(-1)?.at, 'told when it happened, not when the clock was moved')
})

t.test('notifyOn decides which states are told, wire codes included', async t => {
  const states = { success: '00', refunded: '04', canceled: '05', failed: '06', expired: '05', paying: '02', pending: '03', initiated: '01' }
  for (const [status, code] of Object.entries(states)) {
    const told = await addTold(t, bank, { settings: { notifyOn: [status === 'expired' ? status : code] } })
    for (const other of Object.keys(states)) {
      const { referenceNo } = await bank.seed(told.partnerId, { status: 'failed' })
      await bank.admin('PUT', `/transactions/${referenceNo}/status`, { status: other, force: true })
    }
    await settle(told)
    const codes = told.receiver.received.map(({ json }) => json['latestTransactionStatus'])
    t.strictSame([...new Set(codes)], [code], `${status} and nothing else`)
    t.ok(codes.length >= 1)
  }
})

t.test('a partner without a URL is told nothing', async t => {
  const told = await addTold(t, bank, { callbackUrl: null })
  await pay(told)
  t.strictSame(await notificationsOf(told), [])
})

t.test('each payment of a static QR is told by itself, and the QR is not', async t => {
  const told = await addTold(t, bank, { settings: { notifyOn: ['success', 'canceled'] } })
  const { body: qr } = await bank.admin<{ referenceNo: string }>('POST', '/transactions', { partnerId: told.partnerId, kind: 'static', amount: '5000.00' })
  const one = await bank.admin<{ referenceNo: string }>('POST', `/transactions/${qr.referenceNo}/pay`)
  const two = await bank.admin<{ referenceNo: string }>('POST', `/transactions/${qr.referenceNo}/pay`)
  await bank.admin('PUT', `/transactions/${qr.referenceNo}/status`, { status: 'canceled' })
  await settle(told)
  t.strictSame(told.receiver.received.map(({ json }) => json['originalReferenceNo']).sort(), [one.body.referenceNo, two.body.referenceNo].sort())
})

t.test('a refusal changes nothing and tells nothing', async t => {
  const told = await addTold(t, bank)
  const { referenceNo } = await bank.seed(told.partnerId, { status: 'failed' })
  t.equal((await bank.admin('POST', `/transactions/${referenceNo}/pay`)).status, 409)
  t.strictSame(await notificationsOf(told), [])
})

t.test('a reset takes the notifications of this partner and leaves those of others', async t => {
  const told = await addTold(t, bank)
  const other = await addTold(t, bank)
  told.receiver.always(refuse)
  other.receiver.always(refuse)
  for (const one of [told, other]) {
    await pay(one)
    await settle(one)
  }
  await bank.admin('POST', '/reset', { partnerId: told.partnerId })
  await bank.advance(120, told.partnerId)
  t.strictSame(await notificationsOf(told), [])
  t.equal(told.receiver.received.length, 1, 'nothing of before comes after')
  await bank.advance(120, other.partnerId)
  t.match(await notificationsOf(other), [{ attempts: [{}, {}] }])
  await bank.admin('DELETE', `/partners/${other.partnerId}`)
  const { items } = (await bank.admin<{ items: NotificationReply[] }>('GET', '/notifications')).body
  t.strictSame(items.filter(({ partnerId }) => [told.partnerId, other.partnerId].includes(partnerId)), [])
})

/** The webhook lab: each kind of fault does what it says, to as many notifications as it was armed for. */
import t from 'tap'
import { WEBHOOK_FAULT_KINDS, type WebhookFaultKind, type WebhookFaultReply } from '../../schemas/webhook-fault.js'
import type { Test } from 'tap'
import { startTestBank } from '../bank-harness.js'
import { addTold, arm, notificationsOf, pay, settle, waitFor, type Told } from '../notification-harness.js'
import { acknowledge, header, isVerified, reply, type Received } from '../receiver.js'

const bank = await startTestBank(t)

const statusOf = (received: Received | undefined): unknown => received?.json['latestTransactionStatus']
const idOf = (received: Received | undefined): string => header(received, 'x-external-id')
const verified = ({ partner }: Told, received: Received | undefined): boolean => isVerified(received, { publicKey: partner.partner.bankPublicKey })
const refused = reply(401, { responseCode: '4015200', responseMessage: 'Unauthorized. [Signature]' })

/** A receiver that verifies, as a partner should. */
const verify = (told: Told): void => {
  told.receiver.always((response, received) => { (verified(told, received) ? acknowledge : refused)(response, received) })
}

const effects: Readonly<Record<WebhookFaultKind, (t: Test, told: Told) => Promise<void>>> = {
  async 'duplicate'(t, told) {
    await pay(told)
    await settle(told)
    const [first, second] = told.receiver.received
    t.equal(told.receiver.received.length, 2)
    t.equal(idOf(first), idOf(second))
    t.equal(first?.body, second?.body)
    t.match(await notificationsOf(told), [{ status: 'delivered', fault: 'duplicate', attempts: [{ cause: 'schedule' }, { cause: 'duplicate' }] }])
  },

  async 'delay'(t, told) {
    await pay(told)
    await bank.advance(59, told.partnerId)
    t.equal(told.receiver.received.length, 0)
    await bank.advance(1, told.partnerId)
    t.equal(told.receiver.received.length, 1)
  },

  async 'reorder'(t, told) {
    const one = await pay(told)
    await settle(told)
    t.equal(told.receiver.received.length, 0)
    const two = await pay(told)
    await settle(told)
    t.strictSame(told.receiver.received.map(({ json }) => json['originalReferenceNo']), [two.referenceNo, one.referenceNo])
    await arm(told, { kind: 'reorder', delaySeconds: 5 })
    await pay(told)
    await bank.advance(5, told.partnerId)
    t.equal(told.receiver.received.length, 3, 'without a next one it goes out after the delay')
  },

  async 'drop'(t, told) {
    const { referenceNo } = await pay(told)
    await bank.advance(20_000, told.partnerId)
    const { id, attempts } = await waitFor(told, referenceNo, 'failed')
    t.equal(told.receiver.received.length, 0)
    t.equal(attempts.length, 6)
    t.ok(attempts.every(({ result, fault }) => result === 'dropped' && fault === 'drop'))
    await bank.admin('POST', `/notifications/${id}/redeliver`)
    t.equal(told.receiver.received.length, 1, 'a redelivery arrives')
  },

  async 'tamper-body'(t, told) {
    verify(told)
    const { amount, referenceNo } = await pay(told)
    await settle(told)
    await bank.advance(120, told.partnerId)
    const [first, second] = told.receiver.received
    t.match(first?.json['amount'], { value: `9${amount ?? ''}` })
    t.match(second?.json['amount'], { value: amount })
    t.strictSame([first, second].map(one => verified(told, one)), [false, true])
    t.match((await waitFor(told, referenceNo, 'delivered')).attempts, [{ fault: 'tamper-body', acknowledged: false }, { acknowledged: true }])
  },

  async 'tamper-signature'(t, told) {
    verify(told)
    const { referenceNo } = await pay(told)
    await settle(told)
    await bank.advance(120, told.partnerId)
    const [first, second] = told.receiver.received
    t.equal(first?.body, second?.body)
    t.equal(Buffer.from(header(first, 'x-signature'), 'base64').length, 256, 'it has the form of one')
    t.strictSame([first, second].map(one => verified(told, one)), [false, true])
    t.match((await waitFor(told, referenceNo, 'delivered')).attempts, [{ fault: 'tamper-signature', acknowledged: false }, { acknowledged: true }])
  },

  async 'expired-signature'(t, told) {
    told.receiver.next(refused)
    await pay(told)
    await settle(told)
    await bank.advance(120, told.partnerId)
    const [first, second] = told.receiver.received
    const age = (received: Received | undefined): number => Math.round((Date.now() - Date.parse(header(received, 'x-timestamp'))) / 60_000)
    t.strictSame([first, second].map(age), [60, 0])
    t.strictSame([first, second].map(one => verified(told, one)), [true, true], 'it is signed as it says, only long ago')
  },

  async 'unknown-status'(t, told) {
    const { referenceNo } = await pay(told)
    await settle(told)
    const [received] = told.receiver.received
    t.equal(statusOf(received), '99')
    t.ok(verified(told, received))
    t.equal((await bank.transaction(referenceNo)).status, 'success', 'the ledger knows better')
  },

  async 'early'(t, told) {
    const { merchants } = told.partner.partner
    const heard: string[] = []
    told.receiver.always((response, received) => {
      heard.push('notification')
      acknowledge(response, received)
    })
    const answer = await told.partner.call('generate', { amount: { value: '10000.00', currency: 'IDR' }, merchantId: merchants[0]?.merchantId })
    heard.push('reply')
    t.strictSame(heard, ['notification', 'reply'])
    t.equal(told.receiver.received[0]?.json['originalReferenceNo'], answer.body['referenceNo'])
    t.equal(statusOf(told.receiver.received[0]), '00')
    t.equal((await bank.transaction(String(answer.body['referenceNo']))).status, 'success')
  },

  async 'contradict'(t, told) {
    await pay(told)
    await settle(told)
    const { received } = told.receiver
    t.strictSame(received.map(statusOf), ['00', '06'])
    t.equal(new Set(received.map(idOf)).size, 2)
    t.equal(new Set(received.map(({ json }) => json['originalReferenceNo'])).size, 1)
    t.ok(received.every(one => verified(told, one)))
  }
}

for (const kind of WEBHOOK_FAULT_KINDS) {
  t.test(`${kind} does what it says, once`, async t => {
    const told = await addTold(t, bank)
    const fault = await arm(told, { kind })
    t.match(fault, { kind, partnerId: told.partnerId, times: 1, used: 0, remaining: 1, about: String })
    await effects[kind](t, told)
    t.match((await bank.admin(`GET`, `/webhook-faults/${fault.id}`)).body, { used: 1, remaining: 0 })
    const before = told.receiver.received.length
    await pay(told)
    await settle(told)
    t.equal(told.receiver.received.length, before + 1, 'the next notification is as it should be')
    t.ok(verified(told, told.receiver.received.at(-1)))
  })
}

t.test('an early success of a partner that is not there holds the reply back no longer than the attempt takes', async t => {
  const told = await addTold(t, bank, { callbackUrl: 'http://127.0.0.1:1/' })
  await arm(told, { kind: 'early' })
  const answer = await told.partner.call('generate', {
    amount: { value: '10000.00', currency: 'IDR' }, merchantId: told.partner.partner.merchants[0]?.merchantId
  })
  t.equal(answer.body['responseCode'], '2004700')
})

t.test('a fault meets as many notifications as it was armed for, the partner\'s own before everybody\'s', async t => {
  const told = await addTold(t, bank)
  const global = await bank.admin<WebhookFaultReply>('POST', '/webhook-faults', { kind: 'unknown-status', times: 'always' })
  t.match(global.body, { partnerId: null, remaining: null })
  await arm(told, { kind: 'contradict', times: 2 })
  for (let payment = 0; payment < 3; payment++) {
    await pay(told)
    await settle(told)
  }
  t.strictSame(told.receiver.received.map(statusOf), ['00', '06', '00', '06', '99'])
  const list = await bank.admin<{ items: WebhookFaultReply[] }>('GET', `/webhook-faults?partnerId=${told.partnerId}`)
  t.match(list.body.items, [{ used: 2, remaining: 0 }])
  t.equal((await bank.admin('DELETE', `/webhook-faults/${global.body.id}`)).status, 204)
  t.equal((await bank.admin('GET', `/webhook-faults/${global.body.id}`)).status, 404)
})

t.test('one partner\'s faults are not another\'s', async t => {
  const told = await addTold(t, bank)
  const other = await addTold(t, bank)
  await arm(other, { kind: 'drop', times: 'always' })
  await pay(told)
  await settle(told)
  t.equal(told.receiver.received.length, 1)
  await bank.admin('DELETE', `/webhook-faults?partnerId=${other.partnerId}`)
  await pay(other)
  await settle(other)
  t.equal(other.receiver.received.length, 1)
})

t.test('what could not be meant is refused at arming', async t => {
  const cases: [object, RegExp][] = [
    [{ kind: 'explode' }, /kind: .*duplicate/],
    [{ kind: 'duplicate', delaySeconds: 5 }, /delaySeconds: duplicate knows no delay.*delay, reorder, expired-signature/],
    [{ kind: 'delay', delaySeconds: 0 }, /delaySeconds/],
    [{ kind: 'drop', times: 0 }, /times/],
    [{ kind: 'drop', often: 2 }, /often: unknown; allowed: kind, partnerId, times, delaySeconds/],
    [{}, /kind: missing/]
  ]
  for (const [body, detail] of cases) t.match(await bank.admin('POST', '/webhook-faults', body), { status: 400, body: { detail } }, JSON.stringify(body))
  t.equal((await bank.admin('POST', '/webhook-faults', { kind: 'drop', partnerId: 'nobody' })).status, 404)
})

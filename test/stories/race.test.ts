/** Two processes of clients want opposite things of the same QRs: each QR gets one of them, and its history agrees. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { startTestBank } from '../bank-harness.js'
import type { Errand, Outcome } from './race-client.mjs'

const SCRIPT = fileURLToPath(new URL('race-client.mjs', import.meta.url))
const QRS = 60

/** A process of clients that waits for its errand. */
const client = async (): Promise<ChildProcess> => {
  const child = fork(SCRIPT)
  await once(child, 'message')
  return child
}

const answersOf = async (child: ChildProcess): Promise<ReadonlyMap<string, readonly string[]>> => {
  const [outcomes] = (await once(child, 'message')) as [readonly Outcome[]]
  const answers = new Map<string, string[]>()
  for (const { referenceNo, answer } of outcomes) answers.set(referenceNo, [...(answers.get(referenceNo) ?? []), answer])
  return answers
}

t.test('cancel and pay race for the same QRs: one of them wins each, once', async t => {
  const bank = await startTestBank(t)
  const { partner } = await bank.newPartner({ signature: 'symmetric' })
  const references = await Promise.all(Array.from({ length: QRS }, async () => (await bank.seed(partner.partnerId)).referenceNo))
  const [cancels, pays] = await Promise.all([client(), client()])
  t.teardown(() => { for (const child of [cancels, pays]) child.kill() })
  const answered = Promise.all([answersOf(cancels), answersOf(pays)])
  // Each QR is asked for twice by each, from opposite ends, so that they meet.
  cancels.send({ url: bank.url, partner, deed: 'cancel', references: [...references, ...references] } satisfies Errand)
  pays.send({ url: bank.url, partner, deed: 'pay', references: [...references.toReversed(), ...references] } satisfies Errand)
  const [cancelAnswers, payAnswers] = await answered
  const ends = new Map<string, number>()
  for (const referenceNo of references) {
    const { status, history = [] } = await bank.transaction(referenceNo)
    const [canceled, paid] = [cancelAnswers.get(referenceNo)?.toSorted(), payAnswers.get(referenceNo)?.toSorted()]
    ends.set(status, (ends.get(status) ?? 0) + 1)
    t.equal(history.length, 2, `${referenceNo} changed once`)
    if (status === 'canceled') {
      t.match(history[1], { from: 'pending', to: 'canceled', event: 'cancel', cause: 'snap:77' })
      t.strictSame([canceled, paid], [['2007700', '4047704'], ['409', '409']], referenceNo)
    } else {
      t.match(history[1], { from: 'pending', to: 'success', event: 'pay', cause: 'admin' })
      t.strictSame([canceled, paid], [['4047700', '4047700'], ['200', '409']], referenceNo)
    }
  }
  t.strictSame([...ends.keys()].filter(status => status !== 'canceled' && status !== 'success'), [])
  t.comment(`${ends.get('canceled') ?? 0} canceled, ${ends.get('success') ?? 0} paid`)
})

t.test('clients of one process that ask at once are answered one after another', async t => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner({ dialect: 'snap', merchants: [{ merchantId: '000000000001' }] })
  await partner.token()
  const { referenceNo } = await bank.seed(partner.partner.partnerId)
  const cancel = { originalReferenceNo: referenceNo, reason: 'r', merchantId: '000000000001' }
  const codes = await Promise.all(Array.from({ length: 12 }, async () =>
    (await partner.call('cancel', cancel)).body['responseCode']))
  t.strictSame(codes.sort(), ['2007700', ...Array.from({ length: 11 }, () => '4047704')])
  t.equal((await bank.transaction(referenceNo)).history?.length, 2)
  const generate = { amount: { value: '1.00', currency: 'IDR' }, partnerReferenceNo: 'ONE' }
  const made = await Promise.all(Array.from({ length: 12 }, async () =>
    (await partner.call('generate', generate)).body['responseCode']))
  t.strictSame(made.sort(), ['2004700', ...Array.from({ length: 11 }, () => '4094701')])
})

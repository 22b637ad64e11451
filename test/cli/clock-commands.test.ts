/** `clock` and `notifications`: time is moved, what becomes due is told, and what partners were told is seen. */
import t, { type Test } from 'tap'
import type { ClockReply } from '../../schemas/clock.js'
import type { NotificationReply } from '../../schemas/notification.js'
import { DEMO_BNC, startTestBank } from '../bank-harness.js'
import { commandLine } from './command-line.js'

const NOW = Date.parse('2026-11-21T02:30:00Z')

const start = async (t: Test) => {
  const bank = await startTestBank(t, {}, () => NOW)
  return { bank, say: commandLine({ BNC_URL: bank.url }) }
}

await t.test('the clock is shown and moved to and fro', async t => {
  const { say } = await start(t)
  t.match(await say('clock'), { code: 0, out: '2026-11-21T09:30:00+07:00, real time, the bank\n' })
  const offset = async (...argv: string[]) => (await say.json<ClockReply>('clock', ...argv)).value.offsetSeconds
  t.equal(await offset('+15m'), 900)
  t.equal(await offset('+2h'), 8100)
  t.equal(await offset('-30s'), 8070)
  t.equal(await offset('+1d'), 94_470)
  t.equal(await offset('set', '2026-11-21T10:00:00+07:00'), 1800)
  t.equal(await offset('set', '2026-11-21T10:30:00'), 3600, "without an offset it is Jakarta's time")
  t.match(await say.json('clock', 'freeze'), { code: 0, value: { frozen: true } })
  t.match(await say('clock'), { out: '2026-11-21T10:30:00+07:00, 3600 s ahead, frozen, the bank\n' })
  t.match(await say.json('clock', 'resume'), { code: 0, value: { frozen: false } })
  t.match(await say.json('clock', 'reset'), { code: 0, value: { offsetSeconds: 0, done: 0, happened: [] } })
  t.match(await say('clock', 'set', 'tomorrow'), { code: 1, err: /^bnc-sandbox: setTo: / })
})

await t.test("a partner's own clock moves nobody else's", async t => {
  const { say } = await start(t)
  t.match(await say.json('clock', '-1h', '--partner', DEMO_BNC), { code: 0, value: { offsetSeconds: -3600, partnerId: DEMO_BNC } })
  t.match(await say('clock', '--partner', DEMO_BNC), { out: `, 3600 s behind, partner ${DEMO_BNC}\n` })
  t.match(await say.json('clock'), { value: { offsetSeconds: 0, partnerId: null } })
})

await t.test('what became due is told, each at its time', async t => {
  const { bank, say } = await start(t)
  const { partner } = await bank.newPartner({ callbackUrl: `${bank.url}/sink/200`, settings: { notifyOn: ['expired'] } })
  const { referenceNo } = await bank.seed(partner.partnerId, { expiresAt: '2026-11-21T09:40:00+07:00' })
  const { code, out } = await say('clock', '+15m', '--partner', partner.partnerId)
  t.equal(code, 0)
  t.strictSame(out.trimEnd().split('\n'), [
    `2026-11-21T09:45:00+07:00, 900 s ahead, partner ${partner.partnerId}`,
    'became due and done: 2',
    `2026-11-21T09:40:00+07:00  ${referenceNo}  pending → expired`,
    `2026-11-21T09:40:00+07:00  ${referenceNo}  notification of expired: acknowledged`
  ])
})

await t.test('notifications are listed, shown with their attempts, and sent once more', async t => {
  const { bank, say } = await start(t)
  const { partner } = await bank.newPartner({ callbackUrl: `${bank.url}/sink/500` })
  const told = async (): Promise<NotificationReply> => {
    const { referenceNo } = await bank.seed(partner.partnerId)
    await say('pay', referenceNo)
    await bank.advance(0, partner.partnerId)
    return (await say.json<NotificationReply[]>('notifications', '--ref', referenceNo)).value[0] as NotificationReply
  }
  t.match(await say('notifications'), { code: 0, out: 'no notification\n' })
  const failing = await told()
  t.match(failing, { status: 'pending', attempts: [{ number: 1, result: 'http-status', httpStatus: 500 }] })
  t.match(await say('notifications', failing.id), { code: 0, out: failing.body })
  t.match(await say('notifications', 'redeliver', failing.id), { code: 1, out: /\n {2}2\. .* redelivery {2}http-status/ })
  await bank.admin('PATCH', `/partners/${partner.partnerId}`, { callbackUrl: `${bank.url}/sink/200` })
  t.match(await say.json('notifications', 'redeliver', failing.id), { code: 0, value: { status: 'delivered', attempts: [{}, {}, { acknowledged: true }] } })
  const second = await told()
  const lines = (await say('notifications', '--status', 'delivered', '--partner', partner.partnerId)).out.trimEnd().split('\n')
  t.strictSame(lines.map(line => line.split('  ')[0]), [second.id, failing.id], 'the newest first')
  t.match(lines[1], `${failing.referenceNo}  success  delivered  3 tried, the last: acknowledged`)
  t.equal((await say.json<unknown[]>('notifications', '--limit', '1')).value.length, 1)
  t.match(await say('notifications', 'nothing'), { code: 1, err: /^bnc-sandbox: id: there is no "nothing"/ })
})

/** A week of virtual time in one step: hundreds of open QRs and a partner that refuses every notification. */
import t from 'tap'
import type { NotificationReply } from '../../schemas/notification.js'
import { startTestBank } from '../bank-harness.js'
import { ledgerFaults } from '../fuzz/ledger-faults.js'
import { refuse, startReceiver } from '../receiver.js'

const OPEN = 400
const PAID = 40
const WEEK_SECONDS = 7 * 86_400

/** By the default schedule: the first attempt and five more. */
const ATTEMPTS = 6

t.test(`a week passes over ${OPEN} open QRs and ${PAID} notifications that nobody takes`, { timeout: 60_000 }, async t => {
  const receiver = await startReceiver(t)
  receiver.always(refuse)
  const bank = await startTestBank(t)
  const partner = await bank.newPartner({ dialect: 'snap', callbackUrl: receiver.url })
  const { partnerId } = partner.partner
  const seeded = await Promise.all(Array.from({ length: OPEN + PAID }, () => bank.seed(partnerId)))
  await Promise.all(seeded.slice(OPEN).map(({ referenceNo }) => bank.admin('POST', `/transactions/${referenceNo}/pay`)))
  await partner.token()
  const begun = performance.now()
  await bank.advance(WEEK_SECONDS, partnerId)
  t.ok(performance.now() - begun < 20_000, `${Math.round(performance.now() - begun)} ms`)
  const { store } = bank.running.bank
  const states = store.database.sqlite
    .prepare('SELECT status, count(*) AS count FROM transactions WHERE partner_id = ? GROUP BY status ORDER BY status')
    .all(partnerId)
  t.strictSame(states, [
    { status: 'expired', count: OPEN },
    { status: 'success', count: PAID }
  ])
  const { items } = (
    await bank.admin<{ items: NotificationReply[] }>('GET', `/notifications?partnerId=${partnerId}&limit=${PAID}`)
  ).body
  t.equal(items.length, PAID)
  for (const { status, attempts } of items) t.strictSame([status, attempts.length], ['failed', ATTEMPTS])
  t.equal(receiver.received.length, PAID * ATTEMPTS)
  t.strictSame(store.due.upcoming(partnerId, 10), [], 'nothing is left to come')
  t.strictSame(ledgerFaults(store.database.sqlite), [])
  t.equal(
    (await partner.call('query', { originalReferenceNo: seeded[0]?.referenceNo, serviceCode: '47' })).status,
    401,
    'the token of last week has expired'
  )
  await partner.token()
  t.equal(
    (await partner.call('query', { originalReferenceNo: seeded[0]?.referenceNo, serviceCode: '47' })).body[
      'latestTransactionStatus'
    ],
    '05'
  )
})

/** What time will bring next, as admins are told. */
import t from 'tap'
import type { DueReply } from '../../../schemas/clock.js'
import { startTestBank, type TestBank } from '../../bank-harness.js'

const dueOf = async (bank: TestBank, query = ''): Promise<DueReply[]> => (await bank.admin<{ items: DueReply[] }>('GET', `/due${query}`)).body.items

t.test('an open QR expires, and a paid one does not', async t => {
  const bank = await startTestBank(t)
  const { partner: { partnerId } } = await bank.newPartner()
  await bank.admin('POST', '/clock', { freeze: true, partnerId })
  const { referenceNo, expiresAt } = await bank.seed(partnerId)
  const paid = await bank.seed(partnerId)
  await bank.admin('POST', `/transactions/${paid.referenceNo}/pay`)
  t.strictSame(await dueOf(bank, `?partnerId=${partnerId}`), [{ at: expiresAt, inSeconds: 900, partnerId, what: 'expiry', referenceNo }])
  await bank.advance(300, partnerId)
  t.match(await dueOf(bank, `?partnerId=${partnerId}`), [{ inSeconds: 600 }])
  await bank.advance(600, partnerId)
  t.strictSame(await dueOf(bank, `?partnerId=${partnerId}`), [])
})

t.test('a magic wish and a notification that failed are told', async t => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner({ callbackUrl: `${bank.url}/sink/500` })
  const { partnerId } = partner.partner
  await bank.admin('POST', '/clock', { freeze: true, partnerId })
  const reply = await partner.call('generate', { amount: { value: '15000.00', currency: 'IDR' }, merchantId: partner.partner.merchants[0]?.merchantId, partnerReferenceNo: 'A-SIM00@30' })
  const { referenceNo } = reply.body as { referenceNo: string }
  t.match(await dueOf(bank, `?partnerId=${partnerId}`), [{ what: 'magic', inSeconds: 30, referenceNo }, { what: 'expiry', inSeconds: 900, referenceNo }])
  await bank.advance(30, partnerId)
  const [next, ...others] = await dueOf(bank, `?partnerId=${partnerId}`)
  t.match(next, { what: 'notification', inSeconds: 120, referenceNo, notificationId: String })
  t.strictSame(others, [])
})

t.test('of everybody the soonest is first, by the clock of each', async t => {
  const bank = await startTestBank(t)
  const [one, other] = [await bank.newPartner(), await bank.newPartner()]
  await bank.admin('POST', '/clock', { freeze: true })
  const late = await bank.seed(one.partner.partnerId)
  const soon = await bank.seed(other.partner.partnerId)
  await bank.advance(600, other.partner.partnerId)
  const own = (await dueOf(bank)).filter(({ partnerId }) => [one, other].some(({ partner }) => partner.partnerId === partnerId))
  t.strictSame(own.map(({ referenceNo }) => referenceNo), [soon.referenceNo, late.referenceNo])
  t.equal((await dueOf(bank, '?limit=1')).length, 1)
})

t.test('bad questions are told what is wrong', async t => {
  const bank = await startTestBank(t)
  t.match(await bank.admin('GET', '/due?partnerId=nobody'), { status: 404, body: { detail: /partnerId/ } })
  t.match(await bank.admin('GET', '/due?limit=0'), { status: 400, body: { detail: /limit/ } })
  t.match(await bank.admin('GET', '/due?colour=red'), { status: 400, body: { detail: /colour/ } })
})

/** A restart: what was answered before it is still so after it. */
import { join } from 'node:path'
import t from 'tap'
import { startTestBank } from '../bank-harness.js'

t.test('a bank on a file wakes up with everything that it had', async t => {
  const env = { BNC_DATABASE: join(t.testdir({}), 'bank.db') }
  const before = await startTestBank(t, env)
  const partner = await before.newPartner({ dialect: 'snap', merchants: [{ merchantId: '000000000001' }],
    settings: { expiredStatus: '06' } })
  const { partnerId } = partner.partner
  const token = String((await partner.token()).body['accessToken'])
  const { body: made } =
    await partner.call('generate', { amount: { value: '10.00', currency: 'IDR' }, partnerReferenceNo: 'INV-1' }, { token })
  const referenceNo = String(made['referenceNo'])
  await partner.call('query', { serviceCode: '47', originalReferenceNo: referenceNo }, { token, externalId: 'used' })
  await before.admin('POST', `/transactions/${referenceNo}/scan`)
  await before.seed(partnerId, { referenceNo: 'ENDS', partnerReferenceNo: 'INV-2' })
  await before.advance(500, partnerId)
  const withoutUrl = ({ qrUrl: _, ...rest }: Awaited<ReturnType<typeof before.transaction>>): object => rest
  const [kept, registration] = [await before.transaction(referenceNo), await before.admin('GET', `/partners/${partnerId}`)]
  await before.close()

  const after = await startTestBank(t, env)
  t.strictSame(withoutUrl(await after.transaction(referenceNo)), withoutUrl(kept), 'the transaction and its history')
  t.strictSame(await after.admin('GET', `/partners/${partnerId}`), registration, 'the partner')
  t.match((await after.admin('GET', `/clock?partnerId=${partnerId}`)).body['offsetSeconds'], 500, 'its clock')
  const again = await after.partner(partnerId)
  const query = { serviceCode: '47', originalReferenceNo: referenceNo }
  t.equal((await again.call('query', query, { token, externalId: 'used' })).body['responseCode'], '4095100', 'its external ids')
  t.equal((await again.call('query', query, { token })).body['latestTransactionStatus'], '02', 'its token')
  await after.advance(400, partnerId)
  t.equal((await after.transaction('ENDS')).status, 'expired', 'and what was due')
})

t.test('changes of fixture partners survive, and missing fixtures are not brought back before a reset', async t => {
  const env = { BNC_DATABASE: join(t.testdir({}), 'bank.db') }
  const before = await startTestBank(t, env)
  await before.admin('PUT', '/transactions/2026010100000000000000012/status', { status: 'failed' })
  await before.close()
  const after = await startTestBank(t, env)
  t.equal((await after.transaction('2026010100000000000000012')).status, 'failed')
  await after.admin('POST', '/reset')
  t.equal((await after.transaction('2026010100000000000000012')).status, 'pending')
})

t.test('a file belongs to one running bank', async t => {
  const env = { BNC_DATABASE: join(t.testdir({}), 'bank.db') }
  const first = await startTestBank(t, env)
  await t.rejects(startTestBank(t, env), { message: /in use by another bank/ })
  t.equal((await fetch(`${first.url}/readyz`)).status, 200, 'and the first one goes on')
  await first.close()
  t.equal((await fetch(`${(await startTestBank(t, env)).url}/readyz`)).status, 200)
})

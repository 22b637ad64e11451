/** X-EXTERNAL-ID: once a partner and Jakarta day, whatever the service, and only when the signature was good. */
import t from 'tap'
import { startTestBank, type TestBank, type TestPartner } from '../../bank-harness.js'

const QUERY = { originalReferenceNo: '404', serviceCode: '47' }
const TAKEN = '4045101'

const use = async (partner: TestPartner, externalId: string): Promise<unknown> =>
  (await partner.call('query', QUERY, { externalId })).body['responseCode']

/** Its clock stands at this moment. */
const partnerAt = async (bank: TestBank, moment: string): Promise<TestPartner> => {
  const partner = await bank.newPartner({ dialect: 'snap' })
  const { partnerId } = partner.partner
  await bank.admin('POST', '/clock', { partnerId, freeze: true })
  await bank.admin('POST', '/clock', { partnerId, setTo: moment })
  return partner
}

t.test('an external id is used up by one call, whatever its answer, for every service', async t => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner()
  t.equal(await use(partner, 'one'), TAKEN)
  t.equal(await use(partner, 'one'), '4095100')
  const { body } = await partner.call('cancel', { originalReferenceNo: '404', reason: 'r' }, { externalId: 'one' })
  t.strictSame(body, { responseCode: '4097700', responseMessage: 'Conflict' })
  t.equal((await partner.call('generate', 'no JSON', { externalId: 'two' })).body['responseCode'], '4004700')
  t.equal(await use(partner, 'two'), '4095100', 'a body that is refused has used it up too')
  t.equal(await use(partner, 'ONE'), TAKEN, 'capitals make another one')
})

t.test("a neighbour's external ids are its own", async t => {
  const bank = await startTestBank(t)
  for (const partner of [await bank.newPartner(), await bank.newPartner()]) t.equal(await use(partner, 'same'), TAKEN)
})

t.test('a call that is refused before or by its signature uses nothing up', async t => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner()
  const refusals: readonly (readonly [object, string])[] = [
    [{ 'X-SIGNATURE': 'AAAA' }, '4015100'], [{ Authorization: 'Bearer x' }, '4015101'], [{ 'CHANNEL-ID': '' }, '4005102']
  ]
  for (const [headers, code] of refusals) {
    const { body } = await partner.call('query', QUERY, { externalId: 'kept', headers: headers as Record<string, string> })
    t.equal(body['responseCode'], code)
  }
  t.equal(await use(partner, 'kept'), TAKEN)
})

t.test("a new day begins at Jakarta's midnight by the partner's clock", async t => {
  const bank = await startTestBank(t)
  const partner = await partnerAt(bank, '2026-11-21T23:50:00+07:00')
  const { partnerId } = partner.partner
  t.equal(await use(partner, 'daily'), TAKEN)
  await bank.advance(599, partnerId)
  t.equal(await use(partner, 'daily'), '4095100', 'at 23:59:59')
  await bank.advance(1, partnerId)
  t.equal(await use(partner, 'daily'), TAKEN, 'at 00:00:00')
  t.equal(await use(partner, 'daily'), '4095100')
})

t.test("UTC's midnight is nothing to it", async t => {
  const bank = await startTestBank(t)
  const partner = await partnerAt(bank, '2026-11-21T23:59:59Z')
  t.equal(await use(partner, 'daily'), TAKEN)
  await bank.advance(2, partner.partner.partnerId)
  t.equal(await use(partner, 'daily'), '4095100')
})

t.test('of two calls at once with one external id one is served', async t => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner({ dialect: 'snap' })
  await partner.token()
  const codes = await Promise.all(Array.from({ length: 10 }, () => use(partner, 'raced')))
  t.strictSame(codes.sort(), [TAKEN, ...Array.from({ length: 9 }, () => '4095100')])
})

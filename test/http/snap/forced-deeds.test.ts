/** Before: the bank did nothing, whatever it says. After: it did, and the client did not hear it. */
import t, { type Test } from 'tap'
import { FAULTS } from '../../../schemas/outcome.js'
import { RESPONSE_CODES, responseCode } from '../../../schemas/response-codes.js'
import type { RequestReply } from '../../../schemas/journal.js'
import { startTestBank, type TestBank, type TestPartner } from '../../bank-harness.js'
import { dumpLedger } from '../../ledger-dump.js'

interface Scene {
  readonly bank: TestBank
  readonly partner: TestPartner
  readonly partnerId: string
  /** Calls that would change something, were nothing forced on them. */
  readonly deeds: readonly (readonly [service: 'generate' | 'cancel' | 'refund', body: object])[]
}

const enter = async (t: Test): Promise<Scene> => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner({ dialect: 'snap' })
  const { partnerId, merchants } = partner.partner
  const pending = await bank.seed(partnerId, { partnerReferenceNo: 'PENDING' })
  const paid = await bank.seed(partnerId, { status: 'success', partnerReferenceNo: 'PAID' })
  await partner.token()
  return {
    bank,
    partner,
    partnerId,
    deeds: [
      ['generate', { merchantId: merchants[0]?.merchantId, amount: { value: '10000.00', currency: 'IDR' }, partnerReferenceNo: 'NEW' }],
      ['cancel', { originalReferenceNo: pending.referenceNo, reason: 'x', merchantId: pending.merchantId }],
      ['refund', { originalReferenceNo: paid.referenceNo, originalPartnerReferenceNo: 'PAID', partnerRefundNo: 'R1', refundAmount: { value: '10000.00', currency: 'IDR' } }]
    ]
  }
}

const header = (text: string): { headers: Record<string, string> } => ({ headers: { 'X-Sandbox-Outcome': text } })

t.test('no code changes anything, a forced success included', async t => {
  const { bank, partner, deeds } = await enter(t)
  const before = dumpLedger(bank)
  t.ok(before['transactions']?.length)
  for (const [service, body] of deeds) {
    for (const row of RESPONSE_CODES) {
      const { status } = await partner.call(service, body, header(responseCode(row, 'SS')))
      if (status !== row.http) t.equal(status, row.http, `${service} ${row.http}${row.case}`)
    }
    t.strictSame(dumpLedger(bank), before, service)
  }
})

t.test('no fault changes anything, alone or with a reply', async t => {
  const { bank, partner, partnerId, deeds } = await enter(t)
  const before = dumpLedger(bank)
  const texts = FAULTS.filter(fault => fault !== 'slow').flatMap(fault =>
    ['truncate', 'malformed'].includes(fault) ? [`fault=${fault}`, `200SS00;fault=${fault}`] : [`fault=${fault}`])
  for (const [service, body] of deeds) {
    const calls = [...texts, 'fault=slow'].map(text => partner.call(service, body, header(text)).then(() => 'answered', () => 'cut'))
    await bank.admin('POST', '/requests/verify', { match: { partnerId, service }, times: calls.length, withinMs: 5000 })
    t.strictSame(dumpLedger(bank), before, service)
  }
  await bank.close()
})

t.test('the same deeds, when nothing is forced, do change it', async t => {
  const { bank, partner, deeds } = await enter(t)
  for (const [service, body] of deeds) {
    const before = dumpLedger(bank)
    t.equal((await partner.call(service, body)).status, 200, service)
    t.notSame(dumpLedger(bank), before, service)
  }
})

t.test('the bank did it, the client never heard', async t => {
  const { bank, partner, deeds: [, [, body]] } = await enter(t) as Scene & { deeds: [unknown, [string, { originalReferenceNo: string }]] }
  await t.rejects(partner.call('cancel', body, header('fault=reset;at=after')))
  const { originalReferenceNo } = body
  const inquiry = await partner.call('query', { originalReferenceNo, serviceCode: '47' })
  t.match(inquiry.body, { responseCode: '2005100', latestTransactionStatus: '05' })
  t.match((await partner.call('cancel', body)).body, { responseCode: '4047704', responseMessage: 'Transaction Cancelled' })
  const { items } = (await bank.admin<{ items: RequestReply[] }>('GET', '/requests?service=cancel')).body
  t.match(items[1], {
    status: null, fault: 'reset', responseCode: '2007700', referenceNo: originalReferenceNo,
    outcome: { source: 'header', at: 'after', fault: 'reset' }, changes: [{ from: 'pending', to: 'canceled', cause: 'snap:77' }]
  })
})

t.test('after any fault, or another reply, it is done once', async t => {
  const { bank, partner, partnerId } = await enter(t)
  const texts = [...FAULTS.map(fault => `fault=${fault}`), '504SS00', '400SS02;fault=truncate', 'delay=1']
  await Promise.all(texts.map(async text => {
    const { referenceNo } = await bank.seed(partnerId)
    const body = { originalReferenceNo: referenceNo, reason: 'x', merchantId: partner.partner.merchants[0]?.merchantId }
    const heard = partner.call('cancel', body, header(`${text};at=after`)).catch(() => undefined)
    await bank.admin('POST', '/requests/verify', { match: { partnerId, referenceNo }, times: 1, withinMs: 5000 })
    const { status, history = [] } = await bank.transaction(referenceNo)
    t.strictSame([status, history.length], ['canceled', 2], text)
    if (text === '504SS00') t.equal((await heard)?.body['responseCode'], '5047700')
  }))
  await bank.close()
})

t.test('a deed that is refused is refused, and the client hears what was forced', async t => {
  const { bank, partner } = await enter(t)
  const body = { originalReferenceNo: 'NONE', reason: 'x', merchantId: partner.partner.merchants[0]?.merchantId }
  t.equal((await partner.call('cancel', body, header('2007700;at=after'))).body['responseCode'], '2007700')
  const { items: [entry] } = (await bank.admin<{ items: RequestReply[] }>('GET', '/requests')).body
  t.match(entry?.checks.at(-1), { name: 'business', result: 'refused', why: 'the partner has no such transaction' })
})

t.test('a status changes what the inquiry says, and nothing else', async t => {
  const { bank, partner, deeds } = await enter(t)
  const { originalReferenceNo } = deeds[1]?.[1] as { originalReferenceNo: string }
  const inquire = async (text?: string) => (await partner.call('query', { originalReferenceNo, serviceCode: '47' }, text === undefined ? {} : header(text))).body
  const plain = await inquire()
  const before = dumpLedger(bank)
  t.strictSame(await inquire('status=success'), { ...plain, latestTransactionStatus: '00' })
  t.strictSame(await inquire('status=07'), { ...plain, latestTransactionStatus: '07' })
  t.match(await inquire('2005100;status=expired'), { responseCode: '2005100', latestTransactionStatus: '05', originalReferenceNo })
  t.match(await inquire('4045101;status=06'), { responseCode: '4045101', latestTransactionStatus: '06' })
  t.strictSame(dumpLedger(bank), before)
})

t.test('a message and more can be said with the code', async t => {
  const { bank, partner, partnerId, deeds } = await enter(t)
  const [service, body] = deeds[1] ?? []
  const respond = { responseCode: '4047700', responseMessage: 'Not today', additionalInfo: { hint: { deep: true } } }
  await bank.admin('POST', '/outcomes', { service, partnerId, respond })
  t.strictSame((await partner.call('cancel', body ?? {})).body, respond)
})

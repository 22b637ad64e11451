/** `/admin/acceptance`: the sheet fills from real traffic, belongs to one partner, and outlives the journal and the process. */
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { AcceptanceCase, AcceptanceReply } from '../../../schemas/acceptance.js'
import { partnerClient } from '../../../src/client/partner-client.js'
import { DEMO_BNC, DEMO_SNAP, startTestBank, type TestBank, type TestPartner } from '../../bank-harness.js'

const reportOf = async (bank: TestBank, partnerId: string, more = ''): Promise<AcceptanceReply> =>
  (await bank.admin<AcceptanceReply>('GET', `/acceptance?partnerId=${partnerId}${more}`)).body

const caseOf = async (bank: TestBank, partnerId: string, id: string): Promise<AcceptanceCase> => {
  const found = (await reportOf(bank, partnerId)).services.flatMap(({ cases }) => cases).find(one => one.id === id)
  if (found === undefined) throw new Error(`there is no case ${id}`)
  return found
}

const exercised = async (bank: TestBank, partnerId: string): Promise<string[]> =>
  (await reportOf(bank, partnerId)).services.flatMap(({ cases }) => cases).filter(({ status }) => status !== 'not exercised').map(({ id }) => id)

const enter = async (t: Test, env: Record<string, string> = {}) => {
  const bank = await startTestBank(t, env)
  const partner = await bank.newPartner()
  const { partnerId } = partner.partner
  const { referenceNo } = await bank.seed(partnerId)
  await partner.token()
  return { bank, partner, partnerId, referenceNo }
}

const cancel = (partner: TestPartner, referenceNo: string, outcome?: string) =>
  partner.call('cancel', { originalReferenceNo: referenceNo, reason: 'test' }, outcome === undefined ? {} : { headers: { 'X-Sandbox-Outcome': outcome } })

const query = (partner: TestPartner, referenceNo: string, outcome?: string) =>
  partner.call('query', { originalReferenceNo: referenceNo, serviceCode: '47' }, outcome === undefined ? {} : { headers: { 'X-Sandbox-Outcome': outcome } })

t.test('a sheet begins empty, and each call that proves something stands in it with its proof', async t => {
  const { bank, partner, partnerId, referenceNo } = await enter(t)
  t.strictSame(await exercised(bank, partnerId), ['73.success'])
  const { body } = await cancel(partner, referenceNo)
  const { status, at, evidence, ...rest } = await caseOf(bank, partnerId, '77.success')
  t.match(rest, { title: 'Pending QR canceled', responseCode: '2007700', forcedCounts: false, exercise: [new RegExp(`--partner ${partnerId}$`)] })
  t.match([status, at], ['passed', /\+07:00$/])
  t.match(evidence, [{ source: 'request', method: 'POST', target: /qr-mpm-cancel$/, body: new RegExp(referenceNo), status: 200, id: /^\d+$/ }])
  t.strictSame(JSON.parse(evidence[0]?.reply ?? ''), body)
  const report = await reportOf(bank, partnerId)
  t.match(report, { partnerId, at: /\+07:00$/, summary: { passed: 2, failed: 0 } })
  t.equal(report.summary.total, report.services.reduce((sum, { summary }) => sum + summary.total, 0))
  t.equal(report.summary.notExercised, report.summary.total - 2)
})

t.test('what only looks like a success is none', async t => {
  const { bank, partner, partnerId, referenceNo } = await enter(t)
  t.equal((await cancel(partner, referenceNo, '2007700')).status, 200, 'forced, and not done')
  t.equal((await query(partner, referenceNo, 'status=00')).body['latestTransactionStatus'], '00', 'a state that is not so')
  await t.rejects(query(partner, referenceNo, 'fault=reset'))
  await t.rejects(query(partner, referenceNo, 'fault=truncate;at=after'))
  t.equal((await query(partner, referenceNo, 'fault=malformed;at=after')).status, 200)
  t.equal((await query(partner, referenceNo, 'nonsense')).body['responseCode'], '4005101', 'the header of the sandbox')
  t.equal((await query(partner, referenceNo, '4015100')).status, 401, 'no signature was wrong')
  t.equal((await query(partner, referenceNo, '4045101')).status, 404)
  t.strictSame(await exercised(bank, partnerId), ['73.success'])
  await query(partner, referenceNo, 'delay=1')
  t.strictSame(await exercised(bank, partnerId), ['73.success', '51.pending'], 'a delay changes nothing of what is said')
})

t.test('a lost answer fails until it is followed', async t => {
  const { bank, partner, partnerId, referenceNo } = await enter(t)
  await t.rejects(cancel(partner, referenceNo, 'fault=reset;at=after'))
  t.match(await caseOf(bank, partnerId, '77.timeout'), {
    status: 'failed', why: /has not asked yet/, evidence: [{ status: null, note: 'on the wire: reset; the bank had done it' }]
  })
  t.equal((await reportOf(bank, partnerId)).summary.failed, 1)
  await query(partner, referenceNo)
  t.match(await caseOf(bank, partnerId, '77.timeout'), { status: 'passed', why: undefined, evidence: [{ status: null }, { status: 200 }] })
})

t.test('a client that gives up and asks before the bank notices has followed it too', async t => {
  const { bank, partner, partnerId } = await enter(t)
  const { events } = bank.running.bank
  const heard = (wanted: string) => new Promise(resolve => {
    const stop = events.listen(({ type, data }) => {
      if (!JSON.stringify([type, data]).includes(wanted)) return
      stop()
      resolve(true)
    })
  })
  const merchantId = partner.partner.merchants[0]?.merchantId
  const { path, headers, body } = partner.sign.call('generate', { merchantId, partnerReferenceNo: 'P-1', amount: { value: '10000.00', currency: 'IDR' } },
    { token: String((await partner.token()).body['accessToken']), headers: { 'X-Sandbox-Outcome': 'delay=300;at=after' } })
  const [giveUp, made, noticed] = [new AbortController(), heard('"to":"pending"'), heard('47.timeout')]
  const sent = fetch(bank.url + path, { method: 'POST', headers, body, signal: giveUp.signal })
  await made
  giveUp.abort()
  await t.rejects(sent)
  await partner.call('query', { originalPartnerReferenceNo: 'P-1', serviceCode: '47' })
  t.equal((await caseOf(bank, partnerId, '47.timeout')).status, 'not exercised', 'the bank waits on')
  await noticed
  t.match(await caseOf(bank, partnerId, '47.timeout'), { status: 'passed', evidence: [{ status: null, note: /cut/ }, { status: 200 }] })
})

t.test('one partner fills its own sheet only', async t => {
  const { bank, partner, partnerId, referenceNo } = await enter(t)
  const other = await bank.newPartner()
  await other.token()
  await query(other, referenceNo)
  t.strictSame(await exercised(bank, partnerId), ['73.success'])
  t.strictSame(await exercised(bank, other.partner.partnerId), ['73.success', '51.not-found'])
  await query(partner, referenceNo)
  t.strictSame(await exercised(bank, other.partner.partnerId), ['73.success', '51.not-found'])
})

t.test('an unknown client is whoever holds the token, or whom X-PARTNER-ID of a token call names; else nobody', async t => {
  const { bank, partner, partnerId, referenceNo } = await enter(t)
  const asNobody = (headers: Record<string, string>) =>
    partner.call('query', { originalReferenceNo: referenceNo, serviceCode: '47' }, { headers: { 'X-PARTNER-ID': 'NOBODY', ...headers } })
  for (const Authorization of ['Bearer x', 'Bearer a.b.c', `Bearer a.${Buffer.from(`{"sub":"${partner.partner.clientKey}"}`).toString('base64url')}.c`]) {
    t.equal((await asNobody({ Authorization })).status, 401)
  }
  await partner.send(partner.sign.token({ headers: { 'X-CLIENT-KEY': 'NOBODY' } }))
  t.strictSame(await exercised(bank, partnerId), ['73.success'])
  await asNobody({})
  await partner.send(partner.sign.token({ headers: { 'X-CLIENT-KEY': 'NOBODY', 'X-PARTNER-ID': partnerId } }))
  t.strictSame(await exercised(bank, partnerId), ['73.success', '73.unknown-client', '51.unknown-client'])
})

t.test('evidence outlives the journal, and goes with a reset or with the partner', async t => {
  const { bank, partner, partnerId } = await enter(t, { BNC_JOURNAL_MAX_ENTRIES: '0' })
  await bank.admin('DELETE', '/requests')
  t.strictSame(await exercised(bank, partnerId), ['73.success'], 'deleted, and never kept at all')
  const neighbour = await bank.newPartner()
  const neighbourId = neighbour.partner.partnerId
  await neighbour.token()
  await bank.admin('POST', '/reset', { partnerId })
  t.strictSame([await exercised(bank, partnerId), await exercised(bank, neighbourId)], [[], ['73.success']])
  await partner.token()
  t.strictSame(await exercised(bank, partnerId), ['73.success'], 'and fills again')
  await bank.admin('POST', '/snapshots', { name: 's' })
  await bank.admin('POST', '/snapshots/s/restore', {})
  t.strictSame(await exercised(bank, partnerId), ['73.success'], 'a snapshot puts no evidence back')
  await bank.admin('DELETE', `/partners/${partnerId}`)
  t.equal((await bank.admin('POST', '/partners', { partnerId, publicKey: partner.partner.publicKey })).status, 201)
  t.strictSame(await exercised(bank, partnerId), [])
  await bank.admin('POST', '/reset', {})
  t.strictSame(await exercised(bank, neighbourId), [])
})

t.test('a restart loses nothing: what is passed, and what waits for its end', async t => {
  const file = join(t.testdir(), 'bank.db')
  const { bank, partner, partnerId, referenceNo } = await enter(t, { BNC_DATABASE: file })
  await t.rejects(cancel(partner, referenceNo, 'fault=empty;at=after'))
  const before = await reportOf(bank, partnerId)
  await bank.close()
  const again = await startTestBank(t, { BNC_DATABASE: file })
  t.strictSame((await reportOf(again, partnerId)).services, before.services)
  await partnerClient(again.url, partner.partner).call('query', { originalReferenceNo: referenceNo, serviceCode: '47' })
  t.equal((await caseOf(again, partnerId, '77.timeout')).status, 'passed')
})

t.test('whose report it is, where nothing is said', async t => {
  const bank = await startTestBank(t)
  const whose = async (): Promise<unknown> => (await bank.admin('GET', '/acceptance')).body['partnerId']
  const [first] = (await bank.admin<{ items: { partnerId: string }[] }>('GET', '/partners')).body.items
  t.equal(await whose(), first?.partnerId, "the bank's first, while nobody has evidence")
  await (await bank.partner(DEMO_SNAP)).token()
  t.equal(await whose(), DEMO_SNAP, 'the only one that has')
  await (await bank.partner(DEMO_BNC)).token()
  t.match(await bank.admin('GET', '/acceptance'), { status: 400, body: { field: 'partnerId', allowed: [DEMO_BNC, DEMO_SNAP] } })
})

t.test('what cannot be answered is refused with the words that can', async t => {
  const bank = await startTestBank(t)
  const asked = (query: string) => bank.admin('GET', `/acceptance?${query}`)
  t.match(await asked('partnerId=nobody'), { status: 404, body: { field: 'partnerId' } })
  t.match(await asked('format=pdf'), { status: 400, body: { field: 'format', allowed: ['json', 'html', 'markdown', 'junit'] } })
  t.match(await asked('lang=fr'), { status: 400, body: { field: 'lang', allowed: ['en', 'id'] } })
  t.match(await asked('colour=red'), { status: 400, body: { field: 'colour' } })
})

t.test('listeners hear of each case once, when it moves', async t => {
  const { bank, partner, partnerId, referenceNo } = await enter(t)
  const heard: unknown[] = []
  bank.running.bank.events.listen(({ type, partnerId: whose, data }) => { if (type === 'acceptance') heard.push([whose, data]) })
  await t.rejects(cancel(partner, referenceNo, 'fault=reset;at=after'))
  await query(partner, referenceNo)
  await query(partner, referenceNo)
  t.strictSame(heard, [
    [partnerId, { caseId: '77.timeout', status: 'failed' }],
    [partnerId, { caseId: '77.timeout', status: 'passed' }],
    [partnerId, { caseId: '51.canceled', status: 'passed' }]
  ])
  heard.length = 0
  await bank.admin('POST', '/reset', { partnerId })
  t.strictSame(new Set(heard.map(one => (one as [string, { caseId: string }])[1].caseId)), new Set(['73.success', '77.timeout', '51.canceled']))
  t.match(heard[0], [partnerId, { status: 'not exercised' }])
})

t.test('no token and no signature stands in a report of any format', async t => {
  const { bank, partner, partnerId, referenceNo } = await enter(t)
  const token = String((await partner.token()).body['accessToken'])
  const { request } = await query(partner, referenceNo)
  for (const format of ['json', 'html', 'markdown', 'junit']) {
    const text = await (await fetch(`${bank.url}/admin/acceptance?partnerId=${partnerId}&format=${format}`)).text()
    t.match(text, 'qr-mpm-query')
    for (const secret of [token, request.headers['Authorization'], request.headers['X-SIGNATURE'], partner.partner.clientSecret]) {
      t.notMatch(text, String(secret), format)
    }
  }
})

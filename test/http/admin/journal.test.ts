/** The journal: every exchange, whatever became of it, with the ladder of checks that answers why. */
import { connect } from 'node:net'
import t, { type Test } from 'tap'
import type { RequestReply } from '../../../schemas/journal.js'
import { DEMO_SNAP, startTestBank, type TestBank } from '../../bank-harness.js'
import { sendBytes, sendRaw } from '../../raw-http.js'

interface List {
  readonly items: RequestReply[]
  readonly nextCursor: string | null
}

const list = async (bank: TestBank, query = ''): Promise<RequestReply[]> => (await bank.admin<List>('GET', `/requests${query}`)).body.items

const latest = async (bank: TestBank): Promise<RequestReply> => {
  const [entry] = await list(bank, '?limit=1')
  if (entry === undefined) throw new Error('the journal is empty')
  return entry
}

/** `ok ok refused …`, as the ladder shows it. */
const ladder = ({ checks }: RequestReply): string[] => checks.map(({ step, result }) => `${step} ${result}`)

const all = (result: string, from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, at) => `${from + at} ${result}`)

const enter = async (t: Test) => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner({ dialect: 'snap' })
  const { referenceNo, merchantId } = await bank.seed(partner.partner.partnerId)
  await partner.token()
  return { bank, partner, partnerId: partner.partner.partnerId, referenceNo, merchantId }
}

t.test('an answered call: what came byte by byte, what was answered, what changed and how long it took', async t => {
  const { bank, partner, partnerId, referenceNo, merchantId } = await enter(t)
  const body = `{ "originalReferenceNo" : "${referenceNo}",\n "reason": "Terima kasih é", "merchantId":"${merchantId}"}`
  const reply = await partner.call('cancel', body, { externalId: 'E-1' })
  const entry = await latest(bank)
  t.match(entry, {
    partnerId, service: '77', method: 'POST', path: reply.request.path, status: 200, responseCode: '2007700', referenceNo, externalId: 'E-1', body,
    bodyLength: Buffer.byteLength(body), bodyBase64: undefined, outcome: undefined, fault: undefined,
    changes: [{ partnerId, referenceNo, from: 'pending', to: 'canceled', event: 'cancel', cause: 'snap:77' }]
  })
  t.strictSame(entry.reply, reply.body)
  t.ok(entry.durationMs > 0 && entry.durationMs < 10_000)
  t.strictSame(ladder(entry), all('ok', 0, 12))
  t.ok(entry.checks.every(({ evidence, name }) => (evidence ?? '').startsWith('[') && name !== ''))
  t.strictSame((await bank.admin('GET', `/requests/${entry.id}`)).body, entry)
  t.match(await bank.admin('GET', '/requests/999999'), { status: 404, body: { field: 'id' } })
  t.match(await bank.admin('GET', '/requests/abc'), { status: 404 })
})

t.test('each refusal shows the check that refused, why, and what was not reached', async t => {
  const { bank, partner, referenceNo } = await enter(t)
  const body = { originalReferenceNo: referenceNo, serviceCode: '47' }
  const query = (more: object = {}, asked: object = body) => partner.call('query', asked, more)
  const cases: readonly (readonly [step: number, send: () => Promise<unknown>, why: RegExp])[] = [
    [2, () => query({ headers: { 'CHANNEL-ID': '' } }), /CHANNEL-ID is missing/],
    [3, () => query({ headers: { 'Content-Type': 'text/plain' } }), /Content-Type: it is not application\/json/],
    [3, () => query({ headers: { 'X-Sandbox-Outcome': 'boom' } }), /X-Sandbox-Outcome: boom is not in the list/],
    [4, () => query({ headers: { 'X-PARTNER-ID': 'nobody' } }), /no partner is registered/],
    [5, () => query({ at: Date.now() - 3_600_000 }), /./],
    [6, () => query({ token: 'T' }), /token/],
    [7, () => query({ headers: { 'X-SIGNATURE': 'wrong' } }), /signature is not that of this request/],
    [8, async () => { await query({ externalId: 'E' }); await query({ externalId: 'E' }) }, /was used on/],
    [9, () => partner.call('query', '[]'), /not an object/],
    [10, () => query({}, { originalReferenceNo: referenceNo }), /serviceCode is missing/],
    [11, () => query({}, { ...body, serviceCode: '99' }), /serviceCode/],
    [12, () => query({}, { ...body, originalReferenceNo: 'X' }), /no such transaction/]
  ]
  for (const [step, send, why] of cases) {
    await send()
    const entry = await latest(bank)
    t.strictSame(ladder(entry), [...all('ok', 0, step - 1), `${step} refused`, ...all('not reached', step + 1, 12)], `step ${step}`)
    t.match(entry.checks[step]?.why, why)
  }
})

t.test('a token call has its own ladder, and its token stays secret', async t => {
  const { bank, partner } = await enter(t)
  const { body } = await partner.token()
  const entry = await latest(bank)
  t.strictSame(ladder(entry), ['0 ok', '1 ok', '2 ok', '3 ok', '4 ok', '5 ok', '7 ok', '9 ok', '10 ok', '11 ok', '12 ok'])
  t.match(entry, { service: '73', responseCode: '2007300', referenceNo: null, externalId: null })
  t.notMatch(JSON.stringify(entry), String(body['accessToken']))
})

t.test('a forced answer shows what stood for the deed, and where it came from', async t => {
  const { bank, partner, partnerId, referenceNo } = await enter(t)
  const body = { originalReferenceNo: referenceNo, serviceCode: '47' }
  const { id } = (await bank.admin<{ id: string }>('POST', '/outcomes', { service: 'query', partnerId, respond: { responseCode: '5045100' } })).body
  await partner.call('query', body)
  t.match(await latest(bank), { responseCode: '5045100', status: 504, outcome: { source: 'armed', id: Number(id), responseCode: '5045100', at: 'before' }, changes: [] })
  t.strictSame(ladder(await latest(bank)), [...all('ok', 0, 8), ...all('forced', 9, 12)])
  await partner.call('query', body, { headers: { 'X-Sandbox-Outcome': '4015101', 'X-SIGNATURE': 'none' } })
  t.match(await latest(bank), { partnerId, outcome: { source: 'header', responseCode: '4015101' } })
  t.strictSame(ladder(await latest(bank)), [...all('ok', 0, 1), ...all('forced', 2, 12)])
  await partner.call('query', body, { headers: { 'X-Sandbox-Outcome': 'delay=1' } })
  t.strictSame(ladder(await latest(bank)), all('ok', 0, 12), 'a delay stands for nothing')
  await partner.call('query', { serviceCode: '47' }, { headers: { 'X-Sandbox-Outcome': 'delay=1' } })
  t.strictSame(ladder(await latest(bank)), [...all('ok', 0, 9), '10 refused', ...all('not reached', 11, 12)])
})

t.test('a reply that nobody could hear says nothing of a code', async t => {
  const { bank, partner, referenceNo } = await enter(t)
  await t.rejects(partner.call('query', { originalReferenceNo: referenceNo, serviceCode: '47' }, { headers: { 'X-Sandbox-Outcome': 'fault=reset' } }))
  t.match(await latest(bank), { status: null, responseCode: null, reply: '', fault: 'reset' })
  t.strictSame(ladder(await latest(bank)), [...all('ok', 0, 8), ...all('forced', 9, 12)])
})

t.test('what time did before a refusal is a change too', async t => {
  let now = Date.now()
  const bank = await startTestBank(t, { BNC_TOKEN_TTL_SECONDS: '5000' }, () => now)
  const partner = await bank.newPartner({ dialect: 'snap' })
  const { referenceNo, merchantId } = await bank.seed(partner.partner.partnerId)
  await partner.token()
  // Without the heartbeat, which would come by and expire it.
  bank.running.bank.store.due.removeAll(partner.partner.partnerId)
  now += 1_000_000
  t.match((await partner.call('cancel', { originalReferenceNo: referenceNo, reason: 'x', merchantId }, { at: now })).body, { responseCode: '4037700' })
  t.match(await latest(bank), { responseCode: '4037700', changes: [{ from: 'pending', to: 'expired', cause: 'clock' }] })
})

t.test('404, 405, too large, unparsable and undecodable: all are there', async t => {
  const bank = await startTestBank(t)
  await sendRaw(bank.url, { path: '/v1.0/nothing?a=1', headers: [['X-Hello', 'there']], body: '{"a":1}' })
  t.match(await latest(bank), { method: 'POST', path: '/v1.0/nothing?a=1', service: null, partnerId: null, status: 401, responseCode: '4010000', body: '{"a":1}' })
  t.match(ladder(await latest(bank)), ['0 ok', '1 refused', '2 not reached'])
  t.ok((await latest(bank)).headers.some(([name, value]) => name === 'X-Hello' && value === 'there'))
  await sendRaw(bank.url, { method: 'GET', path: '/v1.0/qr/qr-mpm-query' })
  t.match(await latest(bank), { method: 'GET', service: '51', status: 405, responseCode: '4055100' })
  await sendRaw(bank.url, { path: '/v1.0/qr/%zz', body: '{}' })
  t.match(await latest(bank), { path: '/v1.0/qr/%zz', responseCode: '4010000' })
  await sendRaw(bank.url, { path: '/v1.0/qr/qr-mpm-query', headers: [['Content-Type', 'application/json']], body: `"${'x'.repeat(1_048_577)}"` })
  t.match(await latest(bank), { service: '51', status: 400, responseCode: '4005100', checks: [{ step: 0, result: 'refused', why: /too large/ }] })
  const before = (await latest(bank)).id
  await sendBytes(bank.url, `GARBAGE\r\nAuthorization: Bearer ${'t'.repeat(40)}\r\nX-SIGNATURE: ${'s'.repeat(88)}\r\n\r\n`)
  const garbage = await latest(bank)
  t.not(garbage.id, before)
  t.match(garbage, { method: '', path: '', status: 400, responseCode: '4000000', body: /^GARBAGE/, checks: [{ step: 0, result: 'refused', why: /./ }] })
  t.notMatch(JSON.stringify(garbage), /t{20}|s{20}/, 'and not its secrets')
})

t.test('a client that hangs up in the middle of its body is there, and is no bug of the bank', async t => {
  const bank = await startTestBank(t)
  const { hostname, port } = new URL(bank.url)
  const socket = connect({ host: hostname, port: Number(port) })
  const verified = bank.admin('POST', '/requests/verify', { match: { service: 'cancel' }, times: 1, withinMs: 2000 })
  socket.write('POST /v1.0/qr/qr-mpm-cancel HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"original', () => {
    setTimeout(() => { socket.destroy() }, 20)
  })
  t.equal((await verified).status, 200)
  t.match(await latest(bank), { service: '77', status: null, fault: 'cut', checks: [{ step: 0, result: 'refused', why: /aborted/ }] })
})

t.test('raw bytes are kept up to a bound, with their true length', async t => {
  const { bank, partner } = await enter(t)
  const big = `{"reason":"${'é'.repeat(40_000)}"}`
  await partner.call('cancel', big)
  const entry = await latest(bank)
  t.equal(entry.bodyLength, Buffer.byteLength(big))
  t.equal(Buffer.from(entry.bodyBase64 ?? entry.body, entry.bodyBase64 === undefined ? 'utf8' : 'base64').length, 16_384)
  const bytes = Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d])
  await sendRaw(bank.url, { path: '/v1.0/qr/qr-mpm-cancel', headers: [['Content-Type', 'application/json']], body: bytes })
  t.equal((await latest(bank)).bodyBase64, bytes.toString('base64'))
})

t.test('no secret is in it, whatever was sent', async t => {
  const { bank, partner } = await enter(t)
  const secrets = { 'X-Admin-Key': 'admin-key-1234567', 'X-CLIENT-SECRET': partner.partner.clientSecret, Private_Key: 'MIIEvQIBADANBg' }
  const { request } = await partner.call('query', { serviceCode: '47' }, { headers: { ...secrets, 'X-Sandbox-Debug': 'true' } })
  const { request: refused } = await partner.call('query', '{"a":1}', { headers: { 'X-SIGNATURE': 'x'.repeat(88), 'X-Sandbox-Debug': 'true' } })
  const text = JSON.stringify(await list(bank, '?limit=1000'))
  const token = (request.headers['Authorization'] ?? '').slice('Bearer '.length)
  for (const secret of [token, ...Object.values(secrets), request.headers['X-SIGNATURE'] ?? '', refused.headers['X-SIGNATURE'] ?? '']) {
    t.notOk(text.includes(secret), `${secret.slice(0, 6)}…`)
  }
  t.notOk(text.includes(DEMO_SNAP), "and a neighbour's entries are not made up")
})

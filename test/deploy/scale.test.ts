/** A sandbox of three banks behind nginx is one sandbox to each partner: its own bank answers, whatever is called and whoever calls. */
import t from 'tap'
import { SERVICES } from '../../schemas/services.js'
import { adminClient } from '../../src/client/admin-client.js'
import { sendSigned } from '../../src/client/partner-client.js'
import { signer } from '../../src/client/signer.js'
import { sendRaw } from '../raw-http.js'
import {
  admin, BANK, demoPartner, generate, KEY_PAIR, makePartner, manyPartners, start, tenantsOf, type Answer, type ScaledPartner
} from './scaled-partner.js'
import { ADMIN_KEY, withoutNginx } from './scaled-sandbox.js'

const unlessAbsent = { skip: withoutNginx }

const PARTNERS = 30

/** Client keys that were there before the sandbox, as long as they may be. */
const CLIENT_KEYS = Object.fromEntries(Array.from({ length: 3 }, (_, nth) => [`given-${String(nth)}-`.padEnd(64, 'x'), `mapped-${String(nth)}`]))

/** One for all tests: each has partners of its own, whose ids begin with a word of its own. */
const { url, banks } = withoutNginx === false ? await start(t, CLIENT_KEYS) : { url: '', banks: [] }

/** Token, generate, query and cancel: the response codes. */
const wholeStory = async (tenant: ScaledPartner): Promise<unknown[]> => {
  const merchantId = tenant.partner.merchants[0]?.merchantId
  const token = await tenant.token()
  const { referenceNo: originalReferenceNo } = await generate(tenant)
  const query = await tenant.call('query', { originalReferenceNo, serviceCode: '47' })
  const cancel = await tenant.call('cancel', { originalReferenceNo, reason: 'scale', merchantId })
  return [token, query, cancel].flatMap(({ body, headers }) => [body['responseCode'], headers[BANK]])
}

t.test('each of thirty partners is stored on one bank, and all its calls meet it', unlessAbsent, async t => {
  const tenants = await manyPartners(url, PARTNERS, 'thirty')
  for (const tenant of tenants) {
    const { bank } = tenant
    t.strictSame(await wholeStory(tenant), ['2007300', bank, '2005100', bank, '2007700', bank], tenant.partner.partnerId)
  }
  const stored = await Promise.all(banks.map(bank => tenantsOf(bank, 'thirty')))
  t.strictSame(stored.flatMap(({ partners }) => partners).sort(), tenants.map(({ partner }) => partner.partnerId).sort())
  for (const [nth, { partners, owners }] of stored.entries()) {
    t.ok(partners.length > 0, `bank ${String(nth)} has ${String(partners.length)} partners`)
    t.strictSame([...owners].sort(), partners.sort(), 'and their transactions alone')
  }
})

t.test('the token call meets the bank of its client key under each of its paths', unlessAbsent, async t => {
  const tenants = await manyPartners(url, 6, 'token')
  const demos = (['bnc', 'snap'] as const).map(demoPartner)
  for (const path of SERVICES.token.paths) {
    for (const { partner, bank } of tenants) {
      const { status, headers } = await sendSigned(url, signer(partner).token({ path, headers: { 'X-PARTNER-ID': 'another' } }))
      t.strictSame([status, headers[BANK]], [200, bank], `${partner.partnerId} at ${path}`)
    }
    for (const partner of demos) {
      const { bank } = await admin(url, 'GET', `/partners/${partner.partnerId}`)
      const { status, headers } = await sendSigned(url, signer(partner).token({ path }))
      t.strictSame([status, headers[BANK]], [200, bank], `${partner.partnerId} at ${path}, by client-keys.map`)
    }
  }
})

t.test('a partner with another client key is one partner too, once client-keys.map knows it', unlessAbsent, async t => {
  for (const [clientKey, partnerId] of Object.entries(CLIENT_KEYS)) {
    const tenant = await makePartner(url, partnerId, clientKey)
    t.strictSame(await wholeStory(tenant), ['2007300', tenant.bank, '2005100', tenant.bank, '2007700', tenant.bank], partnerId)
  }
})

t.test('an admin call meets the bank of the partner that it names, where its route has the name', unlessAbsent, async t => {
  for (const tenant of await manyPartners(url, 4, 'named')) {
    const { partner: { partnerId }, bank } = tenant
    const { referenceNo } = await generate(tenant)
    const hint = { 'X-PARTNER-ID': partnerId }
    const ofPartner = `?partnerId=${partnerId}`
    const meets = async (expected: number, method: string, path: string, body?: object, headers?: Record<string, string>): Promise<Answer> => {
      const answer = await admin(url, method, path, body, headers)
      t.strictSame([answer.status, answer.bank], [expected, bank], `${method} ${path}`)
      return answer
    }
    await meets(200, 'GET', `/partners/${partnerId}`)
    await meets(200, 'PATCH', `/partners/${partnerId}`, { settings: { magicValues: false } })
    await meets(200, 'GET', `/transactions${ofPartner}`)
    await meets(200, 'GET', `/transactions/${referenceNo}${ofPartner}`)
    await meets(200, 'POST', `/transactions/${referenceNo}/scan`, {}, hint)
    await meets(200, 'POST', '/pay', { referenceNo, partnerId })
    await meets(201, 'POST', '/transactions', { partnerId, amount: '5000.00' })
    const { body: { id } } = await meets(201, 'POST', '/outcomes', { service: 'cancel', respond: { responseCode: '4047700' }, partnerId })
    await meets(200, 'GET', `/outcomes/${String(id)}`, undefined, hint)
    await meets(204, 'DELETE', `/outcomes${ofPartner}`)
    await meets(200, 'GET', `/clock${ofPartner}`)
    await meets(200, 'POST', '/clock', { advanceSeconds: 60, partnerId })
    await meets(200, 'POST', `/clock${ofPartner}`, { reset: true })
    await meets(200, 'GET', `/requests${ofPartner}`)
    await meets(200, 'POST', '/requests/verify', { match: { partnerId, service: 'generate' }, times: 1 })
    await meets(201, 'POST', '/snapshots', { name: 'before', partnerId })
    await meets(200, 'POST', '/snapshots/before/restore', { partnerId })
    await meets(204, 'DELETE', `/snapshots/before${ofPartner}`)
    await meets(200, 'POST', '/reset', { partnerId })
    await meets(204, 'POST', `/partners/${partnerId}/tokens/expire`)
  }
})

t.test('the typed client works as with one bank, as long as it names the partner', unlessAbsent, async t => {
  const client = adminClient({ url, adminKey: ADMIN_KEY })
  const { partnerId } = await client.partners.create({ partnerId: 'typed', clientKey: 'typed', publicKey: KEY_PAIR.publicKey })
  const { referenceNo } = await client.transactions.create({ partnerId, amount: '10000.00' })
  await client.snapshots.create({ name: 'unpaid', partnerId })
  t.match(await client.pay({ referenceNo, partnerId }), { status: 'success' })
  t.match(await client.clock.move({ freeze: true, partnerId }), { frozen: true, partnerId })
  await client.snapshots.restore('unpaid', { partnerId })
  t.match(await client.transactions.get(referenceNo, { partnerId }), { status: 'pending' })
  t.match(await client.requests.verify({ match: { partnerId }, times: 0 }), { verified: true })
  await client.reset({ partnerId })
  await t.rejects(client.partners.list(), { name: 'AdminError', status: 400, problem: { field: 'partnerId' } })
})

/** Calls that would be answered by whichever bank they met, or change all partners of one. */
const NOBODYS: readonly (readonly [method: string, path: string, body?: object])[] = [
  ['GET', '/partners'], ['POST', '/partners', {}], ['GET', '/transactions'], ['POST', '/transactions', { amount: '1.00' }],
  ['GET', '/outcomes'], ['DELETE', '/outcomes'], ['POST', '/outcomes', { service: '*', fault: 'hang' }],
  ['GET', '/requests'], ['DELETE', '/requests'], ['POST', '/requests/verify', { times: 0 }], ['GET', '/events'], ['GET', '/notifications'],
  ['GET', '/clock'], ['POST', '/clock', { advanceSeconds: 86_400 }], ['POST', '/reset'], ['POST', '/reset', {}],
  ['GET', '/snapshots'], ['POST', '/snapshots', { name: 'all' }], ['POST', '/snapshots/all/restore', {}], ['DELETE', '/snapshots/all'],
  ['GET', '/webhook-faults'], ['POST', '/pay', { referenceNo: '1' }]
]

t.test('an admin call that concerns everybody is refused, and a hint that the bank would not heed does not help it', unlessAbsent, async t => {
  const tenant = await makePartner(url, 'bystander')
  const { referenceNo } = await generate(tenant)
  for (const [method, path, body] of NOBODYS) {
    for (const headers of [{}, { 'X-PARTNER-ID': 'bystander', 'X-Partner-In-Body': 'bystander' }]) {
      const answer = await admin(url, method, path, body, headers as Record<string, string>)
      t.match(answer, { status: 400, bank: null, type: 'application/problem+json', body: { status: 400, field: 'partnerId' } }, `${method} ${path}`)
    }
  }
  t.match(await admin(url, 'POST', '/reset?partnerId=bystander', {}), { status: 400, bank: null })
  t.equal((await admin(url, 'GET', `/transactions/${referenceNo}?partnerId=bystander`)).status, 200, 'nothing was reset')
  t.match(await fetch(`${url}/metrics`).then(response => response.json()), { status: 400, field: 'path' })
})

t.test('a partner whose token call would meet another bank is not made', unlessAbsent, async t => {
  for (const clientKey of [{}, { clientKey: 'other' }, { clientKey: 'own-i' }, { clientKey: 'own-id-2' }]) {
    const answer = await admin(url, 'POST', '/partners', { ...clientKey, partnerId: 'own-id', publicKey: KEY_PAIR.publicKey })
    t.match(answer, { status: 400, bank: null, body: { field: 'clientKey' } })
  }
  t.strictSame((await Promise.all(banks.map(bank => tenantsOf(bank, 'own-id')))).flatMap(({ partners }) => partners), [])
})

t.test('what names no partner is answered by any bank, and alike by each', unlessAbsent, async t => {
  for (const path of ['/livez', '/readyz', '/docs/json', '/.well-known/jwks.json']) {
    const replies = await Promise.all(Array.from({ length: 6 }, () => fetch(url + path)))
    t.equal(new Set(replies.map(reply => reply.headers.get(BANK))).size, 3, `${path} meets all of them`)
    t.equal(new Set(await Promise.all(replies.map(reply => reply.text()))).size, 1, 'and they say the same')
  }
  t.equal((await admin(url, 'GET', '/response-codes?service=77')).status, 200)
  t.equal((await sendSigned(url, { ...signer(demoPartner('snap')).token(), headers: {} })).body['responseCode'], '4007302')
})

t.test('the wire passes as it is: pictures, events, large and odd requests, forced faults', unlessAbsent, async t => {
  const tenant = await makePartner(url, 'wire-s')
  const { partner, call, bank } = tenant
  const { qrUrl, referenceNo } = await generate(tenant)
  const inquiry = { originalReferenceNo: referenceNo, serviceCode: '47' }
  const forced = (outcome: string) => call('query', inquiry, { headers: { 'X-Sandbox-Outcome': outcome } })

  t.test('qrUrl is the balancer\'s, and its picture comes from the bank that has it', async t => {
    const picture = await fetch(qrUrl)
    t.ok(qrUrl.startsWith(`${url}/qr/wire-s/`))
    t.strictSame([picture.status, picture.headers.get('content-type'), picture.headers.get(BANK)], [200, 'image/png', bank])
  })
  t.test('a wallet meets the bank of the partner that its link names, and needs one', async t => {
    const reply = await fetch(`${url}/pay/${referenceNo}?partnerId=wire-s`)
    await reply.arrayBuffer()
    t.equal(reply.headers.get(BANK), bank)
    t.match(await fetch(`${url}/pay/${referenceNo}`).then(refused => refused.json()), { status: 400, field: 'partnerId' })
  })
  t.test('events arrive as they happen', async t => {
    const stop = new AbortController()
    const headers = { authorization: `Bearer ${ADMIN_KEY}` }
    const { body, status } = await fetch(`${url}/admin/events?partnerId=wire-s`, { headers, signal: stop.signal })
    t.equal(status, 200)
    const decoder = new TextDecoder()
    let text = ''
    await call('query', inquiry)
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk)
      if (text.includes('event: request')) break
    }
    stop.abort()
    t.match(text, /event: request/)
  })
  t.test('the bank itself refuses what is too large or too long', async t => {
    const token = String((await tenant.token()).body['accessToken'])
    const large = signer(partner).call('query', { ...inquiry, filler: 'x'.repeat(1_048_576) }, { token })
    t.equal((await sendSigned(url, large)).body['responseCode'], '4005100')
    const long = await call('query', inquiry, { headers: { 'CHANNEL-ID': 'x'.repeat(9000) } })
    t.equal(long.body['responseCode'], '4005101')
  })
  t.test('a header with an underscore reaches the bank', async t => {
    const headers = { 'X-CLIENT-KEY': 'wire-s', 'X-TIMESTAMP': '2026-01-01T00:00:00Z', Private_Key: KEY_PAIR.privateKey.replaceAll('\n', '') }
    const reply = await fetch(`${url}/api/v1.0/utilities/signature-auth`, { method: 'POST', headers })
    t.match(await reply.json(), { signature: /=$/ })
  })
  t.test('the path is signed as it was sent', async t => {
    const path = `${SERVICES.query.paths[0] ?? ''}?a=%41//b&c=d%20e`
    t.equal((await call('query', inquiry, { path })).body['responseCode'], '2005100')
  })
  t.test('a forced code and a forced 502 come from the bank', async t => {
    t.match(await forced('4045101'), { status: 404, headers: { [BANK]: bank }, body: { responseCode: '4045101' } })
    t.match(await forced('fault=html502'), { status: 502, headers: { [BANK]: bank, 'content-type': /html/ } })
  })
  for (const fault of ['reset', 'empty', 'truncate']) {
    t.test(`${fault} cuts the connection, and is no 502`, async t => {
      await t.rejects(forced(`fault=${fault}`), { message: /fetch failed|terminated/ })
    })
  }
  t.test('hang lasts until the client gives up', async t => {
    const { path, headers, body } = signer(partner).call('query', inquiry, {
      token: String((await tenant.token()).body['accessToken']), headers: { 'X-Sandbox-Outcome': 'fault=hang' }
    })
    await t.rejects(fetch(url + path, { method: 'POST', headers: { ...headers }, body, signal: AbortSignal.timeout(100) }), { name: 'TimeoutError' })
  })
  t.test('a foreign Host is refused by the bank\'s own guard', async t => {
    const reply = await sendRaw(url, {
      method: 'GET', path: '/admin/partners/wire-s', headers: [['Host', 'evil.example.test'], ['Authorization', `Bearer ${ADMIN_KEY}`]]
    })
    t.match(reply, { status: 403, body: { field: 'Host' } })
  })
  t.test('the admin key is the bank\'s to check', async t => {
    t.equal((await fetch(`${url}/admin/partners/wire-s`)).status, 401)
  })
})

/** Requests that no client should send: paths, methods, headers and bytes. Each gets its SNAP code and changes nothing. */
import { METHODS } from 'node:http'
import t from 'tap'
import { SERVICES } from '../../../schemas/services.js'
import { startTestBank, type TestBank, type TestPartner } from '../../bank-harness.js'
import { sendBytes, sendRaw, type RawReply, type RawRequest } from '../../raw-http.js'

interface Stage {
  readonly bank: TestBank
  readonly partner: TestPartner
  /** A cancel that would succeed, changed. */
  readonly send: (change: Partial<RawRequest>) => Promise<RawReply>
  readonly status: () => Promise<string>
}

const enter = async (t: Parameters<typeof startTestBank>[0]): Promise<Stage> => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner({ dialect: 'snap', merchants: [{ merchantId: '000000000001' }] })
  await bank.seed(partner.partner.partnerId, { referenceNo: 'REF' })
  const token = String((await partner.token()).body['accessToken'])
  const body = { originalReferenceNo: 'REF', reason: 'r', merchantId: '000000000001' }
  return {
    bank,
    partner,
    send: change => {
      const { path, headers, body: text } =
        partner.sign.call('cancel', body, { token, ...(change.path && { path: change.path }) })
      return sendRaw(bank.url, { path, headers: Object.entries(headers), body: text, ...change })
    },
    status: async () => (await bank.transaction('REF')).status
  }
}

const NO_INTERFACE = { responseCode: '4010000', responseMessage: 'Unauthorized. [No Interface Def]' }

const unknownPaths = [
  '/', '/v1.0', '/v1.0/qr', '/v1.0/qr/qr-mpm-cancel/', '/v1.0/qr/qr-mpm-cancel/x', '//v1.0/qr/qr-mpm-cancel',
  '/v1.0//qr/qr-mpm-cancel',
  '/V1.0/QR/QR-MPM-CANCEL', '/v1.0/qr/qr-mpm-cancel;a=b', '/v1.0/qr/../qr/qr-mpm-cancel', '/v1.0/qr/qr-mpm-cancel%00',
  '/v1.0/qr/%zz',
  '/v1.0/qr/%ff', '/%', '/v1.0/qr/qr-mpm-cancel%2f', '/open/bi/private/v1.0/qr', '/index.php', '/constructor', '/__proto__',
  `/${'x'.repeat(9000)}`
]

t.test('a path that no service has is an unknown interface, however well it is signed', async t => {
  const { send, status } = await enter(t)
  for (const path of unknownPaths) {
    const reply = await send({ path })
    t.strictSame([reply.status, reply.body], [401, NO_INTERFACE], path.slice(0, 40))
  }
  t.equal(await status(), 'pending')
})

t.test('every path of a service leads to it, with a query string too', async t => {
  const { partner } = await enter(t)
  for (const service of [SERVICES.generate, SERVICES.query, SERVICES.cancel]) {
    for (const path of [...service.paths, `${service.paths[0] ?? ''}?a=b`]) {
      t.equal((await partner.call(service.name, 'x', { path })).body['responseCode'], `400${service.code}00`, path)
    }
  }
})

t.test('no method but POST', async t => {
  const { bank, send, status } = await enter(t)
  for (const method of METHODS.filter(name => name !== 'POST' && name !== 'CONNECT')) {
    const reply = await send({ method })
    t.equal(reply.status, 405, method)
    const body = { responseCode: '4057700', responseMessage: 'Requested Function Is Not Supported' }
    if (method !== 'HEAD') t.strictSame(reply.body, body, method)
    const token = await sendRaw(bank.url, { method, path: SERVICES.token.paths[0] ?? '' })
    t.equal(token.status, 405, `${method} for a token`)
    t.equal((await send({ method, path: '/v1.0/qr' })).status, 401, `${method} of an unknown path`)
  }
  t.equal(await status(), 'pending')
})

const types: readonly (string | undefined)[] = [
  undefined, 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/octet-stream',
  'x', '/', 'a/b/c'
]

t.test('the path and the method are judged before any header', async t => {
  const { bank, send } = await enter(t)
  for (const type of ['x', '', 'text/plain']) {
    const headers = [['Content-Type', type] as const]
    t.strictSame((await send({ path: '/v1.0/qr', headers })).body, NO_INTERFACE, `${type} to an unknown path`)
    const put = await sendRaw(bank.url, { method: 'PUT', path: '/v1.0/qr/qr-mpm-cancel', headers, body: '{}' })
    t.equal(put.body['responseCode'], '4057700', `${type} with another method`)
  }
})

t.test('a body of another type is refused by its header, whatever it holds', async t => {
  const { partner, send, status } = await enter(t)
  const { headers } = partner.sign.call('cancel', {})
  for (const type of types) {
    const others = Object.entries(headers).filter(([name]) => name !== 'Content-Type')
    const reply = await send({ headers: [...others, ...(type === undefined ? [] : [['Content-Type', type] as const])] })
    const expected = type === undefined ? ['4007702', 'Invalid Mandatory Field Content-Type']
      : ['4007701', 'Invalid Field Format Content-Type']
    t.strictSame([reply.body['responseCode'], reply.body['responseMessage']], expected, type ?? 'none')
  }
  t.equal(await status(), 'pending')
})

t.test('a header of 10 kB is malformed; its neighbours are still read', async t => {
  const { bank, partner, send, status } = await enter(t)
  const { headers } = partner.sign.call('cancel', {})
  for (const name of [...Object.keys(headers).filter(one => one !== 'Content-Type'), 'X-STRAY']) {
    const changed = Object.entries({ ...headers, [name]: 'x'.repeat(10_240) })
    const reply = await send({ headers: changed })
    t.equal(reply.status, 400, name)
    t.match(reply.body, { responseCode: '4007701', responseMessage: /^Invalid Field Format / }, name)
  }
  const stray = await send({ headers: [...Object.entries(headers), ['X-STRAY', 'x'.repeat(10_240)]] })
  t.equal(stray.body['responseMessage'], 'Invalid Field Format X-STRAY')
  const long = await sendRaw(bank.url, { path: '/v1.0/qr/qr-mpm-cancel', headers: [['X-EXTERNAL-ID', 'x'.repeat(40_000)]] })
  t.ok(JSON.stringify(long.headers).length < 8192, 'and what it holds is not sent back')
  t.equal(await status(), 'pending')
})

t.test('headers of 70 kB are a bad request, and the bank goes on', async t => {
  const { send, status } = await enter(t)
  const many = Array.from({ length: 70 }, (_, index) => [`X-Stray-${index}`, 'x'.repeat(1024)] as const)
  for (const headers of [[['X-STRAY', 'x'.repeat(71_680)] as const], many]) {
    const reply = await send({ headers })
    t.strictSame([reply.status, reply.body['responseCode']], [400, '4000000'])
  }
  t.equal((await send({})).body['responseCode'], '2007700')
  t.equal(await status(), 'canceled')
})

const garbage: Readonly<Record<string, string | Buffer>> = {
  'no HTTP at all': 'HELO bank\r\n\r\n',
  'a TLS hello': Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03, 0x0d, 0x0a, 0x0d, 0x0a]),
  'a request without a path': 'POST HTTP/1.1\r\n\r\n',
  'an unknown method': 'FETCH /v1.0/qr/qr-mpm-cancel HTTP/1.1\r\nHost: x\r\n\r\n',
  'a request without a Host': 'POST /v1.0/qr/qr-mpm-cancel HTTP/1.1\r\nConnection: close\r\n\r\n',
  'an expectation that nobody knows':
    'POST /v1.0/qr/qr-mpm-cancel HTTP/1.1\r\nHost: x\r\nExpect: more\r\nConnection: close\r\n\r\n',
  'a length that is no number': 'POST /v1.0/qr/qr-mpm-cancel HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n',
  'a length below nothing': 'POST /v1.0/qr/qr-mpm-cancel HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
  'two lengths': 'POST /v1.0/qr/qr-mpm-cancel HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
  'a length and chunks':
    'POST /v1.0/qr/qr-mpm-cancel HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'a chunk of no size': 'POST /v1.0/qr/qr-mpm-cancel HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n',
  'a header without a colon': 'POST /v1.0/qr/qr-mpm-cancel HTTP/1.1\r\nHost: x\r\nX-TIMESTAMP\r\n\r\n',
  'a NUL in a header': 'POST /v1.0/qr/qr-mpm-cancel HTTP/1.1\r\nHost: x\r\nX-TIMESTAMP: a\0b\r\n\r\n',
  'a folded header': 'POST /v1.0/qr/qr-mpm-cancel HTTP/1.1\r\nHost: x\r\nX-TIMESTAMP: a\r\n b\r\n\r\n'
}

t.test('what is not HTTP is a bad request with a code', async t => {
  const { bank, status } = await enter(t)
  for (const [name, bytes] of Object.entries(garbage)) {
    const reply = await sendBytes(bank.url, bytes)
    t.equal(reply.status, 400, name)
    t.match(reply.body, { responseCode: /^400(00|77)0[012]$/, responseMessage: /./ }, name)
  }
  t.equal(await status(), 'pending')
})

t.test('a body that breaks off does nothing', async t => {
  const { bank, partner, status } = await enter(t)
  const { path, headers, body } =
    partner.sign.call('cancel', { originalReferenceNo: 'REF', reason: 'r', merchantId: '000000000001' })
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')
  const head = `POST ${path} HTTP/1.1\r\nHost: x\r\n${lines}`
  const rest: readonly string[] = [
    `Content-Length: ${body.length + 1}\r\n\r\n${body}`,
    `Content-Length: ${body.length}\r\n\r\n${body.slice(0, 10)}`,
    `Transfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n`
  ]
  for (const bytes of rest) {
    const reply = await sendBytes(bank.url, head + bytes, true)
    t.ok(reply.status === 0 || reply.status === 400, `answered ${reply.status}`)
  }
  t.equal(await status(), 'pending')
})

t.test('a body in chunks is the same as one in a piece', async t => {
  const { bank, partner } = await enter(t)
  const token = String((await partner.token()).body['accessToken'])
  const { path, headers, body } = partner.sign.call('query', { originalReferenceNo: 'REF', serviceCode: '47' }, { token })
  const chunks = [...body].map(character => `1\r\n${character}\r\n`).join('')
  const reply = await sendRaw(bank.url, {
    path, headers: [...Object.entries(headers), ['Transfer-Encoding', 'chunked']], body: `${chunks}0\r\n\r\n`
  })
  t.equal(reply.body['responseCode'], '2005100')
})

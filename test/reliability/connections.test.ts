/** Connections used in ways that HTTP allows and few clients choose: pipelines, halves, thousands, other versions, smuggling. */
import { once } from 'node:events'
import t, { type Test } from 'tap'
import type { SignedRequest } from '../../src/client/signer.js'
import { startTestBank, type TestBank, type TestPartner } from '../bank-harness.js'
import { bytesOf, codes, exchange, heard, open, statuses } from './wire-sockets.js'

interface Scene {
  readonly bank: TestBank
  readonly partner: TestPartner
  readonly inquiry: (outcome?: string) => SignedRequest
  readonly cancel: () => SignedRequest
  readonly status: () => Promise<string>
}

const enter = async (t: Test): Promise<Scene> => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner({ dialect: 'snap' })
  const { referenceNo, merchantId } = await bank.seed(partner.partner.partnerId)
  const token = String((await partner.token()).body['accessToken'])
  return {
    bank,
    partner,
    inquiry: outcome =>
      partner.sign.call(
        'query',
        { originalReferenceNo: referenceNo, serviceCode: '47' },
        { token, ...(outcome && { headers: { 'X-Sandbox-Outcome': outcome } }) }
      ),
    cancel: () => partner.sign.call('cancel', { originalReferenceNo: referenceNo, reason: 'x', merchantId }, { token }),
    status: async () => (await bank.transaction(referenceNo)).status
  }
}

t.test('a pipeline is answered in its order, a delayed reply in the middle included', async t => {
  const { bank, inquiry, cancel } = await enter(t)
  const text = await exchange(
    bank,
    bytesOf(inquiry()) + bytesOf(inquiry('4045101;delay=60')) + bytesOf(cancel()) + bytesOf(inquiry(), true)
  )
  t.strictSame(codes(text), ['2005100', '4045101', '2007700', '2005100'])
  t.match(text.slice(text.lastIndexOf('HTTP/1.1')), /"latestTransactionStatus":"05"/)
})

t.test('what is no HTTP is refused after the replies of the calls before it, once', async t => {
  const { bank, inquiry, cancel } = await enter(t)
  for (const [calls, expected] of [
    [bytesOf(inquiry()), ['2005100']],
    [bytesOf(inquiry('delay=60')), ['2005100']],
    [bytesOf(inquiry('delay=30')) + bytesOf(inquiry('4045101;delay=30')) + bytesOf(cancel()), ['2005100', '4045101', '2007700']]
  ] as const) {
    const text = await exchange(bank, `${calls}GARBAGE\r\n\r\nMORE GARBAGE\r\n\r\n`)
    t.strictSame(codes(text), [...expected, '4000000'])
  }
})

t.test('a client that closes its half has gone: it hears its reply whole, or nothing, and the journal knows', async t => {
  const { bank, inquiry } = await enter(t)
  t.ok(['2005100', ''].includes(codes(await exchange(bank, bytesOf(inquiry()), true)).join()))
  t.strictSame(codes(await exchange(bank, bytesOf(inquiry('delay=40')), true)), [])
  while ((await bank.admin<{ items: unknown[] }>('GET', '/requests?service=query')).body.items.length < 2)
    await new Promise(resolve => {
      setImmediate(resolve)
    })
  t.match((await bank.admin('GET', '/requests?service=query&limit=1')).body, { items: [{ status: null, fault: 'cut' }] })
})

t.test('2,000 idle connections leave a call at its usual pace', async t => {
  const { bank, inquiry } = await enter(t)
  const idle = Array.from({ length: 2000 }, () => open(bank))
  t.teardown(() => {
    for (const socket of idle) socket.destroy()
  })
  await Promise.all(idle.map(socket => once(socket, 'connect')))
  const begun = performance.now()
  for (let call = 0; call < 20; call++) t.strictSame(codes(await exchange(bank, bytesOf(inquiry(), true))), ['2005100'])
  t.ok((performance.now() - begun) / 20 < 100, `${Math.round((performance.now() - begun) / 20)} ms a call`)
})

/** A cancel that is hidden behind a message whose length two readers may take differently. */
const SMUGGLED: Readonly<Record<string, (path: string) => string>> = {
  'a length and chunks': path =>
    `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  'chunks and a length': path =>
    `POST ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n`,
  'chunks that are not last': path =>
    `POST ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
  'chunks by another name': path => `POST ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
  'chunks behind a tab': path =>
    `POST ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\x0bchunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n`,
  'a space before the colon': path =>
    `POST ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n`,
  'two lengths': path => `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 400\r\n\r\n`,
  'a list of lengths': path => `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0, 0\r\n\r\n`,
  'a length with a sign': path => `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: +0\r\n\r\n`,
  'a length in sixteens': path => `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0x0\r\n\r\n`,
  'a chunk size with a sign': path => `POST ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n+0\r\n\r\n`,
  'a chunk size beyond all bounds': path =>
    `POST ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n\r\n`,
  'a chunk that is longer than it says': path =>
    `POST ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n`,
  'bare line feeds': path => `POST ${path} HTTP/1.1\nHost: x\nContent-Length: 4\nTransfer-Encoding: chunked\n\n0\n\n`
}

t.test('a request whose length can be read in two ways ends its connection, and what hides behind it is not heard', async t => {
  const { bank, cancel, status } = await enter(t)
  for (const [name, hidden] of Object.entries(SMUGGLED)) {
    const text = await exchange(bank, hidden('/v1.0/qr/qr-mpm-cancel') + bytesOf(cancel(), true))
    t.ok(
      statuses(text).every(each => each === 400),
      `${name}: ${statuses(text).join()}`
    )
    t.notMatch(text, '2007700', name)
  }
  t.equal(await status(), 'pending')
})

t.test('chunks with extensions and trailers are a body like any other', async t => {
  const { bank, inquiry } = await enter(t)
  const size = (body: string): string => Buffer.byteLength(body).toString(16).toUpperCase()
  const shapes: readonly ((body: string) => string)[] = [
    // In this order: the parser of Node.js 20.19.0 refuses a quoted value that is the last of several.
    body => `${size(body)};x="y";name=value\r\n${body}\r\n0\r\nX-Trailer: yes\r\n\r\n`,
    body => `000000${size(body)}\r\n${body}\r\n000\r\n\r\n`
  ]
  for (const chunked of shapes) {
    const { body, ...call } = inquiry()
    const bytes =
      bytesOf({ ...call, body: '' }, true).replace('Content-Length: 0', 'Transfer-Encoding: chunked') + chunked(body)
    t.strictSame(codes(await exchange(bank, bytes)), ['2005100'])
  }
})

t.test('HTTP/1.0 is answered and the connection ends; with a claim to another protocol the call is a call', async t => {
  const { bank, inquiry } = await enter(t)
  const old = bytesOf(inquiry()).replace('HTTP/1.1', 'HTTP/1.0')
  t.strictSame(codes(await exchange(bank, old)), ['2005100'])
  for (const [upgrade, more] of [
    ['websocket', 'Sec-WebSocket-Key: AAAA\r\n'],
    ['h2c', 'HTTP2-Settings: AAAA\r\n']
  ] as const) {
    const bytes = bytesOf(inquiry()).replace(
      'Host: bank\r\n',
      `Host: bank\r\nConnection: Upgrade, close\r\nUpgrade: ${upgrade}\r\n${more}`
    )
    t.strictSame(codes(await exchange(bank, bytes)), ['2005100'], upgrade)
  }
  t.strictSame(statuses(await exchange(bank, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')), [400], 'HTTP/2 without asking')
  t.strictSame(
    statuses(await exchange(bank, 'CONNECT other.example:443 HTTP/1.1\r\nHost: other.example:443\r\n\r\n')).filter(
      each => each < 400
    ),
    [],
    'it is no proxy'
  )
})

t.test('a client that waits for 100 is told to go on', async t => {
  const { bank, inquiry } = await enter(t)
  const bytes = bytesOf(inquiry(), true).replace('Host: bank\r\n', 'Host: bank\r\nExpect: 100-continue\r\n')
  const socket = open(bank)
  const all = heard(socket)
  const end = bytes.indexOf('\r\n\r\n') + 4
  socket.write(bytes.slice(0, end))
  await once(socket, 'data')
  socket.write(bytes.slice(end))
  const text = await all
  t.match(text, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200/)
  t.strictSame(codes(text), ['2005100'])
})

t.test('a whole URL in the request line is part of what is signed, and opens no admin route', async t => {
  const { bank, inquiry } = await enter(t)
  const { path } = inquiry()
  t.strictSame(codes(await exchange(bank, bytesOf(inquiry(), true).replace(path, bank.url + path))), ['4015100'])
  for (const target of [
    `${bank.url}/admin/partners`,
    'http://evil.example/admin/partners',
    '//admin/partners',
    '/%61dmin/partners/../partners',
    '/admin/./partners'
  ]) {
    const text = await exchange(bank, `GET ${target} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`)
    t.ok(
      statuses(text).every(each => each >= 400),
      `${target}: ${statuses(text).join()}`
    )
    t.notMatch(text, 'clientSecret', target)
  }
})

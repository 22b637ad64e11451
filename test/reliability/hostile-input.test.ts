/** Input that means harm: paths that climb, keys of prototypes, bombs of brackets, line ends, texts for slow patterns. */
import t from 'tap'
import type { PartnerReply } from '../../schemas/partner.js'
import { redactHeaders, redactPacket, redactReply, shortenAll } from '../../src/domain/redact.js'
import { DEMO_SNAP, startTestBank } from '../bank-harness.js'
import { sendRaw } from '../raw-http.js'

const CLIMBS = [
  '../package.json',
  '..%2fpackage.json',
  '..%2Fpackage.json',
  '%2e%2e/package.json',
  '%2e%2e%2fpackage.json',
  '..%5cpackage.json',
  '....//package.json',
  '..;/package.json',
  '../../../../../../etc/passwd',
  '..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd',
  '%252e%252e%252fpackage.json',
  '..%c0%afpackage.json',
  '/etc/passwd',
  '%2fetc%2fpasswd',
  'file:///etc/passwd',
  '.%00/package.json',
  'package.json%00.png',
  '__proto__',
  'constructor'
]

const FOLDERS = [
  '/',
  '/admin/',
  '/admin/snapshots/',
  '/admin/partners/',
  `/qr/${DEMO_SNAP}/`,
  '/qr/../',
  '/docs/',
  '/assets/',
  '/dashboard/',
  '/pay/',
  '/.well-known/',
  '/sink/'
]

t.test('no path leads to a file', async t => {
  const bank = await startTestBank(t)
  for (const folder of FOLDERS) {
    for (const climb of CLIMBS) {
      const path = folder + climb + (folder.startsWith('/qr/') ? '.png' : '')
      const { status, text } = await sendRaw(bank.url, { method: 'GET', path })
      t.notOk(
        status >= 500 || /"name":\s*"bnc-snap-sandbox"|root:x?:0:|"devDependencies"/.test(text),
        `${path} answers ${status}`
      )
    }
  }
  // The last is a name that a snapshot may have; it is a row in the database, not a file.
  for (const climb of CLIMBS)
    t.equal((await bank.admin('POST', '/snapshots', { name: climb })).status, climb === 'constructor' ? 201 : 400, climb)
})

t.test('a key of the prototype is a key like any other', async t => {
  const bank = await startTestBank(t)
  const send = async (method: string, path: string, body: string): Promise<number> =>
    (await fetch(`${bank.url}/admin${path}`, { method, body })).status
  const POLLUTION = [
    '{"__proto__":{"polluted":true}}',
    '{"constructor":{"prototype":{"polluted":true}}}',
    '{"settings":{"__proto__":{"magicValues":false}}}'
  ]
  for (const body of POLLUTION) {
    t.equal(await send('PATCH', `/partners/${DEMO_SNAP}`, body), 400, body)
    t.equal(await send('POST', '/partners', body), 400, body)
    t.equal(await send('POST', '/outcomes', body), 400, body)
    t.equal(await send('POST', '/reset', body), 400, body)
  }
  const partner = await bank.partner(DEMO_SNAP)
  t.equal(
    await send(
      'POST',
      '/outcomes',
      '{"service":"query","respond":{"responseCode":"4045101","additionalInfo":{"__proto__":{"polluted":true},"constructor":1}}}'
    ),
    201
  )
  const { text } = await partner.call(
    'query',
    '{"originalReferenceNo":"X","serviceCode":"47","__proto__":{"latestTransactionStatus":"00"}}'
  )
  t.match(text, '"additionalInfo":{"__proto__":{"polluted":true},"constructor":1}', 'it is given back as it was armed')
  t.equal(({} as Record<string, unknown>)['polluted'], undefined)
  t.equal((await bank.admin<PartnerReply>('GET', `/partners/${DEMO_SNAP}`)).body.settings.magicValues, true)
})

t.test('a bomb of brackets is refused, and nothing of it is kept', async t => {
  const bank = await startTestBank(t)
  for (const depth of [97, 98, 1500, 150_000]) {
    const bomb = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
    const body = `{"service":"77","respond":{"responseCode":"4047700","additionalInfo":${bomb}}}`
    const response = await fetch(`${bank.url}/admin/outcomes`, { method: 'POST', body })
    t.equal(response.status, depth <= 98 ? 201 : 400, `${depth} levels`)
    if (response.status === 400) t.match(await response.json(), { detail: 'body: it nests deeper than 100 levels' })
  }
  t.equal((await bank.admin<{ items: unknown[] }>('GET', '/outcomes')).body.items.length, 2)
})

t.test('a line end in a forced answer stays in its text, and one in a URL is refused', async t => {
  const bank = await startTestBank(t)
  const partner = await bank.partner(DEMO_SNAP)
  const evil = 'x\r\nX-Injected: yes\r\n\r\n<html>'
  await bank.admin('POST', '/outcomes', {
    service: 'query',
    note: evil,
    respond: { responseCode: '4045101', responseMessage: evil, additionalInfo: { [evil]: evil } }
  })
  const reply = await partner.call('query', { originalReferenceNo: 'X', serviceCode: '47' })
  t.equal(reply.headers['x-injected'], undefined)
  t.match(reply.body, { responseCode: '4045101', responseMessage: evil, additionalInfo: { [evil]: evil } })
  t.equal(reply.headers['content-length'], String(Buffer.byteLength(reply.text)))
  for (const name of ['callbackUrl', 'callbackTokenUrl']) {
    for (const url of ['http://127.0.0.1/\r\nX-Injected: yes', 'http://127.0.0.1/a b', 'http://127.0.0.1/\nx']) {
      t.equal((await bank.admin('PATCH', `/partners/${DEMO_SNAP}`, { [name]: url })).status, 400, JSON.stringify(url))
    }
  }
})

const HOSTILE = [
  'eyJ'.repeat(21_000),
  'eyJaaaaaaaa.'.repeat(5000),
  `eyJ${'a'.repeat(60_000)}`,
  `${'a'.repeat(30_000)}:`.repeat(2),
  ' '.repeat(60_000),
  ':'.repeat(60_000),
  '\r\n'.repeat(30_000),
  `Bearer${' '.repeat(60_000)}`,
  `"accessToken"${' '.repeat(60_000)}`,
  '"accessToken":"'.repeat(4000),
  '.-'.repeat(30_000)
]

t.test('no text makes a redaction slow', async t => {
  for (const text of HOSTILE) {
    const begun = performance.now()
    redactPacket(Buffer.from(text))
    redactHeaders(['Authorization', text, 'X-SIGNATURE', text])
    redactReply(text)
    shortenAll(JSON.stringify(text), [text.slice(0, 40)])
    t.ok(performance.now() - begun < 250, `${JSON.stringify(text.slice(0, 20))}: ${Math.round(performance.now() - begun)} ms`)
  }
  t.match(
    redactPacket(Buffer.from(`GET /?t=0eyJhbGciOiJIUzI1NiJ9.${'p'.repeat(30)}.${'s'.repeat(30)} x`)).toString(),
    /0eyJhbGciOiJI\.\.\.\(/,
    'a token is found wherever it begins'
  )
})

t.test('no call holds the others up: the largest bodies, the worst of texts', async t => {
  const bank = await startTestBank(t)
  const partner = await bank.partner(DEMO_SNAP)
  await partner.token()
  const field = (text: string): string =>
    JSON.stringify({
      originalReferenceNo: text,
      serviceCode: '47',
      originalPartnerReferenceNo: text,
      additionalInfo: { deviceId: text, channel: text }
    })
  const bodies = [
    ...HOSTILE,
    '0'.repeat(200_000),
    '\\"'.repeat(60_000),
    '00020101021226'.repeat(14_000),
    '9'.repeat(200_000)
  ].map(field)
  for (const body of [
    ...bodies,
    `{"a":[${'1,'.repeat(400_000)}1]}`,
    `{${Array.from({ length: 70_000 }, (_, index) => `"k${index}":{}`).join()}}`
  ]) {
    const begun = performance.now()
    const services = ['query', 'cancel', 'decode', 'generate'] as const
    const replies = await Promise.all([
      ...services.map(service => partner.call(service, body)),
      bank.admin('POST', '/pay', { qrContent: body.slice(0, 100_000) })
    ])
    t.ok(
      replies.every(({ status }) => status < 500),
      replies.map(({ status }) => status).join()
    )
    t.ok(performance.now() - begun < 1500, `${Math.round(performance.now() - begun)} ms for ${body.slice(0, 40)}`)
  }
})

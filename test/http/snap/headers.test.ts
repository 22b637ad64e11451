/** Headers of a call: which are owed, what shapes they may have, what repeats, and what comes back. */
import t from 'tap'
import { DIALECT_NAMES, DIALECTS } from '../../../schemas/dialects.js'
import { TOKEN_HEADERS } from '../../../schemas/headers.js'
import { startTestBank, type TestBank, type TestPartner } from '../../bank-harness.js'
import { sendRaw, type RawReply } from '../../raw-http.js'
import { signHmac, stringToSign } from '../../../src/domain/signature.js'

const NOW = Date.parse('2026-11-21T02:30:00Z')

interface Stage {
  readonly bank: TestBank
  readonly partner: TestPartner
  readonly token: string
}

const enter = async (t: Parameters<typeof startTestBank>[0], wish: object): Promise<Stage> => {
  const bank = await startTestBank(t, {}, () => NOW)
  const partner = await bank.newPartner(wish)
  const { body } = await partner.send(partner.sign.token({ at: NOW }))
  return { bank, partner, token: String(body['accessToken']) }
}

type Headers = [name: string, value: string][]

const QUERY = { originalReferenceNo: '404', serviceCode: '47' }

/** A good inquiry's headers, changed before they are sent. */
const query = async ({ bank, partner, token }: Stage, change: (headers: Headers) => Headers,
  externalId?: string): Promise<RawReply> => {
  const signed = partner.sign.call('query', QUERY, { token, at: NOW, ...(externalId !== undefined && { externalId }) })
  return sendRaw(bank.url, { path: signed.path, headers: change(Object.entries(signed.headers)), body: signed.body })
}

const without = (name: string) => (headers: Headers): Headers => headers.filter(([one]) => one !== name)
const also = (...more: Headers) => (headers: Headers): Headers => [...headers, ...more]
const instead = (name: string, value: string) => (headers: Headers): Headers =>
  headers.map(([one, old]) => [one, one === name ? value : old])

const said = ({ body }: RawReply): unknown[] => [body['responseCode'], body['responseMessage']]

const FOUND_NOT = ['4045101', 'Transaction Not Found']

for (const dialect of DIALECT_NAMES) {
  t.test(`every header that the ${dialect} dialect demands is demanded, and an empty one counts as absent`, async t => {
    const stage = await enter(t, { dialect })
    for (const name of DIALECTS[dialect].mandatoryHeaders) {
      const refused = name === 'Authorization' ? ['4015103', 'Token Not Found (B2B)']
        : ['4005102', `Invalid Mandatory Field ${name}`]
      t.strictSame(said(await query(stage, without(name))), refused, `without ${name}`)
      t.strictSame(said(await query(stage, instead(name, ''))), refused, `${name} empty`)
    }
    t.strictSame(said(await query(stage, headers => headers)), FOUND_NOT)
  })
}

t.test('of several headers that are missing the first of the table is named', async t => {
  const stage = await enter(t, {})
  const names = DIALECTS.bnc.mandatoryHeaders.filter(name => name !== 'Authorization')
  for (const [index, name] of names.entries()) {
    const kept = (one: string): boolean => names.indexOf(one) < index || (one === 'X-PARTNER-ID' && one !== name)
    const reply = await query(stage, headers => headers.filter(([one]) => kept(one)))
    t.strictSame(said(reply), ['4005102', `Invalid Mandatory Field ${name}`])
  }
})

t.test('of somebody unknown only those headers are demanded that every partner owes', async t => {
  const stage = await enter(t, {})
  const nobody = (headers: Headers): Headers => instead('X-PARTNER-ID', 'NOBODY')(without('ORIGIN')(headers))
  t.strictSame(said(await query(stage, nobody)), ['4015100', 'Unauthorized. [Unknown Client]'])
})

t.test('the snap dialect does not miss ORIGIN', async t => {
  const stage = await enter(t, { dialect: 'snap' })
  t.strictSame(said(await query(stage, without('ORIGIN'))), FOUND_NOT)
  t.strictSame(said(await query(stage,
    also(['X-ORIGIN', 'a'], ['X-DEVICE-ID', ''], ['debug-id', ''], ['X-CLIENT-KEY', 'stray']))), FOUND_NOT)
})

t.test('names of headers are the same in any case', async t => {
  const stage = await enter(t, {})
  t.strictSame(said(await query(stage, headers => headers.map(([name, value]) => [name.toLowerCase(), value]))), FOUND_NOT)
})

t.test('a header that means something stands there once', async t => {
  const stage = await enter(t, {})
  for (const name of DIALECTS.bnc.mandatoryHeaders) {
    const twice = (headers: Headers): Headers => [...headers, ...headers.filter(([one]) => one === name)]
    t.strictSame(said(await query(stage, twice)), ['4005101', `Invalid Field Format ${name}`], name)
    const other = await query(stage, also([name.toLowerCase(), 'x']))
    t.strictSame(said(other), ['4005101', `Invalid Field Format ${name.toLowerCase()}`], `${name}, another value`)
  }
  t.strictSame(said(await query(stage,
    also(['X-Forwarded-For', '1'], ['X-Forwarded-For', '2'], ['Cookie', 'a'], ['Cookie', 'b']))), FOUND_NOT)
})

const contentTypes: Readonly<Record<string, boolean>> = {
  'application/json': true,
  'application/json; charset=utf-8': true,
  'application/json;charset=UTF-8': true,
  'application/json;charset="utf-8"': true,
  'Application/JSON': true,
  'text/plain': false,
  'text/json': false,
  'application/jsonp': false,
  'application/json-patch+json': false,
  'application/problem+json': false,
  'application/x-www-form-urlencoded': false,
  'multipart/form-data; boundary=x': false,
  'application/xml': false,
  'json': false,
  '*/*': false,
  ';': false,
  'application/json, text/plain': false
}

t.test('the body is called application/json, with a charset or without', async t => {
  const stage = await enter(t, {})
  for (const [type, good] of Object.entries(contentTypes)) {
    const expected = good ? FOUND_NOT : ['4005101', 'Invalid Field Format Content-Type']
    t.strictSame(said(await query(stage, instead('Content-Type', type))), expected, type)
  }
})

const externalIds: Readonly<Record<string, boolean>> = {
  '1': true, '0123456789': true, '41807553358950093184162180797837': true, 'a7d0-4f2c': true, 'k3+/AAbbCC12': true,
  '123e4567-e89b-12d3-a456-426614174000': true, [`!"#$%&'()*,.:;<=>?@[]^_{|}~`]: true, ['x'.repeat(36)]: true,
  ['x'.repeat(37)]: false, 'a b': false, 'a\tb': false, 'é': false, 'a\u00a0b': false
}

t.test('an external id is 1 to 36 visible ASCII characters', async t => {
  const stage = await enter(t, {})
  for (const [id, good] of Object.entries(externalIds)) {
    const reply = await query(stage, headers => headers, id)
    t.strictSame(said(reply), good ? FOUND_NOT : ['4005101', 'Invalid Field Format X-EXTERNAL-ID'], id)
    if (good) t.equal(reply.headers['x-external-id'], id, 'and comes back')
  }
})

t.test('any channel id will do that is not empty', async t => {
  const stage = await enter(t, {})
  for (const id of ['95221', 'SDK', `${stage.partner.partner.partnerId}-SERVER`, '-']) {
    t.strictSame(said(await query(stage, instead('CHANNEL-ID', id))), FOUND_NOT, id)
  }
})

t.test('the token call owes four headers and does not mind what else is sent empty', async t => {
  const { bank, partner } = await enter(t, {})
  const request = partner.sign.token({ at: NOW })
  const send = (headers: Headers): Promise<RawReply> => sendRaw(bank.url, { path: request.path, headers, body: request.body })
  const good: Headers = Object.entries(request.headers)
  for (const name of TOKEN_HEADERS) {
    t.strictSame(said(await send(without(name)(good))), ['4007302', `Invalid Mandatory Field ${name}`], name)
    t.strictSame(said(await send(instead(name, '')(good))), ['4007302', `Invalid Mandatory Field ${name}`], `${name} empty`)
  }
  const stray: Headers = [['Authorization', ''], ['X-PARTNER-ID', ''], ['X-EXTERNAL-ID', ''], ['CHANNEL-ID', ''],
    ['X-CHANNEL-ID', '1']]
  t.strictSame(said(await send([...good, ...stray])), ['2007300', 'Successful'])
  const leftOver: Headers = [['Authorization', 'Bearer old'], ['X-PARTNER-ID', 'NOBODY'], ['X-EXTERNAL-ID', 'a b']]
  t.strictSame(said(await send([...good, ...leftOver])), ['2007300', 'Successful'])
})

t.test('a reply names its type, its time in Jakarta, and the external id; that of a token the client key', async t => {
  const stage = await enter(t, {})
  const { bank, partner } = stage
  for (const reply of [await query(stage, headers => headers, 'my-id'), await query(stage, without('CHANNEL-ID'), 'my-id')]) {
    t.match(reply.headers,
      { 'content-type': 'application/json', 'x-timestamp': '2026-11-21T09:30:00+07:00', 'x-external-id': 'my-id' })
  }
  const token = partner.sign.token({ at: NOW })
  const reply = await sendRaw(bank.url, { path: token.path, headers: Object.entries(token.headers), body: token.body })
  t.match(reply.headers,
    { 'content-type': 'application/json', 'x-timestamp': '2026-11-21T09:30:00+07:00', 'x-client-key': partner.partner.clientKey })
  t.notOk('x-external-id' in reply.headers)
})

t.test('the query string is part of the signed path', async t => {
  const { bank, partner, token } = await enter(t, { dialect: 'snap' })
  const path = '/v1.0/qr/qr-mpm-query?a=b&c=%20'
  const good = partner.sign.call('query', QUERY, { token, at: NOW, path })
  t.strictSame(said(await sendRaw(bank.url, { path, headers: Object.entries(good.headers), body: good.body })), FOUND_NOT)
  const bare = { method: 'POST', path: '/v1.0/qr/qr-mpm-query', body: Buffer.from(good.body),
    timestamp: good.headers['X-TIMESTAMP'] ?? '', token }
  const signature = signHmac(partner.partner.clientSecret, stringToSign('symmetric', bare))
  const headers = instead('X-SIGNATURE', signature)(Object.entries({ ...good.headers, 'X-EXTERNAL-ID': 'other' }))
  t.strictSame(said(await sendRaw(bank.url, { path, headers, body: good.body })), ['4015100', 'Unauthorized. [Signature]'])
})

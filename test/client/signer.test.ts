/** What a partner's calls look like before they are sent, and what the partner client makes of the bank's answers. */
import { createPublicKey } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { DIALECT_NAMES, DIALECTS, SIGNATURE_MODES } from '../../schemas/dialects.js'
import { SERVICE_LIST } from '../../schemas/services.js'
import { partnerClient, signer, type Credentials } from '../../src/client/index.js'
import { stringToSign, verifyHmac, verifyRsa } from '../../src/domain/signature.js'
import { DEMO_SNAP, KEY_PAIR, startTestBank } from '../bank-harness.js'

const partner: Credentials = {
  partnerId: 'P', clientKey: 'KEY', clientSecret: 'SECRET', privateKey: KEY_PAIR.privateKey, dialect: 'bnc', signature: 'asymmetric'
}
const publicKey = createPublicKey(KEY_PAIR.publicKey)
const AT = Date.parse('2026-11-21T09:30:00+07:00')

t.test('the token call signs the client key and the time', async t => {
  const { method, path, headers, body, stringToSign: text } = signer(partner).token({ at: AT })
  t.strictSame({ method, path, body }, { method: 'POST', path: '/open/bi/v1.0/get/token', body: '{"grantType":"client_credentials"}' })
  t.match(headers, { 'Content-Type': 'application/json', 'X-TIMESTAMP': '2026-11-21T09:30:00+07:00', 'X-CLIENT-KEY': 'KEY' })
  t.equal(text, 'KEY|2026-11-21T09:30:00+07:00')
  t.ok(verifyRsa(publicKey, text, headers['X-SIGNATURE'] ?? ''))
})

for (const dialect of DIALECT_NAMES) {
  for (const mode of SIGNATURE_MODES) {
    t.test(`a ${mode} call of a ${dialect} partner has every header that is demanded, and a signature that verifies`, async t => {
      const call = signer({ ...partner, dialect, signature: mode }).call('query', { a: 1 }, { at: AT, token: 'T', externalId: 'E' })
      t.strictSame(Object.keys(call.headers).sort(), [...DIALECTS[dialect].mandatoryHeaders].sort())
      t.match(call.headers, { Authorization: 'Bearer T', 'X-PARTNER-ID': 'P', 'X-EXTERNAL-ID': 'E', 'CHANNEL-ID': '95221' })
      const signed = { method: 'POST', path: call.path, body: Buffer.from('{"a":1}'), timestamp: '2026-11-21T09:30:00+07:00', token: 'T' }
      t.equal(call.stringToSign, stringToSign(mode, signed))
      const signature = call.headers['X-SIGNATURE'] ?? ''
      t.ok(mode === 'symmetric' ? verifyHmac('SECRET', call.stringToSign, signature) : verifyRsa(publicKey, call.stringToSign, signature))
    })
  }
}

t.test('a service is called by its name or its code, on its first path or another', async t => {
  const sign = signer(partner)
  for (const { name, code, paths } of SERVICE_LIST) {
    t.equal(sign.call(name, {}).path, paths[0])
    t.equal(sign.call(code, {}).path, paths[0])
  }
  t.match(sign.call('query', {}, { path: '/v1.0/qr/qr-mpm-query' }), { path: '/v1.0/qr/qr-mpm-query', stringToSign: /^POST:\/v1\.0\/qr\/qr-mpm-query:/ })
  t.throws(() => sign.call('qery', {}), /no service qery; allowed: token, generate, query/)
})

t.test('a text body is sent as it is, headers may be replaced, and each call has an external id of its own', async t => {
  const sign = signer(partner)
  const call = sign.call('query', '{ "a" : 1 }', { headers: { 'CHANNEL-ID': 'SDK', 'X-More': '1' } })
  t.match(call, { body: '{ "a" : 1 }', headers: { 'CHANNEL-ID': 'SDK', 'X-More': '1' } })
  t.not(call.headers['X-EXTERNAL-ID'], sign.call('query', {}).headers['X-EXTERNAL-ID'])
})

t.test('without a private key nothing can be signed with it', async t => {
  const { privateKey: _, ...keyless } = partner
  t.throws(() => signer(keyless).token(), /partner P has no private key here/)
  t.throws(() => signer(keyless).call('query', {}), /partner P has no private key here/)
  t.doesNotThrow(() => signer({ ...keyless, signature: 'symmetric' }).call('query', {}))
})

t.test('the partner client fetches one token and keeps it', async t => {
  const bank = await startTestBank(t)
  const { call } = await bank.partner(DEMO_SNAP)
  const inquiry = { originalReferenceNo: '2026010100000000000000022', serviceCode: '47' }
  const [first, second] = [await call('query', inquiry), await call('query', inquiry)]
  t.match(first, { status: 200, body: { responseCode: '2005100' }, headers: { 'content-type': /^application\/json/ } })
  t.equal(first.request.headers['Authorization'], second.request.headers['Authorization'])
  t.match(await call('query', inquiry, { token: 'mine' }), { status: 401, body: { responseCode: '4015101' } })
})

t.test('an answer that is not JSON is kept as text, and gives no token', async t => {
  const server = createServer((_request, response) => response.writeHead(502).end('<html>'))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => { server.close(); server.closeAllConnections() })
  const client = partnerClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, partner)
  t.match(await client.token(), { status: 502, text: '<html>', body: { text: '<html>' } })
  await t.rejects(client.call('query', {}), /the bank gave no token: <html>/)
})

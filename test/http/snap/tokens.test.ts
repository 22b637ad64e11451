/** Access tokens in use: whose they are, how long they live, and what ends them early. */
import { join } from 'node:path'
import t from 'tap'
import { startTestBank, type TestPartner } from '../../bank-harness.js'

const QUERY = { originalReferenceNo: '404', serviceCode: '47' }
const TAKEN = '4045101'

const tokenOf = async (partner: TestPartner): Promise<string> => String((await partner.token()).body['accessToken'])

const use = async (partner: TestPartner, token: string): Promise<unknown> =>
  (await partner.call('query', QUERY, { token })).body['responseCode']

t.test('a token is granted as the bank writes it', async t => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner()
  const { status, body } = await partner.token()
  t.equal(status, 200)
  t.strictSame({ ...body, accessToken: '' },
    { responseCode: '2007300', responseMessage: 'Successful', accessToken: '', tokenType: 'Bearer', expiresIn: '900' })
  const [, claims = ''] = String(body['accessToken']).split('.')
  t.match(JSON.parse(Buffer.from(claims, 'base64url').toString()), { iss: /bank/, sub: partner.partner.clientKey })
})

t.test('both spellings of the grant type are understood, and nothing but client_credentials', async t => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner()
  const ask = async (body: string): Promise<unknown[]> => {
    const { body: reply } = await partner.send({ ...partner.sign.token(), body })
    return [reply['responseCode'], reply['responseMessage']]
  }
  const malformed = ['4007301', 'Invalid Field Format grantType']
  const missing = ['4007302', 'Invalid Mandatory Field grantType']
  const rows: readonly (readonly [string, string[]])[] = [
    ['{"grantType":"client_credentials"}', ['2007300', 'Successful']],
    ['{"grant_type":"client_credentials"}', ['2007300', 'Successful']],
    ['{"grantType":"","grant_type":"client_credentials"}', ['2007300', 'Successful']],
    ['{"grantType":"client_credentials","additionalInfo":{}}', ['2007300', 'Successful']],
    ['{"grantType":"authorization_code"}', malformed],
    ['{"grantType":"CLIENT_CREDENTIALS"}', malformed],
    ['{"grantType":1}', malformed],
    ['{"grantType":null}', malformed],
    ['{"grantType":["client_credentials"]}', malformed],
    ['{"grant_type":"password"}', malformed],
    ['{"grantType":"client_credentials","grant_type":"password"}', malformed],
    ['{}', missing],
    ['{"grantType":""}', missing],
    ['{"GrantType":"client_credentials"}', missing],
    ['', ['4007300', 'Bad Request']],
    ['[]', ['4007300', 'Bad Request']],
    ['grantType=client_credentials', ['4007300', 'Bad Request']]
  ]
  for (const [body, expected] of rows) t.strictSame(await ask(body), expected, body)
})

t.test('every path of the token call grants one', async t => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner()
  for (const path of ['/open/bi/v1.0/get/token', '/open/bi/1.0.0/get/token', '/v1.0/access-token/b2b',
    '/api/v1.0/access-token/b2b']) {
    t.equal((await partner.send(partner.sign.token({ path }))).body['responseCode'], '2007300', path)
  }
})

t.test('without a token there is none; anything but a good one is invalid', async t => {
  const bank = await startTestBank(t)
  const [partner, neighbour] = [await bank.newPartner({ dialect: 'snap' }), await bank.newPartner({ dialect: 'snap' })]
  const good = await tokenOf(partner)
  const send = async (authorization: string, token: string): Promise<unknown[]> => {
    const { body } = await partner.call('query', QUERY, { token, headers: { Authorization: authorization } })
    return [body['responseCode'], body['responseMessage']]
  }
  const none = ['4015103', 'Token Not Found (B2B)']
  const invalid = ['4015101', 'Invalid Token (B2B)']
  const theirs = await tokenOf(neighbour)
  t.strictSame(await send('', ''), none)
  t.strictSame(await send('Bearer', ''), none)
  t.strictSame(await send('Bearer  ', ''), none)
  for (const token of ['x', 'a.b.c', `${good}x`, good.slice(1), good.toUpperCase(), theirs]) {
    t.strictSame(await send(`Bearer ${token}`, token), invalid, token.slice(0, 8))
  }
  t.strictSame(await send(good, good), invalid, 'not called Bearer')
  t.strictSame(await send(`Basic ${good}`, good), invalid)
  t.equal((await send(`bearer ${good}`, good))[0], TAKEN, 'the scheme is the same in any case')
})

t.test("a token ends with its lifetime, by the partner's own clock", async t => {
  const bank = await startTestBank(t, { BNC_TOKEN_TTL_SECONDS: '60' })
  const [partner, neighbour] = [await bank.newPartner(), await bank.newPartner()]
  const { partnerId } = partner.partner
  await bank.admin('POST', '/clock', { partnerId, freeze: true })
  const { body } = await partner.token()
  t.equal(body['expiresIn'], '60')
  const [token, theirs] = [String(body['accessToken']), await tokenOf(neighbour)]
  await bank.advance(59, partnerId)
  t.equal(await use(partner, token), TAKEN)
  await bank.advance(1, partnerId)
  t.equal(await use(partner, token), '4015101')
  t.equal(await use(neighbour, theirs), TAKEN, "a neighbour's clock is its own")
  t.equal(await use(partner, await tokenOf(partner)), TAKEN, 'a new token lives from now')
})

t.test('older tokens stay valid beside newer ones', async t => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner()
  const tokens = [await tokenOf(partner), await tokenOf(partner), await tokenOf(partner)]
  t.equal(new Set(tokens).size, 3)
  for (const token of tokens) t.equal(await use(partner, token), TAKEN)
})

t.test("an admin ends all tokens of one partner, and no other's", async t => {
  const bank = await startTestBank(t)
  const [partner, neighbour] = [await bank.newPartner(), await bank.newPartner()]
  const [one, two, theirs] = [await tokenOf(partner), await tokenOf(partner), await tokenOf(neighbour)]
  t.equal((await bank.admin('POST', `/partners/${partner.partner.partnerId}/tokens/expire`)).status, 204)
  t.equal(await use(partner, one), '4015101')
  t.equal(await use(partner, two), '4015101')
  t.equal(await use(neighbour, theirs), TAKEN)
  t.equal(await use(partner, await tokenOf(partner)), TAKEN)
})

t.test('tokens survive a restart, and an end that an admin made survives it too', async t => {
  const env = { BNC_DATABASE: join(t.testdir({}), 'tokens.db') }
  const before = await startTestBank(t, env)
  const [partner, ended] = [await before.newPartner(), await before.newPartner()]
  const [token, old] = [await tokenOf(partner), await tokenOf(ended)]
  await before.admin('POST', `/partners/${ended.partner.partnerId}/tokens/expire`)
  await before.close()
  const after = await startTestBank(t, env)
  const again = await after.partner(partner.partner.partnerId)
  const send = async (one: TestPartner, credentials: TestPartner, bearer: string): Promise<unknown> =>
    (await one.send(credentials.sign.call('query', QUERY, { token: bearer }))).body['responseCode']
  t.equal(await send(again, partner, token), TAKEN)
  t.equal(await send(again, ended, old), '4015101')
})

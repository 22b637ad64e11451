/** Access tokens: what they look like, how long they live, and what is not one. */
import t from 'tap'
import { isExpired, makeToken, openToken } from '../../src/domain/access-token.js'

const KEY = 'a key of this partner'
const NOW = Date.parse('2026-11-21T02:30:00.500Z')
const token = makeToken(KEY, 'CLIENT', NOW, 900, 'id-1')

const part = (index: number): unknown => JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString())

t.test('a token looks like an HS256 JWT that names the bank and the client key', async t => {
  t.equal(token.split('.').length, 3)
  t.strictSame(part(0), { alg: 'HS256', typ: 'JWT' })
  const iat = Math.floor(NOW / 1000)
  t.strictSame(part(1), { iss: 'bank-neo-commerce-sandbox', sub: 'CLIENT', iat, exp: iat + 900, jti: 'id-1' })
  t.strictSame(openToken(KEY, token), part(1))
})

t.test('a token lives to the second', async t => {
  const claims = openToken(KEY, token)
  if (claims === undefined) throw new Error('the token does not open')
  t.notOk(isExpired(claims, claims.exp * 1000 - 1))
  t.ok(isExpired(claims, claims.exp * 1000))
})

const unsigned = token.slice(0, token.lastIndexOf('.'))
const changed = Buffer.from(JSON.stringify({ ...openToken(KEY, token), sub: 'ANOTHER' })).toString('base64url')

const strangers: Readonly<Record<string, string>> = {
  'the empty text': '',
  'one word': 'token',
  'two dots': '..',
  'a token without its seal': unsigned,
  'a token with an empty seal': `${unsigned}.`,
  'a token with a seal of the right length': `${unsigned}.${'A'.repeat(43)}`,
  'a token cut by one character': token.slice(0, -1),
  'a token with one character more': `${token}A`,
  'a token with white space': `${token} `,
  'another content under this seal': token.replace(/\.[^.]+\./, `.${changed}.`),
  'a token that asks for no algorithm': `${Buffer.from('{"alg":"none"}').toString('base64url')}.${changed}.`
}

t.test('what was not sealed with this key is no token', async t => {
  for (const [name, text] of Object.entries(strangers)) t.equal(openToken(KEY, text), undefined, name)
  t.equal(openToken('a key of another partner', token), undefined, "another partner's key")
})

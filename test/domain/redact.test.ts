/** What the journal keeps of a token, a signature or a key: enough to know it again, and not enough to use it. */
import t from 'tap'
import { redactHeaders, redactPacket, redactReply, shorten } from '../../src/domain/redact.js'

const TOKEN = `eyJhbGciOiJIUzI1NiJ9.${'a'.repeat(60)}.${'b'.repeat(40)}`

t.test('never more than half of a secret is left', async t => {
  t.equal(shorten('abcdefghijklmnopqrstuvwxyz'), 'abcdefghijkl...(26 characters)')
  for (const secret of ['a-short-key', 'key', 'k', 'exactly12chr']) t.notMatch(shorten(secret), secret, secret)
})

const SECRET: readonly (readonly [name: string, value: string, kept: RegExp])[] = [
  ['Authorization', `Bearer ${TOKEN}`, /^Bearer eyJhbGciOiJI\.\.\.\(\d+ characters\)$/],
  ['AUTHORIZATION', TOKEN, /^eyJhbGciOiJI\.\.\./],
  ['authorization', `Bearer ${TOKEN} and more`, /^Bearer eyJhbGciOiJI\.\.\./],
  ['Authorization', 'Bearer admin-key', /^Bearer admi\.\.\.\(9 characters\)$/],
  ['X-SIGNATURE', 's'.repeat(344), /^ssssssssssss\.\.\.\(344 characters\)$/],
  ['X-Admin-Key', 'the-key', /^\[redacted\]$/],
  ['X-CLIENT-SECRET', 'secret', /^\[redacted\]$/],
  ['Private_Key', 'MIIE', /^\[redacted\]$/]
]

t.test('headers that carry secrets are shortened or hidden, the others stay', async t => {
  for (const [name, value, kept] of SECRET) {
    const [shownName = '', shown = ''] = redactHeaders([name, value]).split('\n')
    t.equal(shownName, name)
    t.match(shown, kept, name)
    t.notMatch(shown, value)
  }
  t.equal(redactHeaders(['X-PARTNER-ID', 'p', 'Accept', '*/*']), 'X-PARTNER-ID\np\nAccept\n*/*')
  t.equal(redactHeaders([]), '')
})

t.test('the reply of a token call keeps everything but its token', async t => {
  const reply = JSON.stringify({ responseCode: '2007300', accessToken: TOKEN, tokenType: 'Bearer' })
  t.match(JSON.parse(redactReply(reply)), { responseCode: '2007300', accessToken: /^eyJhbGciOiJI\.\.\./, tokenType: 'Bearer' })
  t.notMatch(redactReply(reply), TOKEN)
})

t.test('bytes that are no HTTP lose the secrets of what look like headers', async t => {
  const bytes = Buffer.from(`POST /x HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer ${TOKEN}\r\nX-SIGNATURE: ${'s'.repeat(88)}\r\nbad header\r\n\r\n\xff${TOKEN}`, 'latin1')
  const text = redactPacket(bytes).toString('latin1')
  t.match(text, /^POST \/x HTTP\/1\.1\r\nHost: h\r\nAuthorization: Bearer eyJhbGciOiJI\.\.\.\(\d+ characters\)\r\nX-SIGNATURE: s{12}\.\.\./)
  t.notMatch(text, TOKEN)
  t.match(text, '\xff', 'other bytes stay as they came')
})

/** The national portal's signing calls: what they sign is what the gate accepts, and nothing of them is kept. */
import { createPrivateKey } from 'node:crypto'
import t from 'tap'
import { signHmac, signRsa, stringToSign, tokenStringToSign } from '../../src/domain/signature.js'
import { UTILITY_PATHS } from '../../src/http/utilities.js'
import { DEMO_BNC, DEMO_SNAP, KEY_PAIR, startTestBank, type TestBank } from '../bank-harness.js'

type Headers = Readonly<Record<string, string>>

interface Reply {
  readonly status: number
  readonly body: { readonly signature?: string; readonly responseCode?: string; readonly responseMessage?: string; readonly reason?: string }
}

const ask = async ({ url }: TestBank, path: string, headers: Headers, body = ''): Promise<Reply> => {
  const response = await fetch(url + path, { method: 'POST', headers, body })
  return { status: response.status, body: (await response.json()) as Reply['body'] }
}

const TIME = '2026-01-15T10:20:30+07:00'
const KEY = createPrivateKey(KEY_PAIR.privateKey)
const inner = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, '')
const PKCS1 = KEY.export({ type: 'pkcs1', format: 'pem' }).toString()

/** How a private key may stand in a header. */
const KEY_FORMS: Readonly<Record<string, string>> = {
  'base64 of PKCS#8': inner(KEY_PAIR.privateKey),
  'base64 of PKCS#1': inner(PKCS1),
  'PEM with literal \\n': KEY_PAIR.privateKey.trim().replaceAll('\n', '\\n'),
  'PEM on one line': KEY_PAIR.privateKey.trim().replaceAll('\n', ' '),
  'PKCS#1 PEM on one line': PKCS1.trim().replaceAll('\n', ' '),
  'PEM in quotes': `"${KEY_PAIR.privateKey.trim().replaceAll('\n', '\\n')}"`,
  'base64 of the PEM': Buffer.from(KEY_PAIR.privateKey).toString('base64')
}

t.test('a token call is signed, in whichever form the key comes', async t => {
  const bank = await startTestBank(t)
  const signature = signRsa(KEY, tokenStringToSign('client', TIME))
  for (const [form, key] of Object.entries(KEY_FORMS)) {
    const reply = await ask(bank, UTILITY_PATHS.auth, { 'X-TIMESTAMP': TIME, 'X-CLIENT-KEY': 'client', Private_Key: key })
    t.strictSame(reply, { status: 200, body: { signature } }, form)
  }
})

t.test('a transaction is signed, symmetrically or asymmetrically', async t => {
  const bank = await startTestBank(t)
  const body = '{ "a": "x  y\\/é" }'
  const call = { method: 'POST', path: '/v1.0/qr/qr-mpm-query?x=1', body: Buffer.from(body), timestamp: TIME, token: 'T' }
  const common = { 'X-TIMESTAMP': TIME, HttpMethod: 'post', 'Content-Type': 'application/json' }
  const symmetric = { signature: signHmac('the secret', stringToSign('symmetric', call)) }
  for (const endpoint of ['EndpoinUrl', 'EndpointUrl']) {
    for (const token of ['T', 'Bearer T']) {
      const headers = { ...common, 'X-CLIENT-SECRET': 'the secret', [endpoint]: call.path, AccessToken: token }
      t.strictSame(await ask(bank, UTILITY_PATHS.service, headers, body), { status: 200, body: symmetric }, `${endpoint} ${token}`)
    }
  }
  const headers = { ...common, Private_Key: inner(KEY_PAIR.privateKey), EndpoinUrl: call.path }
  t.strictSame(await ask(bank, UTILITY_PATHS.service, headers, body), { status: 200, body: { signature: signRsa(KEY, stringToSign('asymmetric', call)) } })
})

t.test('the gate accepts what they sign, in both dialects', async t => {
  const bank = await startTestBank(t)
  for (const partnerId of [DEMO_BNC, DEMO_SNAP]) {
    const { partner, sign, send } = await bank.partner(partnerId)
    const { privateKey = '', clientKey, clientSecret, dialect } = partner
    const tokenCall = sign.token()
    const timestamp = tokenCall.headers['X-TIMESTAMP'] ?? ''
    const auth = await ask(bank, UTILITY_PATHS.auth, { 'X-TIMESTAMP': timestamp, 'X-CLIENT-KEY': clientKey, Private_Key: inner(privateKey) })
    const tokenReply = await send({ ...tokenCall, headers: { ...tokenCall.headers, 'X-SIGNATURE': auth.body.signature ?? '' } })
    t.equal(tokenReply.status, 200, `${dialect}: the token call`)
    const token = String(tokenReply.body['accessToken'])
    const call = sign.call('query', '{ "originalReferenceNo": "X", "serviceCode": "47" }', { token })
    const credential = dialect === 'snap' ? { 'X-CLIENT-SECRET': clientSecret } : { Private_Key: inner(privateKey) }
    const service = await ask(bank, UTILITY_PATHS.service, {
      'X-TIMESTAMP': call.headers['X-TIMESTAMP'] ?? '', HttpMethod: call.method, EndpoinUrl: call.path, AccessToken: token, ...credential
    }, call.body)
    const reply = await send({ ...call, headers: { ...call.headers, 'X-SIGNATURE': service.body.signature ?? '' } })
    t.equal(reply.body['responseCode'], '4045101', `${dialect}: the signature is accepted, the transaction unknown`)
  }
})

const AUTH: Headers = { 'X-TIMESTAMP': TIME, 'X-CLIENT-KEY': 'client', Private_Key: inner(KEY_PAIR.privateKey) }
const SERVICE: Headers = { 'X-TIMESTAMP': TIME, 'X-CLIENT-SECRET': 'secret', HttpMethod: 'POST', EndpoinUrl: '/x', AccessToken: 'T' }

t.test('a header that is missing or empty is named', async t => {
  const bank = await startTestBank(t)
  for (const [path, whole] of [[UTILITY_PATHS.auth, AUTH], [UTILITY_PATHS.service, SERVICE]] as const) {
    t.equal((await ask(bank, path, whole)).status, 200)
    for (const name of Object.keys(whole)) {
      const { [name]: _, ...rest } = whole
      for (const headers of [rest, { ...rest, [name]: ' ' }]) {
        t.match(await ask(bank, path, headers),
          { status: 400, body: { responseCode: '4000002', responseMessage: `Invalid Mandatory Field ${name}`, reason: `${name} is missing or empty` } }, `${path} without ${name}`)
      }
    }
  }
})

const ec = '-----BEGIN PRIVATE KEY----- MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgevZzL1gdAFr88hb2OF/2NxApJCzGCEDdfSp6VQO30hyhRANCAAQRWz+jn65BtOMvdyHKcvjBeBSDZH2r1RTwjmYSi9R/zpBnuQ4EiMnCqfMPWiZqB4QdbAd0E7oH50VpuZ1P087G -----END PRIVATE KEY-----'

const BAD: readonly (readonly [path: string, name: string, value: string, reason: RegExp])[] = [
  [UTILITY_PATHS.auth, 'X-TIMESTAMP', '2026-01-15 10:20:30', /ISO 8601/],
  [UTILITY_PATHS.service, 'X-TIMESTAMP', '1736911230', /ISO 8601/],
  [UTILITY_PATHS.auth, 'Private_Key', inner(KEY_PAIR.publicKey), /no PKCS#8 or PKCS#1 private key/],
  [UTILITY_PATHS.auth, 'Private_Key', KEY_PAIR.publicKey.trim().replaceAll('\n', ' '), /it is a public key/],
  [UTILITY_PATHS.auth, 'Private_Key', 'my key!', /neither PEM nor base64/],
  [UTILITY_PATHS.auth, 'Private_Key', inner(KEY_PAIR.privateKey).slice(0, 400), /incomplete/],
  [UTILITY_PATHS.auth, 'Private_Key', ec, /no RSA key/],
  [UTILITY_PATHS.service, 'EndpoinUrl', 'https://bank.example/v1.0/x', /the path alone/]
]

t.test('a header that cannot be used is named, with the reason, and the key is not repeated', async t => {
  const bank = await startTestBank(t)
  for (const [path, name, value, reason] of BAD) {
    const reply = await ask(bank, path, { ...(path === UTILITY_PATHS.auth ? AUTH : SERVICE), [name]: value })
    t.match(reply, { status: 400, body: { responseCode: '4000001', responseMessage: `Invalid Field Format ${name}`, reason } }, `${name}: ${value.slice(0, 30)}`)
    t.notOk(JSON.stringify(reply.body).includes(value), `${name}: not repeated`)
  }
})

const PORTAL: Headers = { ...SERVICE, ...AUTH, 'X-CLIENT-SECRET': 'a secret of mine', AccessToken: `token-${'t'.repeat(60)}` }

t.test('nothing of them is journalled', async t => {
  const bank = await startTestBank(t)
  for (const path of Object.values(UTILITY_PATHS)) {
    await ask(bank, path, PORTAL)
    await ask(bank, path, {})
  }
  t.match((await bank.admin('GET', '/requests')).body, { items: [] })
})

t.test('switched off they are unknown paths, and the journal hides what they carry', async t => {
  const bank = await startTestBank(t, { BNC_SIGNING_UTILITIES: 'off' })
  for (const path of Object.values(UTILITY_PATHS)) {
    t.match(await ask(bank, path, PORTAL), { status: 401, body: { responseCode: '4010000', responseMessage: 'Unauthorized. [No Interface Def]' } })
  }
  const journal = JSON.stringify((await bank.admin('GET', '/requests')).body)
  t.match(journal, UTILITY_PATHS.auth)
  for (const secret of ['a secret of mine', PORTAL['AccessToken'] ?? '', inner(KEY_PAIR.privateKey).slice(0, 64)]) t.notMatch(journal, secret)
})

t.test('another method is an unknown path, as it is without them', async t => {
  const bank = await startTestBank(t)
  const response = await fetch(bank.url + UTILITY_PATHS.auth, { headers: { Private_Key: inner(KEY_PAIR.privateKey) } })
  t.match(await response.json(), { responseCode: '4010000' })
  const journal = JSON.stringify((await bank.admin('GET', '/requests')).body)
  t.notMatch(journal, inner(KEY_PAIR.privateKey).slice(0, 64))
})

/** The commands that call the bank as a partner does: real signatures, over HTTP. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { DEMO_BNC, DEMO_SNAP, demoFixture, startTestBank, type TestBank } from '../bank-harness.js'
import { commandLine, type CommandLine } from './command-line.js'

/** What the calls print for a program. */
interface Call {
  readonly request: { readonly path: string; readonly body: string }
  readonly status: number
  readonly body: Record<string, unknown>
}

const start = async (t: Test): Promise<{ bank: TestBank; say: CommandLine }> => {
  const bank = await startTestBank(t)
  return { bank, say: commandLine({ BNC_URL: bank.url }) }
}

const sent = ({ value }: { value: Call }): unknown => JSON.parse(value.request.body)

t.test("the bank's own sample is inquired, canceled and inquired again", async t => {
  const { say } = await start(t)
  const sample = '2023101814012941070122319'
  t.match(await say.json('query', sample), { code: 0, value: { status: 200, body: { responseCode: '2005100', latestTransactionStatus: '03' } } })
  const cancel = await say.json<Call>('cancel', sample, '--reason', 'test reason')
  t.match(cancel, { code: 0, value: { status: 200, body: { responseCode: '2007700' } } })
  t.strictSame(sent(cancel), { originalReferenceNo: sample, reason: 'test reason' })
  t.match(await say.json('query', sample), { code: 0, value: { body: { latestTransactionStatus: '05' } } })
})

t.test('a person sees the request, the code and the reply', async t => {
  const { bank, say } = await start(t)
  const { code, out, err } = await say('query', '2023081111626423051116587')
  t.equal(code, 0)
  t.equal(err, '')
  t.match(out, `POST ${bank.url}/open/bi/private/v1.0/qr/qr-mpm-query as ${DEMO_BNC}\n`)
  t.match(out, '\n{"originalReferenceNo":"2023081111626423051116587","serviceCode":"47"}\n')
  t.match(out, '\n200 2005100 Successful\n{\n  "responseCode": "2005100",\n')
})

t.test('a refusal is shown like any reply, and the command fails', async t => {
  const { say } = await start(t)
  t.match(await say('query', 'nothing'), { code: 1, out: /\n404 4045101 Transaction Not Found\n/, err: '' })
  t.match(await say.json('cancel', '2026010100000000000000013'), { code: 1, value: { status: 404, body: { responseCode: '4047700' } } })
})

t.test('colours are for a terminal, and NO_COLOR wins', async t => {
  const { bank } = await start(t)
  const line = ['query', '2023081111626423051116587']
  const isColoured = async (env: Record<string, string>, isTTY: boolean) =>
    (await commandLine({ BNC_URL: bank.url, ...env }, isTTY)(...line)).out.includes('\u001b[')
  t.equal(await isColoured({}, true), true)
  t.equal(await isColoured({}, false), false)
  t.equal(await isColoured({ NO_COLOR: '1' }, true), false)
})

t.test("a transaction is inquired as its own partner, and the dialect's fields are sent", async t => {
  const { say } = await start(t)
  const pending = '2026010100000000000000022'
  t.match(await say('query', pending), { code: 0, out: new RegExp(`as ${DEMO_SNAP}`) })
  const cancel = await say.json<Call>('cancel', '--partner-reference', 'DEMO-SNAP-PENDING', '--partner', DEMO_SNAP)
  t.match(cancel, { code: 0, value: { body: { responseCode: '2007700' } } })
  t.match(sent(cancel), { originalPartnerReferenceNo: 'DEMO-SNAP-PENDING', merchantId: '000200020001' })
  t.match(sent(await say.json<Call>('cancel', 'nothing', '--partner', DEMO_SNAP)), { merchantId: '000200020001' }, "else the partner's first")
})

t.test("another partner's transaction is unknown to the partner that is named", async t => {
  const { say } = await start(t)
  t.match(await say.json('query', '2026010100000000000000022', '--partner', DEMO_BNC), { code: 1, value: { body: { responseCode: '4045101' } } })
  t.match(await say('query', 'X', '--partner', 'nobody'), { code: 1, err: /partnerId: there is no "nobody"/ })
})

t.test('a number that two partners have needs no partner named to be called about', async t => {
  const { bank, say } = await start(t)
  for (const partnerId of [DEMO_BNC, DEMO_SNAP]) await bank.seed(partnerId, { referenceNo: 'TWICE' })
  t.match(await say.json('query', 'TWICE'), { code: 0 })
})

t.test('generate makes QRs of each kind', async t => {
  const { say } = await start(t)
  const plain = await say.json<Call>('generate')
  t.match(plain, { code: 0, value: { body: { responseCode: '2004700' } } })
  t.match(sent(plain), { amount: { value: '10000.00', currency: 'IDR' }, merchantId: '000100010001', partnerReferenceNo: /^CLI-[0-9a-f]{12}$/ })
  const said = await say.json<Call>(
    'generate', '--amount', '25000', '--partner-reference', 'INV-1', '--merchant', '000100010002', '--validity', '60')
  t.equal(said.code, 0)
  t.strictSame(sent(said), {
    partnerReferenceNo: 'INV-1', amount: { value: '25000.00', currency: 'IDR' }, merchantId: '000100010002', validityPeriod: '60'
  })
  const fixed = await say.json<Call>('generate', '--static', '--partner', DEMO_SNAP)
  t.match(fixed, { code: 0, value: { body: { merchantName: 'WARUNG SANDBOX' } } })
  t.hasStrict(sent(fixed), { qrType: 'STATIC', merchantId: '000200020001' })
  t.notOk('amount' in (sent(fixed) as object))
  t.match(await say.json('query', '--partner-reference', 'INV-1'), { code: 0, value: { body: { latestTransactionStatus: '03' } } })
})

t.test('a raw body is sent as it is, from the line or from a file', async t => {
  const { say } = await start(t)
  const raw = '{ "originalReferenceNo":"2023081111626423051116587", "serviceCode":"99" }'
  const inline = await say.json<Call>('query', '--body', raw)
  t.match(inline, { code: 1, value: { request: { body: raw }, body: { responseCode: '4005101' } } })
  const file = join(t.testdir({ 'body.json': raw }), 'body.json')
  t.match(await say.json('query', '--body', `@${file}`), { code: 1, value: { request: { body: raw } } })
  t.match(await say('query', '--body', '@nothing.json'), { code: 2, err: /--body: ENOENT/ })
})

t.test('headers are added and replaced, however they are spelt', async t => {
  const { say } = await start(t)
  const line = ['query', '2023081111626423051116587']
  t.match(await say.json(...line, '--header', 'content-type: text/plain'), { code: 1, value: { body: { responseCode: '4005101' } } })
  t.match(await say(...line, '--header', 'nonsense'), { code: 2, err: /--header is "nonsense"; allowed: "Name: value"/ })
  t.equal((await say(...line, '--external-id', 'ONCE')).code, 0)
  t.match(await say.json(...line, '--external-id', 'ONCE'), { code: 1, value: { body: { responseCode: '4095100' } } })
})

t.test('a partner that brought its own key calls with it', async t => {
  const { bank, say } = await start(t)
  const folder = t.testdir({ 'public.pem': demoFixture('bnc').partner.publicKey, 'private.pem': demoFixture('bnc').partner.privateKey ?? '' })
  t.equal((await say('partner', 'add', '--id', 'own', '--public-key', join(folder, 'public.pem'))).code, 0)
  await bank.seed('own', { referenceNo: 'MINE' })
  t.match(await say('query', 'MINE'), { code: 1, err: /partner own has no private key here/ })
  t.equal((await say('query', 'MINE', '--private-key', join(folder, 'private.pem'))).code, 0)
})

t.test('every signed call that is printed can be sent', async t => {
  const { bank, say } = await start(t)
  const body = '{"originalReferenceNo":"2023081111626423051116587","serviceCode":"47","additionalInfo":{"channel":"it\'s"}}'
  const { value } = await say.json<{ url: string; headers: Record<string, string>; body: string }>('sign', 'query', '--body', body)
  const reply = await fetch(value.url, { method: 'POST', headers: value.headers, body: value.body })
  t.match(await reply.json(), { responseCode: '2005100' })
  const token = await say.json<{ url: string; headers: Record<string, string>; body: string }>('sign', 'token', '--partner', DEMO_SNAP)
  const answer = await fetch(token.value.url, { method: 'POST', headers: token.value.headers, body: token.value.body })
  t.match(await answer.json(), { responseCode: '2007300', tokenType: 'Bearer' })
  t.equal(token.value.url, `${bank.url}/open/bi/v1.0/get/token`)
})

t.test('the curl that is printed says exactly that to a shell', async t => {
  const { say } = await start(t)
  const body = '{"reason":"it\'s $HOME `x`"}'
  const { out } = await say('sign', 'cancel', '--token', 'T', '--body', body, '--header', 'CHANNEL-ID: SDK')
  const shell = spawnSync('sh', ['-c', `curl() { for word in "$@"; do printf '%s\\n' "$word"; done; }\n${out}`], { encoding: 'utf8' })
  const words = shell.stdout.trimEnd().split('\n')
  t.equal(words.at(-1), body)
  t.match(words.slice(0, 3), ['-sS', '-X', 'POST'])
  t.ok(words.includes('Authorization: Bearer T'))
  t.ok(words.includes('CHANNEL-ID: SDK'))
})

t.test('a call is printed as headers and as an HTTP message too', async t => {
  const { bank, say } = await start(t)
  const headers = await say('sign', 'query', '--token', 'T', '--format', 'headers')
  t.match(headers, { code: 0, out: /^Content-Type: application\/json\nAuthorization: Bearer T\nX-TIMESTAMP: / })
  const message = await say('sign', 'token', '--format', 'http')
  t.match(message.out, `POST ${bank.url}/open/bi/v1.0/get/token HTTP/1.1\nContent-Type: application/json\n`)
  t.match(message.out, /\n\n\{"grantType":"client_credentials"\}\n$/)
})

t.test('a bank without a partner says how to make one', async t => {
  const bank = await startTestBank(t, { BNC_FIXTURES: t.testdir() })
  t.match(await commandLine({ BNC_URL: bank.url })('generate'), { code: 1, err: /the bank has no partner; make one with "bnc-sandbox partner add"/ })
})

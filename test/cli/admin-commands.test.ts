/** The commands of the bank's keeper: partners, what happens to a QR, reset, and whether the bank is ready. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import type { PartnerReply } from '../../schemas/partner.js'
import type { TransactionReply } from '../../schemas/transaction.js'
import { DEMO_BNC, DEMO_SNAP, KEY_PAIR, startTestBank } from '../bank-harness.js'
import { commandLine } from './command-line.js'

t.test('a partner is added, shown and listed', async t => {
  const bank = await startTestBank(t)
  const say = commandLine({ BNC_URL: bank.url })
  const added = await say.json<PartnerReply>('partner', 'add', '--dialect', 'snap', '--signature', 'asymmetric', '--callback-url', 'http://127.0.0.1:9/x')
  t.match(added, { code: 0, value: { dialect: 'snap', signature: 'asymmetric', callbackUrl: 'http://127.0.0.1:9/x', privateKey: /BEGIN PRIVATE KEY/ } })
  const { partnerId, clientSecret } = added.value
  t.strictSame((await say.json('partner', 'show', partnerId)).value, added.value)
  const shown = await say('partner', 'show', partnerId)
  t.match(shown, { code: 0, out: /dialect +snap, signs SHA256withRSA\n/ })
  t.match(shown.out, `clientSecret ${clientSecret}\n`)
  t.strictSame((await say.json<PartnerReply[]>('partner', 'list')).value.map(one => one.partnerId), [DEMO_BNC, DEMO_SNAP, partnerId])
  t.match(await say('partner', 'list'), { code: 0, out: new RegExp(`^${DEMO_SNAP} +snap +symmetric +WARUNG SANDBOX`, 'm') })
})

t.test('the list goes on after the first page', async t => {
  const bank = await startTestBank(t)
  const ids = Array.from({ length: 51 }, (_, index) => `P${index}`)
  for (const partnerId of ids) await bank.newPartner({ partnerId })
  const { value } = await commandLine({ BNC_URL: bank.url }).json<PartnerReply[]>('partner', 'list')
  t.strictSame(value.map(one => one.partnerId), [DEMO_BNC, DEMO_SNAP, ...ids])
})

t.test('credentials come as a .env, without a name that the bank would refuse', async t => {
  const bank = await startTestBank(t)
  const say = commandLine({ BNC_URL: bank.url })
  const { code, out } = await say('partner', 'show', DEMO_BNC, '--env')
  t.equal(code, 0)
  const lines = out.trimEnd().split('\n').map(line => line.split(/=(.*)/s).slice(0, 2) as [string, string])
  const variables = Object.fromEntries(lines)
  t.strictSame(variables, (await say.json('partner', 'show', DEMO_BNC, '--env')).value)
  t.notOk(lines.some(([name]) => name.startsWith('BNC_')))
  t.match(variables, { SNAP_BASE_URL: bank.url, SNAP_PARTNER_ID: DEMO_BNC, SNAP_CHANNEL_ID: '95221', SNAP_MERCHANT_ID: '000100010001' })
  t.equal(Buffer.from(variables['SNAP_PRIVATE_KEY_BASE64'] ?? '', 'base64').toString(), KEY_PAIR.privateKey)
  t.match(Buffer.from(variables['SNAP_BANK_PUBLIC_KEY_BASE64'] ?? '', 'base64').toString(), /^-----BEGIN PUBLIC KEY-----/)
})

t.test('with a public key of its own no private key is printed', async t => {
  const bank = await startTestBank(t)
  const file = join(t.testdir({ 'key.pem': KEY_PAIR.publicKey }), 'key.pem')
  const { code, out } = await commandLine({ BNC_URL: bank.url })('partner', 'add', '--public-key', file, '--env')
  t.equal(code, 0)
  t.notMatch(out, /PRIVATE/)
})

t.test('a QR is paid, fails and expires', async t => {
  const bank = await startTestBank(t)
  const say = commandLine({ BNC_URL: bank.url })
  for (const [command, status] of [['pay', 'success'], ['fail', 'failed'], ['expire', 'expired']] as const) {
    const { referenceNo } = await bank.seed(DEMO_BNC)
    const { code, out } = await say(command, referenceNo)
    t.equal(code, 0)
    t.match(out, `${referenceNo} pending → ${status}`)
    t.match(await say(command, referenceNo), { code: 1, out: '', err: new RegExp(`which does not allow ${command}; allowed: `) })
  }
})

t.test('a payment is made step by step', async t => {
  const bank = await startTestBank(t)
  const say = commandLine({ BNC_URL: bank.url })
  const { referenceNo } = await bank.seed(DEMO_BNC)
  for (const [command, move] of [['scan', 'pending → paying'], ['authorize', 'paying → pending'], ['settle', 'pending → success']] as const) {
    t.match(await say(command, referenceNo), { code: 0, out: `${referenceNo} ${move}` })
  }
})

t.test('a payment says who paid', async t => {
  const bank = await startTestBank(t)
  const { referenceNo } = await bank.seed(DEMO_BNC)
  const say = commandLine({ BNC_URL: bank.url })
  const { value } = await say.json<TransactionReply>('pay', referenceNo, '--rrn', '123456789012', '--issuer', '014')
  t.match(value, { status: 'success', rrn: '123456789012', bankCode: '014', history: [{}, { event: 'pay', cause: 'admin' }] })
})

t.test('a number that two partners have wants the partner named', async t => {
  const bank = await startTestBank(t)
  const say = commandLine({ BNC_URL: bank.url })
  for (const partnerId of [DEMO_BNC, DEMO_SNAP]) await bank.seed(partnerId, { referenceNo: 'TWICE' })
  t.match(await say.json('pay', 'TWICE'), { code: 1, value: { problem: { status: 409, field: 'partnerId' } } })
  t.match(await say.json('pay', 'TWICE', '--partner', DEMO_SNAP), { code: 0, value: { partnerId: DEMO_SNAP, status: 'success' } })
})

t.test('reset goes back to the fixtures, whole or one partner', async t => {
  const bank = await startTestBank(t)
  const say = commandLine({ BNC_URL: bank.url })
  const [ofBnc, ofSnap] = ['2026010100000000000000012', '2026010100000000000000022']
  const pay = async () => { for (const number of [ofBnc, ofSnap]) await say('pay', number) }
  const states = () => Promise.all([ofBnc, ofSnap].map(async number => (await bank.transaction(number)).status))
  await pay()
  t.match(await say('reset', '--partner', DEMO_SNAP), { code: 0, out: `partner ${DEMO_SNAP} is back to the fixtures\n` })
  t.strictSame(await states(), ['success', 'pending'])
  t.match(await say('reset'), { code: 0, out: 'the bank is back to the fixtures\n' })
  t.strictSame(await states(), ['pending', 'pending'])
  t.match(await say.json('reset', '--partner', 'nobody'), { code: 1, value: { error: 'partnerId: there is no "nobody"' } })
})

t.test('the admin key is sent, and its absence is explained', async t => {
  const bank = await startTestBank(t, { BNC_ADMIN_KEY: 'the-key' })
  t.match(await commandLine({ BNC_URL: bank.url, BNC_ADMIN_KEY: 'the-key' })('partner', 'list'), { code: 0 })
  for (const env of [{}, { BNC_ADMIN_KEY: '' }, { BNC_ADMIN_KEY: 'another' }]) {
    t.match(await commandLine({ BNC_URL: bank.url, ...env })('partner', 'list'), { code: 1, err: /the admin key is missing or wrong.*BNC_ADMIN_KEY/ })
  }
  t.match(await commandLine({ BNC_URL: bank.url })('healthcheck'), { code: 0 }, 'whether it is ready is no secret')
})

t.test('healthcheck tells a ready bank from none', async t => {
  const bank = await startTestBank(t)
  t.match(await commandLine({ BNC_URL: bank.url })('healthcheck'), { code: 0, out: `ready: ${bank.url}\n` })
  t.strictSame(await commandLine({ BNC_URL: bank.url }).json('healthcheck'), { code: 0, value: { ready: true, url: bank.url } })
  await bank.close()
  t.match(await commandLine({ BNC_URL: bank.url })('healthcheck', '--wait', '0.3'), { code: 1, out: /^not ready: no bank answers at / })
  t.match(await commandLine({ BNC_URL: bank.url }).json('healthcheck'), { code: 1, value: { ready: false, detail: /no bank answers/ } })
})

t.test('healthcheck --wait asks until the bank is ready', async t => {
  let asked = 0
  const server = createServer((_request, response) => response.writeHead(++asked < 3 ? 503 : 200).end())
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => { server.close(); server.closeAllConnections() })
  const say = commandLine({ BNC_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  t.match(await say('healthcheck'), { code: 1, out: /answers 503/ })
  t.match(await say('healthcheck', '--wait', '30'), { code: 0 })
  t.equal(asked, 3)
})

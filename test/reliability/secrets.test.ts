/** Secrets: none in the log, and a key is right as a whole or not at all. */
import { pino } from 'pino'
import t from 'tap'
import type { PartnerReply } from '../../schemas/partner.js'
import { readConfig } from '../../src/app/config.js'
import { startBank } from '../../src/app/start.js'
import { partnerClient } from '../../src/client/partner-client.js'
import { KEY_PAIR, startTestBank } from '../bank-harness.js'

t.test('the log holds no secret, not even at its finest or when something breaks', async t => {
  let log = ''
  const BNC_ADMIN_KEY = 'THE-ADMIN-KEY-OF-THIS-TEST'
  const config = readConfig({ BNC_PORT: '0', BNC_DATABASE: ':memory:', BNC_LOG_LEVEL: 'trace', BNC_ADMIN_KEY })
  const bank = await startBank(
    config,
    undefined,
    pino(
      { level: 'trace' },
      {
        write: (line: string) => {
          log += line
        }
      }
    )
  )
  t.teardown(() => bank.close())
  const headers = { authorization: `Bearer ${BNC_ADMIN_KEY}` }
  const created = await fetch(`${bank.listenUrl}/admin/partners`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ dialect: 'snap', publicKey: KEY_PAIR.publicKey, clientSecret: 'THE-CLIENT-SECRET' })
  })
  const partner = (await created.json()) as PartnerReply
  const { token, call } = partnerClient(bank.listenUrl, { ...partner, privateKey: KEY_PAIR.privateKey })
  const accessToken = String((await token()).body['accessToken'])
  const good = await call('query', { originalReferenceNo: 'X', serviceCode: '47' })
  await call(
    'query',
    { originalReferenceNo: 'X', serviceCode: '47' },
    { headers: { 'X-SIGNATURE': 'AAAA', 'X-Sandbox-Debug': 'true' } }
  )
  bank.bank.store.database.sqlite.exec('ALTER TABLE transactions RENAME TO broken')
  t.equal((await call('query', { originalReferenceNo: 'X', serviceCode: '47' })).status, 500)
  t.equal((await fetch(`${bank.listenUrl}/admin/transactions`, { headers })).status, 500)
  t.match(log, /a bug of the sandbox/, 'the accident is in it')
  const secrets = [
    BNC_ADMIN_KEY,
    'THE-CLIENT-SECRET',
    accessToken,
    good.request.headers['X-SIGNATURE'] ?? '',
    KEY_PAIR.privateKey.slice(40, 100)
  ]
  for (const secret of secrets) t.notOk(log.includes(secret), secret.slice(0, 16))
})

t.test('a key is right as a whole or not at all', async t => {
  const key = 'a-key-of-the-bank'
  const bank = await startTestBank(t, { BNC_ADMIN_KEY: key })
  const ask = async (headers: Record<string, string>): Promise<number> =>
    (await fetch(`${bank.url}/admin/partners`, { headers })).status
  const wrong = [
    '',
    key.slice(0, -1),
    `${key}x`,
    key.toUpperCase(),
    ` ${key} x`,
    'x'.repeat(8000),
    key.replace('a', 'á'),
    'undefined',
    '[redacted]'
  ]
  for (const sent of wrong) {
    t.equal(await ask({ authorization: `Bearer ${encodeURI(sent)}` }), 401, sent.slice(0, 20))
    t.equal(await ask({ 'x-admin-key': encodeURI(sent) }), 401, sent.slice(0, 20))
  }
  t.equal(await ask({ authorization: `Basic ${key}` }), 401)
  t.equal((await fetch(`${bank.url}/admin/partners?key=${key}&admin_key=${key}`)).status, 401, 'it is never read from a URL')
  t.equal(await ask({ authorization: `Bearer ${key}` }), 200)
})

/** Who may use the admin routes: the key, loopback, and pages of strangers. */
import t from 'tap'
import { PROBLEM_TYPE } from '../../../schemas/problem.js'
import { isLoopback } from '../../../src/app/address.js'
import { isOwnHost } from '../../../src/http/admin/guard.js'
import { startTestBank, type TestBank } from '../../bank-harness.js'
import { sendRaw, type RawReply } from '../../raw-http.js'

type Headers = readonly (readonly [string, string])[]

const ask = (bank: Pick<TestBank, 'url'>, headers: Headers, path = '/admin/clock'): Promise<RawReply> =>
  sendRaw(bank.url, { method: 'GET', path, headers })

const KEY = 'a key of admins'

t.test('on loopback without a key anybody on this machine may', async t => {
  const bank = await startTestBank(t)
  t.equal(bank.running.madeAdminKey, undefined)
  t.equal((await ask(bank, [])).status, 200)
  t.equal((await ask(bank, [['Authorization', 'Bearer anything']])).status, 200)
})

t.test('with a key every admin route wants it, in either header', async t => {
  const bank = await startTestBank(t, { BNC_ADMIN_KEY: KEY })
  const good: readonly Headers[] = [
    [['Authorization', `Bearer ${KEY}`]], [['authorization', `bearer ${KEY}`]], [['X-Admin-Key', KEY]], [['x-admin-key', KEY]]
  ]
  for (const headers of good) t.equal((await ask(bank, headers)).status, 200, JSON.stringify(headers))
  const bad: readonly Headers[] = [
    [], [['Authorization', KEY]], [['Authorization', `Basic ${KEY}`]], [['Authorization', 'Bearer']],
    [['Authorization', `Bearer ${KEY}x`]],
    [['X-Admin-Key', '']], [['X-Admin-Key', KEY.toUpperCase()]], [['X-Admin-Key', `${KEY} ${KEY}`]], [['Cookie', `key=${KEY}`]]
  ]
  for (const headers of bad) {
    const reply = await ask(bank, headers)
    t.equal(reply.status, 401, JSON.stringify(headers))
    t.match(reply.headers['content-type'], PROBLEM_TYPE)
    t.match(reply.body, { type: 'about:blank', title: 'Unauthorized', status: 401, field: 'Authorization',
      detail: /BNC_ADMIN_KEY.*X-Admin-Key/ })
    t.notMatch(reply.text, KEY)
  }
  for (const path of ['/admin/partners', '/admin/transactions', '/admin/transactions/404', '/admin/nothing']) {
    t.equal((await ask(bank, [], path)).status, 401, path)
  }
  for (const path of ['/livez', '/readyz']) t.equal((await ask(bank, [], path)).status, 200, `${path} is for anybody`)
})

t.test('bound beyond loopback without a key the bank makes one', async t => {
  const bank = await startTestBank(t, { BNC_HOST: '0.0.0.0' })
  const key = bank.running.madeAdminKey ?? ''
  t.match(key, /^[\w-]{32}$/)
  t.equal((await ask(bank, [])).status, 401)
  t.equal((await ask(bank, [['X-Admin-Key', key]])).status, 200)
  const other = await startTestBank(t, { BNC_HOST: '0.0.0.0' })
  t.not(other.running.madeAdminKey, key, 'another one each time')
  const chosen = await startTestBank(t, { BNC_HOST: '0.0.0.0', BNC_ADMIN_KEY: KEY })
  t.equal(chosen.running.madeAdminKey, undefined)
  t.equal((await ask(chosen, [['X-Admin-Key', KEY]])).status, 200)
})

t.test('loopback is 127.x, ::1 and localhost', async t => {
  for (const host of ['127.0.0.1', '127.1.2.3', '::1', 'localhost']) t.ok(isLoopback(host), host)
  for (const host of ['0.0.0.0', '::', '10.0.0.1', '192.168.1.1', '127.evil.example', 'bank.example']) t.notOk(isLoopback(host),
    host)
})

const strangers = [
  'evil.example', 'evil.example:7751', 'localhost.evil.example', '127.0.0.1.evil.example', 'localhost.', 'rebind.network:80',
  'a.b', ''
]

t.test('a Host that is not the bank is refused: a page whose name was bound to this address', async t => {
  const bank = await startTestBank(t)
  for (const host of strangers) {
    const reply = await ask(bank, [['Host', host]])
    t.equal(reply.status, 403, host)
    t.match(reply.headers['content-type'], PROBLEM_TYPE)
    t.match(reply.body, { title: 'Forbidden', status: 403, field: 'Host' }, host)
  }
  for (const host of ['localhost', 'localhost:7751', '127.0.0.1', '[::1]:7751', 'LOCALHOST', 'bank.localhost', 'bnc',
    'host.docker.internal:7751']) {
    t.equal((await ask(bank, [['Host', host]])).status, 200, host)
  }
})

t.test('a Host is refused before the key is looked at', async t => {
  const bank = await startTestBank(t, { BNC_ADMIN_KEY: KEY })
  t.equal((await ask(bank, [['Host', 'evil.example'], ['X-Admin-Key', KEY]])).status, 403)
})

t.test('the host of the public URL is the bank, and no host beneath it', async t => {
  t.ok(isOwnHost('bank.example', ['bank.example']))
  t.ok(isOwnHost('Bank.Example:8443', ['bank.example']))
  t.notOk(isOwnHost('x.bank.example', ['bank.example']))
  t.notOk(isOwnHost('bank.example.net', ['bank.example']))
})

t.test('a page of another origin is refused, whatever it asks', async t => {
  const bank = await startTestBank(t)
  const host = new URL(bank.url).host
  for (const origin of ['http://evil.example', 'https://evil.example', 'null', 'http://localhost:1',
    `http://evil.example@${host}x`, 'file://', 'x']) {
    for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
      const reply = await sendRaw(bank.url, { method, path: '/admin/partners', headers: [['Host', host], ['Origin', origin]] })
      t.equal(reply.status, 403, `${method} from ${origin}`)
      t.match(reply.body, { status: 403, field: 'Origin' })
      t.notOk(Object.keys(reply.headers).some(name => name.startsWith('access-control')), 'and no browser is invited')
    }
  }
  t.equal((await ask(bank, [['Host', host], ['Origin', bank.url]])).status, 200, "the bank's own pages")
  const { body } = await bank.admin<{ items: unknown[] }>('GET', '/partners')
  t.equal(body.items.length, 2, 'nobody made a partner')
})

t.test('whatever goes wrong in an admin route is a problem with a field', async t => {
  const bank = await startTestBank(t)
  const rows: readonly (readonly [method: string, path: string, body: string, status: number, field: string])[] = [
    ['GET', '/admin', '', 404, 'path'],
    ['GET', '/admin/', '', 404, 'path'],
    ['GET', '/admin/nothing', '', 404, 'path'],
    ['GET', '/admin/transactions/%zz', '', 404, 'path'],
    ['GET', `/admin/transactions/${'x'.repeat(600)}`, '', 404, 'path'],
    ['PUT', '/admin/partners', '{}', 404, 'path'],
    ['POST', '/admin/partners', '{', 400, 'body'],
    ['POST', '/admin/partners', '[]', 400, 'body'],
    ['POST', '/admin/partners', '"x"', 400, 'body'],
    ['POST', '/admin/partners', '{"__proto__":{"partnerId":"x"}}', 400, '__proto__'],
    ['POST', '/admin/partners', `"${'x'.repeat(1_100_000)}"`, 413, 'body']
  ]
  for (const [method, path, body, status, field] of rows) {
    const reply = await sendRaw(bank.url, { method, path, body, headers: [['Content-Type', 'application/json']] })
    t.equal(reply.status, status, `${method} ${path} ${body.slice(0, 20)}`)
    t.match(reply.headers['content-type'], PROBLEM_TYPE)
    t.match(reply.body, { type: 'about:blank', status, field, title: /\w/, detail: new RegExp(`^${field}: `) }, path)
  }
  const form = await sendRaw(bank.url,
    { path: '/admin/clock', body: '{"freeze":true}', headers: [['Content-Type', 'application/x-www-form-urlencoded']] })
  t.equal(form.status, 200, 'a body is JSON whatever it is called')
})

/** Where commands find the bank. */
import t from 'tap'
import { bankUrl } from '../../src/cli/bank-url.js'

const WHERE: readonly (readonly [env: Record<string, string>, url: string])[] = [
  [{}, 'http://127.0.0.1:7751'],
  [{ BNC_URL: '', BNC_HOST: '', BNC_PORT: '' }, 'http://127.0.0.1:7751'],
  [{ BNC_URL: 'https://bank.example/' }, 'https://bank.example'],
  [{ BNC_URL: 'http://bank:1', BNC_PORT: '8000' }, 'http://bank:1'],
  [{ BNC_PORT: '8000' }, 'http://127.0.0.1:8000'],
  [{ BNC_PORT: '0' }, 'http://127.0.0.1:7751'],
  [{ BNC_HOST: '0.0.0.0' }, 'http://127.0.0.1:7751'],
  [{ BNC_HOST: '::', BNC_PORT: '80' }, 'http://127.0.0.1:80'],
  [{ BNC_HOST: '::1' }, 'http://[::1]:7751'],
  [{ BNC_HOST: 'localhost' }, 'http://localhost:7751']
]

t.test('the bank is at BNC_URL, or where a bank with this environment listens', async t => {
  for (const [env, url] of WHERE) t.equal(bankUrl(env), url, JSON.stringify(env))
})

t.test('an address that is no http URL is refused', async t => {
  for (const url of ['bank', 'localhost:7751', 'ftp://bank']) t.throws(() => bankUrl({ BNC_URL: url }), /BNC_URL is/)
})

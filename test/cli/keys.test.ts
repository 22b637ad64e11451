/** `keys` makes a pair without a bank. */
import { createPublicKey, sign, verify } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { commandLine } from './command-line.js'

const say = commandLine({ BNC_URL: 'nowhere' })

const isPair = (privateKey: string, publicKey: string): boolean =>
  verify('sha256', Buffer.from('text'), publicKey, sign('sha256', Buffer.from('text'), privateKey))

t.test('a pair is printed as JSON', async t => {
  const { code, value: { privateKey, publicKey } } = await say.json<{ privateKey: string; publicKey: string }>('keys')
  t.equal(code, 0)
  t.equal(createPublicKey(publicKey).asymmetricKeyDetails?.modulusLength, 2048)
  t.ok(isPair(privateKey, publicKey))
})

t.test('a pair is printed as PEM', async t => {
  const { code, out } = await say('keys')
  t.equal(code, 0)
  t.match(out, /^-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----\n-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----\n$/)
})

t.test('a pair is written to a folder that is made, and never over another', async t => {
  const folder = join(t.testdir(), 'keys')
  const { code, out } = await say('keys', '--out', folder)
  t.equal(code, 0)
  const files = ['private-key.pem', 'public-key.pem'].map(name => join(folder, name))
  t.equal(out, `${files.join('\n')}\n`)
  const [privateKey = '', publicKey = ''] = files.map(file => readFileSync(file, 'utf8'))
  t.ok(isPair(privateKey, publicKey))
  if (process.platform !== 'win32') t.equal(statSync(files[0] as string).mode & 0o777, 0o600)
  t.match(await say('keys', '--out', folder), { code: 1, err: /^bnc-sandbox: EEXIST.*private-key\.pem/ })
  t.equal(readFileSync(files[0] as string, 'utf8'), privateKey)
})

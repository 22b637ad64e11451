/** `serve`: a bank starts, says where it is, and stops when it is asked to. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { run } from '../../src/cli/run.js'
import { memory } from './command-line.js'

const IN_MEMORY = { BNC_DATABASE: ':memory:', BNC_PORT: '0' }

/** Serves in this process until the test ends, or `stop` is called. */
const serve = async (t: Test, argv: readonly string[], env: Record<string, string> = IN_MEMORY) => {
  const { io, out, err } = memory(env)
  let stop = (): void => undefined
  const stopped = new Promise<void>(resolve => { stop = resolve })
  let started = (): void => undefined
  const ready = new Promise<void>(resolve => { started = resolve })
  const stdout = { write: (text: string) => { io.stdout.write(text); started() } }
  const ended = run(['serve', ...argv], { ...io, stdout, untilStopped: () => stopped })
  t.teardown(() => { stop(); return ended })
  await Promise.race([ready, ended])
  const log = () => err().split('\n').filter(line => line.startsWith('{')).map(line => JSON.parse(line) as Record<string, unknown>)
  return { stop, ended, out, err, log, url: /http:\/\/\S+/.exec(out())?.[0] ?? '' }
}

t.test('one line on stdout says where it is; the log on stderr says once how it is set, without secrets', async t => {
  const bank = await serve(t, ['--admin-key', 'SECRET-KEY', '--seed', 'SECRET-SEED', '--qr-ttl-seconds', '60'])
  t.match(bank.out(), /^bnc-sandbox is ready at http:\/\/127\.0\.0\.1:\d+\n$/)
  t.equal((await fetch(`${bank.url}/readyz`)).status, 200)
  const settings = bank.log().filter(line => 'config' in line)
  t.equal(settings.length, 1)
  t.match(settings, [{ config: { host: '127.0.0.1', port: 0, qrTtlSeconds: 60, adminKey: '[redacted]', seed: '[redacted]' } }])
  t.notMatch(bank.err(), /SECRET/)
  bank.stop()
  t.equal(await bank.ended, 0)
  await t.rejects(fetch(`${bank.url}/readyz`))
})

t.test('the line is JSON where a program asked', async t => {
  const bank = await serve(t, ['--json'])
  const { url } = JSON.parse(bank.out()) as { url: string }
  t.equal((await fetch(`${url}/livez`)).status, 200)
})

t.test('a public URL is not where it listens', async t => {
  const bank = await serve(t, ['--public-url', 'https://bank.example'])
  t.match(bank.out(), /^bnc-sandbox is ready at http:\/\/127\.0\.0\.1:\d+\n$/)
})

t.test('beyond loopback a key is made and said once, whatever the level of the log', async t => {
  const bank = await serve(t, ['--host', '0.0.0.0'])
  const made = bank.log().filter(line => 'adminKey' in line)
  t.equal(made.length, 1)
  const ask = async (key: string) => (await fetch(`${bank.url}/admin/partners`, { headers: { authorization: `Bearer ${key}` } })).status
  t.equal(await ask(String(made[0]?.['adminKey'])), 200)
  t.equal(await ask('another'), 401)
  const quiet = await serve(t, ['--host', '0.0.0.0', '--log-level', 'silent'])
  t.match(quiet.err(), /^BNC_ADMIN_KEY is not set and .*: [\w-]{32}\n$/)
})

t.test('a client that never hangs up does not keep the bank', async t => {
  const bank = await serve(t, [])
  const socket = connect(Number(new URL(bank.url).port), '127.0.0.1')
  await once(socket, 'connect')
  socket.on('error', () => undefined)
  t.teardown(() => socket.destroy())
  socket.write('GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await once(socket, 'data')
  bank.stop()
  t.equal(await bank.ended, 0)
})

const UNUSABLE: readonly (readonly [what: string, env: Record<string, string>, code: number, said: RegExp])[] = [
  ['an unknown variable', { BNC_PROT: '1' }, 2, /^bnc-sandbox: BNC_PROT is not a setting of the bank; did you mean BNC_PORT\?\n$/],
  ['a value that cannot be', { BNC_QR_TTL_SECONDS: 'soon' }, 2, /^bnc-sandbox: BNC_QR_TTL_SECONDS is "soon"; allowed: a whole number/],
  ['fixtures that are not there', { ...IN_MEMORY, BNC_LOG_LEVEL: 'silent', BNC_FIXTURES: 'no/such/folder' }, 2, /^bnc-sandbox: BNC_FIXTURES: no\/such\/folder: ENOENT.*\n$/],
  ['an address of another machine', { ...IN_MEMORY, BNC_LOG_LEVEL: 'silent', BNC_HOST: '192.0.2.1' }, 1, /^bnc-sandbox: 192\.0\.2\.1 is not an address of this machine/],
  ['a name that nobody has', { ...IN_MEMORY, BNC_LOG_LEVEL: 'silent', BNC_HOST: 'no-such-host.invalid' }, 1, /^bnc-sandbox: no-such-host\.invalid is not a name that can be found/]
]

for (const [what, env, code, said] of UNUSABLE) {
  t.test(`${what} stops the start`, async t => {
    const bank = await serve(t, [], env)
    t.equal(await bank.ended, code)
    t.equal(bank.out(), '')
    t.match(bank.err(), said)
  })
}

t.test('a port that is taken stops the start', async t => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  t.teardown(() => other.close())
  const { port } = other.address() as AddressInfo
  const bank = await serve(t, ['--port', String(port), '--log-level', 'silent'])
  t.equal(await bank.ended, 1)
  t.match(bank.err(), new RegExp(`^bnc-sandbox: 127\\.0\\.0\\.1:${port} is already in use; .* \\(EADDRINUSE\\)\n$`))
})

t.test('a database that another bank has stops the start', async t => {
  const file = join(t.testdir(), 'bank.db')
  const first = await serve(t, ['--database', file])
  const second = await serve(t, ['--database', file, '--log-level', 'silent'])
  t.equal(await second.ended, 1)
  t.match(second.err(), /^bnc-sandbox: .*bank\.db is in use by another bank; stop that one, or set BNC_DATABASE to another file\n$/)
  first.stop()
  t.equal(await first.ended, 0)
  t.match((await serve(t, ['--database', file])).out(), /ready/, 'and is free once that one has stopped')
})

t.test('as a process it ends with 0 on SIGTERM', { timeout: 30_000 }, async t => {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('BNC_')))
  const child = spawn(process.execPath, ['dist/src/cli/main.js', 'serve'], {
    env: { ...clean, ...IN_MEMORY }, stdio: ['ignore', 'pipe', 'pipe']
  })
  t.teardown(() => child.kill('SIGKILL'))
  let out = ''
  child.stdout.on('data', (text: Buffer) => { out += text.toString() })
  await once(child.stdout, 'data')
  const url = /http:\/\/\S+/.exec(out)?.[0] ?? ''
  t.equal((await fetch(`${url}/readyz`)).status, 200)
  const ended = once(child, 'close')
  child.kill('SIGTERM')
  t.strictSame(await ended, [0, null])
  t.equal(out, `bnc-sandbox is ready at ${url}\n`)
})

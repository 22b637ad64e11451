/** Bodies that do not come whole, and connections that break off: what came of them stands in the journal, once. */
import { once } from 'node:events'
import type { Socket } from 'node:net'
import t, { type Test } from 'tap'
import type { RequestReply } from '../../../schemas/journal.js'
import { startTestBank, type TestBank } from '../../bank-harness.js'
import { codes, exchange, heard, open, serverOf, statuses } from '../../reliability/wire-sockets.js'

const PATH = '/v1.0/qr/qr-mpm-cancel'
const HEAD = 'Host: bank\r\nContent-Type: application/json\r\n'
const post = (rest: string, path = PATH): string => `POST ${path} HTTP/1.1\r\n${HEAD}${rest}`

/** How a client that has said enough leaves: closing its half, the whole, or as a process that was killed. */
const WAYS = {
  'half closed': socket => socket.end(),
  closed: socket => socket.destroy(),
  reset: socket => socket.resetAndDestroy()
} as const satisfies Record<string, (socket: Socket) => unknown>

type Way = keyof typeof WAYS
const EACH_WAY = Object.keys(WAYS) as Way[]

const entries = async (bank: TestBank): Promise<RequestReply[]> =>
  (await bank.admin<{ items: RequestReply[] }>('GET', '/requests')).body.items

const refusal = ({ checks }: RequestReply): unknown => checks.filter(({ result }) => result === 'refused')

interface Leaving {
  /** A call that is answered before. */
  readonly first?: string
  readonly said: string
  readonly way: Way
}

const turn = (): Promise<void> => new Promise(resolve => { setImmediate(resolve) })

/** Says it, leaves once the bank has it, and reads the journal once the bank has let go of the connection. */
const leave = async (bank: TestBank, { first, said, way }: Leaving): Promise<RequestReply[]> => {
  const server = await serverOf(bank)
  const accepted = new Promise<Socket>(resolve => { server.once('connection', resolve) })
  const socket = open(bank)
  const there = await accepted
  const closed = new Promise(resolve => { there.once('close', resolve) })
  if (first !== undefined) {
    socket.write(first)
    await once(socket, 'data')
  }
  socket.resume().write(said)
  while (there.bytesRead < (first ?? '').length + said.length) await turn()
  WAYS[way](socket)
  await closed
  return entries(bank)
}

const CUT: readonly (readonly [bytes: string, why: string, body: string])[] = [
  [post('Content-Length: 100\r\n\r\n{"reason":'), 'the body was cut short: aborted; 10 of 100 bytes came', '{"reason":'],
  [post('Content-Length: 100\r\n\r\n'), 'the body was cut short: aborted; 0 of 100 bytes came', ''],
  [post('Transfer-Encoding: chunked\r\n\r\n5\r\n{"rea\r\n'), 'the body was cut short: aborted; 5 bytes came', '{"rea']
]

t.test('a body that is cut short leaves one entry: what came, and no reply', async t => {
  const bank = await startTestBank(t)
  for (const way of EACH_WAY) {
    for (const [bytes, why, body] of CUT) {
      await bank.admin('DELETE', '/requests')
      const [entry, ...others] = await leave(bank, { said: bytes, way })
      t.strictSame(others, [], way)
      t.match(entry, { method: 'POST', path: PATH, service: '77', status: null, responseCode: null, reply: '', fault: 'cut' })
      t.match(entry, { body, bodyLength: body.length, headers: [['Host', 'bank'], ['Content-Type', 'application/json']] })
      t.match(entry && refusal(entry), [{ step: 0, why }], `${way}: ${why}`)
    }
  }
})

t.test('so does one of a path that no service has, and one that the admin routes were sent leaves none', async t => {
  const bank = await startTestBank(t)
  t.match(await leave(bank, { said: post('Content-Length: 9\r\n\r\n{', '/v1.0/none'), way: 'reset' }),
    [{ path: '/v1.0/none', service: null, fault: 'cut', body: '{' }])
  await bank.admin('DELETE', '/requests')
  for (const way of EACH_WAY) t.strictSame(await leave(bank, { said: post('Content-Length: 9\r\n\r\n{', '/admin/reset'), way }), [])
})

const LIMIT = 1_048_576

t.test('of a body that is too large the journal knows how long it was said to be, or how much of it came', async t => {
  const bank = await startTestBank(t)
  const sizes: readonly (readonly [announced: string, noted: number])[] = [
    [String(LIMIT + 1), LIMIT + 1], ['9'.repeat(19), Number.MAX_SAFE_INTEGER]
  ]
  for (const [announced, bodyLength] of sizes) {
    const text = await exchange(bank, post(`Content-Length: ${announced}\r\n\r\n{}`), true)
    t.strictSame(codes(text), ['4007700'], 'it is refused, once')
    const [entry, ...others] = await entries(bank)
    t.strictSame(others, [])
    t.match(entry, { status: 400, responseCode: '4007700', bodyLength, body: '' })
    t.match(entry && refusal(entry), [{ step: 0, why: `the body is too large: over ${LIMIT} bytes were announced, none was read` }])
    await bank.admin('DELETE', '/requests')
  }
  const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`
  const text = await exchange(bank, post(`Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n${chunk.repeat(17)}0\r\n\r\n`))
  t.strictSame(codes(text), ['4007700'])
  const [entry] = await entries(bank)
  t.match(entry, { responseCode: '4007700', body: 'x'.repeat(16_384) })
  t.ok((entry?.bodyLength ?? 0) > LIMIT, 'what had come when it was refused')
  t.match(entry && refusal(entry), [{ why: `the body is too large: over ${LIMIT} bytes` }])
})

t.test('a body that is no body is refused in the voice of its service, once, and nothing behind it is heard', async t => {
  const bank = await startTestBank(t)
  const broken = post('Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\nzz\r\n')
  const text = await exchange(bank, `${broken}${post('Content-Length: 0\r\n\r\n')}`)
  t.strictSame([statuses(text), codes(text)], [[400], ['4007700']])
  const [entry, ...others] = await entries(bank)
  t.strictSame(others, [])
  t.match(entry, { path: PATH, status: 400, responseCode: '4007700', body: '{}', bodyLength: 2 })
  t.match(entry && refusal(entry), [{ step: 0, why: /^the body cannot be read: .+; 2 bytes came$/ }])
})

t.test('its refusal waits for the replies of the calls before it', async t => {
  const bank = await startTestBank(t)
  const first = post('X-Sandbox-Outcome: 4017701;delay=40\r\nContent-Length: 2\r\n\r\n{}')
  const text = await exchange(bank, `${first}${post('Transfer-Encoding: chunked\r\n\r\nzz\r\nmore')}`)
  t.strictSame(codes(text), ['4017701', '4007700'])
})

const impatient = async (t: Test): Promise<TestBank> => {
  const bank = await startTestBank(t)
  Object.assign(await serverOf(bank), { headersTimeout: 100, requestTimeout: 200 })
  return bank
}

t.test('a body that takes too long is refused with what came of it', async t => {
  const bank = await impatient(t)
  const socket = open(bank)
  socket.write(post('Content-Length: 100\r\n\r\n{"a'))
  const text = await heard(socket)
  t.strictSame([statuses(text), codes(text)], [[400], ['4007700']])
  const [entry, ...others] = await entries(bank)
  t.strictSame(others, [])
  t.match(entry, { path: PATH, status: 400, body: '{"a', bodyLength: 3 })
  t.match(entry && refusal(entry), [{ why: /; 3 of 100 bytes came$/ }])
})

t.test('a call that was answered before its body came whole is answered once, however that goes on', async t => {
  const bank = await startTestBank(t)
  const get = `GET ${PATH} HTTP/1.1\r\n${HEAD}`
  for (const rest of ['Content-Length: 9\r\n\r\n{', 'Transfer-Encoding: chunked\r\n\r\nzz\r\n']) {
    await bank.admin('DELETE', '/requests')
    t.strictSame(codes(await exchange(bank, get + rest, true)), ['4057700'])
    t.match(await entries(bank), [{ method: 'GET', responseCode: '4057700' }])
    t.equal((await entries(bank)).length, 1)
  }
})

t.test('headers that are cut short leave an entry where the connection held nothing else', async t => {
  const bank = await startTestBank(t)
  const said = `POST ${PATH} HTTP/1.1\r\nHost: ba`
  const why = `the connection was reset before the headers were whole; ${said.length} bytes came`
  const [reset, ...others] = await leave(bank, { said, way: 'reset' })
  t.strictSame(others, [])
  t.match(reset, { method: '', path: '', status: null, responseCode: null, fault: 'cut', reply: '', body: '' })
  t.match(reset && refusal(reset), [{ step: 0, why }])
  await bank.admin('DELETE', '/requests')
  const [ended] = await leave(bank, { said, way: 'half closed' })
  t.match(ended, { status: 400, responseCode: '4000000' })
  t.match(ended && refusal(ended), [{ why: 'the connection ended before the headers were whole' }])
})

t.test('a connection that leaves between calls, or without a word, is no entry', async t => {
  const bank = await startTestBank(t)
  for (const way of EACH_WAY) t.strictSame(await leave(bank, { said: '', way }), [], `${way} without a word`)
  const found = await leave(bank, { first: post('Content-Length: 0\r\n\r\n'), said: 'POST /', way: 'reset' })
  t.match(found, [{ path: PATH, responseCode: '4007702' }])
  t.equal(found.length, 1, 'where one call ends and another begins nobody can tell')
})

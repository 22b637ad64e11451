/** Every way in which a partner can fail to take a notification is recorded as what it was. */
import { createServer, type AddressInfo, type Socket } from 'node:net'
import type { Test } from 'tap'
import t from 'tap'
import type { AttemptReply } from '../../schemas/notification.js'
import { startTestBank } from '../bank-harness.js'
import { addTold, notificationsOf, pay, settle, startTold, type Told } from '../notification-harness.js'
import { hang, refuse, reply } from '../receiver.js'

const bank = await startTestBank(t)

/** The partner's only attempt so far. */
const attemptOf = async (told: Told): Promise<AttemptReply | undefined> => {
  await pay(told)
  await settle(told)
  const [notification] = await notificationsOf(told)
  if (notification?.status !== 'pending') throw new Error(`it is ${notification?.status ?? 'not there'}`)
  return notification.attempts[0]
}

/** A server that does this with every connection; its port. */
const listen = async (t: Test, act: (socket: Socket) => void): Promise<string> => {
  const server = createServer(socket => {
    socket.on('error', () => undefined)
    act(socket)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => { server.close() })
  return String((server.address() as AddressInfo).port)
}

t.test('another answer than the acknowledgement', async t => {
  const told = await addTold(t, bank)
  told.receiver.next(reply(200, { responseCode: '2005100' }))
  t.match(await attemptOf(told), { result: 'wrong-code', acknowledged: false, httpStatus: 200, responseBody: '{"responseCode":"2005100"}', detail: /"2005100"/ })
})

t.test('no JSON at all', async t => {
  const told = await addTold(t, bank)
  told.receiver.next(reply(200, '<html>OK</html>'))
  t.match(await attemptOf(told), { result: 'wrong-body', httpStatus: 200, responseBody: '<html>OK</html>' })
})

t.test('a refusal', async t => {
  const told = await addTold(t, bank)
  told.receiver.next(refuse)
  t.match(await attemptOf(told), { result: 'http-status', httpStatus: 500, detail: /HTTP 500/ })
})

t.test('a redirect is not followed', async t => {
  const told = await addTold(t, bank)
  told.receiver.next(reply(307, '', { location: `${told.receiver.origin}/elsewhere` }))
  t.match(await attemptOf(told), { result: 'redirect', httpStatus: 307, detail: /\/elsewhere; redirects are not followed/ })
  t.equal(told.receiver.received.length, 1)
})

t.test('a long answer is not heard to its end, and the first 4 kB are kept', async t => {
  const told = await addTold(t, bank)
  told.receiver.next(reply(200, `{"responseCode":"2005200","more":"${'x'.repeat(100_000)}"}`))
  const attempt = await attemptOf(told)
  t.equal(attempt?.result, 'wrong-body')
  t.equal(attempt?.responseBody?.length, 4096)
})

t.test('nobody listens', async t => {
  const port = await listen(t, socket => { socket.destroy() })
  const told = await addTold(t, bank, { callbackUrl: 'http://127.0.0.1:1/' })
  t.match(await attemptOf(told), { result: 'refused', detail: /ECONNREFUSED/ })
  const reset = await addTold(t, bank, { callbackUrl: `http://127.0.0.1:${port}/` })
  const attempt = await attemptOf(reset)
  t.match(attempt, { result: 'connection', detail: /hang up|ECONNRESET/ })
  t.notOk(attempt?.httpStatus)
})

t.test('an answer that is cut short', async t => {
  const told = await addTold(t, bank)
  told.receiver.next(response => {
    response.writeHead(200, { 'content-length': '1000' })
    response.write('{"responseCode":"2005200"')
    setImmediate(() => response.destroy())
  })
  t.match(await attemptOf(told), { result: 'connection', acknowledged: false })
})

t.test('something that is not HTTP', async t => {
  const port = await listen(t, socket => { socket.end('220 mail.example ESMTP\r\n') })
  t.match(await attemptOf(await addTold(t, bank, { callbackUrl: `http://127.0.0.1:${port}/` })), { result: 'not-http' })
})

t.test('https where plain HTTP is spoken', async t => {
  const told = await addTold(t, bank)
  await bank.admin('PATCH', `/partners/${told.partnerId}`, { callbackUrl: told.receiver.url.replace('http:', 'https:') })
  t.match(await attemptOf(told), { result: 'tls' })
  t.equal(told.receiver.received.length, 0)
})

t.test('no answer in time', async t => {
  const told = await startTold(t, {}, { timeoutMs: 60 })
  told.receiver.next(hang, response => { response.writeHead(200).write('{') })
  t.match(await attemptOf(told), { result: 'timeout', detail: 'no whole answer came within 60 ms' })
  await bank.advance(0)
  await told.bank.advance(120, told.partnerId)
  t.match((await notificationsOf(told))[0]?.attempts[1], { result: 'timeout', detail: 'no whole answer came within 60 ms' }, 'half an answer is none')
})

t.test('a name that has no address', async t => {
  const lost = Object.assign(new Error('queryA ENOTFOUND nobody.example'), { code: 'ENOTFOUND' })
  const told = await startTold(t, { callbackUrl: 'http://nobody.example/' }, { resolve: () => Promise.reject(lost) })
  t.match(await attemptOf(told), { result: 'dns', detail: /ENOTFOUND/ })
})

t.test('a name that nobody answers for', async t => {
  const never = new Promise<never>(() => undefined)
  const told = await startTold(t, { callbackUrl: 'http://slow.example/' }, { timeoutMs: 40, resolve: () => never })
  t.match(await attemptOf(told), { result: 'timeout', detail: 'the name was not resolved within 40 ms' })
})

t.test('a token URL that gives no token', async t => {
  const told = await addTold(t, bank, { callbackSignature: 'symmetric', callbackTokenUrl: null })
  t.match(await attemptOf(told), { result: 'token', detail: /no callbackTokenUrl/ })
  const other = await addTold(t, bank, { callbackSignature: 'symmetric' })
  await bank.admin('PATCH', `/partners/${other.partnerId}`, { callbackTokenUrl: `${other.receiver.origin}/wrong` })
  t.match(await attemptOf(other), { result: 'token', detail: /HTTP 200 without an accessToken/ })
  const dead = await addTold(t, bank, { callbackSignature: 'symmetric', callbackTokenUrl: 'http://127.0.0.1:1/token' })
  t.match(await attemptOf(dead), { result: 'token', detail: /refused: .*ECONNREFUSED/ })
  t.equal(dead.receiver.received.length, 0)
})

t.test('a URL that was taken away meanwhile', async t => {
  const told = await addTold(t, bank)
  told.receiver.next(refuse)
  await attemptOf(told)
  await bank.admin('PATCH', `/partners/${told.partnerId}`, { callbackUrl: null })
  await bank.advance(120, told.partnerId)
  t.match((await notificationsOf(told))[0]?.attempts[1], { result: 'no-url', url: null })
})

t.test('other URLs than http and https are refused when they are set', async t => {
  for (const url of ['ftp://example.com/', 'file:///etc/passwd', 'http://', 'http://user:secret@example.com/']) {
    const answer = await bank.admin('POST', '/partners', { callbackUrl: url })
    t.match(answer, { status: 400, body: { field: 'callbackUrl' } }, url)
  }
})

/** `/admin/events`: what happens in the bank as server-sent events, to whom it concerns. */
import { connect, type Socket } from 'node:net'
import t, { type Test } from 'tap'
import { DEMO_BNC, DEMO_SNAP, startTestBank, type TestBank } from '../../bank-harness.js'

interface Heard {
  readonly event: string
  readonly data: Record<string, unknown>
}

/** A reader of the stream; `next` resolves with the event that comes next. */
const listen = async (t: Test, bank: TestBank, query = '') => {
  const giveUp = new AbortController()
  const response = await fetch(`${bank.url}/admin/events${query}`, { signal: giveUp.signal })
  t.teardown(() => { giveUp.abort() })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const next = async (): Promise<Heard | undefined> => {
    for (;;) {
      const found = /event: (\w+)\ndata: (.*)\n\n/.exec(text)
      if (found !== null) {
        text = text.slice(found.index + found[0].length)
        return { event: found[1] ?? '', data: JSON.parse(found[2] ?? '') as Record<string, unknown> }
      }
      const chunk = await reader?.read()
      if (chunk?.value === undefined) return undefined
      text += chunk.value
    }
  }
  return { response, next, stop: () => { giveUp.abort() } }
}

t.test('all five kinds come, each with its partner', async t => {
  const bank = await startTestBank(t)
  const { response, next } = await listen(t, bank)
  t.equal(response.headers.get('content-type'), 'text/event-stream')
  await (await bank.partner(DEMO_SNAP)).token()
  t.match(await next(), { event: 'request', data: { partnerId: DEMO_SNAP, service: '73', status: 200, responseCode: '2007300', method: 'POST', id: /^\d+$/ } })
  t.match(await next(), { event: 'acceptance', data: { partnerId: DEMO_SNAP, caseId: '73.success', status: 'passed' } })
  await bank.admin('PATCH', `/partners/${DEMO_BNC}`, { callbackUrl: 'http://127.0.0.1:1/' })
  const { referenceNo } = await bank.seed(DEMO_BNC)
  t.match(await next(), { event: 'transaction', data: { partnerId: DEMO_BNC, referenceNo, from: null, to: 'pending' } })
  await bank.admin('POST', `/transactions/${referenceNo}/pay`)
  const both = [await next(), await next()]
  t.match(both.find(one => one?.event === 'transaction'), { data: { referenceNo, from: 'pending', to: 'success', cause: 'admin' } })
  t.match(both.find(one => one?.event === 'notification'), { data: { partnerId: DEMO_BNC, referenceNo, status: 'pending' } })
  await bank.advance(60, DEMO_SNAP)
  for (;;) {
    const heard = await next()
    if (heard?.event === 'notification') continue
    t.match(heard, { event: 'clock', data: { partnerId: DEMO_SNAP, offsetSeconds: 60, frozen: false, now: /\+07:00$/ } })
    break
  }
})

t.test('one partner hears of itself, and of the clock that is everybody\'s', async t => {
  const bank = await startTestBank(t)
  const { next } = await listen(t, bank, `?partnerId=${DEMO_SNAP}`)
  await bank.seed(DEMO_BNC)
  await (await bank.partner(DEMO_BNC)).token()
  await bank.advance(5, DEMO_BNC)
  await bank.advance(7)
  t.match(await next(), { event: 'clock', data: { partnerId: null, offsetSeconds: 7 } })
  const { referenceNo } = await bank.seed(DEMO_SNAP)
  t.match(await next(), { event: 'transaction', data: { partnerId: DEMO_SNAP, referenceNo } })
  t.match(await bank.admin('GET', '/events?partnerId=nobody'), { status: 404, body: { field: 'partnerId' } })
})

t.test('an outcome is heard of when it is armed, used up and removed, by whom it concerns', async t => {
  const bank = await startTestBank(t)
  const { next: nextOfAll } = await listen(t, bank, `?partnerId=${DEMO_SNAP}`)
  const next = async (): Promise<Heard | undefined> => {
    const heard = await nextOfAll()
    return heard?.event === 'acceptance' ? next() : heard
  }
  const arm = async (wish: object): Promise<string> => (await bank.admin<{ id: string }>('POST', '/outcomes', wish)).body.id
  const expect = async (id: string, change: string, partnerId: string | null): Promise<void> => {
    t.match(await next(), { event: 'outcome', data: { partnerId, id, service: 'token', change } })
  }
  const respond = { service: 'token', respond: { responseCode: '5007300' } }
  const twice = await arm({ ...respond, partnerId: DEMO_SNAP, times: 2 })
  await expect(twice, 'armed', DEMO_SNAP)
  await arm({ ...respond, partnerId: DEMO_BNC })
  const everybodys = await arm(respond)
  await expect(everybodys, 'armed', null)
  const partner = await bank.partner(DEMO_SNAP)
  await partner.token()
  t.match(await next(), { event: 'request' }, 'one use is left')
  await partner.token()
  await expect(twice, 'used up', DEMO_SNAP)
  t.match(await next(), { event: 'request' })
  await bank.admin('DELETE', `/outcomes/${everybodys}`)
  await expect(everybodys, 'removed', null)
  await bank.admin('DELETE', `/outcomes?partnerId=${DEMO_SNAP}`)
  await expect(twice, 'removed', DEMO_SNAP)
  const last = await arm({ ...respond, partnerId: DEMO_SNAP })
  await expect(last, 'armed', DEMO_SNAP)
  await bank.admin('DELETE', `/partners/${DEMO_SNAP}`)
  await expect(last, 'removed', DEMO_SNAP)
})

t.test('what is not HTTP is heard of too', async t => {
  const bank = await startTestBank(t)
  const { next } = await listen(t, bank)
  const { hostname, port } = new URL(bank.url)
  connect({ host: hostname, port: Number(port) }).on('error', () => undefined).end('GARBAGE\r\n\r\n')
  t.match(await next(), { event: 'request', data: { partnerId: null, service: null, responseCode: '4000000', status: 400 } })
})

t.test('what happens is told once it is on record, and never where it is undone', async t => {
  const bank = await startTestBank(t)
  const { events, store: { database, notifications } } = bank.running.bank
  await bank.admin('PATCH', `/partners/${DEMO_BNC}`, { callbackUrl: 'http://127.0.0.1:1/' })
  const { referenceNo } = await bank.seed(DEMO_BNC)
  const { next } = await listen(t, bank)
  const original = { ...notifications }
  const accident = (): never => { throw new Error('an accident') }
  Object.assign(notifications, { insert: accident })
  t.equal((await bank.admin('POST', `/transactions/${referenceNo}/pay`)).status, 500)
  Object.assign(notifications, original)
  const isOnRecord: boolean[] = []
  t.teardown(events.listen(() => isOnRecord.push(!database.sqlite.inTransaction)))
  await bank.admin('POST', `/transactions/${referenceNo}/fail`)
  t.match(await next(), { event: 'transaction', data: { referenceNo, from: 'pending', to: 'failed' } }, 'nothing of the payment')
  t.strictSame(isOnRecord, [true])
})

t.test('no token and no signature is told', async t => {
  const bank = await startTestBank(t)
  const { next } = await listen(t, bank)
  const partner = await bank.partner(DEMO_SNAP)
  const { body } = await partner.token()
  t.notMatch(JSON.stringify(await next()), String(body['accessToken']))
})

/** A listener that reads nothing. */
const deaf = (bank: TestBank): Promise<Socket> =>
  new Promise(resolve => {
    const { hostname, port } = new URL(bank.url)
    const socket = connect({ host: hostname, port: Number(port) }, () => { socket.write('GET /admin/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n') })
    socket.once('data', () => { resolve(socket.pause()) })
    socket.on('error', () => undefined)
  })

t.test('a listener that does not read is let go before it fills the memory, and the others hear on', async t => {
  const bank = await startTestBank(t)
  const { events } = bank.running.bank
  const socket = await deaf(bank)
  const { next } = await listen(t, bank)
  const data = { text: 'x'.repeat(512 * 1024) }
  for (let i = 0; i < 64; i++) {
    events.tell({ type: 'clock', partnerId: null, data })
    t.equal((await next())?.event, 'clock')
  }
  events.tell({ type: 'clock', partnerId: null, data: { last: true } })
  t.match(await next(), { data: { last: true } })
  const kept = await new Promise<number>(resolve => {
    let bytes = 0
    socket.on('data', chunk => { bytes += chunk.length }).on('close', () => { resolve(bytes) }).resume()
  })
  t.ok(kept < 32 * 1024 * 1024, `${kept} bytes of 32 MiB were kept for it`)
})

t.test('whoever goes is not told any more, and the end of the bank ends the stream', async t => {
  const bank = await startTestBank(t)
  const { events } = bank.running.bank
  const gone = await listen(t, bank)
  gone.stop()
  while (events.heard) await new Promise(resolve => { setImmediate(resolve) })
  const stays = await listen(t, bank)
  const begun = performance.now()
  await bank.close()
  t.equal(await stays.next().catch(() => undefined), undefined)
  t.ok(performance.now() - begun < 2000)
})

/** Clients that take their time: slow headers, slow bodies, silence. They are cut, and nobody else waits for them. */
import t, { type Test } from 'tap'
import type { RequestReply } from '../../schemas/journal.js'
import { startTestBank, type TestBank } from '../bank-harness.js'
import { bytesOf, heard, open, serverOf, statuses } from './wire-sockets.js'

/** A bank whose patience is short, so that a test need not be long. */
const impatient = async (t: Test, headersTimeout: number, requestTimeout: number): Promise<TestBank> => {
  const bank = await startTestBank(t)
  Object.assign(await serverOf(bank), { headersTimeout, requestTimeout })
  return bank
}

const journal = async (bank: TestBank): Promise<RequestReply[]> =>
  (await bank.admin<{ items: RequestReply[] }>('GET', '/requests')).body.items

// Each of the others waits for a clock of its bank's.
t.jobs = 4

t.test('a bank waits half a minute for headers, a minute for a whole request, and looks once a second', async t => {
  const server = await serverOf(await startTestBank(t))
  t.match(server, { headersTimeout: 30_000, requestTimeout: 60_000 })
  t.equal(Reflect.get(server, 'connectionsCheckingInterval'), 1000)
})

t.test('headers that dribble are cut with a code, while others are served at their usual pace', { buffered: true }, async t => {
  const bank = await impatient(t, 300, 600)
  const partner = await bank.newPartner({ dialect: 'snap' })
  const slow = Array.from({ length: 50 }, () => {
    const socket = open(bank)
    socket.write('POST /v1.0/qr/qr-mpm-query HTTP/1.1\r\nHost: bank\r\n')
    const dribble = setInterval(() => socket.write('X-Slow: yes\r\n'), 40)
    return heard(socket).finally(() => {
      clearInterval(dribble)
    })
  })
  const begun = performance.now()
  for (let call = 0; call < 10; call++)
    t.equal((await partner.call('query', { originalReferenceNo: 'X', serviceCode: '47' })).status, 404)
  t.ok((performance.now() - begun) / 10 < 100, `${Math.round((performance.now() - begun) / 10)} ms a call`)
  for (const text of await Promise.all(slow)) {
    t.strictSame(statuses(text), [400])
    t.match(text, /"responseCode":"4000000"/)
  }
})

t.test('a body that dribbles is cut, and its deed is not done', { buffered: true }, async t => {
  const bank = await impatient(t, 200, 400)
  const partner = await bank.newPartner({ dialect: 'snap' })
  const { referenceNo, merchantId } = await bank.seed(partner.partner.partnerId)
  const token = String((await partner.token()).body['accessToken'])
  const bytes = bytesOf(partner.sign.call('cancel', { originalReferenceNo: referenceNo, reason: 'x', merchantId }, { token }))
  const socket = open(bank)
  socket.write(bytes.slice(0, -3))
  t.strictSame(
    statuses(await heard(socket)).filter(status => status !== 400),
    []
  )
  t.equal((await bank.transaction(referenceNo)).status, 'pending')
})

t.test('a connection that says nothing is cut without a word, and is no entry of the journal', { buffered: true }, async t => {
  const bank = await impatient(t, 200, 400)
  t.equal(await heard(open(bank)), '')
  t.strictSame(await journal(bank), [])
})

t.test('a reply may take as long as it wants: only what a client sends is timed', { buffered: true }, async t => {
  const bank = await impatient(t, 100, 200)
  const partner = await bank.newPartner({ dialect: 'snap' })
  const reply = await partner.call(
    'query',
    { originalReferenceNo: 'X', serviceCode: '47' },
    { headers: { 'X-Sandbox-Outcome': 'delay=1500' } }
  )
  t.equal(reply.body['responseCode'], '4045101')
})

/** Faults on the wire, as four HTTP clients meet them: fetch, undici, node:http and a bare socket. */
import { request as nodeRequest } from 'node:http'
import { connect, type Socket } from 'node:net'
import t, { type Test } from 'tap'
import { Client } from 'undici'
import type { Fault } from '../../../schemas/outcome.js'
import type { RequestReply } from '../../../schemas/journal.js'
import { startTestBank, type TestBank } from '../../bank-harness.js'
import type { SignedRequest } from '../../../src/client/signer.js'

/** How a call ended, as its client saw it. */
interface End {
  readonly status?: number
  readonly text?: string
  readonly error?: string
}

type Send = (url: string, request: SignedRequest, signal: AbortSignal) => Promise<End>

const codeOf = (error: unknown): string => {
  const { code, cause, name } = error as { code?: string; cause?: { code?: string }; name?: string }
  return code ?? cause?.code ?? name ?? 'unknown'
}

const viaFetch: Send = async (url, { path, headers, body }, signal) => {
  const response = await fetch(url + path, { method: 'POST', headers: { ...headers }, body, signal })
  return { status: response.status, text: await response.text() }
}

const viaUndici: Send = async (url, { path, headers, body }, signal) => {
  const client = new Client(url)
  try {
    const response = await client.request({ method: 'POST', path, headers: { ...headers }, body, signal })
    return { status: response.statusCode, text: await response.body.text() }
  } finally {
    await client.destroy()
  }
}

const viaNode: Send = (url, { path, headers, body }, signal) =>
  new Promise((resolve, reject) => {
    const request = nodeRequest(url + path, { method: 'POST', headers: { ...headers }, signal }, response => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => { text += chunk })
      response.on('end', () => { resolve({ status: response.statusCode ?? 0, text }) })
      response.on('error', reject)
    })
    request.on('error', reject)
    request.end(body)
  })

const CLIENTS: readonly (readonly [name: string, send: Send])[] = [['fetch', viaFetch], ['undici', viaUndici], ['node:http', viaNode]]

interface Scene {
  readonly bank: TestBank
  readonly partnerId: string
  /** An inquiry that ends so. */
  readonly call: (fault: Fault | 'none') => SignedRequest
}

const enter = async (t: Test): Promise<Scene> => {
  const bank = await startTestBank(t)
  const { sign, token, partner: { partnerId } } = await bank.newPartner({ dialect: 'snap' })
  const { referenceNo } = await bank.seed(partnerId)
  const accessToken = String((await token()).body['accessToken'])
  const call = (fault: Fault | 'none') => sign.call('query', { originalReferenceNo: referenceNo, serviceCode: '47' }, {
    token: accessToken, ...(fault === 'none' ? {} : { headers: { 'X-Sandbox-Outcome': `fault=${fault};at=after` } })
  })
  return { bank, partnerId, call }
}

/** What each client may see. `hang` ends when the client gives up. */
const SEEN: Readonly<Record<Exclude<Fault, 'hang'>, (end: End) => boolean>> = {
  reset: ({ error }) => error === 'ECONNRESET',
  empty: ({ error }) => error === 'ECONNRESET' || error === 'UND_ERR_SOCKET',
  truncate: ({ error }) => ['ECONNRESET', 'UND_ERR_SOCKET', 'TypeError', 'UND_ERR_ABORTED'].includes(error ?? ''),
  malformed: ({ status, text = '' }) => status === 200 && text.startsWith('{"responseCode":"2005100"') && !isJson(text),
  html502: ({ status, text = '' }) => status === 502 && text.startsWith('<html>'),
  slow: ({ status, text = '' }) => status === 200 && isJson(text)
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const end = (sent: Promise<End>): Promise<End> => sent.catch((error: unknown) => ({ error: codeOf(error) }))

t.test('every client meets every fault, and the next call is whole', async t => {
  const { bank, call } = await enter(t)
  const never = new AbortController().signal
  await Promise.all(CLIENTS.map(async ([name, send]) => {
    await Promise.all(Object.entries(SEEN).map(async ([fault, seen]) => {
      const ended = await end(send(bank.url, call(fault as Fault), never))
      t.ok(seen(ended), `${name}, ${fault}: ${JSON.stringify(ended)}`)
    }))
    const gaveUp = await end(send(bank.url, call('hang'), AbortSignal.timeout(50)))
    t.match(gaveUp.error, /Abort|Timeout|ABORT|^2[03]$/, `${name}, hang`)
    t.match(await send(bank.url, call('none'), never), { status: 200, text: /"2005100"/ }, name)
  }))
})

interface Received {
  readonly text: string
  readonly chunks: number
  readonly error: string | undefined
}

const bytesOf = ({ path, headers, body }: SignedRequest): string =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}` +
  `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`

/** Writes the request and collects what comes until the other side ends, or `enough` was seen. */
const viaSocket = (url: string, request: SignedRequest, enough: (text: string, chunks: number) => boolean = () => false): Promise<Received> =>
  new Promise(resolve => {
    const { hostname, port } = new URL(url)
    let [text, chunks] = ['', 0]
    let error: string | undefined
    const socket: Socket = connect({ host: hostname, port: Number(port) }, () => { socket.write(bytesOf(request)) })
    socket.on('data', chunk => {
      text += chunk.toString()
      chunks++
      if (enough(text, chunks)) socket.destroy()
    })
    socket.on('error', thrown => { error = codeOf(thrown) })
    socket.on('close', () => { resolve({ text, chunks, error }) })
  })

t.test('a bare socket sees each fault byte by byte', async t => {
  const { bank, call } = await enter(t)
  t.match(await viaSocket(bank.url, call('reset')), { text: '', error: 'ECONNRESET' })
  t.match(await viaSocket(bank.url, call('empty')), { text: '', error: undefined })
  const truncated = await viaSocket(bank.url, call('truncate'))
  const [head = '', body = ''] = truncated.text.split('\r\n\r\n')
  const promised = Number(/content-length: (\d+)/i.exec(head)?.[1])
  t.match(head, /^HTTP\/1\.1 200/)
  t.equal(body.length, Math.ceil(promised / 2))
  const malformed = await viaSocket(bank.url, call('malformed'), text => text.includes('\r\n\r\n{'))
  t.notOk(isJson(malformed.text.split('\r\n\r\n')[1] ?? ''))
  t.match((await viaSocket(bank.url, call('html502'), text => text.includes('</html>'))).text, /^HTTP\/1\.1 502 [^]*content-type: text\/html/i)
  const slow = await viaSocket(bank.url, call('slow'), (_, chunks) => chunks === 3)
  t.equal(slow.chunks, 3)
  t.notMatch(slow.text, /}$/, 'it comes in pieces')
})

t.test('a call that hangs is let go when its client gives up, its partner is reset or the bank closes', async t => {
  const { bank, partnerId, call } = await enter(t)
  const hanging = viaSocket(bank.url, call('hang'))
  const other = viaSocket(bank.url, call('hang'))
  await bank.admin('POST', '/requests/verify', { match: { service: 'query' }, times: 2, withinMs: 2000 })
  await bank.admin('POST', '/reset', { partnerId })
  t.match([await hanging, await other], [{ text: '' }, { text: '' }])
  const last = viaSocket(bank.url, call('hang'))
  await bank.admin('POST', '/requests/verify', { match: { service: 'query' }, times: 1, withinMs: 2000 })
  const begun = performance.now()
  await bank.close()
  t.equal((await last).text, '')
  t.ok(performance.now() - begun < 2000, 'and closing does not wait for it')
})

t.test('a client that never ends its side, or never says a word, does not hold the bank open', async t => {
  const { bank, call } = await enter(t)
  const { hostname, port } = new URL(bank.url)
  const silent = connect({ host: hostname, port: Number(port) })
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
  socket.on('error', () => undefined)
  socket.write(bytesOf(call('empty')))
  await new Promise(resolve => socket.resume().once('end', resolve))
  const begun = performance.now()
  await bank.close()
  for (const each of [socket, silent]) each.destroy()
  t.ok(performance.now() - begun < 2000)
})

t.test('the journal tells each fault, and what the client got', async t => {
  const { bank, call } = await enter(t)
  const expected = { reset: null, empty: null, truncate: 200, malformed: 200, html502: 502 } as const
  for (const [fault, status] of Object.entries(expected)) {
    await viaSocket(bank.url, call(fault as Fault), text => text.includes('\r\n\r\n'))
    const { items: [entry] } = (await bank.admin<{ items: RequestReply[] }>('GET', '/requests?limit=1')).body
    t.match(entry, { fault, status, outcome: { source: 'header', fault, at: 'after' }, responseCode: '2005100' }, fault)
  }
})

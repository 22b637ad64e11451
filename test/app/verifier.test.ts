/** RSA signatures beside the event loop: few are judged at once, many by a thread, and nobody's verdict is another's. */
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { pino } from 'pino'
import t, { type Test } from 'tap'
import { Verifier, type StartThread } from '../../src/app/verifier.js'
import { judge } from '../../src/app/verify-worker.js'
import { signRsa } from '../../src/domain/signature.js'
import { partnerClient, sendSigned } from '../../src/client/partner-client.js'
import { signer } from '../../src/client/signer.js'
import { startChild } from '../reliability/child-bank.js'
import { demoFixture } from '../bank-harness.js'

const log = pino({ level: 'silent' })

const pair = () => generateKeyPairSync('rsa', { modulusLength: 1024 })
const [mine, theirs] = [pair(), pair()]

interface Thread {
  readonly start: StartThread
  /** Messages that it was sent: how many keys came with each, and how many signatures. */
  readonly sent: { keys: number; wanted: number; forget: boolean }[]
  die: () => void
}

/** A thread that answers in a later turn, in the same process. */
const threadOf = (): Thread => {
  let known: KeyObject[] = []
  const thread: Thread = {
    sent: [],
    die: () => undefined,
    start(judged, gone) {
      let alive = true
      known = []
      thread.die = () => {
        alive = false
        gone(new Error('killed'))
      }
      return {
        send(message) {
          thread.sent.push({ keys: message.keys.length, wanted: message.wanted.length / 3, forget: message.forget })
          setImmediate(() => { for (const verdicts of judge(known, message)) if (alive) judged(verdicts) })
        },
        end: () => Promise.resolve()
      }
    }
  }
  return thread
}

/** Asks for `count` signatures in one turn: every third is wrong, every second under the other key. Says which were taken for right. */
const ask = (verifier: Verifier, count: number): Promise<boolean[]> =>
  Promise.all(Array.from({ length: count }, (_, nth) => new Promise<boolean>(resolve => {
    const { privateKey, publicKey } = nth % 2 === 0 ? mine : theirs
    const text = `text ${String(nth)}`
    verifier.verify(publicKey, text, signRsa(privateKey, nth % 3 === 0 ? `${text}!` : text), resolve)
  })))

const right = (count: number): boolean[] => Array.from({ length: count }, (_, nth) => nth % 3 !== 0)

t.test('few at once are judged without a thread, many by one message to it', async t => {
  for (const [count, messages] of [[1, 0], [3, 0], [4, 1], [40, 1]] as const) {
    const thread = threadOf()
    const verifier = new Verifier(log, thread.start)
    t.strictSame(await ask(verifier, count), right(count), `${String(count)} at once`)
    t.equal(thread.sent.length, messages)
  }
})

t.test('without a thread to start, each is judged where it is asked for', async t => {
  t.strictSame(await ask(new Verifier(log, undefined), 12), right(12))
})

t.test('turns that follow one another have their own verdicts, and a key is sent once', async t => {
  const thread = threadOf()
  const verifier = new Verifier(log, thread.start)
  const first = ask(verifier, 8)
  await new Promise(resolve => { setImmediate(resolve) })
  const second = ask(verifier, 5)
  t.strictSame(await Promise.all([first, second]), [right(8), right(5)])
  t.strictSame(thread.sent, [{ keys: 2, wanted: 6, forget: false }, { keys: 0, wanted: 3, forget: false }], 'three quarters of each')
})

t.test('beyond a thousand keys all are forgotten, and those that are needed sent again', async t => {
  const thread = threadOf()
  const verifier = new Verifier(log, thread.start)
  const { publicKey, privateKey } = mine
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const signature = signRsa(privateKey, 'text')
  const verdicts = await Promise.all(Array.from({ length: 1400 }, () => new Promise<boolean>(resolve => {
    verifier.verify(createPublicKey({ key: spki, type: 'spki', format: 'der' }), 'text', signature, resolve)
  })))
  t.ok(verdicts.every(Boolean))
  t.strictSame(await ask(verifier, 4), right(4))
  t.strictSame(thread.sent, [{ keys: 1050, wanted: 1050, forget: false }, { keys: 2, wanted: 3, forget: true }])
})

t.test('a thread that dies leaves nobody without a verdict, and another takes its place', async t => {
  const thread = threadOf()
  const verifier = new Verifier(log, thread.start)
  const asked = ask(verifier, 6)
  await new Promise(resolve => { setImmediate(resolve) })
  thread.die()
  t.strictSame(await asked, right(6))
  t.strictSame(await ask(verifier, 6), right(6))
  t.strictSame(thread.sent.map(({ keys }) => keys), [2, 2], 'the new one is told the keys')
})

t.test('a thread that cannot be started costs nobody a verdict', async t => {
  const verifier = new Verifier(log, () => { throw new Error('no more threads') })
  t.strictSame(await ask(verifier, 6), right(6))
})

/** Calls at once, each on a connection of its own; those with an odd number carry the signature of another body. */
const flood = async (url: string, t: Test): Promise<void> => {
  const partner = { ...demoFixture('bnc').partner, dialect: 'bnc', signature: 'asymmetric' } as const
  const client = partnerClient(url, partner)
  const sign = signer(partner)
  const token = String((await client.token()).body['accessToken'])
  for (let round = 0; round < 3; round++) {
    const codes = await Promise.all(Array.from({ length: 24 }, async (_, nth) => {
      const request = sign.call('query', { serviceCode: '47', originalReferenceNo: '2023081111626423051116587' }, { token })
      const body = nth % 2 === 0 ? request.body : request.body.replace('47', '48')
      return (await sendSigned(url, { ...request, body })).body['responseCode']
    }))
    t.strictSame(codes, codes.map((_, nth) => (nth % 2 === 0 ? '2005100' : '4015100')))
  }
  const tokens = await Promise.all(Array.from({ length: 12 }, async () => (await client.token()).body['responseCode']))
  t.strictSame(new Set(tokens), new Set(['2007300']), 'token calls are judged the same way')
}

t.test('the bank as it is built: two dozen calls at once, half of them signed wrongly, and a clean end', async t => {
  const bank = await startChild(t, ':memory:')
  await flood(bank.url, t)
  t.equal(await bank.stop(), 0)
})

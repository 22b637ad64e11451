/** What the explainer never does: accuse without proof, give a secret away, or hand out a signature that the gate accepts. */
import { createHmac, sign } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import type { Explanation, ExplanationInput } from '../../../src/domain/explanation/explanation.js'
import { signHmac, signRsa, stringToSign, tokenStringToSign, verifyHmac, verifyRsa } from '../../../src/domain/signature.js'
import { oneOfEach, texts, type Request } from './made.js'
import { BANK_PEM, explain, idsOf, KEYS, PRIVATE_KEY, PUBLIC_KEY, SECRET, STRANGER, TRANSACTION } from './request.js'

const MODES = ['symmetric', 'asymmetric', 'token'] as const

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map((each) => Buffer.from(each))

t.test('random bytes are accused of nothing', (t) => {
  const sizes = fc.constantFrom(16, 20, 28, 32, 48, 64, 128, 255, 256, 257, 384, 512, 7)
  const encodings = fc.constantFrom('base64', 'hex', 'base64url')
  fc.assert(fc.property(sizes.chain(bytes), fc.constantFrom(...MODES), encodings, (sent, mode, encoding) => {
    const answer = explain({ mode, signature: sent.toString(encoding), budget: 1500 })
    t.same(idsOf(answer), [], `${sent.length} bytes`)
    t.equal(answer.valid, false)
    t.match(answer.facts?.[0], /^The signature has \d+ characters\./)
  }), { numRuns: 40 })
  t.end()
})

t.test('an unknown key is accused of nothing, even with the right text', (t) => {
  for (const mode of MODES) {
    const request: Request = { ...TRANSACTION, mode }
    const { right } = texts(request)
    for (const signature of [signHmac('a secret that nobody knows', right), signRsa(STRANGER.privateKey, right)]) {
      const answer = explain({ mode, signature })
      t.same(idsOf(answer), [], mode)
      t.ok((answer.facts?.length ?? 0) > 1, 'facts remain')
    }
  }
  t.end()
})

t.test('the right key over an unknown text is accused of nothing', (t) => {
  t.same(idsOf(explain({ mode: 'symmetric', signature: signHmac(SECRET, 'something else altogether') })), [])
  const answer = explain({ mode: 'asymmetric', signature: signRsa(PRIVATE_KEY, 'something else altogether') })
  t.same(idsOf(answer), [])
  t.match(answer.facts?.join(' '), /made with your registered key pair and SHA256withRSA.*the text that was signed differs/)
  t.end()
})

/** Every string that leaves the explainer. */
const said = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.flatMap(said)
    : typeof value === 'object' && value !== null ? Object.values(value).flatMap(said) : []

const pemPieces = (pem: string): readonly string[] => pem.split('\n').filter((line) =>
  line.length > 20 && !line.startsWith('-----'))
const FORBIDDEN = [
  SECRET, 'the secret of partner b', 'the secret of the demo', ...pemPieces(KEYS.privateKeyPem ?? ''), ...pemPieces(BANK_PEM)
]

const words = (text: string): readonly string[] => text.match(/[A-Za-z0-9+/]{40,}={0,2}/g) ?? []

const isClean = (t: Tap, answer: Explanation, input: Request): void => {
  const all = said(answer)
  t.same(all.filter((text) => FORBIDDEN.some((secret) => text.includes(secret))), [], 'no secret, no private key')
  const { clientKey = '', timestamp } = input
  const expected = input.mode === 'token' ? tokenStringToSign(clientKey, timestamp)
    : stringToSign(input.mode, { ...input, token: input.token ?? '' })
  t.same(all.flatMap(words).filter((word) => verifyHmac(SECRET, expected, word) || verifyRsa(PUBLIC_KEY, expected, word)), [],
    'no valid signature')
}

type Tap = Pick<typeof t, 'same'>

t.test('a text that holds a secret is shown without it', (t) => {
  for (const mode of MODES) {
    const { clientKey = '', timestamp } = TRANSACTION
    const held = [`POST:${TRANSACTION.path}:${SECRET}:x:${timestamp}`, `${clientKey}|${timestamp}|${SECRET}`,
      `${SECRET}|${timestamp}`]
    for (const text of held) {
      const request: Request = { ...TRANSACTION, mode }
      const signature = mode === 'symmetric' ? signHmac(SECRET, text) : signRsa(PRIVATE_KEY, text)
      isClean(t, explain({ mode, signature }), request)
    }
  }
  const answer = explain({ mode: 'token', signature: signRsa(PRIVATE_KEY, `${SECRET}|${TRANSACTION.timestamp}`) })
  t.same(idsOf(answer), ['client-secret'])
  t.equal(answer.mistakes[0]?.stringToSign, `[client secret]|${TRANSACTION.timestamp}`)
  t.end()
})

t.test('a request that carries secrets and valid signatures itself is shown without them', (t) => {
  const pem = KEYS.privateKeyPem ?? ''
  for (const mode of ['symmetric', 'asymmetric'] as const) {
    const first: Request = { ...TRANSACTION, mode, body: Buffer.from(JSON.stringify({ secret: SECRET, pem, bank: BANK_PEM })),
      path: `/x?${SECRET}` }
    for (const signature of ['', SECRET, signHmac('other', 'x'), signRsa(STRANGER.privateKey, 'x')]) isClean(t,
      explain({ ...first, signature }), first)
  }
  const request: Request = { ...TRANSACTION, mode: 'asymmetric' }
  const { right } = texts(request)
  const hex = sign('RSA-SHA256', Buffer.from(right), PRIVATE_KEY).toString('hex')
  const answer = explain({ ...request, signature: hex })
  t.same(idsOf(answer), ['enc-hex'])
  isClean(t, answer, request)
  t.end()
})

t.test('no explanation of any mistake gives anything away', (t) => {
  for (const mode of MODES) {
    const request: Request = { ...TRANSACTION, mode }
    for (const { signed } of oneOfEach(texts(request).wrong, 'last').filter((_, at) => at % 8 === 0)) {
      const signature = mode === 'symmetric' ? createHmac('sha512', SECRET).update(signed).digest('base64')
        : sign('RSA-SHA256', Buffer.from(signed), PRIVATE_KEY).toString('base64')
      isClean(t, explain({ mode, signature }), request)
    }
  }
  t.end()
})

const anyRequest = fc.record({
  mode: fc.constantFrom(...MODES), method: fc.string({ maxLength: 6 }), path: fc.string({ maxLength: 40 }),
  body: fc.oneof(fc.json({ maxDepth: 3 }).map((text) => Buffer.from(text)), bytes(40)), timestamp: fc.string({ maxLength: 30 }),
  token: fc.string({ maxLength: 30 }), clientKey: fc.string({ maxLength: 20 }), signature: fc.string({ maxLength: 100 })
})

t.test('whatever is sent, there is an answer, and the same one again', (t) => {
  fc.assert(fc.property(anyRequest, (request: Omit<ExplanationInput, 'keys'>) => {
    const once = explain({ ...request, budget: 300 })
    t.same(explain({ ...request, budget: 300 }), once)
    t.equal(once.mode, request.mode)
  }), { numRuns: 25 })
  t.end()
})

t.test('a body as large as the gate takes, or as deep, is explained too', (t) => {
  const large = Buffer.from(JSON.stringify({ a: Array.from({ length: 40_000 }, (_, at) => `item ${at} é`) }, null, 1))
  for (const body of [large, Buffer.from('['.repeat(200_000)), Buffer.from(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`)]) {
    const request: Request = { ...TRANSACTION, body, mode: 'symmetric' }
    const answer = explain({ ...request, signature: signHmac(SECRET, texts(request).right.replace('POST', 'post')) })
    t.same(idsOf(answer), ['method-lower'], `${body.length} bytes`)
  }
  t.end()
})

t.test('the budget is kept', (t) => {
  for (const budget of [1, 10, 500]) t.equal(explain({ mode: 'symmetric', signature: signHmac('x', 'y'), budget }).tried, budget)
  t.end()
})

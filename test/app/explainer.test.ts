/** The explainer beside the event loop: bounded, restful, and answered for on its end; in the built package a thread of its own. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import t from 'tap'
import { Explainer } from '../../src/app/explainer.js'
import type { ExplanationInput } from '../../src/domain/explanation/explanation.js'
import { signHmac, stringToSign } from '../../src/domain/signature.js'
import { DEMO_SNAP, startTestBank } from '../bank-harness.js'

const CALL = { method: 'POST', path: '/x', body: Buffer.from('{"a":"é"}'), timestamp: '2026-01-15T10:20:30+07:00', token: 'T' }

const INPUT: ExplanationInput = {
  mode: 'symmetric', ...CALL, keys: { clientSecret: 'the secret' },
  signature: signHmac('the secret', stringToSign('symmetric', { ...CALL, token: 'Bearer T' }))
}

const log = pino({ level: 'silent' })

t.test('one question is answered, and so is one after another', async t => {
  const explainer = new Explainer(log)
  t.teardown(() => explainer.close())
  for (let nth = 0; nth < 3; nth++) t.match(await explainer.explain(() => INPUT), { mistakes: [{ id: 'token-bearer' }] })
})

t.test('of very many at once some are turned away at once, and the others are answered in turn', async t => {
  const explainer = new Explainer(log)
  t.teardown(() => explainer.close())
  const answers = await Promise.all(Array.from({ length: 100 }, () => explainer.explain(() => ({ ...INPUT, budget: 200 }))))
  t.equal(answers.filter(answer => answer === undefined).length, 100 - 17, 'one is worked at, 16 wait')
  t.strictSame(new Set(answers.map(answer => answer?.mistakes[0]?.id)), new Set(['token-bearer', undefined]))
})

t.test('closing answers everybody that waits', async t => {
  const explainer = new Explainer(log)
  const asked = Array.from({ length: 5 }, () => explainer.explain(() => INPUT))
  await explainer.close()
  t.strictSame(await Promise.all(asked), Array.from({ length: 5 }, () => undefined))
})

t.test('500 wrong signatures at once: a right call is answered promptly, and every refusal has its reply', async t => {
  const bank = await startTestBank(t)
  const client = await bank.partner(DEMO_SNAP)
  const token = String((await client.token()).body['accessToken'])
  const wrong = () => {
    const request = client.sign.call('query', '{"serviceCode":"47"}', { token: `Bearer ${token}` })
    return client.send({ ...request, headers: { ...request.headers, Authorization: `Bearer ${token}` } })
  }
  const flood = Array.from({ length: 500 }, wrong)
  const isOver = Promise.all(flood).then(() => 'flood' as const)
  const right = client.call('query', { serviceCode: '47', originalReferenceNo: 'X' }, { token }).then(({ body }) => body['responseCode'])
  t.equal(await right, '4045101')
  t.equal(await isOver, 'flood')
  t.strictSame(new Set((await Promise.all(flood)).map(({ body }) => body['responseCode'])), new Set(['4015100']))
  const since = performance.now()
  t.equal((await client.call('query', { serviceCode: '47', originalReferenceNo: 'X' }, { token })).status, 404)
  t.ok(performance.now() - since < 500, 'what waits to be explained holds nothing up')
})

const DIST = new URL('../../dist/src/app/explainer.js', import.meta.url)

/** Runs in the built package, whose explainer has a thread. */
const PROGRAM = `
  const { Explainer } = await import(${JSON.stringify(DIST.href)})
  const input = JSON.parse(process.argv[2])
  const log = { error: (...words) => console.error(...words) }
  const explainer = new Explainer(log)
  const threads = () => process.getActiveResourcesInfo().filter(name => name === 'MessagePort').length
  const before = threads()
  let turns = 0
  const clock = setInterval(() => { turns++ }, 1)
  const asked = Array.from({ length: 3 }, () => explainer.explain(() => ({ ...input, body: Buffer.from(input.body) })))
  const during = threads()
  const answers = await Promise.all(asked)
  clearInterval(clock)
  await explainer.close()
  console.log(JSON.stringify({ ids: answers.map(answer => answer.mistakes[0]?.id), body: answers[0].minifiedBody, isThread: during > before, turns }))
`

if (existsSync(DIST)) {
  t.test('the built package explains in a thread, bytes and all, and ends with it', async t => {
    const input = JSON.stringify({ ...INPUT, body: CALL.body.toString() })
    const program = join(t.testdir({ 'program.mjs': PROGRAM }), 'program.mjs')
    const { stdout, stderr, status } = spawnSync(process.execPath, [program, input], { encoding: 'utf8', timeout: 20_000 })
    t.equal(status, 0, stderr)
    t.match(JSON.parse(stdout), { ids: ['token-bearer', 'token-bearer', 'token-bearer'], body: '{"a":"é"}', isThread: true })
  })
} else {
  t.comment(`${fileURLToPath(DIST)} is not built: its thread was not run`)
}

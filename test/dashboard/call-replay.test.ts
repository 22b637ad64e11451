/** A call taken along from the dashboard does again what it did: the script in a real bash, the test in a real Node.js. */
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import type { RequestReply } from '../../schemas/journal.js'
import { curlScript } from '../../src/dashboard/views/calls/curl-script.js'
import { minifyText } from '../../src/dashboard/views/calls/minify-text.js'
import { callerOf } from '../../src/dashboard/views/calls/sent-headers.js'
import { testCode } from '../../src/dashboard/views/calls/test-code.js'
import { minify } from '../../src/domain/minify.js'
import { DEMO_BNC, DEMO_SNAP, KEY_PAIR, startTestBank, type TestBank, type TestPartner } from '../bank-harness.js'

const run = promisify(execFile)

const PAID = { originalReferenceNo: '2023081111626423051116587', serviceCode: '47' }

const latest = async (bank: TestBank): Promise<RequestReply> => {
  const { body: { items: [entry] } } = await bank.admin<{ items: RequestReply[] }>('GET', '/requests?limit=1')
  if (entry === undefined) throw new Error('the journal is empty')
  return entry
}

interface Scene {
  readonly bank: TestBank
  readonly bnc: TestPartner
  readonly snap: TestPartner
}

const enter = async (t: Test): Promise<Scene> => {
  const bank = await startTestBank(t)
  return { bank, bnc: await bank.partner(DEMO_BNC), snap: await bank.partner(DEMO_SNAP) }
}

const merchantOf = ({ partner }: TestPartner): string => partner.merchants[0]?.merchantId ?? ''

/** White space to be minified, a quote for the shell, a letter beyond ASCII, and a line end at the end. */
const AWKWARD = `{\n  "originalReferenceNo" : "it's $HOME \`é\` \\" ",\t"serviceCode":"47"\n}\n`

/** Calls that can be made again, each with the code that it is answered. */
const AGAIN: readonly (readonly [name: string, code: string | null, make: (scene: Scene) => Promise<unknown>])[] = [
  ['an inquiry, asymmetric', '2005100', ({ bnc }) => bnc.call('query', PAID)],
  ['an awkward body, symmetric', '4045101', ({ snap }) => snap.call('query', AWKWARD)],
  ['a body that is no UTF-8', '4015101', async ({ bank, snap }) => {
    const { path, headers } = snap.sign.call('query', '{}', { token: 'none' })
    await fetch(bank.url + path, { method: 'POST', headers: { ...headers, 'X-Sandbox-Outcome': '4015101' }, body: Buffer.from([0x7b, 0xff, 0x20, 0x7d]) })
  }],
  ['a lacking header', '4005102', ({ bnc }) => bnc.call('query', PAID, { headers: { ORIGIN: '' } })],
  ['an outcome that the call brings', '5045100', ({ bnc }) => bnc.call('query', PAID, { headers: { 'X-Sandbox-Outcome': '5045100' } })],
  ['a query in its path', '4017700', ({ snap }) => snap.call('cancel', '@nobody', { path: '/v1.0/qr/qr-mpm-cancel?a=[1]&b={2}', headers: { 'X-Sandbox-Outcome': '4017700' } })],
  ['a cancellation of a paid QR', '4047700', async ({ bank, bnc }) => {
    const { referenceNo, merchantId } = await bank.seed(DEMO_BNC, { status: 'success' })
    await bnc.call('cancel', { originalReferenceNo: referenceNo, merchantId, reason: 'late' })
  }],
  ['a token', '2007300', ({ bnc }) => bnc.token()],
  ['a path of no service', '4010000', ({ bank }) => fetch(`${bank.url}/v1.0/nothing?x='`, { method: 'POST', body: 'x' })]
]

t.test('the script signs anew and is answered the same', async t => {
  const scene = await enter(t)
  const { bank } = scene
  for (const [name, code, make] of AGAIN) {
    await make(scene)
    const entry = await latest(bank)
    t.equal(entry.responseCode, code, name)
    const partner = callerOf(entry, [scene.bnc.partner, scene.snap.partner])
    const script = curlScript({ entry, partner, url: bank.url }) ?? ''
    const { stdout, stderr } = await run('bash', ['-c', script])
    const again = await latest(bank)
    t.not(again.id, entry.id, `${name} was sent`)
    t.strictSame([again.responseCode, again.status, again.service], [entry.responseCode, entry.status, entry.service], `${name}: ${stdout} ${stderr}`)
    t.strictSame([again.body, again.bodyBase64, again.path], [entry.body, entry.bodyBase64, entry.path], `${name}: the same bytes`)
    t.match(stdout, `HTTP ${entry.status ?? ''}`, name)
    if (entry.externalId !== null) t.not(again.externalId, entry.externalId, `${name}: a fresh external id`)
  }
})

t.test('a partner that brought its own key says where it is', async t => {
  const bank = await startTestBank(t)
  const own = await bank.newPartner()
  await own.call('query', PAID)
  const { partner } = own
  const script = curlScript({ entry: await latest(bank), partner: { ...partner, privateKey: undefined as never }, url: bank.url }) ?? ''
  t.match(script, 'PRIVATE_KEY_FILE=${PRIVATE_KEY_FILE:-private-key.pem}')
  const key = join(t.testdir({}), 'own.pem')
  writeFileSync(key, partner.privateKey ?? '')
  t.match((await run('bash', ['-c', script], { env: { ...process.env, PRIVATE_KEY_FILE: key } })).stdout, 'HTTP 404')
  t.equal(curlScript({ entry: { ...(await latest(bank)), method: '' }, partner, url: bank.url }), undefined, 'what was no HTTP has none')
})

t.test('a text is minified as the bank minifies its bytes', async t => {
  for (const text of ['', '{ }', '{"a b": "c \\" d" }', ' [1, 2,\r\n\t3] ', '"open  quote', '"ends in \\', '{"é" : "  "}', AWKWARD]) {
    t.equal(minifyText(text), minify(Buffer.from(text)).toString(), JSON.stringify(text))
  }
})

/** Beside those that can be made again: what the gate refuses, what is forced, and what changes the ledger. */
const HELD: typeof AGAIN = [
  ...AGAIN.filter(([name]) => /awkward|lacking|paid|no service/.test(name)),
  ['a wrong signature', '4015100', ({ bnc }) => bnc.call('query', PAID, { headers: { 'X-SIGNATURE': 'd3Jvbmc=' } })],
  ['a wrong token', '4015101', ({ bnc }) => bnc.call('query', PAID, { token: 'wrong' })],
  ['no token', '4015103', ({ bnc }) => bnc.call('query', PAID, { headers: { Authorization: '' } })],
  ['an old timestamp', '4015100', ({ bnc }) => bnc.call('query', PAID, { at: Date.now() - 7_200_000 })],
  ['a malformed timestamp', '4005101', ({ snap }) => snap.call('query', PAID, { headers: { 'X-TIMESTAMP': 'yesterday' } })],
  ['nobody', '4015100', ({ bnc }) => bnc.call('query', PAID, { headers: { 'X-PARTNER-ID': 'no-one' } })],
  ['an external id twice', '4095100', async ({ bnc }) => {
    await bnc.call('query', PAID, { externalId: 'twice' })
    await bnc.call('query', PAID, { externalId: 'twice' })
  }],
  ['a token call with another grant', '4007301', async ({ bank, bnc }) => {
    const { path, headers } = bnc.sign.token()
    await fetch(bank.url + path, { method: 'POST', headers, body: '{"grantType":"password"}' })
  }],
  ['a generation', '2004700', ({ bnc }) =>
    bnc.call('generate', { partnerReferenceNo: 'HELD-1', amount: { value: '15000.00', currency: 'IDR' }, merchantId: merchantOf(bnc) })],
  ['a magic value', '4044708', ({ bnc }) =>
    bnc.call('generate', { partnerReferenceNo: 'HELD-SIM4044708', amount: { value: '15000.00', currency: 'IDR' }, merchantId: merchantOf(bnc) })],
  ['a cancellation', '2007700', async ({ bank, snap }) => {
    const { referenceNo, merchantId } = await bank.seed(DEMO_SNAP)
    await snap.call('cancel', { originalReferenceNo: referenceNo, merchantId, reason: 'changed their mind' })
  }],
  ['an armed code', '5005100', async ({ bank, bnc }) => {
    await bank.admin('POST', '/outcomes', { service: 'query', respond: { responseCode: '5005100' } })
    await bnc.call('query', PAID)
  }],
  ['an armed fault', null, async ({ bank, bnc }) => {
    await bank.admin('POST', '/outcomes', { service: 'query', fault: 'reset' })
    await bnc.call('query', PAID).catch(() => undefined)
  }],
  ['a fault that the call brings', '2005100', ({ bnc }) => bnc.call('query', PAID, { headers: { 'X-Sandbox-Outcome': 'fault=malformed;at=after' } })],
  ['a page of a gateway', null, ({ bnc }) => bnc.call('query', PAID, { headers: { 'X-Sandbox-Outcome': 'fault=html502' } })]
]

/** Every partner gets the same pair: making one takes longer than its test. */
const ONE_PAIR = `import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { promisify } from 'node:util'
crypto.generateKeyPair = Object.assign(() => undefined, { [promisify.custom]: async () => (${JSON.stringify(KEY_PAIR)}) })
syncBuiltinESMExports()
`

/** The files as somebody would have them, and the library as it is built: the folder of a test lies in the package. */
const runTests = async (t: Test, codes: readonly string[]): Promise<string> => {
  const files = Object.fromEntries(codes.map((code, index) => [`held-${index}.mjs`, code]))
  const all = Object.keys(files).map(name => `import './${name}'\n`).join('')
  const folder = t.testdir({ ...files, 'all.mjs': all, 'one-pair.mjs': ONE_PAIR })
  const { stdout } = await run(process.execPath, ['--test-reporter=tap', '--import', pathToFileURL(join(folder, 'one-pair.mjs')).href, join(folder, 'all.mjs')]).catch((error: unknown) => error as { stdout: string })
  return stdout
}

t.test('the test makes the same state in a bank of its own and is answered the same', async t => {
  const scene = await enter(t)
  const codes: string[] = []
  for (const [name, code, make] of HELD) {
    await make(scene)
    const entry = await latest(scene.bank)
    t.equal(entry.responseCode, code, name)
    const partner = callerOf(entry, [scene.bnc.partner, scene.snap.partner])
    const transaction = entry.referenceNo !== null && partner !== undefined ? await scene.bank.transaction(entry.referenceNo, partner.partnerId) : undefined
    // A problem instead of a transaction has no status of a transaction.
    codes.push(testCode({ entry, partner, transaction: typeof transaction?.status === 'string' ? transaction : undefined }) ?? '')
  }
  const wrong = (codes[0] ?? '').replaceAll('4045101', '2005100')
  const said = await runTests(t, [...codes, wrong])
  t.match(said, `# pass ${HELD.length}`, 'those that hold pass')
  t.match(said, '# fail 1', 'one that does not hold fails')
  t.match(said, `not ok ${codes.length + 1} - query is answered 2005100`)
})

/** The library: a bank in the test's own process. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { ConfigError, partnerClient, startSandbox, type SandboxOptions } from '../../src/index.js'
import { KEY_PAIR } from '../bank-harness.js'

t.test('a bank starts without a word, is driven, called and closed', async t => {
  const bank = await startSandbox()
  t.teardown(bank.close)
  t.match(bank.url, /^http:\/\/127\.0\.0\.1:\d+$/)
  const partner = await bank.admin.partners.create()
  const client = partnerClient(bank.url, partner)
  const { body } = await client.call('generate', { merchantId: partner.merchants[0]?.merchantId, amount: { value: '1000.00', currency: 'IDR' } })
  t.match(body, { responseCode: '2004700' })
  await bank.admin.transactions.event(String(body['referenceNo']), 'pay')
  t.match((await client.call('query', { originalReferenceNo: body['referenceNo'], serviceCode: '47' })).body, { latestTransactionStatus: '00' })
  await bank.close()
  await bank.close()
  await t.rejects(fetch(`${bank.url}/livez`))
})

t.test('banks side by side know nothing of each other', async t => {
  const banks = await Promise.all(Array.from({ length: 4 }, () => startSandbox()))
  t.teardown(() => Promise.all(banks.map(bank => bank.close())))
  t.equal(new Set(banks.map(bank => bank.url)).size, 4)
  const referenceNo = '2026010100000000000000012'
  await Promise.all(banks.slice(1).map((bank, index) => bank.admin.clock.move({ advanceSeconds: 100 * (index + 1) })))
  await banks[0]?.admin.transactions.event(referenceNo, 'pay')
  await banks[1]?.close()
  const rest = banks.filter((_, index) => index !== 1)
  t.strictSame(await Promise.all(rest.map(async bank => (await bank.admin.transactions.get(referenceNo)).status)), ['success', 'pending', 'pending'])
  t.strictSame(await Promise.all(rest.map(async bank => (await bank.admin.clock.get()).offsetSeconds)), [0, 200, 300])
})

t.test('fifty start at once, and each knows its own partner alone', async t => {
  const banks = await Promise.all(Array.from({ length: 50 }, () => startSandbox()))
  t.teardown(() => Promise.all(banks.map(bank => bank.close())))
  const known = await Promise.all(banks.map(async ({ admin, url }, index) => {
    const partner = await admin.partners.create({ partnerId: `own-${index}`, dialect: 'snap', publicKey: KEY_PAIR.publicKey })
    const { status } = await partnerClient(url, { ...partner, privateKey: KEY_PAIR.privateKey }).token()
    const { items } = await admin.partners.list()
    return [status, ...items.map(({ partnerId }) => partnerId).filter(id => id.startsWith('own-'))]
  }))
  t.strictSame(known, banks.map((_, index) => [200, `own-${index}`]))
})

t.test('banks share the fixtures that they read, and change nothing of them', async t => {
  const [first, second] = await Promise.all([startSandbox(), startSandbox()])
  t.teardown(() => Promise.all([first.close(), second.close()]))
  const before = await second.admin.partners.list()
  const partnerId = before.items[0]?.partnerId ?? ''
  await first.admin.partners.update(partnerId, { clientSecret: 'changed-secret', settings: { notifyOn: [] } })
  t.strictSame(await second.admin.partners.list(), before)
  await first.admin.reset()
  t.strictSame((await first.admin.partners.get(partnerId)).settings, before.items[0]?.settings)
})

t.test('a fixtures file that was changed is read anew by the next bank', async t => {
  const fixtures = join(t.testdir(), 'fixtures')
  cpSync(fileURLToPath(new URL('../../fixtures', import.meta.url)), fixtures, { recursive: true })
  const file = join(fixtures, 'partners/demo-bnc.json')
  const secretOf = async (): Promise<string | undefined> => {
    const bank = await startSandbox({ fixtures })
    const { items } = await bank.admin.partners.list()
    await bank.close()
    return items.find(({ dialect }) => dialect === 'bnc')?.clientSecret
  }
  const secret = (await secretOf()) ?? ''
  t.equal(await secretOf(), secret)
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace(secret, 'another-secret'))
  t.equal(await secretOf(), 'another-secret')
  writeFileSync(file, text.replace('"publicKey"', '"publicKy"'))
  await t.rejects(startSandbox({ fixtures }), /demo-bnc\.json: partner\.public/)
  await t.rejects(startSandbox({ fixtures }), /demo-bnc\.json: partner\.public/, 'a file that is wrong stays wrong')
})

t.test('it is disposed of where its block ends', async t => {
  const bank = await startSandbox()
  await bank[Symbol.asyncDispose]()
  await t.rejects(fetch(`${bank.url}/livez`))
})

t.test('options are those of the command, under their own types', async t => {
  const bank = await startSandbox({ adminKey: 'k', qrTtlSeconds: 60, notifyScheduleSeconds: [1, 2], publicUrl: 'https://bank.example', seed: 's' })
  t.teardown(bank.close)
  t.equal(bank.url, 'https://bank.example', 'what clients are told')
  const [demo] = (await bank.admin.partners.list()).items
  t.match(demo, { settings: { notifyScheduleSeconds: [1, 2] } }, 'the admin client goes where it listens, with the key')
  const { qrUrl, createdAt, expiresAt } = await bank.admin.transactions.create({ amount: '1.00' })
  t.match(qrUrl, /^https:\/\/bank\.example\/qr\//)
  t.equal(Date.parse(expiresAt ?? '') - Date.parse(createdAt), 60_000)
})

t.test('beyond loopback it is driven with the key that it made', async t => {
  const bank = await startSandbox({ host: '0.0.0.0' })
  t.teardown(bank.close)
  t.equal((await bank.admin.partners.list()).items.length, 2)
  t.equal((await fetch(`${bank.url}/admin/partners`)).status, 401)
})

t.test('a database file outlives its bank', async t => {
  const database = join(t.testdir(), 'bank.db')
  const first = await startSandbox({ database })
  await first.admin.partners.create({ partnerId: 'kept' })
  await t.rejects(startSandbox({ database }), /in use by another bank/)
  await first.close()
  const second = await startSandbox({ database })
  t.teardown(second.close)
  t.match(await second.admin.partners.get('kept'), { partnerId: 'kept' })
})

t.test('an option that says nothing is the default', async t => {
  const nothing = JSON.parse('{}') as { database: string; port: number }
  const options = { database: nothing.database, port: nothing.port }
  const [first, second] = await Promise.all([startSandbox(options), startSandbox(options)])
  t.teardown(() => Promise.all([first.close(), second.close()]))
  t.not(first.url, second.url, 'two would not share a file or a port')
})

t.test('an option that is none, or cannot be, is refused', async t => {
  const start = (text: string) => startSandbox(JSON.parse(text) as SandboxOptions)
  await t.rejects(start('{"prot":1}'), new ConfigError('prot is not an option of startSandbox; did you mean port?'))
  await t.rejects(start('{"port":"x"}'), new ConfigError('--port is "x"; allowed: a whole number from 0 to 65535'))
})

/** The names between the braces of every export. */
const exportedBy = (path: string): string[] => {
  const text = readFileSync(new URL(path, import.meta.url), 'utf8')
  return [...text.matchAll(/^export (?:type )?\{([^}]*)\} from/gms)].flatMap(([, names = '']) => names.split(',').map(name => name.replace('type ', '').trim()))
}

t.test('whatever the client exports, types too, the library does', async t => {
  const names = exportedBy('../../src/client/index.ts')
  t.ok(names.length > 50)
  t.strictSame(exportedBy('../../src/index.ts').sort(), names.sort())
})

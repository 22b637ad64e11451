/** Fixtures: the packaged ones load, others replace them, and a broken one stops the start with its file and field. */
import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { PartnerFixture } from '../../schemas/fixture.js'
import { ConfigError, readConfig } from '../../src/app/config.js'
import { readFixtures } from '../../src/app/fixtures.js'
import { startBank } from '../../src/app/start.js'
import { DEMO_BNC, DEMO_SNAP, demoFixture, KEY_PAIR, startTestBank } from '../bank-harness.js'

const DEMO = demoFixture('bnc')

interface Folder {
  readonly bank?: unknown
  /** Of `partners/`, by file name; a text is written as it is. */
  readonly partners?: Readonly<Record<string, unknown>>
}

const write = (folder: string, { bank, partners = {} }: Folder): string => {
  const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
  mkdirSync(join(folder, 'partners'), { recursive: true })
  if (bank !== undefined) writeFileSync(join(folder, 'bank.json'), text(bank))
  for (const [name, value] of Object.entries(partners)) writeFileSync(join(folder, 'partners', name), text(value))
  return folder
}

/** The demo partner under another name, its parts changed. */
const partner = (change: object = {}, transactions: readonly object[] = []): PartnerFixture =>
  ({ partner: { ...DEMO.partner, partnerId: 'FIXED', clientKey: 'FIXED-KEY', ...change }, transactions }) as PartnerFixture

/** Starts a bank on the folder and says why it does not start. */
const refusalOf = async (fixtures: string, database = ':memory:'): Promise<string> => {
  try {
    const running = await startBank(readConfig({ BNC_PORT: '0', BNC_DATABASE: database, BNC_LOG_LEVEL: 'fatal',
      BNC_FIXTURES: fixtures }))
    await running.close()
    return 'started'
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message
  }
}

t.test('the packaged fixtures hold two demo partners and the pages of the bank', async t => {
  const { bank, partners } = readFixtures()
  t.match(bank?.publicKey, /BEGIN PUBLIC KEY/)
  t.strictSame(partners.map(({ fixture }) => fixture.partner.partnerId), [DEMO_BNC, DEMO_SNAP])
  t.strictSame(partners.map(({ fixture }) => fixture.partner.dialect), ['bnc', 'snap'])
  const references = partners.flatMap(({ fixture }) => fixture.transactions.map(({ referenceNo }) => referenceNo))
  for (const page of ['2023101814012941070122319', '2023081111626423051116587']) t.ok(references.includes(page), page)
  for (const { fixture } of partners) t.match(fixture.partner.clientSecret, /DEMO/, 'loudly a demo')
})

t.test('another folder replaces them', async t => {
  const folder = write(t.testdir({}),
    { partners: { 'one.json': partner({}, [{ referenceNo: 'R', amount: '1.00' }]), 'notes.txt': 'not read' } })
  const bank = await startTestBank(t, { BNC_FIXTURES: folder })
  const { body } = await bank.admin<{ items: { partnerId: string }[] }>('GET', '/partners')
  t.strictSame(body.items.map(({ partnerId }) => partnerId), ['FIXED'])
  t.equal((await bank.transaction('R')).status, 'pending')
  const called = await (await bank.partner('FIXED')).call('query', { serviceCode: '47', originalReferenceNo: 'R' })
  t.equal(called.body['responseCode'], '2005100')
})

t.test('an empty folder is a bank without partners, with keys of its own that it keeps', async t => {
  const [folder, database] = [write(t.testdir({ fixtures: {} }), {}), join(t.testdirName, 'bank.db')]
  const publicKey = async (): Promise<string> => {
    const bank = await startTestBank(t, { BNC_FIXTURES: folder, BNC_DATABASE: database })
    const key = bank.running.bank.keys.publicKeyPem
    await bank.close()
    return key
  }
  t.equal(await publicKey(), await publicKey())
})

const ec = generateKeyPairSync('ec', {
  namedCurve: 'P-256', publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }
})
const other = demoFixture('snap').partner

const { clientSecret: _, ...withoutSecret } = partner().partner

/** Each with the file and the field that the message names. */
const broken: readonly (readonly [folder: Folder, file: string, field: string])[] = [
  [{ partners: { 'a.json': '{' } }, 'a.json', 'JSON'],
  [{ partners: { 'a.json': '' } }, 'a.json', 'JSON'],
  [{ partners: { 'a.json': [] } }, 'a.json', '(the whole file)'],
  [{ partners: { 'a.json': { partner: partner().partner } } }, 'a.json', 'transactions'],
  [{ partners: { 'a.json': { partner: withoutSecret, transactions: [] } } }, 'a.json', 'partner.clientSecret'],
  [{ partners: { 'a.json': { ...partner(), extra: 1 } } }, 'a.json', 'extra'],
  [{ partners: { 'a.json': partner({ colour: 'red' }) } }, 'a.json', 'partner.colour'],
  [{ partners: { 'a.json': partner({ dialect: 'other' }) } }, 'a.json',
    'partner.dialect: not one of the allowed values; allowed: bnc, snap'],
  [{ partners: { 'a.json': partner({ merchants: [] }) } }, 'a.json', 'partner.merchants'],
  [{ partners: { 'a.json': partner({ merchants: [{ merchantId: '1' }] }) } }, 'a.json', 'partner.merchants.0'],
  [{ partners: { 'a.json': partner({ publicKey: '-----BEGIN PUBLIC KEY-----' }) } }, 'a.json', 'partner.publicKey'],
  [{ partners: { 'a.json': partner({ publicKey: ec.publicKey }) } }, 'a.json', 'partner.publicKey'],
  [{ partners: { 'a.json': partner({ publicKey: KEY_PAIR.privateKey }) } }, 'a.json', 'partner.publicKey'],
  [{ partners: { 'a.json': partner({ privateKey: '-----BEGIN PRIVATE KEY-----' }) } }, 'a.json', 'partner.privateKey'],
  [{ partners: { 'a.json': partner({ privateKey: other.privateKey }) } }, 'a.json',
    'partner.privateKey: not the other half of publicKey'],
  [{ partners: { 'a.json': partner({}, [{ status: 'lost', amount: '1.00' }]) } }, 'a.json', 'transactions.0.status'],
  [{ partners: { 'a.json': partner({}, [{ amount: '1.00' }, { amount: 5 }]) } }, 'a.json', 'transactions.1.amount'],
  [{ partners: { 'a.json': partner({}, [{ amount: '1.00', colour: 1 }]) } }, 'a.json', 'transactions.0.colour'],
  [{ partners: { 'a.json': partner({}, [{ amount: '1.00', merchantId: '999999999999' }]) } }, 'a.json', 'merchantId'],
  [{ partners: { 'a.json': partner({}, [{ amount: '1.00', createdAt: '2026-02-30T00:00:00Z' }]) } }, 'a.json', 'createdAt'],
  [{ partners: { 'a.json': partner({}, [1, 2].map(() => ({ referenceNo: 'R', amount: '1.00' }))) } }, 'a.json', 'referenceNo'],
  [{ partners: { 'a.json': partner({}, [1, 2].map(() => ({ partnerReferenceNo: 'P', amount: '1.00' }))) } }, 'a.json',
    'partnerReferenceNo'],
  [{ partners: { 'a.json': partner(), 'b.json': partner({ clientKey: 'B' }) } }, 'b.json', 'partner.partnerId'],
  [{ partners: { 'a.json': partner(), 'b.json': partner({ partnerId: 'B' }) } }, 'b.json', 'partner.clientKey'],
  [{ bank: '{' }, 'bank.json', 'JSON'],
  [{ bank: {} }, 'bank.json', 'publicKey'],
  [{ bank: { ...KEY_PAIR, extra: 1 } }, 'bank.json', 'extra'],
  [{ bank: { ...KEY_PAIR, privateKey: '-----BEGIN PRIVATE KEY-----' } }, 'bank.json', 'privateKey'],
  [{ bank: { ...KEY_PAIR, privateKey: other.privateKey } }, 'bank.json', 'privateKey']
]

t.test('a broken fixture stops the start with its file and field', async t => {
  for (const [index, [folder, file, field]] of broken.entries()) {
    const message = await refusalOf(write(join(t.testdirName, String(index)), { bank: KEY_PAIR, ...folder }))
    t.ok(message.includes(`${file}: `), message)
    t.ok(message.slice(message.indexOf(file)).includes(field), `${field}: ${message}`)
  }
})

t.test('a folder that is not there stops the start with its variable', async t => {
  t.match(await refusalOf(join(t.testdir({}), 'nowhere')), /^BNC_FIXTURES: .*nowhere/)
})

t.test('a fixture that broke a start leaves nothing behind: it breaks the next one too', async t => {
  const twice = [1, 2].map(() => ({ referenceNo: 'R', amount: '1.00' }))
  const folder = write(t.testdir({}), { partners: { 'a.json': partner({}, twice) } })
  const database = join(folder, 'bank.db')
  const first = await refusalOf(folder, database)
  t.match(first, /a\.json: referenceNo/)
  t.equal(await refusalOf(folder, database), first)
  write(folder, { partners: { 'a.json': partner({}, twice.slice(1)) } })
  t.equal(await refusalOf(folder, database), 'started')
})

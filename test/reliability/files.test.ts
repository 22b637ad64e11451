/** The files of a bank: a limit that they meet, a folder that is read-only, another bank that has them already. */
import { chmodSync, cpSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { PartnerReply } from '../../schemas/partner.js'
import { partnerClient } from '../../src/client/partner-client.js'
import { run } from '../../src/cli/run.js'
import { KEY_PAIR } from '../bank-harness.js'
import { memory } from '../cli/command-line.js'
import { failToStart, startChild } from './child-bank.js'

/** A folder that any user may come to, unlike the one of the test. */
const folderOf = (t: Test): string => {
  const folder = mkdtempSync(join(tmpdir(), 'bnc-files-'))
  t.teardown(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  chmodSync(folder, 0o777)
  return folder
}

const admin = async <T>(url: string, path: string, body?: object): Promise<T> =>
  (await (
    await fetch(`${url}/admin${path}`, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) })
  ).json()) as T

t.test(
  'a process whose files may not grow refuses clearly, loses nothing that it acknowledged, and stops in order',
  { timeout: 60_000 },
  async t => {
    const file = join(folderOf(t), 'bank.db')
    const limited = await startChild(t, file, 1500)
    const partner = await admin<PartnerReply>(limited.url, '/partners', { dialect: 'snap', publicKey: KEY_PAIR.publicKey })
    const { partnerId } = partner
    const client = partnerClient(limited.url, { ...partner, privateKey: KEY_PAIR.privateKey })
    const body = { amount: { value: '10000.00', currency: 'IDR' }, merchantId: partner.merchants[0]?.merchantId }
    const promised: string[] = []
    let refused = 0
    for (let call = 0; call < 3000 && refused < 5; call++) {
      const reply = await client.call('generate', body)
      if (reply.status === 200) promised.push(String(reply.body['referenceNo']))
      else {
        refused++
        t.match([reply.status, reply.body['responseCode']], [500, '5004701'])
      }
    }
    t.equal(refused, 5, `after ${promised.length} that were acknowledged`)
    t.equal((await fetch(`${limited.url}/readyz`)).status, 200)
    t.equal(await limited.stop(), 0)
    const free = await startChild(t, file)
    const listed = new Set<string>()
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: { referenceNo: string }[]; nextCursor: string | null } = await admin(
        free.url,
        `/transactions?partnerId=${partnerId}&limit=1000${cursor === '' ? '' : `&cursor=${cursor}`}`
      )
      for (const { referenceNo } of page.items) listed.add(referenceNo)
      cursor = page.nextCursor
    }
    t.strictSame(
      promised.filter(referenceNo => !listed.has(referenceNo)),
      []
    )
    t.equal(listed.size, promised.length, 'and nothing that was refused')
    t.equal((await partnerClient(free.url, { ...partner, privateKey: KEY_PAIR.privateKey }).call('generate', body)).status, 200)
    t.equal(await free.stop(), 0)
  }
)

t.test('two processes never have one database, by whatever name; the first goes on', { timeout: 60_000 }, async t => {
  const folder = folderOf(t)
  const file = join(folder, 'bank.db')
  const first = await startChild(t, file)
  symlinkSync(file, join(folder, 'link.db'))
  mkdirSync(join(folder, 'sub'))
  linkSync(file, join(folder, 'sub', 'hard.db'))
  for (const name of ['bank.db', 'link.db', 'sub/../bank.db', 'sub/hard.db'].map(each => `${folder}/${each}`)) {
    const { code, said } = await failToStart(t, name)
    t.equal(code, 1, name)
    t.match(said, /^bnc-sandbox: .*\.db is in use by another bank; stop that one, or set BNC_DATABASE to another file\n$/, name)
  }
  t.equal((await fetch(`${first.url}/readyz`)).status, 200)
  t.equal(await first.stop(), 0)
  const second = await startChild(t, join(folder, 'sub', 'hard.db'))
  t.equal((await failToStart(t, file)).code, 1, 'whichever of its names was there first')
  t.equal(await second.stop(), 0)
})

const serve = async (database: string, fixtures: string): Promise<{ code: number; err: string }> => {
  const { io, err } = memory({ BNC_DATABASE: database, BNC_FIXTURES: fixtures, BNC_PORT: '0', BNC_LOG_LEVEL: 'silent' })
  return { code: await run(['serve'], io), err: err() }
}

/** Starts a bank in this process as a user without rights, and says how it ended. */
const serveUnprivileged = async (t: Test, database: string): Promise<{ code: number; err: string }> => {
  // A user without rights may not come to this repository: what a start reads is copied, or read before.
  const fixtures = join(folderOf(t), 'fixtures')
  cpSync(new URL('../../fixtures', import.meta.url), fixtures, { recursive: true })
  t.equal((await serve(':memory:', fixtures)).code, 0)
  const isRoot = process.geteuid?.() === 0
  if (isRoot) process.seteuid?.(65_534)
  try {
    return await serve(database, fixtures)
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
}

const UNUSABLE: Readonly<Record<string, (folder: string) => string>> = {
  'a folder that is read-only'(folder) {
    chmodSync(folder, 0o555)
    return join(folder, 'bank.db')
  },
  'a folder that cannot be made'(folder) {
    chmodSync(folder, 0o555)
    return join(folder, 'data', 'bank.db')
  },
  'a file that is read-only'(folder) {
    writeFileSync(join(folder, 'bank.db'), '', { mode: 0o444 })
    return join(folder, 'bank.db')
  },
  'a folder in the place of the file'(folder) {
    mkdirSync(join(folder, 'bank.db'))
    return join(folder, 'bank.db')
  },
  'a file in the place of the folder'(folder) {
    writeFileSync(join(folder, 'data'), 'x')
    return join(folder, 'data', 'bank.db')
  },
  'a file that is no database'(folder) {
    writeFileSync(join(folder, 'bank.db'), 'this is a letter to the bank, and long enough to be taken for one'.repeat(40), {
      mode: 0o666
    })
    chmodSync(join(folder, 'bank.db'), 0o666)
    return join(folder, 'bank.db')
  }
}

for (const [what, make] of Object.entries(UNUSABLE)) {
  t.test(`${what} stops the start with one line that names it`, async t => {
    const file = make(folderOf(t))
    const { code, err } = await serveUnprivileged(t, file)
    t.equal(code, 1)
    t.match(
      err,
      /^bnc-sandbox: .* cannot be used as the bank's database: .*; see to its rights, or set BNC_DATABASE to another file\n$/
    )
    t.ok(err.includes(file), err)
  })
}

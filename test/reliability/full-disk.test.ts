/** A database that cannot grow, as on a full disk: calls are refused, what was acknowledged stays, with room it goes on. */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { NotificationReply } from '../../schemas/notification.js'
import type { RequestReply } from '../../schemas/journal.js'
import { startTestBank, type TestBank, type TestPartner } from '../bank-harness.js'
import { ledgerFaults } from '../fuzz/ledger-faults.js'
import { startReceiver } from '../receiver.js'

interface Scene {
  readonly bank: TestBank
  readonly partner: TestPartner
  readonly generate: () => ReturnType<TestPartner['call']>
  /** Leaves not a page free. */
  readonly fill: () => void
  readonly makeRoom: () => void
}

const enter = async (t: Test, wish: object = {}): Promise<Scene> => {
  const bank = await startTestBank(t, { BNC_DATABASE: join(t.testdir(), 'bank.db'), BNC_LOG_LEVEL: 'silent' })
  const partner = await bank.newPartner({ dialect: 'snap', merchants: [{ merchantId: '000000000001' }], ...wish })
  await partner.token()
  const { database } = bank.running.bank.store
  const { sqlite } = database
  const insert = sqlite.prepare('INSERT INTO meta VALUES (?, ?)')
  return {
    bank,
    partner,
    generate: () => partner.call('generate', { amount: { value: '10000.00', currency: 'IDR' }, merchantId: '000000000001' }),
    fill() {
      database.commitTurn()
      sqlite.pragma(`max_page_count = ${String(sqlite.pragma('page_count', { simple: true }))}`)
      for (const size of [2000, 500, 50, 1]) {
        try {
          for (;;) insert.run(`ballast ${randomUUID()}`, 'x'.repeat(size))
        } catch (error) {
          if ((error as { code?: string }).code !== 'SQLITE_FULL') throw error
        }
      }
    },
    makeRoom() {
      sqlite.pragma('max_page_count = 1000000')
      sqlite.exec("DELETE FROM meta WHERE name LIKE 'ballast %'")
    }
  }
}

const listed = async (bank: TestBank, partnerId: string): Promise<string[]> => {
  const { body } = await bank.admin<{ items: { referenceNo: string }[] }>(
    'GET',
    `/transactions?partnerId=${partnerId}&limit=1000`
  )
  return body.items.map(({ referenceNo }) => referenceNo).sort()
}

t.test(
  'a call that cannot be written is told to try again; nothing that was acknowledged is lost, and no restart is needed',
  async t => {
    const { bank, partner, generate, fill, makeRoom } = await enter(t)
    const promised: string[] = []
    const ask = async (): Promise<number> => {
      const { status, body } = await generate()
      if (status === 200) promised.push(String(body['referenceNo']))
      else t.match(body, { responseCode: '5004701', responseMessage: 'Internal Server Error' })
      return status
    }
    for (let call = 0; call < 5; call++) t.equal(await ask(), 200)
    fill()
    const refused = (await Promise.all(Array.from({ length: 20 }, ask))).filter(status => status === 500)
    t.ok(refused.length > 0, `${refused.length} of 20 were refused`)
    t.strictSame(
      await listed(bank, partner.partner.partnerId),
      promised.toSorted(),
      'what was acknowledged is there, and nothing else'
    )
    t.equal((await fetch(`${bank.url}/readyz`)).status, 200)
    const { body } = await bank.admin<{ items: RequestReply[] }>('GET', '/requests?responseCode=5004701&limit=1')
    t.match(
      JSON.stringify(body.items),
      /the database cannot be written: database or disk is full \(SQLITE_FULL\)/,
      'the journal says why'
    )
    makeRoom()
    t.equal(await ask(), 200, 'with room it goes on')
    t.strictSame(await listed(bank, partner.partner.partnerId), promised.toSorted())
    t.strictSame(ledgerFaults(bank.running.bank.store.database.sqlite), [])
  }
)

t.test('an admin is told so with 503, and reads what there is', async t => {
  const { bank, partner, fill, makeRoom } = await enter(t)
  const { partnerId } = partner.partner
  fill()
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => bank.admin('POST', '/transactions', { partnerId, amount: '10000.00' }))
  )
  const refused = answers.filter(({ status }) => status !== 201)
  t.ok(refused.length > 0)
  for (const { status, body } of refused)
    t.match(
      { status, body },
      { status: 503, body: { status: 503, detail: /^database: the database cannot be written: .*no restart is needed/ } }
    )
  t.equal((await bank.admin('GET', `/partners/${partnerId}`)).status, 200)
  makeRoom()
  t.equal((await bank.admin('POST', '/transactions', { partnerId, amount: '10000.00' })).status, 201)
})

/** Resolves with what came of the first attempt to write down how an attempt ended. */
const firstRecord = (bank: TestBank): Promise<string> =>
  new Promise(resolve => {
    const { notifications } = bank.running.bank.store
    const original = { ...notifications }
    const watched: typeof original.addAttempt = (before, attempt) => {
      try {
        original.addAttempt(before, attempt)
        resolve('written')
      } catch (error) {
        resolve((error as { code?: string }).code ?? 'thrown')
        throw error
      }
    }
    Object.assign(notifications, { addAttempt: watched })
  })

t.test('an attempt whose end could not be written down is made again once it can be', async t => {
  const receiver = await startReceiver(t)
  const { bank, partner, fill, makeRoom } = await enter(t, { callbackUrl: receiver.url })
  const { referenceNo } = await bank.seed(partner.partner.partnerId)
  receiver.next(response => {
    fill()
    // Long enough for its record to want a page of its own.
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ responseCode: '2005200', more: 'x'.repeat(8000) }))
  })
  const recorded = firstRecord(bank)
  t.equal((await bank.admin('POST', `/transactions/${referenceNo}/pay`)).status, 200)
  const notification = async (): Promise<NotificationReply | undefined> =>
    (await bank.admin<{ items: NotificationReply[] }>('GET', `/notifications?referenceNo=${referenceNo}`)).body.items[0]
  t.equal(await recorded, 'SQLITE_FULL')
  t.match(await notification(), { status: 'pending' })
  makeRoom()
  const { body } = await bank.admin<NotificationReply>(
    'GET',
    `/notifications/wait?referenceNo=${referenceNo}&status=delivered&timeoutMs=10000`
  )
  t.equal(body.status, 'delivered')
  t.ok(receiver.received.length >= 2, 'it was made again')
  t.equal(
    new Set(receiver.received.map(({ headers }) => headers['x-external-id'])).size,
    1,
    'the same notification, at least once'
  )
})

t.test('what time brings waits for the disk, and is not forgotten', async t => {
  const { bank, partner, fill, makeRoom } = await enter(t)
  const { partnerId } = partner.partner
  const references = await Promise.all(Array.from({ length: 30 }, async () => (await bank.seed(partnerId)).referenceNo))
  fill()
  const clock = await bank.admin('POST', '/clock', { advanceSeconds: 3600, partnerId })
  t.ok([200, 503].includes(clock.status), `the clock answers ${clock.status}`)
  makeRoom()
  t.equal((await bank.admin('POST', '/clock', { advanceSeconds: 3600, partnerId })).status, 200)
  for (const referenceNo of references) t.equal((await bank.transaction(referenceNo)).status, 'expired')
})

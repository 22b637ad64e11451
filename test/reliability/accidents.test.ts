/** Accidents inside the bank: each costs the call that met it, and neither the process nor another call. */
import t from 'tap'
import { startTestBank } from '../bank-harness.js'
import { sendRaw } from '../raw-http.js'

const OUTCOMES = [
  '',
  'delay=20',
  'delay=20;at=after',
  '4045101',
  '4045101;delay=20',
  'fault=malformed',
  'fault=html502;at=after'
]

t.test('an answer that cannot be delivered cuts its own call', async t => {
  const bank = await startTestBank(t, { BNC_LOG_LEVEL: 'silent' })
  const partner = await bank.newPartner({ dialect: 'snap' })
  const token = String((await partner.token()).body['accessToken'])
  const { journal } = bank.running.bank.store
  const send = async (outcome: string): Promise<number> => {
    const { path, headers, body } = partner.sign.call('query', { originalReferenceNo: 'X', serviceCode: '47' }, { token })
    const forced = outcome === '' ? [] : [['X-Sandbox-Outcome', outcome] as const]
    return (await sendRaw(bank.url, { path, headers: [...Object.entries(headers), ...forced], body })).status
  }
  const accident = {
    add: (): number => {
      throw new Error('an accident')
    }
  }
  for (const outcome of OUTCOMES) {
    Object.assign(journal, accident)
    t.equal(await send(outcome), 0, `${outcome} is cut`)
    Reflect.deleteProperty(journal, 'add')
    t.equal(await send(''), 404, `and the next call after ${outcome} is answered`)
  }
})

t.test('a deed that breaks is a 500 of the bank at once and after a delay, and the ledger is as it was', async t => {
  const bank = await startTestBank(t, { BNC_LOG_LEVEL: 'silent' })
  const partner = await bank.newPartner({ dialect: 'snap' })
  const { referenceNo, merchantId } = await bank.seed(partner.partner.partnerId)
  const cancel = (outcome: string) =>
    partner.call(
      'cancel',
      { originalReferenceNo: referenceNo, reason: 'x', merchantId },
      { headers: { 'X-Sandbox-Outcome': outcome } }
    )
  const accident = (): never => {
    throw new Error('an accident')
  }
  const { transactions } = bank.running.bank.store
  const kept = { ...transactions }
  Object.assign(transactions, { find: accident })
  for (const outcome of ['delay=0', 'delay=10', 'delay=10;at=after']) {
    t.match((await cancel(outcome)).body, { responseCode: '5007700', responseMessage: 'General Error' }, outcome)
  }
  Object.assign(transactions, kept)
  t.equal((await bank.transaction(referenceNo)).status, 'pending')
  t.equal((await cancel('delay=0')).body['responseCode'], '2007700')
})

t.test('of a turn that could not be put on record nobody hears, and the journal tells of no change', async t => {
  const bank = await startTestBank(t, { BNC_LOG_LEVEL: 'silent' })
  const partner = await bank.newPartner({ dialect: 'snap' })
  const { referenceNo, merchantId } = await bank.seed(partner.partner.partnerId)
  const cancel = () => partner.call('cancel', { originalReferenceNo: referenceNo, reason: 'x', merchantId })
  const { events, store: { database, transactions } } = bank.running.bank
  const heard: unknown[] = []
  t.teardown(events.listen(({ type, data }) => { if (type === 'transaction') heard.push((data as { to: string }).to) }))
  await partner.token()
  database.sqlite.exec('CREATE TABLE child (id REFERENCES meta DEFERRABLE INITIALLY DEFERRED)')
  const kept = { ...transactions }
  Object.assign(transactions, {
    addHistory: (...history: Parameters<typeof kept.addHistory>) => {
      kept.addHistory(...history)
      database.sqlite.exec("INSERT INTO child VALUES ('nobody')")
    }
  })
  t.equal((await cancel()).body['responseCode'], '5007700')
  Object.assign(transactions, kept)
  t.equal((await bank.transaction(referenceNo)).status, 'pending')
  const { body } = await bank.admin<{ items: { changes: unknown[] }[] }>('GET', '/requests?service=77')
  t.strictSame(body.items.map(({ changes }) => changes), [[]])
  t.strictSame(heard, [])
  t.equal((await cancel()).body['responseCode'], '2007700')
  t.strictSame(heard, ['canceled'])
})

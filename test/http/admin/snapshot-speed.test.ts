/** Ten thousand transactions go back in milliseconds: only what differs is written. */
import t from 'tap'
import { DEMO_BNC, startTestBank } from '../../bank-harness.js'

const COUNT = 10_000

t.test('a restore of ten thousand transactions', async t => {
  const bank = await startTestBank(t)
  const inner = bank.running.bank
  const { transactions: fixtures } = (await bank.admin<{ transactions: number }>('POST', '/snapshots', { name: 'fixtures' })).body
  inner.store.database.deed(() =>
    inner.store.database.sqlite.exec(`
    WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${COUNT - 1})
    INSERT INTO transactions
      (partner_id, reference_no, partner_reference_no, kind, status, amount, fee_amount, merchant_id, created_at, expires_at)
      SELECT '${DEMO_BNC}', 'R' || n, 'P' || n, 'dynamic', 'pending', '10000.00', '0.00', '000100010001', n, 4102444800000
        FROM numbers;
    INSERT INTO history SELECT partner_id, reference_no, 1, NULL, status, 'create', 0, 'admin' FROM transactions
      WHERE reference_no GLOB 'R*';
    INSERT INTO due SELECT partner_id, expires_at, 'expire', reference_no FROM transactions WHERE reference_no GLOB 'R*'`)
  )
  const timed = async (title: string, path: string, body: object) => {
    const begun = performance.now()
    const answer = await bank.admin<{ transactions: number; changedRows: number }>('POST', path, body)
    t.comment(`${title}: ${(performance.now() - begun).toFixed(1)} ms`)
    return answer
  }
  t.match(await timed('take', '/snapshots', { name: 'ten' }), { status: 201, body: { transactions: COUNT + fixtures } })
  await bank.admin('POST', '/transactions/R77/pay', {})
  t.match((await timed('restore after one payment', '/snapshots/ten/restore', {})).body, { transactions: COUNT + fixtures })
  t.equal((await bank.transaction('R77')).status, 'pending')
  await bank.admin('POST', '/reset', {})
  t.match((await timed('restore after a reset', '/snapshots/ten/restore', {})).body.changedRows > 2 * COUNT, true)
  t.equal((await bank.transaction('R9999')).status, 'pending')
})

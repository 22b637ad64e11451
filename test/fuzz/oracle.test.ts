/** The oracle of the fuzzing sees what is wrong: a reply that is not as promised is told from one that is. */
import t from 'tap'
import { startTestBank } from '../bank-harness.js'
import { documentOf } from '../http/openapi/document-reader.js'
import { dice } from './dice.js'
import { ledgerFaults } from './ledger-faults.js'
import { Oracle } from './oracle.js'

const CANCEL = '/v1.0/qr/qr-mpm-cancel'
const json = { 'content-type': 'application/json' }
const snap = (responseCode: string, responseMessage: string): string => JSON.stringify({ responseCode, responseMessage })
const PROBLEM = { 'content-type': 'application/problem+json; charset=utf-8' }

const CASES: readonly (readonly [
  path: string,
  status: number,
  headers: Record<string, string>,
  text: string,
  wrong: RegExp | undefined
])[] = [
  [CANCEL, 400, json, snap('4007702', 'Invalid Mandatory Field reason'), undefined],
  [CANCEL, 500, json, snap('5007700', 'General Error'), /5xx/],
  [CANCEL, 200, json, snap('4007702', 'Invalid Mandatory Field reason'), /HTTP 200/],
  [CANCEL, 400, json, snap('4007802', 'Invalid Mandatory Field reason'), /another service/],
  [CANCEL, 400, json, snap('4007799', 'x'), /in no list/],
  [CANCEL, 400, json, snap('4007702', 'Oops'), /message/],
  [CANCEL, 403, json, snap('4037702', 'Exceeds Transaction Amount Limit'), /not promised/],
  [CANCEL, 400, json, '<html>', /no response code/],
  [CANCEL, 400, { 'content-type': 'text/html' }, snap('4007702', 'Invalid Mandatory Field reason'), /content-type/],
  [CANCEL, 0, {}, '', /no reply/],
  ['/admin/partners', 418, PROBLEM, '{"status":418,"detail":"x"}', /not promised/],
  ['/admin/partners', 400, PROBLEM, '{"status":400,"detail":"x"}', undefined],
  ['/admin/partners', 400, PROBLEM, '{"status":400}', /without a detail/],
  ['/admin/partners', 400, PROBLEM, '{"status":401,"detail":"x"}', /another status/],
  ['/admin/partners', 500, PROBLEM, '{"status":500,"detail":"x"}', /5xx/],
  ['/admin/nowhere', 404, PROBLEM, '{"status":404,"detail":"x"}', undefined],
  ['/admin/partners', 201, json, '{"partnerId":1}', /not as its schema says/],
  ['/nowhere', 401, json, snap('4010000', 'Unauthorized. [No Interface Def]'), undefined],
  ['/nowhere', 404, PROBLEM, '{"status":404,"detail":"x"}', /SNAP/]
]

t.test('what is not as promised is told', async t => {
  const oracle = new Oracle(await documentOf(await startTestBank(t)))
  for (const [path, status, headers, text, wrong] of CASES) {
    const said = oracle.judge(
      { method: 'POST', path, headers: [], body: Buffer.alloc(0), forced: false },
      { status, headers, text, ms: 1 }
    )
    if (wrong === undefined) t.equal(said, undefined, `${path} ${status}`)
    else t.match(said, wrong, `${path} ${status}`)
  }
  t.equal(
    oracle.judge(
      { method: 'POST', path: CANCEL, headers: [], body: Buffer.alloc(0), forced: true },
      { status: 500, headers: json, text: snap('5007700', 'General Error'), ms: 1 }
    ),
    undefined
  )
})

t.test('a ledger that was tampered with is not sound', async t => {
  const bank = await startTestBank(t)
  const { sqlite } = bank.running.bank.store.database
  t.strictSame(ledgerFaults(sqlite), [])
  sqlite.exec(
    `UPDATE transactions SET status = 'failed'
     WHERE reference_no = (SELECT reference_no FROM transactions WHERE status = 'pending' LIMIT 1)`
  )
  t.match(ledgerFaults(sqlite), [/not the last of its history/])
})

t.test('the same seed throws the same', async t => {
  const throws = (seed: number): number[] => {
    const { below } = dice(seed)
    return Array.from({ length: 20 }, () => below(1000))
  }
  t.strictSame(throws(7), throws(7))
  t.notSame(throws(7), throws(8))
})

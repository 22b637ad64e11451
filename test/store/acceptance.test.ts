/** Acceptance sheets in the store: seen at once, written with the journal's batches, one partner's apart from another's. */
import { join } from 'node:path'
import t from 'tap'
import type { Evidence } from '../../schemas/acceptance.js'
import type { Ruling } from '../../src/domain/acceptance/case.js'
import { JournalStore } from '../../src/store/journal.js'

const evidence: Evidence = {
  at: '2026-11-21T09:30:00+07:00', source: 'request', id: '1', method: 'POST', target: '/', headers: [['A', 'B']], body: '{}', status: null, reply: ''
}

const ruling = (caseId: string, status: Ruling['status'] = 'passed'): Ruling => ({
  caseId, status, why: status === 'passed' ? null : { id: 'not-repeated', detail: 'd' }, evidence: [evidence],
  threads: status === 'passed' ? [] : [{ service: '77', referenceNo: 'R', partnerReferenceNo: null, key: 'k', evidence }]
})

t.test('what is kept is there before and after it is written, and in the next process', async t => {
  const file = join(t.testdir(), 'bank.db')
  const journal = new JournalStore(file, 10)
  const { acceptance } = journal
  acceptance.keep('P', 5, ruling('77.retry', 'failed'))
  acceptance.keep('P', 7, ruling('77.success'))
  t.equal(acceptance.isWaiting, true)
  const before = acceptance.findings('P')
  t.strictSame(before.get('77.retry'), { status: 'failed', at: 5, why: { id: 'not-repeated', detail: 'd' }, evidence: [evidence] })
  t.strictSame(acceptance.partners(), ['P'])
  journal.flush()
  t.equal(acceptance.isWaiting, false)
  t.strictSame(new Map([...acceptance.findings('P')].sort()), new Map([...before].sort()))
  acceptance.keep('P', 9, ruling('77.retry'))
  t.equal(acceptance.findings('P').get('77.retry')?.status, 'passed', 'the latest')
  acceptance.keep('Q', 9, ruling('77.retry', 'failed'))
  journal.close()

  const next = new JournalStore(file, 10)
  t.teardown(() => { next.close() })
  t.strictSame(next.acceptance.sheet('P').standing('77.retry'), { status: 'passed', why: null, threads: [] })
  t.strictSame(next.acceptance.sheet('Q').standing('77.retry')?.threads, ruling('77.retry', 'failed').threads)
  t.strictSame(next.acceptance.partners().sort(), ['P', 'Q'])
  next.clear(undefined)
  t.strictSame(next.acceptance.partners().sort(), ['P', 'Q'], "the journal's end is not theirs")
  next.acceptance.keep('P', 1, ruling('77.unknown'))
  next.acceptance.clear('P')
  t.strictSame([next.acceptance.findings('P').size, next.acceptance.findings('Q').size], [0, 1])
  t.equal(next.acceptance.sheet('P').standing('77.retry'), undefined)
  next.acceptance.clear(undefined)
  t.strictSame(next.acceptance.partners(), [])
})

t.test('a journal that is closed holds nobody up', async t => {
  const journal = new JournalStore(':memory:', 10)
  journal.close()
  t.equal(journal.acceptance.sheet('P').standing('77.success'), undefined)
  t.strictSame(journal.since('P', 0, 100, 10), [])
})

/** A sheet as it fills: what failed and why, what is kept, and which calls need not be looked at any more. */
import t from 'tap'
import type { SeenCall } from '../../../src/domain/acceptance/case.js'
import { Sheet } from '../../../src/domain/acceptance/sheet.js'
import { WHY, whyText } from '../../../src/domain/acceptance/why.js'
import { attempt, call, evidence, refused } from './traffic.js'

const sheetAfter = (...calls: readonly SeenCall[]): Sheet => {
  const sheet = new Sheet()
  for (const each of calls) sheet.judgeCall(each, evidence)
  return sheet
}

const lost = call('2007700', { referenceNo: 'R1', asked: { originalReferenceNo: 'R1' }, fate: 'lost' })
const inquiry = (referenceNo: string): SeenCall => call('2005100', { referenceNo })

t.test('an answer that was lost is a failure until the client has asked', async t => {
  const sheet = sheetAfter(lost)
  t.match(sheet.standing('77.timeout'), { status: 'failed', why: { id: 'not-followed' } })
  t.equal(sheet.standing('77.success'), undefined, 'and no success')
  const [ruling] = sheet.judgeCall(inquiry('R1'), () => evidence('2'))
  t.match(ruling, { caseId: '77.timeout', status: 'passed', why: null, moved: true, evidence: [{ id: '1' }, { id: '2' }], threads: [] })
})

t.test('each of several lost answers can be the one that is followed; the oldest are forgotten', async t => {
  const nth = (index: number): SeenCall => ({ ...lost, referenceNo: `R${index}` })
  const many = Array.from({ length: 12 }, (_, index) => nth(index))
  t.equal(sheetAfter(...many, inquiry('R11')).standing('77.timeout')?.status, 'passed')
  t.equal(sheetAfter(...many, inquiry('R4')).standing('77.timeout')?.status, 'passed')
  const forgotten = sheetAfter(...many, inquiry('R3'))
  t.equal(forgotten.standing('77.timeout')?.status, 'failed')
  t.equal(forgotten.standing('77.timeout')?.threads.length, 8)
})

t.test('why a story failed is said', async t => {
  const nameless = call('2004700', { referenceNo: 'R1', asked: {}, fate: 'lost' })
  t.match(sheetAfter(nameless).standing('47.timeout')?.why, { id: 'no-reference' })
  const refund = (partnerRefundNo: string, fate: SeenCall['fate']): SeenCall =>
    call('2007800', { referenceNo: 'R1', asked: { partnerRefundNo }, fate, changedTo: ['success'] })
  t.match(sheetAfter(refund('F1', 'lost'), refund('F2', 'whole')).standing('78.timeout'), {
    status: 'failed', why: { id: 'refunded-twice' }, threads: []
  })
  t.match(sheetAfter(call('5047700', { done: false, step: 8, forced: true })).standing('77.retry')?.why, { id: 'not-repeated', detail: '{}' })
})

t.test('why a notification failed is said', async t => {
  const after = (...attempts: readonly ReturnType<typeof attempt>[]): Sheet => {
    const sheet = new Sheet()
    for (const each of attempts) sheet.judgeAttempt(each, evidence)
    return sheet
  }
  const exhausted = after(refused(), refused({ triesBefore: 5, exhausted: true }))
  for (const id of ['52.accepted', '52.retried']) t.match(exhausted.standing(id), { status: 'failed', why: { id: 'exhausted', detail: /HTTP 500/ } })
  t.equal(after(refused()).standing('52.accepted'), undefined, 'it is tried again')
  t.match(after(attempt(), refused({ deliveredBefore: true })).standing('52.repeated')?.why, { id: 'repeat-refused' })
  t.match(after(attempt({ fault: 'tamper-body' })).standing('52.tampered')?.why, { id: 'tampered-accepted' })
  for (const id of Object.keys(WHY) as (keyof typeof WHY)[]) {
    t.not(whyText({ id }, 'en'), whyText({ id }, 'id'))
    t.ok(whyText({ id, detail: 'HTTP 500' }, 'en').endsWith(': HTTP 500'))
  }
})

t.test('what was passed stays passed, with its first proof', async t => {
  const sheet = sheetAfter(call('2007700'))
  t.strictSame(sheet.judgeCall(call('2007700'), evidence), [])
  t.strictSame(sheetAfter(lost, inquiry('R1')).judgeCall({ ...lost, referenceNo: 'R2' }, evidence).filter(({ caseId }) => caseId === '77.timeout'), [])
  sheet.judgeAttempt(attempt(), evidence)
  t.strictSame(sheet.judgeAttempt(refused({ exhausted: true }), evidence), [])
})

t.test('a code is closed once nothing waits for it', async t => {
  const sheet = new Sheet()
  t.equal(sheet.isClosed('4090000'), true, 'a code that no case waits for')
  t.equal(sheet.isClosed('4047701'), false)
  sheet.judgeCall(call('4047701'), evidence)
  t.equal(sheet.isClosed('4047701'), true)
  sheet.judgeCall(lost, evidence)
  t.equal(sheet.isClosed('4047701'), false, 'any call may follow what was lost')
  sheet.judgeCall(inquiry('R1'), evidence)
  t.equal(sheet.isClosed('4047701'), true)
  t.equal(sheet.isClosed('77'), true, 'an answer that is never made says nothing new either')
  t.equal(sheet.isClosed('47'), false)
})

t.test('a sheet that is read again goes on where it stood', async t => {
  const before = sheetAfter(lost, call('4047701'))
  const ids = ['77.timeout', '77.unknown']
  const again = new Sheet(ids.flatMap(id => {
    const standing = before.standing(id)
    return standing === undefined ? [] : [[id, standing] as const]
  }))
  t.strictSame(again.judgeCall(call('4047701'), evidence), [])
  t.match(again.judgeCall(inquiry('R1'), evidence), [{ caseId: '77.timeout', status: 'passed' }])
})

t.test('only a change of where a case stands is a move', async t => {
  const sheet = sheetAfter(lost)
  t.match(sheet.judgeCall({ ...lost, referenceNo: 'R2' }, evidence), [{ caseId: '77.timeout', moved: false }])
})

t.test('all four notification cases passed, no attempt is looked at any more', async t => {
  const sheet = new Sheet()
  sheet.judgeAttempt(attempt(), evidence)
  t.equal(sheet.isNotified, false)
  sheet.judgeAttempt(attempt({ triesBefore: 1 }), evidence)
  sheet.judgeAttempt(attempt({ deliveredBefore: true }), evidence)
  sheet.judgeAttempt(refused({ fault: 'tamper-body', httpStatus: 401 }), evidence)
  t.equal(sheet.isNotified, true)
})

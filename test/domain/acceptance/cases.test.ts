/** The table of cases: each is passed by the traffic that must count, and by none of the traffic that must not. */
import t from 'tap'
import { SHEET_SERVICES } from '../../../schemas/acceptance.js'
import { RESPONSE_CODES, responseCode } from '../../../schemas/response-codes.js'
import type { SeenCall } from '../../../src/domain/acceptance/case.js'
import { CASES, casesOf, expectedCode, findCase, forcedCounts, serviceTitle } from '../../../src/domain/acceptance/cases.js'
import { Sheet } from '../../../src/domain/acceptance/sheet.js'
import { ATTEMPT_TRAFFIC, CALL_TRAFFIC, evidence } from './traffic.js'

const statusAfter = (caseId: string, calls: readonly SeenCall[]): string | undefined => {
  const sheet = new Sheet()
  for (const call of calls) sheet.judgeCall(call, evidence)
  return sheet.standing(caseId)?.status
}

t.test('every case has traffic that must count and traffic that must not', async t => {
  t.strictSame([...Object.keys(CALL_TRAFFIC), ...Object.keys(ATTEMPT_TRAFFIC)].sort(), CASES.map(({ id }) => id).sort())
  for (const { counts, not } of [...Object.values(CALL_TRAFFIC), ...Object.values(ATTEMPT_TRAFFIC)]) t.ok(counts.length > 0 && not.length > 0)
})

t.test('calls count, or do not', async t => {
  for (const [id, { counts, not }] of Object.entries(CALL_TRAFFIC)) {
    for (const [index, calls] of counts.entries()) t.equal(statusAfter(id, calls), 'passed', `${id} counts ${index}`)
    for (const [index, calls] of not.entries()) t.not(statusAfter(id, calls), 'passed', `${id} not ${index}`)
  }
})

t.test('one call is no proof where its answer was forced, spoilt on the wire, or of another code', async t => {
  for (const [id, { counts }] of Object.entries(CALL_TRAFFIC)) {
    if (findCase(id)?.kind !== 'call') continue
    for (const [call] of counts) {
      if (call === undefined) continue
      const other = { ...call, responseCode: `200${call.service}99` }
      for (const spoilt of [{ ...call, forced: true }, { ...call, fate: 'lost' as const }, { ...call, fate: 'slow' as const }, other]) {
        t.not(statusAfter(id, [spoilt]), 'passed', id)
      }
    }
  }
})

t.test('attempts to notify count, or do not', async t => {
  for (const [id, { counts, not }] of Object.entries(ATTEMPT_TRAFFIC)) {
    for (const [wanted, stories] of [[true, counts], [false, not]] as const) {
      for (const [index, attempts] of stories.entries()) {
        const sheet = new Sheet()
        for (const attempt of attempts) sheet.judgeAttempt(attempt, evidence)
        t.equal(sheet.standing(id)?.status === 'passed', wanted, `${id} ${wanted ? 'counts' : 'not'} ${index}`)
      }
    }
  }
})

t.test('a call passes no case of another service', async t => {
  for (const [id, { counts }] of Object.entries(CALL_TRAFFIC)) {
    for (const calls of counts) {
      const sheet = new Sheet()
      const services = new Set(calls.map(({ service }) => service))
      const moved = calls.flatMap(call => sheet.judgeCall(call, evidence)).map(({ caseId }) => caseId)
      t.strictSame(moved.filter(caseId => !services.has(caseId.slice(0, 2))), [], id)
    }
  }
})

t.test('ids are stable words, said once, in the order of the services', async t => {
  const ids = CASES.map(({ id }) => id)
  t.equal(new Set(ids).size, ids.length)
  for (const one of CASES) {
    t.match(one.id, /^\d\d\.[a-z]+(?:-[a-z]+)*$/)
    t.ok(one.id.startsWith(`${one.service}.`), one.id)
    t.equal(findCase(one.id), one)
  }
  t.strictSame(SHEET_SERVICES.flatMap(casesOf), CASES)
  for (const service of SHEET_SERVICES) t.match(serviceTitle(service), { en: /\w/, id: /\w/ })
})

t.test('each case can be read: title and rule in two languages, a command, and a code of the list', async t => {
  for (const one of CASES) {
    for (const words of [one.title, one.rule]) {
      t.match(words, { en: /\w/, id: /\w/ }, one.id)
      t.not(words.en, words.id, one.id)
    }
    t.ok(one.exercise.length > 0, one.id)
    for (const command of one.exercise) t.match(command, /^(npx bnc-sandbox \w|curl -s -X )/, one.id)
    const code = expectedCode(one)
    const known = RESPONSE_CODES.map(row => responseCode(row, one.service))
    t.ok(code === null || known.includes(code), `${one.id} ${code ?? ''}`)
    t.equal(forcedCounts(one), one.kind === 'timeout' || one.kind === 'retry')
  }
})

/** Forced outcomes as rules: what may be armed, which call an outcome meets, when it fires and what it then does. */
import t from 'tap'
import { MATCH_FIELDS, type OutcomeCreate } from '../../schemas/outcome.js'
import {
  codeForService, demandArmable, effectOf, fires, isGateEffect, mismatches, remaining, serviceCodeOf, type Outcome
} from '../../src/domain/outcome.js'
import { Invalid } from '../../src/domain/verdict.js'

const outcome = (wish: Partial<OutcomeCreate>, counts: Partial<Outcome> = {}): Outcome => ({
  id: 1, partnerId: null, origin: 'armed', createdAt: 0, expiresAt: null, met: 0, used: 0, ...counts, wish: { service: '*', ...wish }
})

const refusal = (act: () => unknown): Invalid | undefined => {
  try {
    act()
  } catch (error) {
    if (error instanceof Invalid) return error
    throw error
  }
  return undefined
}

t.test('a service is named by its code, its name or *', async t => {
  t.strictSame(['77', 'cancel', '*'].map(serviceCodeOf), ['77', '77', '*'])
  t.match(refusal(() => serviceCodeOf('cancle')), { field: 'service', message: /allowed: 73, token, .*77, cancel.*, \*$/ })
})

t.test('a code is of a row, and of the service or of SS', async t => {
  t.equal(codeForService('f', '4047700', '77'), '4047700')
  t.equal(codeForService('f', '404SS00', '77'), '4047700')
  t.equal(codeForService('f', '404SS00', '*'), '404SS00')
  t.match(refusal(() => codeForService('f', '4045100', '77')), { field: 'f', allowed: ['4047700'] })
  t.match(refusal(() => codeForService('f', '4047700', '*')), { field: 'f', allowed: ['404SS00'] })
  const unknown = refusal(() => codeForService('f', '4187700', '77'))
  t.equal(unknown?.allowed?.length, 63)
})

const R = { responseCode: '404SS00' }
const REFUSED: readonly (readonly [wish: Partial<OutcomeCreate>, field: string])[] = [
  [{}, 'respond'],
  [{ match: { referenceNo: '1' }, at: 'after', times: 3 }, 'respond'],
  [{ respond: {} }, 'respond.responseCode'],
  [{ respond: { responseMessage: 'x' } }, 'respond.responseCode'],
  [{ respond: { responseCode: '999SS99' } }, 'respond.responseCode'],
  [{ service: 'cancel', respond: { responseCode: '4045100' } }, 'respond.responseCode'],
  [{ respond: { responseCode: '401SS00' }, at: 'after' }, 'at'],
  [{ respond: R, fault: 'reset' }, 'fault'],
  [{ respond: R, fault: 'hang' }, 'fault'],
  [{ respond: R, fault: 'empty' }, 'fault'],
  [{ respond: R, fault: 'html502' }, 'fault'],
  [{ delayMs: { min: 2, max: 1 } }, 'delayMs.min'],
  [{ service: 'cancel', respond: { status: 'success' } }, 'respond.status'],
  [{ service: 'query', respond: { responseCode: '5005100', status: 'success' } }, 'respond.status'],
  [{ respond: R, probability: 0.5 }, 'seed'],
  [{ respond: R, seed: 1 }, 'probability'],
  [{ sequence: ['pass'], times: 2 }, 'times'],
  [{ sequence: ['pass'], respond: R }, 'respond'],
  [{ sequence: ['pass'], delayMs: 1 }, 'delayMs'],
  [{ sequence: ['pass'], fault: 'slow' }, 'fault'],
  [{ sequence: ['pass', {}] }, 'sequence.1.respond'],
  [{ sequence: [{ respond: R, fault: 'hang' }] }, 'sequence.0.fault'],
  [{ sequence: [{ respond: { responseCode: '401SS00' }, at: 'after' }] }, 'sequence.0.at'],
  [{ at: 'after', sequence: [{ respond: { responseCode: '401SS00' } }] }, 'sequence.0.at'],
  [{ service: 'refund', sequence: [{ respond: { responseCode: '2007800', status: '00' } }] }, 'sequence.0.respond.status']
]

t.test('what contradicts itself is refused, naming the field', async t => {
  for (const [wish, field] of REFUSED) {
    const error = refusal(() => { demandArmable({ service: '*', ...wish }) })
    t.equal(error?.field, field, JSON.stringify(wish))
    t.match(error?.message, new RegExp(`^${field}: .{10,}`))
  }
})

t.test('what can fire is armed', async t => {
  const good: Partial<OutcomeCreate>[] = [
    { respond: R }, { delayMs: 0 }, { delayMs: { min: 1, max: 1 } }, { respond: R, fault: 'slow', at: 'after' }, { fault: 'reset', at: 'after' },
    { respond: { status: '05' } }, { service: 'query', respond: { responseCode: '4045101', status: '07' } }, { respond: { responseCode: '401SS00' } },
    { at: 'after', sequence: [{ respond: { responseCode: '401SS00' }, at: 'before' }, 'pass'] }, { respond: R, probability: 1, seed: 'x' }
  ]
  for (const wish of good) t.doesNotThrow(() => { demandArmable({ service: '*', ...wish }) }, JSON.stringify(wish))
})

t.test('a call is met by its service and by every field of match, or each miss is told', async t => {
  const facts = { service: '77', referenceNo: 'R', partnerReferenceNo: 'P', externalId: 'E', merchantId: 'M', amount: '1.00' }
  t.strictSame(mismatches({ service: '*' }, facts), [])
  t.strictSame(mismatches({ service: 'query' }, facts), ['service is 51, the call was 77'])
  for (const field of MATCH_FIELDS) {
    t.strictSame(mismatches({ service: 'cancel', match: { [field]: facts[field] } }, facts), [], field)
    t.strictSame(mismatches({ service: '77', match: { [field]: 'other' } }, facts), [`match.${field} is other, the call had ${facts[field]}`])
    t.strictSame(mismatches({ service: '77', match: { [field]: 'other' } }, { service: '77' }), [`match.${field} is other, the call had none`])
  }
  t.equal(mismatches({ service: '51', match: { referenceNo: 'x', amount: 'y' } }, facts).length, 3)
})

t.test('it fires as often as it says and no longer than it lives', async t => {
  t.strictSame([0, 1, 2].map(used => remaining(outcome({}, { used }), 0)), [1, 0, 0])
  t.strictSame([0, 3, 9].map(used => remaining(outcome({ times: 3 }, { used }), 0)), [3, 0, 0])
  t.equal(remaining(outcome({ times: 'always' }, { used: 99 }), 0), 'always')
  t.equal(remaining(outcome({ sequence: ['pass'] }, { used: 99 }), 0), 'always')
  t.strictSame([4, 5, 6].map(now => remaining(outcome({ times: 'always' }, { expiresAt: 5 }), now)), ['always', 0, 0])
})

t.test('skip lets the first calls pass', async t => {
  t.strictSame([0, 1, 2, 3].map(met => fires(outcome({ skip: 2 }, { met }))), [false, false, true, true])
})

t.test('a probability with a seed draws the same again, about as often as it says', async t => {
  const draws = (seed: string | number, probability: number): boolean[] =>
    Array.from({ length: 400 }, (_, met) => fires(outcome({ probability, seed }, { met })))
  t.strictSame(draws('a', 0.3), draws('a', 0.3))
  t.notSame(draws('a', 0.3), draws('b', 0.3))
  t.strictSame(draws(7, 0.3), draws('7', 0.3))
  const hits = draws('a', 0.3).filter(Boolean).length
  t.ok(hits > 80 && hits < 160, `${hits} of 400`)
  t.ok(draws(1, 1).every(Boolean))
})

t.test('the effect is what was wished for, before unless it says after', async t => {
  t.strictSame(effectOf(outcome({ respond: R, delayMs: 5 }), 0), { respond: R, delayMs: 5, fault: undefined, at: 'before' })
  t.match(effectOf(outcome({ fault: 'reset', at: 'after' }), 0), { fault: 'reset', at: 'after' })
  const delays = Array.from({ length: 200 }, (_, met) => effectOf(outcome({ delayMs: { min: 3, max: 6 } }, { met }), 0)?.delayMs)
  t.strictSame([...new Set(delays)].sort(), [3, 4, 5, 6])
  t.equal(effectOf(outcome({ delayMs: { min: 3, max: 6 } }, { met: 9 }), 0)?.delayMs, delays[9])
})

t.test('a sequence goes step by step and its last one repeats', async t => {
  const steps = outcome({ at: 'after', sequence: [{ fault: 'hang' }, 'pass', { respond: R, at: 'before' }] })
  t.match(effectOf(steps, 0), { fault: 'hang', at: 'after' })
  t.equal(effectOf(steps, 1), undefined)
  for (const step of [2, 3, 50]) t.match(effectOf(steps, step), { respond: R, at: 'before' })
})

t.test('a code of 401 stands for the gate', async t => {
  t.ok(isGateEffect({ at: 'before', respond: { responseCode: '4017703' } }))
  for (const effect of [{ at: 'before' }, { at: 'before', respond: R }, { at: 'after', respond: { status: '00' } }] as const) t.notOk(isGateEffect(effect))
})

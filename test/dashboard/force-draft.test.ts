/** The form that arms an outcome: the body that it means, and the other ways to the same. */
import t from 'tap'
import type { OutcomeCreate } from '../../schemas/outcome.js'
import { SERVICE_LIST } from '../../schemas/services.js'
import { FAULTS as KNOWN_FAULTS } from '../../schemas/outcome.js'
import { STATUSES as KNOWN_STATUSES } from '../../schemas/transaction-status.js'
import { NO_DRAFT, NO_STEP, outcomeOf, type Draft } from '../../src/dashboard/views/force/draft.js'
import { commandOf, curlOf, headerOf, magicOf, quoted } from '../../src/dashboard/views/force/equivalents.js'
import { codeOn, FAULTS, STATUSES } from '../../src/dashboard/views/force/known.js'
import { magicCode } from '../../src/domain/magic.js'
import { readOutcomeHeader } from '../../src/domain/outcome-header.js'
import { shellWords } from '../../src/cli/shell-words.js'

const bodyOf = (patch: Partial<Draft>): OutcomeCreate => outcomeOf({ ...NO_DRAFT, ...patch }, '77', undefined)

t.test('what is chosen is what the bank knows', async t => {
  t.strictSame(FAULTS, KNOWN_FAULTS)
  t.strictSame(STATUSES, KNOWN_STATUSES)
})

t.test('each field of the form is one of the body, and an empty one is none', async t => {
  t.strictSame(bodyOf({}), { service: '77' })
  const cases: readonly (readonly [Partial<Draft>, object])[] = [
    [{ code: ' 4047700 ' }, { respond: { responseCode: '4047700' } }],
    [{ code: '4047700', message: 'No' }, { respond: { responseCode: '4047700', responseMessage: 'No' } }],
    [{ status: 'pending' }, { respond: { status: 'pending' } }],
    [{ fault: 'hang', at: 'after' }, { fault: 'hang', at: 'after' }],
    [{ delayMin: '1500' }, { delayMs: 1500 }],
    [{ delayMin: '100', delayMax: '500' }, { delayMs: { min: 100, max: 500 } }],
    [{ delayMax: '500' }, { delayMs: { min: 0, max: 500 } }],
    [{ times: '3' }, { times: 3 }],
    [{ times: '3', always: true }, { times: 'always' }],
    [{ passFirst: '2' }, { ['skip']: 2 }],
    [{ ttlSeconds: '60' }, { ttlSeconds: 60 }],
    [{ probability: '0.5', seed: 'a' }, { probability: 0.5, seed: 'a' }],
    [{ amount: '10000.00', externalId: 'E' }, { match: { externalId: 'E', amount: '10000.00' } }],
    [{ referenceNo: 'R', partnerReferenceNo: 'P' }, { match: { referenceNo: 'R', partnerReferenceNo: 'P' } }],
    [{ merchantId: 'M' }, { match: { merchantId: 'M' } }],
    [{ note: 'why' }, { note: 'why' }],
    [{ steps: [{ ...NO_STEP, fault: 'hang' }, { ...NO_STEP, code: '5004700' }, { ...NO_STEP, passes: true }] },
      { sequence: [{ fault: 'hang' }, { respond: { responseCode: '5004700' } }, 'pass'] }]
  ]
  for (const [patch, more] of cases) t.strictSame(bodyOf(patch), { service: '77', ...more })
  t.strictSame(outcomeOf(NO_DRAFT, '*', 'P1'), { service: '*', partnerId: 'P1' })
})

t.test('what is no number goes as it was typed, so that the bank can refuse it', async t => {
  t.match(bodyOf({ times: 'often', delayMin: 'long' }), { times: 'often', delayMs: 'long' })
})

t.test('a code is carried over to another service', async t => {
  t.equal(codeOn('4047700', '47'), '4044700')
  t.equal(codeOn('4047700', '*'), '404SS00')
  t.equal(codeOn('', '47'), '')
})

t.test('the command says the same, or there is none', async t => {
  const cases: readonly (readonly [OutcomeCreate, string | undefined])[] = [
    [{ service: '77', respond: { responseCode: '4047700' } }, 'npx bnc-sandbox force 4047700'],
    [{ service: '77', respond: { responseCode: '4047700' }, partnerId: 'P1' }, 'npx bnc-sandbox force 4047700 --partner P1'],
    [{ service: '77', fault: 'hang', at: 'after' }, 'npx bnc-sandbox force --service cancel --fault hang --at after'],
    [{ service: '*', respond: { responseCode: '500SS00' }, times: 'always' },
      "npx bnc-sandbox force 500SS00 --service '*' --times always"],
    [{ service: '51', respond: { status: 'pending' }, delayMs: { min: 1, max: 9 } },
      'npx bnc-sandbox force --service query --delay 1-9 --status pending'],
    [{ service: '77', delayMs: 5, note: "it's slow" },
      String.raw`npx bnc-sandbox force --service cancel --delay 5 --note 'it'\''s slow'`],
    [{ service: '77', delayMs: 5, match: { amount: '1.00' } }, undefined],
    [{ service: '77', delayMs: 5, match: { merchantId: '1' } }, undefined],
    [{ service: '77', delayMs: 5, probability: 0.5, seed: 'a' }, undefined],
    [{ service: '77', sequence: ['pass'] }, undefined]
  ]
  for (const [outcome, command] of cases) t.equal(commandOf(outcome), command)
})

t.test('curl carries the whole body through a shell', async t => {
  const outcome: OutcomeCreate = { service: '77', delayMs: 5, match: { amount: '1.00' }, note: "it's \"slow\" $HOME" }
  const words = shellWords(curlOf(outcome, 'http://127.0.0.1:7751'))
  t.strictSame(words.slice(0, 4), ['curl', '-X', 'POST', 'http://127.0.0.1:7751/admin/outcomes'])
  t.strictSame(JSON.parse(words.at(-1) ?? ''), outcome)
  t.equal(quoted('plain-word'), 'plain-word')
})

t.test('the header is one that the bank reads', async t => {
  const outcome: OutcomeCreate = {
    service: '51', respond: { responseCode: '2005100', status: 'pending' }, delayMs: 1500, fault: 'slow', at: 'after'
  }
  const header = headerOf(outcome)
  t.equal(header, '2005100;status=pending;delay=1500;fault=slow;at=after')
  const { service: _, ...effect } = outcome
  t.match(readOutcomeHeader(header ?? '', '51'), effect)
  t.equal(headerOf({ service: '77' }), undefined)
  t.equal(headerOf({ service: '77', sequence: ['pass'] }), undefined)
  t.equal(headerOf({ service: '77', delayMs: { min: 1, max: 2 } }), undefined)
  t.equal(headerOf({ service: '77', respond: { responseCode: '4047700', responseMessage: 'No' } }), undefined)
})

t.test('the magic value is one that the bank reads, of every service with a reference', async t => {
  for (const { code, name } of SERVICE_LIST) {
    const magic = magicOf({ service: code, respond: { responseCode: `404${code}01` } })
    if (name === 'token') t.equal(magic, undefined)
    else t.equal(magicCode(`INV-1-${magic ?? ''}`, code), `404${code}01`)
  }
  t.equal(magicOf({ service: '77', respond: { responseCode: '4047700' }, delayMs: 5 }), undefined)
  t.equal(magicOf({ service: '*', respond: { responseCode: '404SS00' } }), undefined)
})

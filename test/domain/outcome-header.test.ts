/** X-Sandbox-Outcome: what it may say, and that whatever else it says is refused by its name. */
import t from 'tap'
import { FAULTS } from '../../schemas/outcome.js'
import { STATUSES, WIRE_CODE } from '../../schemas/transaction-status.js'
import { readOutcomeHeader } from '../../src/domain/outcome-header.js'
import { Refusal } from '../../src/domain/refusal.js'

const READ: readonly (readonly [text: string, effect: object])[] = [
  ['4047700', { at: 'before', respond: { responseCode: '4047700' } }],
  ['404SS00', { at: 'before', respond: { responseCode: '4047700' } }],
  ['4017701', { at: 'before', respond: { responseCode: '4017701' } }],
  ['delay=1500', { at: 'before', delayMs: 1500 }],
  ['delay=0', { at: 'before', delayMs: 0 }],
  ['delay=600000', { at: 'before', delayMs: 600_000 }],
  ['fault=reset;at=after', { at: 'after', fault: 'reset' }],
  [' 5007700 ; delay = 10 ; fault = slow ; at = after ; ', { at: 'after', respond: { responseCode: '5007700' }, delayMs: 10, fault: 'slow' }]
]

t.test('a code, a delay, a fault and a place, together and in any order', async t => {
  for (const [text, effect] of READ) t.strictSame(readOutcomeHeader(text, '77'), effect, text)
  for (const fault of FAULTS) t.equal(readOutcomeHeader(`fault=${fault}`, '77').fault, fault)
})

t.test('a status by word or wire code, where the reply has one', async t => {
  for (const status of STATUSES) t.equal(readOutcomeHeader(`status=${status}`, '51').respond?.status, status)
  for (const code of [...Object.values(WIRE_CODE), '07']) t.equal(readOutcomeHeader(`2005100;status=${code}`, '51').respond?.status, code)
})

const UNREADABLE = [
  '4045100', '4187700', '4041299', 'reset', 'no code at all', '40477000', '404770', '4047700;4007700', '4047700,delay=1', 'delay', 'delay=', 'delay=-1',
  'delay=1.5', 'delay=1s', 'delay=600001', 'delay=1;delay=2', 'fault=boom', 'fault=reset=after', 'fault=RESET', 'fault=slow;fault=reset', 'at=after',
  'at=later;delay=1', 'at=before;at=after;delay=1', 'status=00', 'colour=red', '__proto__=1', 'constructor=1', ';', ' ; ; ', '=', '=5', '4047700;fault=hang',
  '4017700;at=after', '{"respond":{"responseCode":"4047700"}}', '*', '4047700\t;\tx'
]

const refusalOf = (text: string, service: string): Refusal | undefined => {
  try {
    readOutcomeHeader(text, service)
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

t.test('one that cannot be read is 400SS01 that names the header', async t => {
  for (const text of UNREADABLE) {
    const refusal = refusalOf(text, '77')
    t.match(refusal?.reply('77'), { responseCode: '4007701', responseMessage: 'Invalid Field Format X-Sandbox-Outcome' }, text)
    t.match(refusal?.message, /^X-Sandbox-Outcome: (?!X-Sandbox)./, 'and the journal says why')
  }
})

t.test('a status that nobody knows, or that the reply cannot have, is refused too', async t => {
  for (const text of ['status=banana', 'status=', 'status=08', '5005100;status=00']) t.ok(refusalOf(text, '51'), text)
})

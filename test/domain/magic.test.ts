/** Magic values: SIM and digits inside a reference or a reason. */
import t from 'tap'
import { STATUSES, WIRE_CODE } from '../../schemas/transaction-status.js'
import { magicCode, magicMove } from '../../src/domain/magic.js'

const CODES: readonly (readonly [text: string, service: string, code: string | undefined])[] = [
  ['INV-1-SIM4047700', '77', '4047700'],
  ['SIM4047700', '77', '4047700'],
  ['SIM4047700-retry', '77', '4047700'],
  ['please SIM5007700 now', '77', '5007700'],
  ['INV-1-SIM4047700', '47', undefined],
  ['SIM4045101-SIM4047700', '77', '4047700'],
  ['SIM4045101-SIM4047700', '51', '4045101'],
  ['SIM40477001', '77', undefined],
  ['SIM404770', '77', undefined],
  ['sim4047700', '77', undefined],
  ['SIM9997700', '77', undefined],
  ['SIM4047799', '77', undefined],
  ['INV-1', '77', undefined],
  ['', '77', undefined]
]

t.test('the service digits say which call answers so', async t => {
  for (const [text, service, code] of CODES) t.equal(magicCode(text, service), code, `${text} for ${service}`)
})

t.test('two digits are a state, at once or after a while', async t => {
  for (const to of STATUSES) if (to !== 'expired') t.strictSame(magicMove(`INV-2-SIM${WIRE_CODE[to]}`), { to, afterSeconds: 0 })
  t.strictSame(magicMove('INV-2-SIM00@30'), { to: 'success', afterSeconds: 30 })
  t.strictSame(magicMove('SIM06@0-x'), { to: 'failed', afterSeconds: 0 })
  for (const text of ['INV-2', 'SIM', 'SIM0', 'SIM000', 'SIM07', 'SIM99', 'SIM4047700', 'sim00']) t.equal(magicMove(text), undefined, text)
  t.strictSame(magicMove('SIM4045101-SIM00'), { to: 'success', afterSeconds: 0 }, 'beside a code')
})

/** A clock that can be moved: where it stands after each move, and how it runs on. */
import t from 'tap'
import { advance, freeze, REAL_TIME, resume, setTo, timeOf, type ClockSetting } from '../../src/domain/clock.js'

const NOW = 1_700_000_000_000

t.test('an unmoved clock shows real time', async t => {
  t.equal(timeOf(REAL_TIME, NOW), NOW)
})

type Step = readonly [name: string, move: (clock: ClockSetting, real: number) => ClockSetting]

const ahead: Step = ['advance by 60 s', (clock, real) => advance(clock, real, 60_000)]
const back: Step = ['advance by -60 s', (clock, real) => advance(clock, real, -60_000)]
const set: Step = ['set to 5 s', clock => setTo(clock, NOW, 5000)]
const stop: Step = ['freeze', freeze]
const go: Step = ['resume', resume]

/** Each row: moves made at NOW, what the clock then shows, and what it shows 10 s of real time later. */
const rows: readonly (readonly [steps: readonly Step[], then: number, later: number])[] = [
  [[], NOW, NOW + 10_000],
  [[ahead], NOW + 60_000, NOW + 70_000],
  [[ahead, ahead], NOW + 120_000, NOW + 130_000],
  [[back], NOW - 60_000, NOW - 50_000],
  [[ahead, back], NOW, NOW + 10_000],
  [[set], 5000, 15_000],
  [[set, ahead], 65_000, 75_000],
  [[stop], NOW, NOW],
  [[stop, stop], NOW, NOW],
  [[stop, ahead], NOW + 60_000, NOW + 60_000],
  [[stop, set], 5000, 5000],
  [[set, stop], 5000, 5000],
  [[stop, go], NOW, NOW + 10_000],
  [[stop, ahead, go], NOW + 60_000, NOW + 70_000],
  [[stop, set, go], 5000, 15_000],
  [[go], NOW, NOW + 10_000],
  [[ahead, go], NOW + 60_000, NOW + 70_000]
]

t.test('a moved clock runs on from where it was put, and a frozen one stands', async t => {
  for (const [steps, then, later] of rows) {
    const clock = steps.reduce((one, [, move]) => move(one, NOW), REAL_TIME)
    const name = steps.map(([step]) => step).join(', then ') || 'nothing'
    t.equal(timeOf(clock, NOW), then, `${name}: at once`)
    t.equal(timeOf(clock, NOW + 10_000), later, `${name}: 10 s later`)
  }
})

t.test('a clock resumes from where it stood, not from where it would be', async t => {
  const frozen = freeze(REAL_TIME, NOW)
  const running = resume(frozen, NOW + 3_600_000)
  t.equal(timeOf(running, NOW + 3_600_000), NOW)
  t.equal(timeOf(running, NOW + 3_601_000), NOW + 1000)
})

/** What was to be reached, and whether it was: by each of the bank's two lines, against each of the others. */
import { BANK } from './contenders.js'
import { median, medianOf } from './figures.js'
import type { Figures } from './measure.js'

interface Target {
  readonly says: string
  /** The contenders that it speaks of. */
  readonly of: readonly string[]
  readonly reached: (bank: Figures, other: Figures) => boolean
  readonly found: (bank: Figures, other: Figures) => number
}

const times = (bank: Figures, other: Figures): number => medianOf(bank, 'perSecond') / medianOf(other, 'perSecond')
const memory = (bank: Figures, other: Figures): number => bank.rssLoaded / other.rssLoaded
const cold = (bank: Figures, other: Figures): number => median(bank.coldMs) / median(other.coldMs)

const TARGETS: readonly Target[] = [
  { says: 'at least three times the rate of', of: ['prism', 'prism-bank', 'mockoon', 'mountebank', 'mountebank-keep-alive', 'mountebank-recording'], found: times, reached: (bank, other) => times(bank, other) >= 3 },
  { says: 'more than the rate of', of: ['wiremock'], found: times, reached: (bank, other) => times(bank, other) > 1 },
  { says: 'less memory after load than', of: ['wiremock', 'wiremock-no-journal', 'mockoon', 'prism'], found: memory, reached: (bank, other) => memory(bank, other) < 1 },
  { says: 'a shorter cold start than', of: ['prism', 'mockoon', 'mountebank', 'wiremock'], found: cold, reached: (bank, other) => cold(bank, other) < 1 }
]

/** One line for each pair that was measured. */
export const targets = (all: readonly Figures[]): string[] => {
  const banks = all.filter(({ contender }) => contender.product === BANK)
  const lines = TARGETS.flatMap(target => banks.flatMap(bank => target.of.flatMap(id => {
    const other = all.find(({ contender }) => contender.id === id)
    if (other === undefined) return []
    const verdict = target.reached(bank, other) ? 'reached' : 'missed'
    return [`| ${bank.contender.label} | ${target.says} ${other.contender.label} | ${target.found(bank, other).toFixed(2)} | ${verdict} |`]
  })))
  return lines.length === 0 ? [] : ['', '## To be reached', '', '| | | ratio | |', '| --- | --- | ---: | --- |', ...lines]
}

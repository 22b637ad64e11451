/** The figures as a page: the table with its ratios, what was to be reached, and what they do not say. */
import { availableParallelism, totalmem } from 'node:os'
import { BANK, CONTENDERS, WORK, type Contender } from './contenders.js'
import type { Installed, Java, Refused } from './install.js'
import type { Figures, Plan } from './measure.js'
import { targets } from './targets.js'
import { MIB, median, medianOf } from './figures.js'

export interface Outcome {
  readonly plan: Plan
  readonly figures: readonly Figures[]
  readonly installed: readonly Installed[]
  readonly absent: readonly Refused[]
  readonly java: Java | undefined
  readonly seconds: number
  /** Processes that wanted a core when the run began. */
  readonly busyAtStart: number
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const number = (value: number, digits = 0): string =>
  Number.isFinite(value) ? value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits }) : 'unknown'

/** How often the first goes into the second, where there is a bank to compare with. */
const times = (part: number, whole: number): string => (Number.isFinite(part / whole) ? ` (${number(part / whole, 2)})` : '')

const sizeOf = ({ installed, java }: Outcome, { product }: Contender): number => {
  const bytes = installed.find(each => each.product === product)?.bytes ?? Number.NaN
  return product.name === 'wiremock' ? bytes + (java?.bytes ?? Number.NaN) : bytes
}

const HEADINGS = ['', 'requests a second', 'p50 ms', 'p99 ms', 'CPU a request, µs', 'memory at rest, MiB', 'memory after load, MiB', 'cold start, ms', 'installed, MiB']

/** Every ratio is to the bank's first line. */
const table = (outcome: Outcome): string[] => {
  const bank = outcome.figures.find(({ contender }) => contender.product === BANK)
  const ofBank = (pick: (figures: Figures) => number): number => (bank === undefined ? Number.NaN : pick(bank))
  const line = (figures: Figures): string => {
    const cell = (pick: (figures: Figures) => number, digits = 0): string => number(pick(figures), digits) + times(pick(figures), ofBank(pick))
    return row([
      figures.contender.label,
      cell(each => medianOf(each, 'perSecond')),
      cell(each => medianOf(each, 'p50'), 1),
      cell(each => medianOf(each, 'p99'), 1),
      cell(each => medianOf(each, 'cpu')),
      cell(each => each.rssIdle / MIB),
      cell(each => each.rssLoaded / MIB),
      cell(each => median(each.coldMs)),
      cell(each => sizeOf(outcome, each.contender) / MIB)
    ])
  }
  return [row(HEADINGS), row(['---', ...HEADINGS.slice(1).map(() => '---:')]), ...outcome.figures.map(line)]
}

const machine = ({ java }: Outcome): string =>
  `${availableParallelism()} cores, ${number(totalmem() / 1024 / MIB)} GiB of memory, ${process.platform} ${process.arch}, Node.js ${process.version}, ` +
  `Java ${java === undefined ? 'absent' : java.version}`

const intro = (outcome: Outcome): string[] => {
  const { plan, seconds } = outcome
  return [
    '# Benchmarks',
    '',
    'This page is written by `npm run bench:against` (`npx tsx bench/against/run.ts`), which installs the others outside this checkout, runs all in',
    'turns and replaces the page. The figures belong to one machine and one day; the ratios travel better than the figures.',
    '',
    `- ${new Date().toISOString().slice(0, 10)}, ${machine(outcome)}`,
    `- ${plan.rounds} rounds of ${number(plan.requests)} status inquiries for each after ${number(plan.warmUp)} to warm up, over ${plan.connections} keep-alive ` +
      `connections; ${plan.coldRounds} cold starts of each; ${number(seconds)} seconds in all`,
    `- load average when the run began: ${number(outcome.busyAtStart, 1)}; above 0.5 somebody else was at work, and rates and p99 are not to be trusted`,
    '- medians of the rounds; in brackets the ratio to the first line; who begins a round changes from round to round',
    ''
  ]
}

const missing = ({ absent, java }: Outcome): string[] => {
  const noJava = java === undefined ? ['- Java is not here: WireMock was not run'] : []
  const lines = [...noJava, ...absent.map(({ product, why }) => `- ${product.package}: ${why}`)]
  return lines.length === 0 ? [] : ['', '## Not measured', '', ...lines]
}

const sizes = ({ installed, java }: Outcome): string[] => [
  '',
  '## Installed size',
  '',
  'A fresh production install of each, what it takes on the disk. Node.js, which all but WireMock need, is counted for nobody.',
  '',
  ...installed.map(({ product, bytes }) => `- ${product.package}: ${number(bytes / MIB)} MiB${product.note === '' ? '' : ` (${product.note})`}`),
  ...(java === undefined ? [] : [`- the Java runtime: ${number(java.bytes / MIB)} MiB, added to WireMock in the table`])
]

const started = ({ figures }: Outcome): string[] => {
  const stubs = { prism: 'openapi.json', bankDocument: 'bank.json', mockoon: 'mockoon.json', mountebank: (_: string, closes: boolean) => (closes ? 'imposters.json' : 'imposters-keep-alive.json'), wiremock: 'stubs' }
  const shown = ({ command }: Contender): string => {
    const [program, ...args] = command({ installed: '', stubs, port: 'PORT', spare: 'OTHER', database: 'bank.db' })
    return [program === process.execPath ? 'node' : program, ...args].join(' ')
  }
  const ran = CONTENDERS.filter(contender => figures.some(each => each.contender === contender))
  return ['', '## How each was started', '', ...ran.map(contender => `- ${contender.label}: \`${shown(contender)}\``)]
}

const HONESTLY = [
  '',
  '## What the figures do not say',
  '',
  '- The client shares the cores with the server. It is a cheap one (`bench/load.ts`), yet what it takes weighs most on whoever is fastest.',
  '- The others answer one canned text and check nothing that a bank checks; the stubs are as small as they can be, and logs are off where',
  '  there is a flag for it. All get the same bytes, signed, though only the bank looks.',
  '- The same client and connections for all, but where mountebank closes each connection, a new one is opened for each request, which costs',
  '  client and server more; it keeps them when the stub sets `Connection` and `Content-Length` itself.',
  '- CPU is that of the server, all threads, from the system: of all figures it suffers least from what else the machine does.',
  '- A cold start ends with the first right answer: of the bank a signed token call on a new database, of the others the inquiry.',
  '- Memory is the resident size of the process and its children when its last round is over. Java takes what the machine has: its heap was',
  '  not limited, as nobody limits it who types `java -jar`. With its journal on WireMock keeps every exchange until it is told to stop.',
  '- The bank keeps the last 100,000 exchanges in a file, not in memory.'
]

export const report = (outcome: Outcome): string => {
  const work = outcome.installed.map(({ product }) => `- ${product.name}: ${WORK[product.name] ?? ''}`)
  return [
    ...intro(outcome), ...table(outcome), ...targets(outcome.figures), '', '## What each does for a request', '', ...work,
    ...missing(outcome), ...sizes(outcome), ...started(outcome), ...HONESTLY, ''
  ].join('\n')
}

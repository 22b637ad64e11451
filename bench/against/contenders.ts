/** Who runs: the bank, and what a user would pick instead, each with the package that is installed and the command that starts it. */
import { join } from 'node:path'
import type { StubFiles } from './stubs.js'

/** Where a contender is installed, what it is told, and the port it is to answer on. */
export interface Place {
  /** The folder whose node_modules holds its package. */
  readonly installed: string
  readonly stubs: StubFiles
  readonly port: string
  /** Another free port, for those who want one to be administered on. */
  readonly spare: string
  /** Only the bank keeps something. */
  readonly database: string
}

export interface Product {
  readonly name: string
  /** The pinned package; the bank's own is packed from this checkout. */
  readonly package: string
  readonly note: string
}

export interface Contender {
  readonly id: string
  readonly label: string
  readonly product: Product
  /** The demo partner that signs, where the contender is the bank. */
  readonly partner?: 'bnc' | 'snap'
  /** It closes the connection after each reply. */
  readonly closes?: boolean
  readonly command: (place: Place) => readonly [command: string, ...args: string[]]
}

export const BANK: Product = { name: 'bank', package: 'bnc-snap-sandbox', note: 'this checkout, packed; SQLite compiled here counts with its sources' }
/** Later versions of Prism want Node.js 24.14 or more. */
const PRISM: Product = { name: 'prism', package: '@stoplight/prism-cli@5.14.2', note: 'the last version for Node.js below 24.14' }
const MOCKOON: Product = { name: 'mockoon', package: '@mockoon/cli@9.9.0', note: '' }
const MOUNTEBANK: Product = { name: 'mountebank', package: 'mountebank@2.9.1', note: '' }
const WIREMOCK: Product = { name: 'wiremock', package: 'wiremock@3.13.2', note: 'one jar; it needs a Java runtime besides' }

export const PRODUCTS: readonly Product[] = [BANK, PRISM, MOCKOON, MOUNTEBANK, WIREMOCK]

const NODE = process.execPath
const moduleOf = (installed: string, path: string): string => join(installed, 'node_modules', path)

const bank = (partner: 'bnc' | 'snap', how: string): Contender => ({
  id: `bank-${how}`,
  label: `this bank, ${how}`,
  product: BANK,
  partner,
  command: ({ installed, port, database }) =>
    [NODE, moduleOf(installed, 'bnc-snap-sandbox/dist/src/cli/main.js'), 'serve', '--port', port, '--database', database]
})

const wiremock = (id: string, label: string, ...flags: string[]): Contender => ({
  id,
  label,
  product: WIREMOCK,
  command: ({ installed, stubs, port }) => [
    'java', '-jar', moduleOf(installed, 'wiremock/build/wiremock-standalone-3.13.2.jar'), '--port', port, '--bind-address', '127.0.0.1',
    '--root-dir', stubs.wiremock, '--disable-banner', '--disable-request-logging', '--use-chunked-encoding', 'never', ...flags
  ]
})

const prism = (id: string, label: string, document: (stubs: StubFiles) => string): Contender => ({
  id,
  label,
  product: PRISM,
  command: ({ installed, stubs, port }) => [
    NODE, moduleOf(installed, '@stoplight/prism-cli/dist/index.js'), 'mock', '--port', port, '--cors', 'false', '--multiprocess', 'false',
    '--verboseLevel', 'silent', document(stubs)
  ]
})

const mountebank = (id: string, label: string, closes: boolean, ...flags: string[]): Contender => ({
  id,
  label,
  product: MOUNTEBANK,
  closes,
  command: ({ installed, stubs, port, spare }) => [
    NODE, moduleOf(installed, 'mountebank/bin/mb'), 'start', '--port', spare, '--configfile', stubs.mountebank(port, closes), '--nologfile',
    '--loglevel', 'error', '--localOnly', ...flags
  ]
})

export const CONTENDERS: readonly Contender[] = [
  bank('bnc', 'asymmetric'),
  bank('snap', 'symmetric'),
  prism('prism', 'Prism 5.14.2, a minimal document', stubs => stubs.prism),
  prism('prism-bank', 'Prism 5.14.2, the bank\'s own document', stubs => stubs.bankDocument),
  {
    id: 'mockoon',
    label: 'Mockoon 9.9.0',
    product: MOCKOON,
    command: ({ installed, stubs, port }) => [
      NODE, moduleOf(installed, '@mockoon/cli/bin/run.js'), 'start', '--data', stubs.mockoon, '--port', port, '--hostname', '127.0.0.1',
      '--disable-log-to-file', '--disable-admin-api'
    ]
  },
  mountebank('mountebank', 'mountebank 2.9.1, as it comes: it closes each connection', true),
  mountebank('mountebank-keep-alive', 'mountebank 2.9.1, told to keep connections', false),
  mountebank('mountebank-recording', 'mountebank 2.9.1, told to keep connections, recording', false, '--mock'),
  wiremock('wiremock', 'WireMock 3.13.2, its journal on (default)'),
  wiremock('wiremock-no-journal', 'WireMock 3.13.2, its journal off', '--no-request-journal')
]

/** What each does for a request, for those who read the figures. */
export const WORK: Readonly<Record<string, string>> = {
  bank: 'checks headers, time, token and signature, uses up the external id, reads the state, journals the exchange in a file',
  prism: 'finds the operation in the document, validates headers and body where it describes them, answers its example',
  mockoon: 'finds the route, answers its text, keeps the last 100 exchanges in memory',
  mountebank: 'compares method and path, answers its text; recording keeps every request in memory',
  wiremock: 'compares method and path, answers its text; with its journal on keeps every exchange in memory'
}

/** The acceptance report as a checklist on a terminal. */
import type {
  AcceptanceCase, AcceptanceReply, AcceptanceService, AcceptanceSummary, CaseStatus, Evidence
} from '../../schemas/acceptance.js'
import type { Cli } from './cli.js'

const MARKS: Readonly<Record<CaseStatus, readonly [mark: string, colour: 'green' | 'red' | 'dim']>> = {
  passed: ['✓', 'green'],
  failed: ['✗', 'red'],
  'not exercised': ['·', 'dim']
}

const proofOf = ({ source, id, attempt }: Evidence): string =>
  (source === 'request' ? `#${id}` : `notification ${id} (${attempt ?? 1})`)

const caseLines = ({ paint }: Cli, one: AcceptanceCase, width: number, hints: boolean): string[] => {
  const [mark, colour] = MARKS[one.status]
  const proof = one.evidence.map(proofOf).join(', ')
  const line = [`  ${mark} ${one.id.padEnd(width)}`, one.title, ...(proof === '' ? [] : [proof])].join('  ')
  return [
    paint(colour, line),
    ...(one.why === undefined ? [] : [`      ${one.why}`]),
    ...(hints && one.status !== 'passed' ? [one.rule, ...one.exercise].map(hint => paint('dim', `      ${hint}`)) : [])
  ]
}

const tally = ({ passed, failed, notExercised, total }: AcceptanceSummary): string =>
  `${passed} of ${total} passed, ${failed} failed, ${notExercised} not exercised`

const serviceLines = (cli: Cli, { service, title, summary, cases }: AcceptanceService, hints: boolean): string[] => {
  const width = Math.max(...cases.map(({ id }) => id.length))
  const head = `${cli.paint('bold', `${service} ${title}`)}  ${tally(summary)}`
  return ['', head, ...cases.flatMap(one => caseLines(cli, one, width, hints))]
}

/** With `hints` each open case says what counts, and a command that exercises it. */
export const describeAcceptance = (cli: Cli, { partnerId, at, summary, services }: AcceptanceReply, hints: boolean): string =>
  [`partner ${partnerId}, ${at}: ${tally(summary)}`, ...services.flatMap(one => serviceLines(cli, one, hints))].join('\n')

/** The report as Markdown: a table a service. */
import type { AcceptanceCase, AcceptanceLanguage, AcceptanceReply, Evidence } from '../../../schemas/acceptance.js'
import { sourceOf } from './exchange-text.js'
import { REPORT_WORDS } from './words.js'

/** On one line, with nothing in it that Markdown or HTML would read. */
const cell = (text: string): string =>
  text.replace(/\s+/g, ' ').trim().replace(/[\\`*_[\]|]/g, '\\$&')
    .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(heads), `|${'---|'.repeat(heads.length)}`, ...rows.map(row)].join('\n')

const proof = (evidence: Evidence, lang: AcceptanceLanguage): string =>
  cell(`${sourceOf(evidence, lang)} ${evidence.method} ${evidence.target} → ${evidence.status ?? '–'}`)

const caseRow = (one: AcceptanceCase, lang: AcceptanceLanguage): string[] => [
  cell(one.id),
  cell(one.title),
  one.responseCode ?? '',
  REPORT_WORDS[lang].status[one.status],
  one.at ?? '',
  [...(one.why === undefined ? [] : [cell(one.why)]), ...one.evidence.map(evidence => proof(evidence, lang))].join('<br>')
]

const summary = ({ passed, failed, notExercised, total }: AcceptanceReply['summary'], lang: AcceptanceLanguage): string => {
  const { status, total: all } = REPORT_WORDS[lang]
  const open = `${status['not exercised']} ${notExercised}`
  return `${status.passed} ${passed}, ${status.failed} ${failed}, ${open}, ${all.toLowerCase()} ${total}`
}

export const reportMarkdown = (report: AcceptanceReply, lang: AcceptanceLanguage): string => {
  const words = REPORT_WORDS[lang]
  const heads = [words.id, words.test, words.expected, words.result, words.when, words.evidence]
  const head = [
    `# ${words.title}`,
    words.about,
    `${words.partner}: ${cell(report.partnerId)}  \n${words.made}: ${report.at}  \n${summary(report.summary, lang)}`
  ]
  const services = report.services.flatMap(one => [
    `## ${one.service} ${one.title}`,
    summary(one.summary, lang),
    table(heads, one.cases.map(each => caseRow(each, lang)))
  ])
  return `${[...head, ...services].join('\n\n')}\n`
}

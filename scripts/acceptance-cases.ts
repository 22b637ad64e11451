/** Writes the table of cases into docs/acceptance.md: `npx tsx scripts/acceptance-cases.ts`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { SHEET_SERVICES } from '../schemas/acceptance.js'
import type { Case } from '../src/domain/acceptance/case.js'
import { casesOf, expectedCode, forcedCounts, serviceTitle } from '../src/domain/acceptance/cases.js'

export const ACCEPTANCE_PAGE = fileURLToPath(new URL('../docs/acceptance.md', import.meta.url))

const BEGIN = '<!-- cases: written by scripts/acceptance-cases.ts from src/domain/acceptance -->'
const END = '<!-- end of cases -->'

const describe = (one: Case): string => {
  const code = expectedCode(one)
  return [
    `**\`${one.id}\`** ${one.title.en}${code === null ? '' : ` (\`${code}\`)`}. ${one.rule.en}${forcedCounts(one) ? ' A forced answer counts.' : ''}`,
    '',
    '```sh',
    ...one.exercise,
    '```',
    ''
  ].join('\n')
}

const chapters = (): string =>
  SHEET_SERVICES.map(service => [`### ${service} ${serviceTitle(service).en}`, '', ...casesOf(service).map(describe)].join('\n')).join('\n')

/** The page with the table of now between its marks. */
export const withCases = (page: string): string => {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error(`docs/acceptance.md has lost its marks: ${BEGIN} and ${END}`)
  return `${page.slice(0, begin)}${BEGIN}\n\n${chapters()}\n${page.slice(end)}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(ACCEPTANCE_PAGE, withCases(readFileSync(ACCEPTANCE_PAGE, 'utf8')))

/** Writes the catalogue of signature mistakes into docs/signature.md: `npx tsx scripts/signature-catalogue.ts`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { CATALOGUE, FAMILIES } from '../src/domain/explanation/catalogue.js'
import type { Family } from '../src/domain/explanation/mistake.js'

export const SIGNATURE_PAGE = fileURLToPath(new URL('../docs/signature.md', import.meta.url))

const BEGIN = '<!-- catalogue: written by scripts/signature-catalogue.ts from src/domain/explanation -->'
const END = '<!-- end of catalogue -->'

const cell = (text: string): string => text.replaceAll('|', '\\|')
const code = (text: string): string => (text.includes('`') ? cell(text) : `\`${cell(text)}\``)

const section = (family: Family): string => {
  const rows = CATALOGUE.filter((mistake) => mistake.family === family)
  const lines = rows.map(({ id, title, hint, example }) => `| \`${id}\` | ${cell(title)} | ${code(example)} | ${cell(hint)} |`)
  return [`### ${FAMILIES[family]}`, '', '| id | mistake | looks like | fix |', '|---|---|---|---|', ...lines, ''].join('\n')
}

const catalogue = (): string => (Object.keys(FAMILIES) as Family[]).map(section).join('\n')

/** The page with the catalogue of now between its marks. */
export const withCatalogue = (page: string): string => {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error(`docs/signature.md has lost its marks: ${BEGIN} and ${END}`)
  return `${page.slice(0, begin)}${BEGIN}\n\n${catalogue()}\n${page.slice(end)}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(SIGNATURE_PAGE, withCatalogue(readFileSync(SIGNATURE_PAGE, 'utf8')))

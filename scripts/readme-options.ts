/** Writes the table of options into the READMEs, between their markers: `npx tsx scripts/readme-options.ts`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { OPTIONS, variableOf, type OptionRow } from '../src/app/options.js'

const BEGIN = '<!-- options:begin -->'
const END = '<!-- options:end -->'
const HEAD = '\n| variable | default | |\n|---|---|---|\n'

export const READMES = ['README.md', 'README.id.md'].map(name => fileURLToPath(new URL(`../${name}`, import.meta.url)))

const row = (option: OptionRow): string =>
  `| \`${variableOf(option)}\` | ${option.default === undefined ? '' : `\`${option.default}\``} | ${option.help} |`

/** The text with its table made anew. */
export const withOptions = (text: string): string => {
  const from = text.indexOf(BEGIN)
  const to = text.indexOf(END)
  if (from === -1 || to < from) throw new Error(`the text lacks ${BEGIN} or ${END}`)
  return `${text.slice(0, from + BEGIN.length)}\n${HEAD}${OPTIONS.map(row).join('\n')}\n${text.slice(to)}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const file of READMES) writeFileSync(file, withOptions(readFileSync(file, 'utf8')))
}

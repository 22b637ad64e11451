/**
 * `acceptance`: the bank's functional-test sheet as it stands, on the terminal or as a file to hand in; with `--require` a
 * gate for CI.
 */
import { writeFileSync } from 'node:fs'
import { extname } from 'node:path'
import { Option } from 'commander'
import {
  ACCEPTANCE_FORMATS, ACCEPTANCE_LANGUAGES, SHEET_SERVICES, type AcceptanceCase, type AcceptanceFormat, type AcceptanceLanguage,
  type AcceptanceReply
} from '../../../schemas/acceptance.js'
import { findService } from '../../../schemas/services.js'
import { nearest } from '../../app/config.js'
import { CASES } from '../../domain/acceptance/cases.js'
import type { AddCommand, Cli, Result } from '../cli.js'
import { describeAcceptance } from '../show-acceptance.js'
import { UsageError } from '../usage-error.js'

interface AcceptanceOptions {
  readonly partner?: string
  readonly format?: AcceptanceFormat
  readonly output?: string
  readonly lang?: AcceptanceLanguage
  readonly require?: readonly string[]
  readonly hints?: true
}

const ALL = 'all'
const NOTIFICATION = 'notification'

/** A service by its code or name, as the sheet has it. */
const serviceOf = (word: string): string | undefined => {
  const code = word === NOTIFICATION ? '52' : findService(word)?.code ?? word
  return SHEET_SERVICES.find(service => service === code)
}

const WORDS: readonly string[] = [
  ALL,
  ...CASES.map(({ id }) => id),
  ...SHEET_SERVICES.flatMap(code => [code, findService(code)?.name ?? NOTIFICATION])
]

/** The ids of the cases that these words name. Throws `UsageError` for a word that names none. */
const casesNamed = (words: readonly string[]): ReadonlySet<string> =>
  new Set(
    words
      .flatMap(word => word.split(','))
      .flatMap(word => {
        const service = serviceOf(word)
        const named = CASES.filter(one => word === ALL || one.id === word || one.service === service)
        if (named.length > 0) return named.map(({ id }) => id)
        throw new UsageError(`--require: there is no case or service "${word}"; did you mean ${nearest(word, WORDS)}?`)
      })
  )

const openOf = ({ services }: AcceptanceReply, required: ReadonlySet<string>): AcceptanceCase[] =>
  services.flatMap(({ cases }) => cases).filter(({ id, status }) => required.has(id) && status !== 'passed')

const describeOpen = (open: readonly AcceptanceCase[]): string =>
  `open: ${open.map(({ id, status }) => (status === 'failed' ? `${id} (failed)` : id)).join(', ')}`

const BY_ENDING: Readonly<Record<string, AcceptanceFormat>> = {
  '.html': 'html', '.md': 'markdown', '.xml': 'junit', '.json': 'json'
}

/** A file says by its ending what it is to be, where nothing else does; without both it is the checklist. */
const formatOf = ({ json }: Cli, { format, output }: AcceptanceOptions): AcceptanceFormat | undefined => {
  if (json && format !== undefined && format !== 'json' && output === undefined) {
    throw new UsageError(`--json prints JSON; write --format ${format} into a file with --output`)
  }
  return format ?? (output === undefined ? undefined : BY_ENDING[extname(output)])
}

const write = (file: string, text: string): string => {
  try {
    writeFileSync(file, `${text.trimEnd()}\n`)
    return `written: ${file}`
  } catch (error) {
    throw new UsageError(`--output: ${(error as Error).message}`)
  }
}

const acceptance = async (cli: Cli, options: AcceptanceOptions): Promise<Result> => {
  const { partner, lang, output, hints = false } = options
  const required = casesNamed(options.require ?? [])
  const format = formatOf(cli, options)
  const report = await cli.admin.acceptance.get({ partnerId: partner, lang })
  const open = openOf(report, required)
  const shown = format === undefined
    ? describeAcceptance(cli, report, hints)
    : (await cli.admin.acceptance.text(format, { partnerId: report.partnerId, lang })).trimEnd()
  const text = output === undefined ? shown : write(output, shown)
  const isFailed = open.length > 0
  if (isFailed && format !== undefined) cli.io.stderr.write(`${describeOpen(open)}\n`)
  return {
    json: options.require === undefined ? report : { ...report, open: open.map(({ id }) => id) },
    text: isFailed && format === undefined ? `${text}\n\n${describeOpen(open)}` : text,
    failed: isFailed
  }
}

export const acceptanceCommand: AddCommand = (program, act) => {
  program
    .command('acceptance')
    .description("the bank's functional-test sheet, filled from real traffic; with --require exit code 1 while a case is open")
    .option('--partner <id>', 'whose; the only one with evidence where it is not said')
    .addOption(
      new Option('--format <name>', 'as what; a checklist where neither this nor a file ending says').choices(ACCEPTANCE_FORMATS)
    )
    .option('--output <file>', 'write it there')
    .addOption(new Option('--lang <language>', 'in English or Indonesian').choices(ACCEPTANCE_LANGUAGES))
    .option('--require <cases...>', 'all, ids of cases such as 77.cancel-paid, or services such as 77 or cancel')
    .option('--hints', 'say of each open case what counts, and commands that exercise it')
    .action(act(acceptance))
}

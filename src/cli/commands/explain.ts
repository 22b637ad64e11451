/** `explain`: what is wrong with the signature of a saved request, or of one in the bank's journal. */
import { readFileSync } from 'node:fs'
import type { ExplainReply } from '../../../schemas/signature.js'
import { said, type AddCommand, type Cli, type Result } from '../cli.js'
import { readSavedRequest } from '../saved-request.js'
import { showExplanation } from '../show-explanation.js'
import { readText } from '../signed-call.js'
import { UsageError } from '../usage-error.js'

interface ExplainOptions {
  readonly id?: string
  readonly partner?: string
}

const STDIN = 0

const readSaved = (file: string): string => (file === '-' ? readFileSync(STDIN, 'utf8') : readText(file, 'file'))

const isExplanation = (value: unknown): value is ExplainReply =>
  typeof value === 'object' && value !== null && 'stringToSign' in value

const NOTHING: Readonly<Record<string, string>> = {
  ok: 'its signature was accepted', 'not reached': 'it was refused before its signature was looked at', forced: 'its answer was forced'
}

/** The journal keeps tokens and signatures shortened, so it is asked for the explanation, and not to make one again. */
const fromJournal = async ({ admin, paint }: Cli, id: string): Promise<Result> => {
  const { signature, checks } = await admin.requests.get(id)
  if (isExplanation(signature)) return { json: signature, text: showExplanation(signature, paint) }
  const { facts = [] } = (signature ?? {}) as { facts?: string[] }
  const result = checks.find(({ name }) => name === 'signature')?.result ?? ''
  const why = facts[0] ?? NOTHING[result] ?? 'it has no signature'
  throw new Error(`request ${id} has no explanation: ${why}`)
}

const explain = async (cli: Cli, file: string | undefined, { id, partner }: ExplainOptions): Promise<Result> => {
  if ((file === undefined) === (id === undefined)) {
    throw new UsageError('say which request: a file, - for standard input, or --id and its number in the journal')
  }
  if (id !== undefined) return fromJournal(cli, id)
  const question = readSavedRequest(readSaved(file ?? '-'), path => readText(path, 'the file of the curl command'))
  const explanation = await cli.admin.signature.explain({ ...question, ...said({ partnerId: partner }) })
  return { json: explanation, text: showExplanation(explanation, cli.paint) }
}

export const explainCommand: AddCommand = (program, act) => {
  program
    .command('explain [file]')
    .description('say what is wrong with the signature of a saved request: raw HTTP, curl, or JSON; - reads standard input')
    .option('--id <id>', 'of this request in the journal')
    .option('--partner <id>', 'whose request it is, where its headers do not say it')
    .action(act(explain))
}

/** Runs one command line: parses it, does it, shows its result, and says with which code the process ends. */
import { createRequire } from 'node:module'
import { Command, CommanderError } from 'commander'
import { AdminError } from '../client/admin-call.js'
import { nearest } from '../app/config.js'
import { makeCli, type Act, type Result } from './cli.js'
import { COMMANDS } from './commands.js'
import type { Io } from './io.js'
import { explain, isUsageError } from './explain.js'

const { version } = createRequire(import.meta.url)('bnc-snap-sandbox/package.json') as { version: string }

const EPILOGUE = `
The commands speak to the bank at BNC_URL (http://127.0.0.1:7751 where it is not set), with the key in BNC_ADMIN_KEY where it has one.
Exit codes: 0 done, 1 failed, 2 wrong usage.`

const newProgram = (io: Io): Command =>
  new Command('bnc-sandbox')
    .description('A fake Bank Neo Commerce for SNAP QRIS: real signatures, real fields, real refusals.')
    .version(version)
    .option('--json', 'print exactly one JSON value, for programs')
    .addHelpText('after', EPILOGUE)
    .configureHelp({ showGlobalOptions: true })
    // Errors are shown by `run`, with the nearest name.
    .configureOutput({ writeOut: text => io.stdout.write(text), writeErr: text => io.stderr.write(text), outputError: () => undefined })
    .showSuggestionAfterError(false)
    .exitOverride()

const show = ({ stdout }: Io, json: boolean, { json: value, text }: Result): void => {
  stdout.write(`${json ? JSON.stringify(value) : text}\n`)
}

/** The command that the words of the line lead to. */
const commandOf = (program: Command, argv: readonly string[]): Command =>
  argv.reduce((command, word) => command.commands.find(one => one.name() === word) ?? command, program)

const NAMES: Readonly<Record<string, (command: Command) => string[]>> = {
  'commander.unknownOption': command => ['--help', '--json', ...command.options.flatMap(({ long }) => long ?? [])],
  'commander.unknownCommand': command => command.commands.map(one => one.name())
}

/** What commander says of a line it cannot use, and the nearest name where one is unknown. */
const explainUsage = (error: CommanderError, command: Command): string => {
  const unknown = /'([^'=]+)/.exec(error.message)?.[1] ?? ''
  const names = NAMES[error.code]?.(command) ?? []
  const hint = names.length === 0 ? '' : `; did you mean ${nearest(unknown, names)}?`
  return error.message.replace(/^error: /, '') + hint
}

const HELP = ['commander.help', 'commander.helpDisplayed', 'commander.version']

/** Shows what went wrong and gives the exit code. */
const fail = (error: unknown, io: Io, { program, argv }: { program: Command; argv: readonly string[] }): number => {
  if (error instanceof CommanderError && HELP.includes(error.code)) return error.exitCode === 0 ? 0 : 2
  const isUsage = error instanceof CommanderError || isUsageError(error)
  const message = error instanceof CommanderError ? explainUsage(error, commandOf(program, argv)) : explain(error, io.env)
  io.stderr.write(`bnc-sandbox: ${message}\n`)
  if (argv.includes('--json')) {
    io.stdout.write(`${JSON.stringify({ error: message, ...(error instanceof AdminError ? { problem: error.problem } : {}) })}\n`)
  }
  return isUsage ? 2 : 1
}

/** `argv` without the program's own name. Resolves with the exit code: 0 done, 1 failed, 2 wrong usage. */
export const run = async (argv: readonly string[], io: Io): Promise<number> => {
  const program = newProgram(io)
  let code = 0
  const act: Act = work => async (...args) => {
    const cli = makeCli(io, program.opts()['json'] === true)
    const result = await work(cli, ...args)
    if (result === undefined) return
    show(io, cli.json, result)
    if (result.failed === true) code = 1
  }
  for (const add of COMMANDS) add(program, act)
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    return fail(error, io, { program, argv })
  }
}

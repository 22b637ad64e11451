/** `serve`: the bank itself, in this process, until it is asked to stop. */
import { setTimeout as pause } from 'node:timers/promises'
import { Option } from 'commander'
import { readConfig, redacted } from '../../app/config.js'
import { flagOf, OPTIONS, variableOf, type OptionName, type OptionRow } from '../../app/options.js'
import type { AddCommand, Cli, Result } from '../cli.js'

/** Less than five seconds, whatever clients do. */
const DRAIN_MS = 4000

const PLACEHOLDERS: Readonly<Record<OptionRow['kind'], string>> = {
  text: 'text', port: 'number', whole: 'number', 'seconds-list': 'seconds,…', url: 'url', level: 'level', switch: 'on|off'
}

const toFlag = (row: OptionRow): Option => {
  const value = row.default === undefined ? '' : `, default ${row.default}`
  return new Option(`${flagOf(row)} <${PLACEHOLDERS[row.kind]}>`, `${row.help} (${variableOf(row)}${value})`)
}

type Flags = Partial<Record<OptionName, string>>

/** The flags that were said, under the names of the table. */
const readFlags = (options: Readonly<Record<string, string>>): Flags =>
  Object.fromEntries(OPTIONS.flatMap(row => {
    const value = options[toFlag(row).attributeName()]
    return value === undefined ? [] : [[row.name, value]]
  }))

const ready = ({ io, json }: Cli, url: string): void => {
  io.stdout.write(json ? `${JSON.stringify({ url })}\n` : `bnc-sandbox is ready at ${url}\n`)
}

const serve = async (cli: Cli, options: Readonly<Record<string, string>>): Promise<Result | undefined> => {
  const { io } = cli
  const config = readConfig(io.env, readFlags(options))
  // Loaded for this command alone: the others need no server.
  const { bankLog, startBank } = await import('../../app/start.js')
  const log = bankLog(config, { write: line => { io.stderr.write(line) } })
  log.info({ config: redacted(config) }, 'the bank starts')
  const stopped = io.untilStopped()
  const bank = await startBank(config, Date.now, log)
  if (bank.madeAdminKey !== undefined) {
    const why = 'BNC_ADMIN_KEY is not set and the bank listens beyond loopback: this admin key was made for this run'
    // Nobody could use the admin routes if the level swallowed it.
    if (log.isLevelEnabled('warn')) log.warn({ adminKey: bank.madeAdminKey }, why)
    else io.stderr.write(`${why}: ${bank.madeAdminKey}\n`)
  }
  ready(cli, bank.listenUrl)
  await stopped
  log.info('the bank stops')
  await Promise.race([bank.close(), pause(DRAIN_MS, undefined, { ref: false })])
  return undefined
}

export const serveCommand: AddCommand = (program, act) => {
  const command = program.command('serve').description('start the bank; every flag is also a variable')
  for (const row of OPTIONS) command.addOption(toFlag(row))
  command.action(act(serve))
}

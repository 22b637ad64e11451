/** `healthcheck`: whether the bank is ready, for containers and scripts. */
import { setTimeout as pause } from 'node:timers/promises'
import { InvalidArgumentError } from 'commander'
import type { AddCommand, Cli, Result } from '../cli.js'
import { explain } from '../explain.js'

/** Below the three seconds that a container's check usually has, start of Node included. */
const ANSWER_MS = 2000
const EVERY_MS = 200

const readSeconds = (text: string): number => {
  if (!/^\d{1,6}(\.\d+)?$/.test(text)) throw new InvalidArgumentError('allowed: a number of seconds')
  return Number(text)
}

/** Undefined once it is ready, or why it is not. */
const whyNotReady = async ({ url, io }: Cli): Promise<string | undefined> => {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(ANSWER_MS) })
    return response.ok ? undefined : `${url}/readyz answers ${response.status}`
  } catch (error) {
    return explain(error, io.env)
  }
}

const healthcheck = async (cli: Cli, { wait }: { wait: number }): Promise<Result> => {
  const until = Date.now() + wait * 1000
  let detail = await whyNotReady(cli)
  while (detail !== undefined && Date.now() + EVERY_MS <= until) {
    await pause(EVERY_MS)
    detail = await whyNotReady(cli)
  }
  const { url } = cli
  if (detail === undefined) return { json: { ready: true, url }, text: `ready: ${url}` }
  return { json: { ready: false, url, detail }, text: `not ready: ${detail}`, failed: true }
}

export const healthcheckCommand: AddCommand = (program, act) => {
  program
    .command('healthcheck')
    .description('exit with 0 when the bank is ready')
    .option('--wait <seconds>', 'keep asking for so long', readSeconds, 0)
    .action(act(healthcheck))
}

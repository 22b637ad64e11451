/** `journal`: every exchange with the bank, one with its ladder of checks, or what comes in from now on. */
import type { JournalQuery, RequestReply } from '../../../schemas/journal.js'
import { MAX_LIMIT } from '../../../schemas/page.js'
import { findService } from '../../../schemas/services.js'
import { AdminError } from '../../client/admin-call.js'
import type { AdminEvent } from '../../client/event-stream.js'
import { said, type AddCommand, type Cli, type Result } from '../cli.js'
import { describeRequest, requestLine } from '../show-request.js'
import { UsageError } from '../usage-error.js'
import { wholeNumber } from '../whole-number.js'

interface JournalOptions {
  readonly follow?: true
  readonly partner?: string
  readonly service?: string
  readonly ref?: string
  readonly externalId?: string
  readonly code?: string
  readonly since?: string
  readonly limit?: number
}

const SHOWN = 20

const filterOf = ({ partner, service, ref, externalId, code, since }: JournalOptions): JournalQuery =>
  said({ partnerId: partner, service, referenceNo: ref, externalId, responseCode: code, since })

const show = async (cli: Cli, id: string): Promise<Result> => {
  const json = await cli.admin.requests.get(id)
  return { json, text: describeRequest(cli, json) }
}

/** The newest last, as a terminal is read. */
const newest = async ({ admin }: Cli, options: JournalOptions): Promise<RequestReply[]> =>
  (await admin.requests.list({ ...filterOf(options), limit: options.limit ?? SHOWN })).items.reverse()

const list = async (cli: Cli, options: JournalOptions): Promise<Result> => {
  const json = await newest(cli, options)
  return { json, text: json.length === 0 ? 'no request' : json.map(entry => requestLine(cli, entry)).join('\n') }
}

const isWanted = ({ type, data }: AdminEvent, { service, ref, externalId, code }: JournalOptions): boolean =>
  type === 'request' &&
  (service === undefined || service === '*' || data['service'] === findService(service)?.code) &&
  (ref === undefined || data['referenceNo'] === ref) &&
  (externalId === undefined || data['externalId'] === externalId) &&
  (code === undefined || data['responseCode'] === code)

/** The entry of an event; none where it is gone already. */
const entryOf = async ({ admin }: Cli, { data }: AdminEvent): Promise<RequestReply | undefined> =>
  admin.requests.get(String(data['id'])).catch((error: unknown) => {
    if (error instanceof AdminError && error.status === 404) return undefined
    throw error
  })

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError'

/** First the latest, then whatever comes in, until it is stopped; with --json one value a line. */
const follow = async (cli: Cli, options: JournalOptions): Promise<undefined> => {
  const stop = new AbortController()
  const events = await cli.admin.events({ ...said({ partnerId: options.partner }), signal: stop.signal })
  const write = (entry: RequestReply): void => { cli.io.stdout.write(`${cli.json ? JSON.stringify(entry) : requestLine(cli, entry)}\n`) }
  try {
    const seen = await newest(cli, options)
    for (const entry of seen) write(entry)
    const last = Number(seen.at(-1)?.id ?? 0)
    void cli.io.untilStopped().then(() => { stop.abort() })
    for await (const event of events) {
      if (!isWanted(event, options) || Number(event.data['id']) <= last) continue
      const entry = await entryOf(cli, event)
      if (entry !== undefined) write(entry)
    }
  } catch (error) {
    if (!isAbort(error)) throw error
  } finally {
    stop.abort()
  }
  return undefined
}

const journal = async (cli: Cli, id: string | undefined, options: JournalOptions): Promise<Result | undefined> => {
  if (id !== undefined && Object.keys(options).length > 0) throw new UsageError('one request is shown whole: filters and --follow do not go with its number')
  if (id !== undefined) return show(cli, id.replace(/^#/, ''))
  return options.follow === true ? follow(cli, options) : list(cli, options)
}

export const journalCommand: AddCommand = (program, act) => {
  program
    .command('journal [id]')
    .description('the latest requests, or one with the checks that it passed and the one that refused it')
    .option('--follow', 'and whatever comes in, until it is stopped')
    .option('--partner <id>', 'of this partner')
    .option('--service <name>', 'to this service, by name or code')
    .option('--ref <referenceNo>', 'about this transaction')
    .option('--external-id <id>', 'with this X-EXTERNAL-ID')
    .option('--code <responseCode>', 'answered so')
    .option('--since <moment>', 'from this moment on, ISO 8601 with an offset')
    .option('--limit <number>', `how many; ${SHOWN} where it is not said`, wholeNumber(1, MAX_LIMIT))
    .action(act(journal))
}

/** `force`: arms an outcome, so that a call is answered as wanted, late, or not at all. */
import { InvalidArgumentError, Option } from 'commander'
import { FAULTS, PLACES, type Fault, type OutcomeCreate, type Place } from '../../../schemas/outcome.js'
import { findService } from '../../../schemas/services.js'
import { said, type AddCommand, type Cli, type Result } from '../cli.js'
import { describeOutcome } from '../show-outcome.js'
import { wholeNumber } from '../whole-number.js'

interface ForceOptions {
  readonly service?: string
  readonly ref?: string
  readonly partnerReference?: string
  readonly externalId?: string
  readonly partner?: string
  readonly times?: number | 'always'
  readonly skip?: number
  readonly fault?: Fault
  readonly at?: Place
  readonly delay?: OutcomeCreate['delayMs']
  readonly status?: string
  readonly message?: string
  readonly ttl?: number
  readonly note?: string
}

const MOST = 1_000_000_000
const count = wholeNumber(1, MOST)
const millis = wholeNumber(0, 600_000)

const readTimes = (text: string): number | 'always' => (text === 'always' ? text : count(text))

/** `1500`, or `100-500`. */
const readDelay = (text: string): OutcomeCreate['delayMs'] => {
  const [, min, max] = /^(\d+)-(\d+)$/.exec(text) ?? []
  if (min !== undefined && max !== undefined) return { min: millis(min), max: millis(max) }
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('allowed: milliseconds such as 1500, or 100-500')
  return millis(text)
}

/** The service that a code such as 4047700 names; every one, where neither says which. */
const serviceOf = (code: string | undefined, { service }: ForceOptions): string => service ?? findService(code?.slice(3, 5) ?? '')?.name ?? '*'

const outcomeFrom = (code: string | undefined, options: ForceOptions): OutcomeCreate => {
  const match = said({ referenceNo: options.ref, partnerReferenceNo: options.partnerReference, externalId: options.externalId })
  const respond = said({ responseCode: code, responseMessage: options.message, status: options.status })
  const { fault, at, delay, times, skip, ttl, note, partner } = options
  return said({
    service: serviceOf(code, options),
    match: Object.keys(match).length === 0 ? undefined : match,
    respond: Object.keys(respond).length === 0 ? undefined : respond,
    delayMs: delay, fault, at, times, skip, ttlSeconds: ttl, note, partnerId: partner
  }) as OutcomeCreate
}

const force = async (cli: Cli, code: string | undefined, options: ForceOptions): Promise<Result> => {
  const json = await cli.admin.outcomes.create(outcomeFrom(code, options))
  return { json, text: `armed ${describeOutcome(cli, json)}` }
}

export const forceCommand: AddCommand = (program, act) => {
  program
    .command('force [code]')
    .description('force a response code, a delay or a fault on the next call; without --service on the service that the code names')
    .option('--service <name>', 'on this service, by name or code; * for every one')
    .option('--ref <referenceNo>', 'only of this transaction')
    .option('--partner-reference <ref>', "only of the transaction with this reference of the partner's")
    .option('--external-id <id>', 'only the call with this X-EXTERNAL-ID')
    .option('--partner <id>', 'only for this partner; for every one where it is not said')
    .option('--times <number>', 'how often, or always; once where it is not said', readTimes)
    .option('--skip <number>', 'let so many calls pass first', count)
    .addOption(new Option('--fault <name>', 'what happens to the reply on the wire').choices(FAULTS))
    .addOption(new Option('--at <place>', 'before: the bank does nothing; after: it does, and the client does not hear it').choices(PLACES))
    .option('--delay <ms>', 'how long it waits, such as 1500 or 100-500', readDelay)
    .option('--status <word>', 'what an inquiry says of the state, by word or code')
    .option('--message <text>', 'another responseMessage')
    .option('--ttl <seconds>', "disarm it by itself, by the partner's clock", count)
    .option('--note <text>', 'what it is for')
    .action(act(force))
}

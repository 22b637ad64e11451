/** `outcomes`: what is armed, what has fired, and why something has not. */
import type { OutcomeReply } from '../../../schemas/outcome.js'
import { allItems } from '../../client/admin-call.js'
import type { OutcomeQuery } from '../../client/admin-client.js'
import { said, type AddCommand, type Cli, type Result } from '../cli.js'
import { describeOutcome } from '../show-outcome.js'
import { UsageError } from '../usage-error.js'

interface OutcomesOptions {
  readonly unused?: true
  readonly clear?: true
  readonly partner?: string
}

const withMisses = (cli: Cli, outcome: OutcomeReply): string =>
  [describeOutcome(cli, outcome), ...outcome.nearMisses.map(({ at, why }) => cli.paint('dim', `    missed at ${at}: ${why.join('; ')}`))].join('\n')

const outcomes = async (cli: Cli, { unused, clear, partner }: OutcomesOptions): Promise<Result> => {
  if (clear === true) {
    if (unused === true) throw new UsageError('--clear takes every outcome away; it does not go with --unused')
    await cli.admin.outcomes.clear(said({ partnerId: partner }))
    return { json: { cleared: partner ?? 'all' }, text: `nothing is armed${partner === undefined ? '' : ` for ${partner}`}` }
  }
  const query: OutcomeQuery = said({ unused, partnerId: partner })
  const found: OutcomeReply[] = []
  for await (const outcome of allItems(cli.admin.outcomes.list, query)) found.push(outcome)
  return { json: found, text: found.length === 0 ? 'nothing is armed' : found.map(one => withMisses(cli, one)).join('\n') }
}

export const outcomesCommand: AddCommand = (program, act) => {
  program
    .command('outcomes')
    .description('what was forced: how often it fired, and why the nearest calls missed it')
    .option('--unused', 'only what never fired')
    .option('--partner <id>', 'only of this partner')
    .option('--clear', 'take it all away')
    .action(act(outcomes))
}

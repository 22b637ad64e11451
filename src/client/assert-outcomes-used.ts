/** For the end of a test: fails it where an outcome that was armed did not fire, and says what came nearest. */
import type { OutcomeReply } from '../../schemas/outcome.js'
import { allItems } from './admin-call.js'
import type { AdminClient, OutcomeQuery } from './admin-client.js'

/** `message` tells of each outcome how often it fired and why the nearest calls missed it. */
export class UnusedOutcomes extends Error {
  readonly outcomes: readonly OutcomeReply[]

  constructor(outcomes: readonly OutcomeReply[]) {
    super(`${outcomes.length === 1 ? 'an outcome was armed and did' : `${outcomes.length} outcomes were armed and did`} not fire:\n${outcomes.map(tell).join('\n')}`)
    this.name = 'UnusedOutcomes'
    this.outcomes = outcomes
  }
}

const tell = ({ id, service, note, used, remaining, nearMisses }: OutcomeReply): string => {
  const name = `outcome ${id} for service ${service}${note === undefined ? '' : ` (${note})`}`
  const count = used === 0 ? 'never fired' : `fired ${used} times, ${remaining} to go`
  const misses = nearMisses.map(({ at, why }) => `\n    missed at ${at}: ${why.join('; ')}`)
  return `  ${name} ${count}${misses.length === 0 ? '; no call came near it' : misses.join('')}`
}

/** One that fires always, or for as long as it lives, has been used once it has fired. */
const isLeft = ({ used, remaining }: OutcomeReply): boolean => used === 0 || (remaining !== 'always' && remaining > 0)

/**
 * Throws `UnusedOutcomes` where an outcome of this partner, or any where none is named, never fired or is still armed. Those of the
 * fixtures are left out: no test has armed them.
 */
export const assertOutcomesUsed = async (admin: Pick<AdminClient, 'outcomes'>, partnerId?: string): Promise<void> => {
  const left: OutcomeReply[] = []
  const query: OutcomeQuery = { partnerId }
  for await (const outcome of allItems(admin.outcomes.list, query)) if (outcome.origin === 'armed' && isLeft(outcome)) left.push(outcome)
  if (left.length > 0) throw new UnusedOutcomes(left)
}

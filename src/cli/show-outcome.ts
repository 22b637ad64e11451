/** An outcome in one line, as people read it. */
import type { OutcomeReply, OutcomeStep } from '../../schemas/outcome.js'
import type { Cli } from './cli.js'

const delayText = (delayMs: OutcomeReply['delayMs']): string[] => {
  if (delayMs === undefined) return []
  return [typeof delayMs === 'number' ? `after ${delayMs} ms` : `after ${delayMs.min} to ${delayMs.max} ms`]
}

const stepText = (step: OutcomeStep): string => {
  if (step === 'pass') return 'pass'
  const { respond, delayMs, fault, at } = step
  const words = [respond?.responseCode, respond?.status === undefined ? undefined : `status ${respond.status}`, fault]
  return [...words.filter(word => word !== undefined), ...delayText(delayMs), ...(at === 'after' ? ['after the deed'] : [])].join(' ')
}

/** `3: cancel 4047700 for P1 where referenceNo is 2026…, once` */
export const describeOutcome = ({ paint }: Cli, outcome: OutcomeReply): string => {
  const { id, service, match = {}, partnerId, used, remaining, note } = outcome
  const what = outcome.sequence === undefined ? stepText(outcome) : outcome.sequence.map(stepText).join(', then ')
  const where = Object.entries(match).map(([field, value]) => `${field} is ${value}`)
  return [
    `${paint('bold', id)}: ${service} ${what}${partnerId === undefined ? '' : ` for ${partnerId}`}${where.length === 0 ? '' : ` where ${where.join(' and ')}`}`,
    paint(used === 0 ? 'yellow' : 'green', `used ${used}`),
    remaining === 'always' ? 'always' : `${remaining} to go`,
    ...(note === undefined ? [] : [note])
  ].join(', ')
}

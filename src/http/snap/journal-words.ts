/** Words that the journal and what reads it share: the fate of a reply, and headers as they are kept. */
import type { Fault } from '../../../schemas/outcome.js'

/** What became of the reply: a forced fault, or the connection was gone before it could be sent, or the call was whole. */
export type Fate = Fault | 'cut' | undefined

/** Names and values that stand in turn, one a line. */
export const headerPairs = (lines: string): [name: string, value: string][] => {
  const parts = lines === '' ? [] : lines.split('\n')
  return Array.from({ length: Math.floor(parts.length / 2) }, (_, at) => [parts[at * 2] ?? '', parts[at * 2 + 1] ?? ''])
}

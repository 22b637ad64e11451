/** `X-Sandbox-Outcome`: an outcome that the call itself brings, such as `4047700`, `delay=1500` or `fault=reset;at=after`. */
import { FAULTS, PLACES, type Fault, type Place } from '../../schemas/outcome.js'
import { NOT_FOUND_CODE, STATUS_WORDS } from '../../schemas/transaction-status.js'
import { codeForService, demandArmable, type Effect } from './outcome.js'
import { malformed } from './refusal.js'
import { Verdict } from './verdict.js'

export const OUTCOME_HEADER = 'X-Sandbox-Outcome'

type Draft = { -readonly [K in keyof Effect]?: Effect[K] } & { status?: string; responseCode?: string }

const known = <T extends string>(words: readonly T[], value: string): T => {
  const word = words.find(each => each === value)
  if (word === undefined) throw malformed(OUTCOME_HEADER, `${value} is unknown; allowed: ${words.join(', ')}`)
  return word
}

const readDelay = (value: string): number => {
  if (!/^\d{1,6}$/.test(value) || Number(value) > 600_000) throw malformed(OUTCOME_HEADER, `delay=${value}; allowed: 0 to 600000 ms`)
  return Number(value)
}

const PARTS: Readonly<Record<string, (draft: Draft, value: string) => void>> = {
  delay: (draft, value) => { draft.delayMs = readDelay(value) },
  fault: (draft, value) => { draft.fault = known<Fault>(FAULTS, value) },
  at: (draft, value) => { draft.at = known<Place>(PLACES, value) },
  status: (draft, value) => { draft.status = known([...STATUS_WORDS, NOT_FOUND_CODE], value) }
}

/** The name of a part and its value; a code has none. */
const splitPart = (part: string): { name: string; value: string | undefined } => {
  const at = part.indexOf('=')
  return at === -1 ? { name: part, value: undefined } : { name: part.slice(0, at).trim(), value: part.slice(at + 1).trim() }
}

const readPart = (draft: Draft, part: string, service: string): void => {
  const { name, value } = splitPart(part)
  if (value === undefined) {
    if (draft.responseCode !== undefined) throw malformed(OUTCOME_HEADER, 'it says two codes')
    draft.responseCode = codeForService(OUTCOME_HEADER, name, service)
    return
  }
  const read = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined
  if (Object.hasOwn(draft, name === 'delay' ? 'delayMs' : name)) throw malformed(OUTCOME_HEADER, `it says ${name} twice`)
  if (read === undefined) throw malformed(OUTCOME_HEADER, `${name} is unknown; allowed: a code, ${Object.keys(PARTS).join(', ')}`)
  read(draft, value)
}

const effectFrom = (text: string, service: string): Effect => {
  const draft: Draft = {}
  for (const part of text.split(';').map(each => each.trim())) if (part !== '') readPart(draft, part, service)
  const { responseCode, status, ...rest } = draft
  const respond = responseCode === undefined && status === undefined
    ? undefined
    : { ...(responseCode !== undefined && { responseCode }), ...(status !== undefined && { status }) }
  const effect = { ...rest, ...(respond !== undefined && { respond }) }
  demandArmable({ service, ...effect } as Parameters<typeof demandArmable>[0])
  return { at: 'before', ...effect }
}

/** The effect for a call of this service. Throws the refusal 400SS01 that names the header where it cannot be read. */
export const readOutcomeHeader = (text: string, service: string): Effect => {
  try {
    return effectFrom(text, service)
  } catch (error) {
    // What an admin would be told of the field, a partner is told of the header.
    if (error instanceof Verdict) throw malformed(OUTCOME_HEADER, error.message.replace(`${OUTCOME_HEADER}: `, ''))
    throw error
  }
}

/** Forced outcomes as rules: what may be armed, which call an outcome meets, and what it then does. */
import { findCodeRow, RESPONSE_CODES, responseCode, splitCode } from '../../schemas/response-codes.js'
import { type Fault, MATCH_FIELDS, type MatchField, type OutcomeCreate, type OutcomeRespond, type OutcomeStep, type Place } from '../../schemas/outcome.js'
import { findService, SERVICE_LIST, SERVICES } from '../../schemas/services.js'
import { digits, seededChance } from './chance.js'
import { Invalid } from './verdict.js'

/** What happens to a call that an outcome meets. */
export interface Effect {
  readonly respond?: OutcomeRespond | undefined
  readonly delayMs?: number | undefined
  readonly fault?: Fault | undefined
  readonly at: Place
}

/** An armed outcome with its counters. */
export interface Outcome {
  readonly id: number
  readonly partnerId: string | null
  readonly origin: 'armed' | 'fixture'
  readonly wish: OutcomeCreate
  readonly createdAt: number
  readonly expiresAt: number | null
  /** Calls that met its service and match, whether or not it then fired. */
  readonly met: number
  readonly used: number
}

/** What an outcome can ask about a call. */
export type CallFacts = { readonly service: string } & Readonly<Partial<Record<MatchField, string | undefined>>>

const EVERY_SERVICE = '*'

/** Faults after which nobody reads a reply, so that saying one contradicts them. */
const SILENT_FAULTS: readonly Fault[] = ['reset', 'hang', 'empty', 'html502']

const serviceNames = (): string[] => [...SERVICE_LIST.flatMap(({ code, name }) => [code, name]), EVERY_SERVICE]

/** The digits of a service by code or name, or `*`. Throws `Invalid`. */
export const serviceCodeOf = (service: string): string => {
  if (service === EVERY_SERVICE) return service
  const found = findService(service)
  if (found === undefined) throw new Invalid('service', 'unknown', serviceNames())
  return found.code
}

/** The code with this service's digits. Throws `Invalid` where it is of another service or of no row. */
export const codeForService = (field: string, code: string, service: string): string => {
  const parts = splitCode(code)
  const row = parts === undefined ? undefined : findCodeRow(parts.http, parts.caseCode)
  if (parts === undefined || row === undefined) {
    const filled = service === EVERY_SERVICE ? 'SS' : service
    throw new Invalid(field, `${code} is not in the list of response codes`, RESPONSE_CODES.map(each => responseCode(each, filled)))
  }
  if (parts.service !== 'SS' && parts.service !== service) {
    const allowed = responseCode(row, service === EVERY_SERVICE ? 'SS' : service)
    throw new Invalid(field, `${code} is of service ${parts.service}, the outcome is for ${service}`, [allowed])
  }
  return responseCode(row, service === EVERY_SERVICE ? 'SS' : service)
}

/** A status stands in the inquiry's reply only, where that is a success or the refusal that says 07. */
const demandStatusFits = (field: string, { responseCode: code, status }: OutcomeRespond, service: string): void => {
  if (status === undefined) return
  if (service !== EVERY_SERVICE && service !== SERVICES.query.code) {
    throw new Invalid(field, `the reply of service ${service} has no latestTransactionStatus`, [SERVICES.query.code])
  }
  const parts = code === undefined ? undefined : splitCode(code)
  if (parts !== undefined && !parts.http.startsWith('2') && `${parts.http}${parts.caseCode}` !== '40401') {
    throw new Invalid(field, `the reply of ${code ?? ''} has no latestTransactionStatus`)
  }
}

const demandEffect = (effect: Exclude<OutcomeStep, 'pass'>, service: string, path: string): void => {
  const { respond, delayMs, fault, at } = effect
  if (respond === undefined && delayMs === undefined && fault === undefined) {
    throw new Invalid(`${path}respond`, 'the outcome does nothing; say respond, delayMs or fault', ['respond', 'delayMs', 'fault'])
  }
  if (respond !== undefined && respond.responseCode === undefined && respond.status === undefined) {
    throw new Invalid(`${path}respond.responseCode`, 'missing; say a code, or a status', ['responseCode', 'status'])
  }
  if (respond !== undefined) demandStatusFits(`${path}respond.status`, respond, service)
  if (respond?.responseCode !== undefined) {
    const code = codeForService(`${path}respond.responseCode`, respond.responseCode, service)
    if (code.startsWith('401') && at === 'after') {
      throw new Invalid(`${path}at`, 'a code of 401 is given before the deed', ['before'])
    }
  }
  if (respond !== undefined && fault !== undefined && SILENT_FAULTS.includes(fault)) {
    throw new Invalid(`${path}fault`, `${fault} leaves no reply to be read, so respond contradicts it`, ['truncate', 'malformed', 'slow'])
  }
  if (typeof delayMs === 'object' && delayMs.min > delayMs.max) throw new Invalid(`${path}delayMs.min`, 'it is above max')
}

const demandSequence = (wish: OutcomeCreate, service: string): void => {
  if (wish.times !== undefined) throw new Invalid('times', 'not together with sequence: its last step repeats')
  for (const field of ['respond', 'delayMs', 'fault'] as const) {
    if (wish[field] !== undefined) throw new Invalid(field, 'not together with sequence: say it in a step')
  }
  wish.sequence?.forEach((step, index) => {
    if (step !== 'pass') demandEffect({ ...(wish.at === undefined ? {} : { at: wish.at }), ...step }, service, `sequence.${String(index)}.`)
  })
}

/** Refuses what contradicts itself, naming the field and what is allowed. */
export const demandArmable = (wish: OutcomeCreate): void => {
  const service = serviceCodeOf(wish.service)
  if (wish.sequence === undefined) demandEffect(wish, service, '')
  else demandSequence(wish, service)
  if (wish.probability !== undefined && wish.seed === undefined) throw new Invalid('seed', 'missing: a probability without a seed cannot be repeated')
  if (wish.seed !== undefined && wish.probability === undefined) throw new Invalid('probability', 'missing: a seed alone means nothing')
}

/** Why the call does not meet the outcome's service and match; empty where it does. */
export const mismatches = (wish: OutcomeCreate, facts: CallFacts): string[] => {
  const service = serviceCodeOf(wish.service)
  const why = service === EVERY_SERVICE || service === facts.service ? [] : [`service is ${service}, the call was ${facts.service}`]
  for (const field of MATCH_FIELDS) {
    const wanted = wish.match?.[field]
    if (wanted !== undefined && wanted !== facts[field]) {
      why.push(`match.${field} is ${wanted}, the call had ${facts[field] ?? 'none'}`)
    }
  }
  return why
}

/** How often the outcome will still fire. */
export const remaining = ({ wish, used, expiresAt }: Outcome, now: number): number | 'always' => {
  if (expiresAt !== null && now >= expiresAt) return 0
  if (wish.sequence !== undefined || wish.times === 'always') return 'always'
  return Math.max(0, (wish.times ?? 1) - used)
}

/** A number from 0 to below 1 for the n-th call that met the outcome: the same for the same seed. */
const draw = (seed: string | number, nth: number): number => Number(digits(seededChance(`${String(seed)}:${String(nth)}`), 9)) / 1e9

/** Whether the outcome fires for the call that meets it next. */
export const fires = ({ wish, met }: Outcome): boolean =>
  met >= (wish.skip ?? 0) && (wish.probability === undefined || draw(wish.seed ?? '', met) < wish.probability)

const delayOf = (delayMs: OutcomeCreate['delayMs'], nth: number): number | undefined => {
  if (typeof delayMs !== 'object') return delayMs
  const span = delayMs.max - delayMs.min + 1
  return delayMs.min + Math.floor(draw('delay', nth) * span)
}

/** What the outcome does; `step` is how often it has met this reference. Undefined for a step that lets the call pass. */
export const effectOf = ({ wish, met }: Outcome, step: number): Effect | undefined => {
  const chosen: OutcomeStep | undefined = wish.sequence === undefined ? wish : wish.sequence[Math.min(step, wish.sequence.length - 1)]
  if (chosen === undefined || chosen === 'pass') return undefined
  const { respond, fault } = chosen
  return { respond, delayMs: delayOf(chosen.delayMs, met), fault, at: chosen.at ?? wish.at ?? 'before' }
}

/** A code of 401 stands for the gate itself: it is given without its checks. */
export const isGateEffect = (effect: Effect): boolean => effect.respond?.responseCode?.startsWith('401') ?? false

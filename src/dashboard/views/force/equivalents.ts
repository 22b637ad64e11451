/** The other ways to the same outcome: the command, curl, the header of the call, and the magic value. */
import type { OutcomeCreate } from '../../../../schemas/outcome.js'
import { findService } from '../../../../schemas/services.js'

/** For a POSIX shell; plain words stay as they are. */
export const quoted = (word: string): string =>
  (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`)

const delayText = (delayMs: OutcomeCreate['delayMs']): string | undefined => {
  if (delayMs === undefined) return undefined
  return typeof delayMs === 'object' ? `${delayMs.min}-${delayMs.max}` : String(delayMs)
}

/** What `force` has no flag for. */
const isBeyondFlags = ({ match, respond, probability, seed, sequence }: OutcomeCreate): boolean =>
  (match?.merchantId ?? match?.amount ?? respond?.additionalInfo ?? probability ?? seed ?? sequence) !== undefined

/** A code such as 4047700 names its service by itself. */
const serviceFlag = ({ service, respond }: OutcomeCreate): string | undefined => {
  const named = findService(respond?.responseCode?.slice(3, 5) ?? '')
  return named === undefined || named !== findService(service) ? findService(service)?.name ?? service : undefined
}

/** `npx bnc-sandbox force 4047700 --partner P1`; undefined for what the command has no flag for. */
export const commandOf = (outcome: OutcomeCreate): string | undefined => {
  if (isBeyondFlags(outcome)) return undefined
  const { match = {}, respond = {}, delayMs, fault, at, times, skip, ttlSeconds, note, partnerId } = outcome
  const flags: Readonly<Record<string, string | number | undefined>> = {
    service: serviceFlag(outcome),
    partner: partnerId,
    ref: match.referenceNo,
    'partner-reference': match.partnerReferenceNo,
    'external-id': match.externalId,
    times,
    skip: skip === 0 ? undefined : skip,
    fault,
    at,
    delay: delayText(delayMs),
    status: respond.status,
    message: respond.responseMessage,
    ttl: ttlSeconds,
    note
  }
  const words = Object.entries(flags).flatMap(([name, value]) =>
    (value === undefined ? [] : [`--${name}`, quoted(String(value))]))
  const code = respond.responseCode === undefined ? [] : [quoted(respond.responseCode)]
  return ['npx bnc-sandbox force', ...code, ...words].join(' ')
}

/** The same by the admin route, for what has no flag. */
export const curlOf = (outcome: OutcomeCreate, url: string): string =>
  `curl -X POST ${quoted(`${url}/admin/outcomes`)} -H 'content-type: application/json' -d ${quoted(JSON.stringify(outcome))}`

/** What one call says of itself in `X-Sandbox-Outcome`; undefined where a header cannot say it. */
export const headerOf = ({ respond, delayMs, fault, at, sequence }: OutcomeCreate): string | undefined => {
  const beyond = sequence ?? respond?.responseMessage ?? respond?.additionalInfo
  if (beyond !== undefined || typeof delayMs === 'object') return undefined
  const parts = Object.entries({ status: respond?.status, delay: delayMs, fault, at }).flatMap(([name, value]) =>
    (value === undefined ? [] : [`${name}=${value}`]))
  const all = [...(respond?.responseCode === undefined ? [] : [respond.responseCode]), ...parts]
  return all.length === 0 ? undefined : all.join(';')
}

/** A token call carries no reference and no reason. */
const WITHOUT_REFERENCE = 'token'

/** `SIM4047700`, to be put into a reference or a reason: a bare code, of a service that has one. */
export const magicOf = (outcome: OutcomeCreate): string | undefined => {
  const { respond = {}, delayMs, fault, sequence } = outcome
  const { responseCode: code, status, responseMessage } = respond
  const service = findService(outcome.service)
  if (code === undefined || !/^\d{7}$/.test(code) || service === undefined || service.name === WITHOUT_REFERENCE) return undefined
  return (delayMs ?? fault ?? sequence ?? status ?? responseMessage) === undefined ? `SIM${code}` : undefined
}

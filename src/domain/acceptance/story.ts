/** Threads of stories: which call opens one, and which call settles it. */
import type { Evidence } from '../../../schemas/acceptance.js'
import { SERVICES } from '../../../schemas/services.js'
import { isJsonObject, textOf, type JsonObject } from '../request-body.js'
import type { Ruling, SeenCall, StoryCase, Thread, Why } from './case.js'

const { generate, query, cancel, refund, history, decode } = SERVICES

/** Calls of one case that wait for their end at most; the oldest are forgotten first [CHOSEN]. */
const MAX_THREADS = 8

const isOwnFault = ({ responseCode }: SeenCall): boolean => responseCode.startsWith('5')

const partnerReferenceOf = ({ service, asked }: SeenCall): string | null =>
  textOf(asked, service === generate.code ? 'partnerReferenceNo' : 'originalPartnerReferenceNo') ??
  textOf(asked, 'originalPartnerreferenceNo') ??
  null

const scIdOf = ({ additionalInfo }: JsonObject): string =>
  (isJsonObject(additionalInfo) ? textOf(additionalInfo, 'scID') : undefined) ?? ''

const references = (call: SeenCall): string =>
  JSON.stringify([textOf(call.asked, 'originalReferenceNo') ?? null, partnerReferenceOf(call)])

/** What makes two calls of a service the same call. A generate without a reference is known by all that it says. */
const KEYS: Readonly<Record<string, (call: SeenCall) => string>> = {
  [generate.code]: call => partnerReferenceOf(call) ?? JSON.stringify(call.asked),
  [query.code]: references,
  [cancel.code]: references,
  [refund.code]: ({ asked }) => textOf(asked, 'partnerRefundNo') ?? '',
  [history.code]: ({ asked }) => scIdOf(asked),
  [decode.code]: ({ asked }) => textOf(asked, 'qrContent') ?? ''
}

const keyOf = (call: SeenCall): string => KEYS[call.service]?.(call) ?? ''

/**
 * Whether this call leaves the case open: the bank did it and the client has no answer; or it did nothing, and said that it is
 * its fault.
 */
const opens = (row: StoryCase, call: SeenCall): boolean => {
  if (call.service !== row.service) return false
  if (row.kind === 'timeout') return call.done && (call.fate === 'lost' || (call.forced && isOwnFault(call)))
  return !call.done && call.fate === 'whole' && isOwnFault(call)
}

const threadOf = (call: SeenCall, evidence: Evidence): Thread => ({
  service: call.service,
  referenceNo: call.referenceNo,
  partnerReferenceNo: partnerReferenceOf(call),
  key: keyOf(call),
  evidence
})

const cannotBeAsked = ({ service, partnerReferenceNo }: Thread): boolean =>
  service === generate.code && partnerReferenceNo === null

const whyOpen = (row: StoryCase, thread: Thread): Why => {
  if (row.kind === 'retry') return { id: 'not-repeated', detail: thread.evidence.reply.slice(0, 200) }
  return { id: cannotBeAsked(thread) ? 'no-reference' : 'not-followed' }
}

/** The case with one more call that waits for its end; undefined where this call leaves nothing open. */
export const opened = (
  row: StoryCase, threads: readonly Thread[], call: SeenCall, evidence: () => Evidence
): Ruling | undefined => {
  if (!opens(row, call)) return undefined
  const thread = threadOf(call, evidence())
  const kept = [...threads, thread].slice(-MAX_THREADS)
  return { caseId: row.id, status: 'failed', why: whyOpen(row, thread), threads: kept, evidence: [thread.evidence] }
}

const isAbout = (thread: Thread, call: SeenCall): boolean =>
  (thread.referenceNo !== null && call.referenceNo === thread.referenceNo) ||
  (thread.partnerReferenceNo !== null && partnerReferenceOf(call) === thread.partnerReferenceNo)

/** What a call sent again is answered when it was done the first time. */
const DONE_ALREADY: Readonly<Record<string, string>> = {
  [generate.code]: '4094701',
  [cancel.code]: '4047704',
  [refund.code]: '2007800'
}

const isRefundedAgain = (thread: Thread, call: SeenCall): boolean =>
  [thread.service, call.service].every(code => code === refund.code) &&
  call.done && isAbout(thread, call) && keyOf(call) !== thread.key

/** The client asked what became of it, or sent it again. */
const findsOut = (thread: Thread, call: SeenCall): boolean => {
  if (call.service === query.code) return call.responseCode === '2005100' && isAbout(thread, call)
  if (call.service !== thread.service || call.responseCode !== DONE_ALREADY[call.service]) return false
  return call.service === cancel.code ? isAbout(thread, call) : keyOf(call) === thread.key
}

const repeats = (thread: Thread, call: SeenCall): boolean =>
  call.service === thread.service && call.done && keyOf(call) === thread.key

/**
 * What a call makes of a case that waits; undefined where it settles nothing. Only what the bank itself said, and the client
 * heard, does.
 */
export const settled = (
  row: StoryCase, threads: readonly Thread[], call: SeenCall, evidence: () => Evidence
): Ruling | undefined => {
  if (call.forced || call.fate !== 'whole') return undefined
  const settles = row.kind === 'timeout' ? findsOut : repeats
  const thread = threads.find(each => settles(each, call))
  if (thread !== undefined) {
    return { caseId: row.id, status: 'passed', why: null, threads: [], evidence: [thread.evidence, evidence()] }
  }
  const doubled = row.kind === 'timeout' ? threads.find(each => isRefundedAgain(each, call)) : undefined
  if (doubled === undefined) return undefined
  const left = threads.filter(each => each !== doubled)
  const proof = [doubled.evidence, evidence()]
  return { caseId: row.id, status: 'failed', why: { id: 'refunded-twice' }, threads: left, evidence: proof }
}

/** Answers one exchange: the checks in order, the outcome that was forced on it, then the service's deed; always a SNAP code. */
import type { FastifyBaseLogger } from 'fastify'
import { MAX_HEADER_CHARS } from '../../../schemas/headers.js'
import { findCodeRow, responseCode } from '../../../schemas/response-codes.js'
import type { OutcomeRespond } from '../../../schemas/outcome.js'
import { NO_SERVICE } from '../../../schemas/services.js'
import type { Bank } from '../../bank/bank.js'
import { takeOutcome, type CallInQuestion, type Taken } from '../../bank/take-outcome.js'
import { isGateEffect, type Effect } from '../../domain/outcome.js'
import { OUTCOME_HEADER } from '../../domain/outcome-header.js'
import { jakartaTime } from '../../domain/jakarta.js'
import { Refusal, type Reply } from '../../domain/refusal.js'
import { unwritable } from '../../store/unwritable.js'
import { checksOf, claimedPartner, LAST_GATE_STEP } from './checks.js'
import { headerOf, isTokenCall, jsonOf, partnerOf, type Exchange } from './exchange.js'
import { forcedReply, withStatus } from './forced.js'
import type { BankService } from './service.js'

export interface Answer {
  readonly status: number
  /** Null where there is no body to say it. */
  readonly responseCode: string | null
  /** The body's length among them. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What is to be done for an exchange, now or after a while. */
export interface Plan {
  readonly effect: Effect | undefined
  /** Milliseconds to wait before `answer`, and after it before it is sent. */
  readonly waitBefore: number
  readonly waitAfter: number
  readonly answer: () => Answer
}

let second = 0
let secondText = ''

/** X-TIMESTAMP of a reply; many replies share a second. */
const replyTimestamp = (at: number): string => {
  const now = Math.floor(at / 1000)
  if (now !== second) {
    second = now
    secondText = jakartaTime(at)
  }
  return secondText
}

const lengthOf = (body: string): string => String(Buffer.byteLength(body))

/** The reply's headers: the token call names the client, the others echo the external id. */
const headersFor = (bank: Bank, exchange: Exchange, body: string): Record<string, string> => {
  // Made here once and handed on as they are: a copy of them on each delivery lands in the old heap, and grows it.
  const headers: Record<string, string> = {
    'content-type': 'application/json', 'content-length': lengthOf(body), 'x-timestamp': replyTimestamp(bank.realNow())
  }
  const echoed = isTokenCall(exchange) ? 'x-client-key' : 'x-external-id'
  const value = headerOf(exchange, echoed)
  // A client's own parser may not take a long header back.
  if (value !== '' && value.length <= MAX_HEADER_CHARS) headers[echoed] = value
  return headers
}

const answerWith = (bank: Bank, exchange: Exchange, status: number, reply: Reply): Answer => {
  const body = JSON.stringify(reply)
  return { status, responseCode: reply.responseCode, headers: headersFor(bank, exchange, body), body }
}

/** The same answer with another body. */
export const withBody = (answer: Answer, body: string): Answer =>
  ({ ...answer, headers: { ...answer.headers, 'content-length': lengthOf(body) }, body })

const successRow = findCodeRow(200, '00')

/** What was thrown, as a refusal. A database that cannot be written did nothing of the call: the client may try again [CHOSEN]. */
const refusalOf = (thrown: unknown, { path }: Exchange, log: FastifyBaseLogger): Refusal => {
  if (thrown instanceof Refusal) return thrown
  const cause = unwritable(thrown)
  log.error({ err: thrown, path }, cause ?? 'a bug of the sandbox')
  return cause === undefined ? new Refusal('50000', 'an accident inside the bank: see its log') : new Refusal('50001', cause)
}

/** What is thrown becomes an answer: a refusal is one already, anything else goes to the log. */
export const answerThrown = (bank: Bank, exchange: Exchange, thrown: unknown, log: FastifyBaseLogger): Answer => {
  const refusal = refusalOf(thrown, exchange, log)
  exchange.why = refusal.message
  return answerWith(bank, exchange, refusal.row.http, refusal.reply(exchange.service?.code ?? NO_SERVICE))
}

/** Check 9, then fields, formats and business: what the bank answers where nothing is forced. */
const ordinary = (bank: Bank, definition: BankService, exchange: Exchange, status: string | undefined): Answer => {
  exchange.step = LAST_GATE_STEP + 1
  const json = jsonOf(exchange)
  if (json instanceof Refusal) throw json
  const act = (): object => definition.answer(bank, partnerOf(exchange), json, exchange)
  const result = bank.events.during(exchange.changes, () => (definition.readsOnly ? act() : bank.store.database.deed(act)))
  const code = successRow === undefined ? '' : responseCode(successRow, definition.service.code)
  const reply = { responseCode: code, responseMessage: successRow?.message, ...result }
  return answerWith(bank, exchange, 200, withStatus(exchange.partner, reply, status))
}

const forced = (bank: Bank, definition: BankService, exchange: Exchange, respond: OutcomeRespond & { responseCode: string }): Answer => {
  const json = jsonOf(exchange)
  const reply = forcedReply(bank, definition, exchange.partner, json instanceof Refusal ? {} : json, respond)
  return answerWith(bank, exchange, reply.status, reply.body)
}

/** A reply that a fault spoils while the bank does nothing [CHOSEN]: a success where the outcome says its status, or else a timeout. */
const spoiled = (respond: OutcomeRespond | undefined): OutcomeRespond & { responseCode: string } =>
  respond?.status === undefined ? { responseCode: '504SS00' } : { ...respond, responseCode: '200SS00' }

/** The ordinary answer, its refusals included. */
const guarded = (bank: Bank, exchange: Exchange, log: FastifyBaseLogger, act: () => Answer): Answer => {
  try {
    return act()
  } catch (thrown) {
    return answerThrown(bank, exchange, thrown, log)
  }
}

const withCode = (respond: OutcomeRespond | undefined): (OutcomeRespond & { responseCode: string }) | undefined =>
  respond?.responseCode === undefined ? undefined : { ...respond, responseCode: respond.responseCode }

/** What an effect makes of an exchange: whether the deed is done, what is answered, and when. */
const planFor = (bank: Bank, definition: BankService, exchange: Exchange, effect: Effect | undefined, log: FastifyBaseLogger): Plan => {
  const respond = withCode(effect?.respond)
  const done = effect === undefined || effect.at === 'after' || (respond === undefined && effect.fault === undefined)
  const status = respond === undefined ? effect?.respond?.status : undefined
  const wait = effect?.delayMs ?? 0
  return {
    effect,
    waitBefore: effect?.at === 'after' ? 0 : wait,
    waitAfter: effect?.at === 'after' ? wait : 0,
    answer() {
      const answered = done ? guarded(bank, exchange, log, () => ordinary(bank, definition, exchange, status)) : undefined
      if (respond === undefined && answered !== undefined) return answered
      return guarded(bank, exchange, log, () => forced(bank, definition, exchange, respond ?? spoiled(effect?.respond)))
    }
  }
}

const inQuestion = (bank: Bank, exchange: Exchange): CallInQuestion => {
  const json = jsonOf(exchange)
  return {
    partner: exchange.partner ?? claimedPartner(bank, exchange),
    service: exchange.service?.code ?? NO_SERVICE,
    externalId: headerOf(exchange, 'x-external-id'),
    header: headerOf(exchange, OUTCOME_HEADER.toLowerCase()),
    json: json instanceof Refusal ? {} : json
  }
}

/** Counts an outcome as used and notes it for the journal. */
const settle = (bank: Bank, exchange: Exchange, taken: Taken | undefined): Effect | undefined => {
  if (taken === undefined) return undefined
  bank.store.database.deed(taken.count)
  const { effect } = taken
  if (taken.id === undefined && effect === undefined) return undefined
  exchange.forced = {
    source: taken.source,
    id: taken.id,
    fault: effect?.fault,
    delayMs: effect?.delayMs,
    at: effect?.at,
    responseCode: effect?.respond?.responseCode,
    status: effect?.respond?.status
  }
  return effect
}

/** The outcome that is meant for it. An unreadable header is refused in its own check's place, not here. */
const outcomeFor = (bank: Bank, exchange: Exchange): Taken | undefined => {
  try {
    return takeOutcome(bank, inQuestion(bank, exchange))
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** Step 1 is done when a service is asked at all. */
const ROUTE_STEP = 1

/** The gate's checks, or the code of 401 that stands for them. Any other outcome has its turn once they have passed. */
const chosenEffect = (bank: Bank, exchange: Exchange): Effect | undefined => {
  const taken = outcomeFor(bank, exchange)
  exchange.step = ROUTE_STEP
  if (taken?.effect !== undefined && isGateEffect(taken.effect)) {
    exchange.partner = claimedPartner(bank, exchange)
    return settle(bank, exchange, taken)
  }
  for (const check of checksOf(exchange)) {
    if (check.step > LAST_GATE_STEP) break
    exchange.step = check.step
    check.run(bank, exchange)
  }
  return settle(bank, exchange, taken)
}

/** Judges an exchange. What its deeds write is in the turn that `settled` waits for. */
export const plan = (bank: Bank, definition: BankService, exchange: Exchange, log: FastifyBaseLogger): Plan => {
  try {
    return planFor(bank, definition, exchange, chosenEffect(bank, exchange), log)
  } catch (thrown) {
    const answer = answerThrown(bank, exchange, thrown, log)
    return { effect: undefined, waitBefore: 0, waitAfter: 0, answer: () => answer }
  }
}

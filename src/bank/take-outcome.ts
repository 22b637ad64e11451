/** Chooses the outcome that is meant for a call: by its header, armed, by a magic value, or from the fixtures, in this order. */
import type { MatchField } from '../../schemas/outcome.js'
import { SERVICES } from '../../schemas/services.js'
import { jakartaTime } from '../domain/jakarta.js'
import { magicCode } from '../domain/magic.js'
import { effectOf, fires, mismatches, remaining, type CallFacts, type Effect, type Outcome } from '../domain/outcome.js'
import { readOutcomeHeader } from '../domain/outcome-header.js'
import type { Partner } from '../domain/partner.js'
import { isJsonObject, textOf, type JsonObject } from '../domain/request-body.js'
import type { Transaction } from '../domain/transaction.js'
import { BANK_CLOCK } from '../store/clock.js'
import { remainingOf, tellOfOutcome } from './arm-outcome.js'
import { nowOf, type Bank } from './bank.js'
import { partnerReferenceOf, peekTransaction } from './peek-transaction.js'

/** A call as outcomes see it. */
export interface CallInQuestion {
  /** Who the caller says it is; undefined where nobody is registered so. */
  readonly partner: Partner | undefined
  readonly service: string
  readonly externalId: string
  /** The text of X-Sandbox-Outcome, empty where there is none. */
  readonly header: string
  /** The body where it is a JSON object: outcomes do not ask for a good one. */
  readonly json: JsonObject
}

export interface Taken {
  readonly source: 'header' | 'armed' | 'magic' | 'fixture'
  readonly id: number | undefined
  /** Undefined for a step that lets the call pass. */
  readonly effect: Effect | undefined
  /** Counts what was met and used; without it nothing has happened. */
  readonly count: () => void
}

const amountOf = (json: JsonObject): string | undefined => {
  const amount = json['amount'] ?? json['refundAmount']
  return isJsonObject(amount) ? textOf(amount, 'value') : undefined
}

/** The transaction that the call speaks of, where the ledger knows it. */
const spokenOf = (bank: Bank, { partner, json, service }: CallInQuestion): Transaction | undefined =>
  partner === undefined || service === SERVICES.generate.code ? undefined : peekTransaction(bank, partner, json)

/** What the call says, and what the ledger adds to it. */
const factsOf = (call: CallInQuestion, transaction: Transaction | undefined): CallFacts => {
  const facts: Record<MatchField, string | undefined> = {
    referenceNo: textOf(call.json, 'originalReferenceNo') ?? transaction?.referenceNo,
    partnerReferenceNo: partnerReferenceOf(call.json) ?? transaction?.partnerReferenceNo ?? undefined,
    externalId: call.externalId === '' ? undefined : call.externalId,
    merchantId: textOf(call.json, 'merchantId') ?? transaction?.merchantId,
    amount: amountOf(call.json) ?? transaction?.amount ?? undefined
  }
  return { service: call.service, ...facts }
}

/** A partner's own before the global ones, each in order of creation. */
const candidates = (bank: Bank, partner: Partner | undefined, origin: Outcome['origin']): Outcome[] => {
  const all = bank.store.outcomes.all().filter(outcome => outcome.origin === origin)
  const own = partner === undefined ? [] : all.filter(outcome => outcome.partnerId === partner.partnerId)
  return [...own, ...all.filter(outcome => outcome.partnerId === null)]
}

const clockOf = (bank: Bank, outcome: Outcome): number => nowOf(bank, outcome.partnerId ?? BANK_CLOCK)

/** Remembers why a call nearly met an outcome and did not. */
const rememberMiss = (bank: Bank, outcome: Outcome, call: CallInQuestion, why: readonly string[]): void => {
  bank.store.outcomes.remember(outcome.id, {
    at: jakartaTime(clockOf(bank, outcome)),
    service: call.service,
    ...(call.partner === undefined ? {} : { partnerId: call.partner.partnerId }),
    ...(call.externalId === '' ? {} : { externalId: call.externalId }),
    why: [...why]
  })
}

const takeStored = (bank: Bank, call: CallInQuestion, facts: CallFacts, origin: Outcome['origin']): Taken | undefined => {
  const passedBy: Outcome[] = []
  const missed: [Outcome, string[]][] = []
  const subject = JSON.stringify([call.partner?.partnerId, facts.referenceNo ?? facts.partnerReferenceNo])
  const count = (fired?: Outcome): void => {
    for (const [outcome, why] of missed) rememberMiss(bank, outcome, call, why)
    for (const outcome of passedBy) bank.store.outcomes.meet(outcome, false)
    if (fired === undefined) return
    const counted = bank.store.outcomes.meet(fired, true)
    if (remainingOf(bank, counted) === 0) tellOfOutcome(bank, counted, 'used up')
    if (fired.wish.sequence !== undefined) bank.store.outcomes.step(fired.id, subject)
  }
  for (const outcome of candidates(bank, call.partner, origin)) {
    if (remaining(outcome, clockOf(bank, outcome)) === 0) continue
    const why = mismatches(outcome.wish, facts)
    if (why.length > 0) missed.push([outcome, why])
    else if (!fires(outcome)) passedBy.push(outcome)
    else {
      const effect = effectOf(outcome, outcome.wish.sequence === undefined ? 0 : bank.store.outcomes.steps(outcome.id, subject))
      return { source: origin, id: outcome.id, effect, count: () => { count(outcome) } }
    }
  }
  return missed.length + passedBy.length === 0 ? undefined : { source: origin, id: undefined, effect: undefined, count: () => { count() } }
}

const ALWAYS = (): void => undefined

/** Where a magic value may stand in a body. */
const MAGIC_FIELDS = ['partnerReferenceNo', 'originalPartnerReferenceNo', 'originalPartnerreferenceNo', 'reason'] as const

const takeMagic = (call: CallInQuestion, transaction: Transaction | undefined): Taken | undefined => {
  if (call.partner?.settings.magicValues !== true) return undefined
  let responseCode: string | undefined
  for (const name of MAGIC_FIELDS) responseCode ??= magicCode(textOf(call.json, name) ?? '', call.service)
  responseCode ??= magicCode(transaction?.partnerReferenceNo ?? '', call.service)
  return responseCode === undefined ? undefined : { source: 'magic', id: undefined, effect: { respond: { responseCode }, at: 'before' }, count: ALWAYS }
}

/** What was looked at on the way and did not fire is counted too, once the call is answered. */
const withCounts = (taken: Taken, ...passed: readonly (Taken | undefined)[]): Taken => ({
  ...taken,
  count() {
    for (const each of passed) each?.count()
    taken.count()
  }
})

/** Whether anything is armed that could be meant for this caller. */
const anyArmed = (bank: Bank, partner: Partner | undefined): boolean =>
  bank.store.outcomes.all().some(({ partnerId }) => partnerId === null || partnerId === partner?.partnerId)

/**
 * The outcome for a call, or undefined. Looking changes nothing: `count` does. Throws the refusal of an unreadable header.
 */
export const takeOutcome = (bank: Bank, call: CallInQuestion): Taken | undefined => {
  if (call.header !== '') return { source: 'header', id: undefined, effect: readOutcomeHeader(call.header, call.service), count: ALWAYS }
  const armed = anyArmed(bank, call.partner)
  if (!armed && call.partner?.settings.magicValues !== true) return undefined
  const transaction = spokenOf(bank, call)
  if (!armed) return takeMagic(call, transaction)
  const facts = factsOf(call, transaction)
  const stored = takeStored(bank, call, facts, 'armed')
  if (stored?.id !== undefined) return stored
  const magic = takeMagic(call, transaction)
  if (magic !== undefined) return withCounts(magic, stored)
  const fixture = takeStored(bank, call, facts, 'fixture')
  return fixture === undefined ? stored : withCounts(fixture, stored)
}

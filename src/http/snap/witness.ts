/** Shows an exchange to the acceptance sheet of the partner whose call it was. */
import type { Evidence } from '../../../schemas/acceptance.js'
import { isClosed, judgeCall, judgeFollowing, keptText } from '../../bank/acceptance.js'
import type { Bank, StateChange } from '../../bank/bank.js'
import type { SeenCall } from '../../domain/acceptance/case.js'
import { jakartaTime } from '../../domain/jakarta.js'
import type { Partner } from '../../domain/partner.js'
import { isJsonObject, type JsonObject } from '../../domain/request-body.js'
import type { Entry } from '../../store/journal-row.js'
import { claimedPartner } from './checks.js'
import { headerOf, isTokenCall, type Exchange, type Forced } from './exchange.js'
import { headerPairs, type Fate } from './journal-words.js'

const PARTNER_STEP = 4
const BUSINESS_STEP = 12

/** The partner whose token this is. A caller under another name may hold it. */
const tokenHolder = (bank: Bank, exchange: Exchange): Partner | undefined => {
  const token = /^Bearer\s+(\S+)$/i.exec(headerOf(exchange, 'authorization'))?.[1] ?? ''
  const holder = bank.store.partners.findByClientKey(subjectOf(token))
  return holder === undefined || bank.tokens.open(holder, token) === undefined ? undefined : holder
}

/** Whom a token names, before anything of it is verified. */
const subjectOf = (token: string): string => {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    return isJsonObject(claims) && typeof claims['sub'] === 'string' ? claims['sub'] : ''
  } catch {
    return ''
  }
}

/**
 * Whose sheet a call belongs to [CHOSEN]: the partner that was found, or the one that it says it is. A call under an unknown name
 * belongs to the partner whose token it carries; an unknown client key to the partner that X-PARTNER-ID names; else to nobody.
 */
const ownerOf = (bank: Bank, exchange: Exchange): Partner | undefined => {
  const known = exchange.partner ?? claimedPartner(bank, exchange)
  if (known !== undefined || exchange.step !== PARTNER_STEP) return known
  return isTokenCall(exchange) ? bank.store.partners.find(headerOf(exchange, 'x-partner-id')) : tokenHolder(bank, exchange)
}

const parsed = (text: string): JsonObject => {
  try {
    const json: unknown = JSON.parse(text)
    return isJsonObject(json) ? json : {}
  } catch {
    return {}
  }
}

interface More {
  readonly outcome?: Forced
  readonly fault?: Exclude<Fate, undefined>
  readonly changes?: readonly StateChange[]
}

const NOTHING_MORE: More = {}

/**
 * An entry of the journal as the sheet sees it. Most are looked at once and prove nothing: what costs is done when it is asked
 * for.
 */
class SeenEntry implements SeenCall {
  readonly #bank: Bank
  readonly #partnerId: string
  readonly #row: Entry
  readonly #id: number
  readonly #more: More
  #asked: JsonObject | undefined
  #reply: JsonObject | undefined
  #evidence: Evidence | undefined

  constructor(bank: Bank, partnerId: string, row: Entry, id: number) {
    this.#bank = bank
    this.#partnerId = partnerId
    this.#row = row
    this.#id = id
    this.#more = row.more === null ? NOTHING_MORE : (JSON.parse(row.more) as More)
  }

  get service(): string {
    return this.#row.service ?? ''
  }

  get responseCode(): string {
    return this.#row.responseCode ?? ''
  }

  get step(): number {
    return this.#row.step
  }

  get done(): boolean {
    return this.#row.step === BUSINESS_STEP && this.#row.why === null
  }

  get fate(): SeenCall['fate'] {
    const { fault } = this.#more
    return fault === undefined ? 'whole' : fault === 'slow' ? 'slow' : 'lost'
  }

  get isCut(): boolean {
    return this.#more.fault === 'cut'
  }

  get forced(): boolean {
    const { outcome } = this.#more
    return outcome?.responseCode !== undefined || outcome?.status !== undefined
  }

  get asked(): JsonObject {
    return (this.#asked ??= parsed(this.#row.body.toString()))
  }

  get referenceNo(): string | null {
    return this.#row.referenceNo
  }

  get changedTo(): SeenCall['changedTo'] {
    return (this.#more.changes ?? []).map(({ to }) => to)
  }

  get text(): string {
    return this.#row.reply
  }

  get reply(): JsonObject {
    return (this.#reply ??= parsed(this.#row.reply))
  }

  get state(): SeenCall['state'] {
    const { referenceNo } = this.#row
    return referenceNo === null ? undefined : this.#bank.store.transactions.find(this.#partnerId, referenceNo)?.status
  }

  evidence(): Evidence {
    return (this.#evidence ??= this.#makeEvidence())
  }

  #makeEvidence(): Evidence {
    const { at, method, path, headers, body, status, reply } = this.#row
    const note = this.#note()
    return {
      at: jakartaTime(at),
      source: 'request',
      id: String(this.#id),
      method,
      target: path,
      headers: headerPairs(headers),
      body: keptText(body.toString()),
      status,
      reply: keptText(reply),
      ...(note === '' ? {} : { note })
    }
  }

  /** What was forced on it, and what became of it on the wire. */
  #note(): string {
    const { outcome, fault } = this.#more
    return [
      ...(this.forced ? [`the answer was forced (${outcome?.source ?? ''})`] : []),
      ...(fault === undefined ? [] : [`on the wire: ${fault}`]),
      ...(outcome?.at === 'after' ? ['the bank had done it'] : [])
    ].join('; ')
  }
}

/** Entries that are looked at once more where a reply came too late [CHOSEN]. */
const LOOKED_AT = 100

/**
 * A reply that waited came too late. What the client asked meanwhile stands in the journal before the call that it asked
 * about.
 */
const judgeMeanwhile = (bank: Bank, partnerId: string, at: number, id: number): void => {
  for (const row of bank.store.journal.since(partnerId, at, id, LOOKED_AT)) {
    const seen = new SeenEntry(bank, partnerId, row, row.id)
    judgeFollowing(bank, partnerId, seen, () => seen.evidence())
  }
}

/** Called with each exchange once it is in the journal: most of them prove nothing new, and cost two look-ups. */
export const witness = (bank: Bank, exchange: Exchange, row: Entry, id: number): void => {
  const { service, responseCode } = row
  if (service === null) return
  const partnerId = ownerOf(bank, exchange)?.partnerId
  if (partnerId === undefined || isClosed(bank, partnerId, responseCode ?? service)) return
  const seen = new SeenEntry(bank, partnerId, row, id)
  judgeCall(bank, partnerId, seen, () => seen.evidence())
  if (seen.isCut && seen.done) judgeMeanwhile(bank, partnerId, row.at, id)
}

/** The courier: makes the attempts to notify partners, each partner for itself, and records how they ended. */
import { setMaxListeners } from 'node:events'
import type { FastifyBaseLogger } from 'fastify'
import type { CallbackTestReply } from '../../schemas/notification.js'
import type { Bank } from '../bank/bank.js'
import { isStillOwed, recordAttempt, type AttemptOutcome, type Errand } from '../bank/deliver-notification.js'
import type { Partner } from '../domain/partner.js'
import { unwritable } from '../store/unwritable.js'
import { WEBHOOK_FAULTS } from '../domain/webhook-fault.js'
import { testCallback } from './callback-test.js'
import { Gate } from './gate.js'
import { Lookups, type Resolve } from './lookups.js'
import { Stopped, type PostOptions } from './post.js'
import { isHeard, LOST, recordOf, travel } from './trip.js'

export interface CourierOptions {
  /** How long a partner has to answer; 5 seconds where nothing is said. */
  readonly timeoutMs?: number | undefined
  /** How names become addresses; the system's way where nothing is said. */
  readonly resolve?: Resolve | undefined
}

const TIMEOUT_MS = 5000 // [SNAP]

/** Attempts at a time [CHOSEN]: of one partner that answered the last time, and of any other. */
const WIDTH = 4
const WIDTH_UNHEARD = 1

/** The same of all together. Partners that did not answer the last time have places of their own, and take nobody else's. */
const PLACES = 1000
const PLACES_SILENT = 128

export class Courier {
  readonly #bank: Bank
  readonly #log: FastifyBaseLogger
  readonly #stop = new AbortController()
  readonly #options: PostOptions
  readonly #gate = new Gate(PLACES)
  readonly #silentGate = new Gate(PLACES_SILENT)
  /** Whether each partner answered the last time. */
  readonly #answered = new Map<string, boolean>()
  /** The last attempt under way for each transaction: what is told of one comes in order. */
  readonly #lastOf = new Map<string, Promise<unknown>>()
  readonly #underWay = new Set<Promise<unknown>>()

  /** How an attempt ended could not be written down: its notification is owed, and nothing is due that would make it again. */
  hasUnrecorded = false

  constructor(bank: Bank, log: FastifyBaseLogger, { timeoutMs = TIMEOUT_MS, resolve }: CourierOptions = {}) {
    this.#bank = bank
    this.#log = log
    // Every post listens to it.
    setMaxListeners(0, this.#stop.signal)
    this.#options = { lookups: new Lookups(resolve), timeoutMs, stop: this.#stop.signal }
  }

  /** How many attempts of this partner may be under way at a time. */
  widthFor(partnerId: string): number {
    return this.#answered.get(partnerId) === true ? WIDTH : WIDTH_UNHEARD
  }

  /**
   * Resolves with the attempt's outcome when that is on record; without one where the attempt was not owed any more, or the bank
   * stops: it is then made again after the next start.
   */
  deliver(errand: Errand): Promise<AttemptOutcome | undefined> {
    const { partnerId, referenceNo, id } = errand.notification
    const key = `${partnerId} ${referenceNo}`
    const attempt = (this.#lastOf.get(key) ?? Promise.resolve())
      .then(() => this.#carry(errand))
      .catch((error: unknown) => {
        if (this.#stop.signal.aborted) return undefined
        const cause = unwritable(error)
        this.hasUnrecorded ||= cause !== undefined
        this.#log.error({ err: error, notification: id }, cause ?? 'a bug of the sandbox: an attempt could not be recorded')
        return undefined
      })
      .finally(() => {
        this.#underWay.delete(attempt)
        if (this.#lastOf.get(key) === attempt) this.#lastOf.delete(key)
      })
    this.#lastOf.set(key, attempt)
    this.#underWay.add(attempt)
    return attempt
  }

  /** Sends a notification that tells of nothing, and says what it met. */
  test(partner: Partner, url: string): Promise<CallbackTestReply> {
    return testCallback(this.#bank, partner, url, this.#options)
  }

  /** Gives up what is under way, without a record of it, and waits until it is given up. */
  async stop(): Promise<void> {
    this.#stop.abort(new Stopped())
    await Promise.all(this.#underWay)
  }

  async #carry(errand: Errand): Promise<AttemptOutcome | undefined> {
    const { database, partners } = this.#bank.store
    // What is told must be on record; and it may be gone when its turn comes.
    await database.settled()
    const { partnerId } = errand.notification
    const partner = partners.find(partnerId)
    if (partner === undefined || !isStillOwed(this.#bank, errand)) return undefined
    const gate = this.#answered.get(partnerId) === false ? this.#silentGate : this.#gate
    const outcome = await gate.run(() => this.#attempt(partner, errand), this.#stop.signal)
    this.#answered.set(partnerId, isHeard(outcome.result))
    database.deed(() => { recordAttempt(this.#bank, errand, outcome) })
    await database.settled()
    return outcome
  }

  async #attempt(partner: Partner, { notification, cause }: Errand): Promise<AttemptOutcome> {
    const { id, body, fault, faultSeconds, tries } = notification
    const sentAt = this.#bank.realNow()
    const lab = fault === null || cause === 'redelivery' ? undefined : WEBHOOK_FAULTS[fault]
    const isLost = lab?.lost === true
    const isSpoilt = cause === 'schedule' && tries === 0 && (lab?.tamper !== undefined || lab?.aged === true)
    const told = { id, body, token: undefined, lab: isSpoilt ? lab : undefined, labSeconds: faultSeconds }
    const trip = isLost ? LOST : await travel(this.#bank, partner, partner.callbackUrl, told, this.#options)
    return { ...recordOf(trip), sentAt, url: partner.callbackUrl, fault: isLost || isSpoilt ? fault : null }
  }
}

/** The heartbeat: runs what has become due, in order, whenever time has passed, a clock was moved, or a notification is owed. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import { MAX_HAPPENINGS } from '../../schemas/clock.js'
import { nowOf, type Bank, type StateChange } from '../bank/bank.js'
import { resumeDeliveries, type Errand } from '../bank/deliver-notification.js'
import { moved, tried, type Happening } from '../bank/happening.js'
import { ERRANDS, runDue } from '../bank/run-due.js'
import { jakartaDay } from '../domain/jakarta.js'
import { BANK_CLOCK } from '../store/clock.js'
import type { DueRow } from '../store/due.js'
import { unwritable } from '../store/unwritable.js'
import type { Courier } from './courier.js'

/** Nobody can see the lag: a deed judges what it touches by the clock, whether or not the heartbeat came by. */
const BEAT_MS = 250

/** Deeds in one turn of the event loop, so that a day's worth of expiries does not hold a call up. */
const DEEDS_A_TURN = 100

/** A row that has waited longer became due by a jump of the clock, or while the bank was down: order counts more than haste. */
const OVERDUE_MS = 60_000

/** How often what could not be recorded is tried again. */
const RESUME_EVERY_MS = 1000

const DAY_MS = 86_400_000
const FORGET_EVERY_MS = 60_000
const FORGET_A_TURN = 1000

/** What is under way for one partner: nobody's attempts wait for another's. */
interface Lane {
  readonly underWay: Map<Promise<void>, number>
  /** How many wait until everything that is due is done. */
  waiting: number
}

/** How much was done, and what came of it: no more than a reply lists. */
export interface Done {
  readonly count: number
  readonly happened: readonly Happening[]
}

interface Run {
  readonly count: number
  /** The turn is over and more is due. */
  readonly more: boolean
}

export class Heartbeat {
  readonly #bank: Bank
  readonly #log: FastifyBaseLogger
  readonly #courier: Courier
  readonly #lanes = new Map<string, Lane>()
  /** Partners that have something new. */
  readonly #woken = new Set<string>()
  #timer: NodeJS.Timeout | undefined
  #stopped = false
  #forgotAt = 0
  #resumedAt = 0

  constructor(bank: Bank, log: FastifyBaseLogger, courier: Courier) {
    this.#bank = bank
    this.#log = log
    this.#courier = courier
    bank.store.due.onAdd(row => { if (isErrand(row)) this.#soon(row.partnerId) })
  }

  start(): void {
    this.#timer = setInterval(() => { this.#beat() }, BEAT_MS)
    this.#timer.unref()
  }

  /** Attempts under way are given up; they are made again after the next start. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#timer)
    await this.#courier.stop()
  }

  /**
   * Does everything that is due by this partner's clock or, without a partner, by the bank's for all who follow it; attempts to
   * notify are waited for. Resolves with how much that was, once it is on record. Begins in the turn in which it is called.
   */
  async catchUp(partnerId: string | undefined): Promise<Done> {
    const partners = partnerId === undefined ? this.#followers() : [partnerId]
    const parts = await Promise.all(partners.map(id => this.#finish(id)))
    await this.#bank.store.database.settled()
    const happened = parts.flatMap(part => part.happened).sort((a, b) => a.at - b.at)
    return { count: parts.reduce((sum, { count }) => sum + count, 0), happened: happened.slice(0, MAX_HAPPENINGS) }
  }

  /** Those on the bank's clock that have something due, or under way. */
  #followers(): string[] {
    const { due, clocks } = this.#bank.store
    const busy = [...this.#lanes.keys()].filter(id => !clocks.has(id))
    return [...new Set([...due.followersDue(nowOf(this.#bank, BANK_CLOCK)), ...busy])]
  }

  #lane(partnerId: string): Lane {
    const lane = this.#lanes.get(partnerId) ?? { underWay: new Map(), waiting: 0 }
    this.#lanes.set(partnerId, lane)
    return lane
  }

  async #finish(partnerId: string): Promise<Done> {
    const lane = this.#lane(partnerId)
    const happened: Happening[] = []
    lane.waiting++
    let total = 0
    try {
      for (;;) {
        const { count, more } = this.#run(partnerId, lane, happened)
        total += count
        if (more) await nextTurn()
        else if (lane.underWay.size === 0 || this.#stopped) return { count: total, happened }
        else await Promise.race(lane.underWay.keys())
      }
    } finally {
      lane.waiting--
      this.#leave(partnerId, lane)
    }
  }

  #leave(partnerId: string, lane: Lane): void {
    if (lane.underWay.size === 0 && lane.waiting === 0) this.#lanes.delete(partnerId)
  }

  /** Runs what is due now and does not wait; whoever waits for the lane does that himself. */
  #live(partnerId: string): void {
    const lane = this.#lane(partnerId)
    try {
      if (lane.waiting === 0 && this.#run(partnerId, lane).more) setImmediate(() => { this.#live(partnerId) })
    } catch (error) {
      this.#log.error({ err: error, partnerId }, 'what was due could not be done; it is tried again with the next beat')
    }
    this.#leave(partnerId, lane)
  }

  /** As soon as what was added is on record; that is asked for after the deed that adds it, once for all rows of a partner. */
  #soon(partnerId: string): void {
    if (this.#woken.has(partnerId)) return
    this.#woken.add(partnerId)
    const live = (): void => { this.#live(partnerId) }
    queueMicrotask(() => {
      this.#woken.delete(partnerId)
      this.#bank.store.database.settled().then(live, live)
    })
  }

  /** Rows in order, until nothing more is due, or the next one has to wait for an attempt under way. What comes of them is added. */
  #run(partnerId: string, lane: Lane, happened?: Happening[]): Run {
    for (let count = 0; count < DEEDS_A_TURN; count++) {
      if (this.#stopped || !this.#bank.store.database.sqlite.open) return { count, more: false }
      const row = this.#next(partnerId, lane)
      if (row === undefined) return { count, more: false }
      const errand = this.#do(row, happened)
      if (errand !== undefined) this.#send(lane, errand, happened)
    }
    return { count: DEEDS_A_TURN, more: true }
  }

  /** A row that came in time does not wait for a slow partner, unless it is an attempt itself and there are enough under way. */
  #next(partnerId: string, lane: Lane): DueRow | undefined {
    const { due } = this.#bank.store
    const now = nowOf(this.#bank, partnerId)
    const row = due.next(partnerId, now)
    if (row === undefined) return undefined
    const inOrder = lane.waiting > 0 || now - row.dueAt > OVERDUE_MS
    if (inOrder && [...lane.underWay.values()].some(dueAt => dueAt < row.dueAt)) return undefined
    if (!isErrand(row) || lane.underWay.size < this.#courier.widthFor(partnerId)) return row
    return inOrder ? undefined : due.nextBesides(partnerId, now, ERRANDS)
  }

  #send(lane: Lane, errand: Errand, happened: Happening[] | undefined): void {
    const { partnerId } = errand.notification
    const attempt = this.#courier.deliver(errand).then(outcome => {
      if (outcome !== undefined) note(happened, tried(errand, outcome))
      lane.underWay.delete(attempt)
      this.#leave(partnerId, lane)
      this.#live(partnerId)
    })
    lane.underWay.set(attempt, errand.at)
  }

  #do(row: DueRow, happened: Happening[] | undefined): Errand | undefined {
    const { due, database } = this.#bank.store
    const changes: StateChange[] = []
    try {
      const errand = this.#bank.events.during(changes, () => database.deed(() => runDue(this.#bank, row)))
      note(happened, ...changes.map(moved))
      return errand
    } catch (error) {
      // Time will do it again once the database can be written.
      if (unwritable(error) !== undefined) throw error
      // A row that cannot be run would come up again for ever.
      database.deed(() => { due.remove(row) })
      this.#log.error({ err: error, row }, 'a bug of the sandbox: what was due could not be done')
      return undefined
    }
  }

  #beat(): void {
    if (!this.#bank.store.database.sqlite.open) return
    try {
      for (const partnerId of [...this.#followers(), ...this.#bank.store.clocks.owners()]) this.#live(partnerId)
      this.#bank.store.journal.tryFlush()
      this.#resume()
      this.#forgetExternalIds()
    } catch (error) {
      this.#log.error({ err: error }, 'the heartbeat missed a beat')
    }
  }

  /** Attempts whose end could not be recorded are owed still, and due again. */
  #resume(): void {
    const courier = this.#courier
    if (!courier.hasUnrecorded || performance.now() - this.#resumedAt < RESUME_EVERY_MS) return
    this.#resumedAt = performance.now()
    const { database } = this.#bank.store
    database.deed(() => { resumeDeliveries(this.#bank) })
    database.settled().then(() => { courier.hasUnrecorded = false }, () => undefined)
  }

  /** Ids of days before yesterday can never be asked for again, unless a clock goes back. */
  #forgetExternalIds(): void {
    const real = this.#bank.realNow()
    if (real - this.#forgotAt < FORGET_EVERY_MS) return
    this.#forgotAt = real
    const { partners, externalIds, database } = this.#bank.store
    database.deed(() => {
      for (const partnerId of partners.ids()) {
        externalIds.forgetBefore(partnerId, jakartaDay(nowOf(this.#bank, partnerId) - DAY_MS), FORGET_A_TURN)
      }
    })
  }
}

const isErrand = ({ kind }: DueRow): boolean => (ERRANDS as readonly string[]).includes(kind)

const note = (happened: Happening[] | undefined, ...more: readonly Happening[]): void => {
  if (happened !== undefined && happened.length < MAX_HAPPENINGS) happened.push(...more)
}

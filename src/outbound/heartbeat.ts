/** The heartbeat: runs what has become due, in order, whenever time has passed, a clock was moved, or a notification is owed. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import { nowOf, type Bank } from '../bank/bank.js'
import type { Errand } from '../bank/deliver-notification.js'
import { ERRANDS, runDue } from '../bank/run-due.js'
import { jakartaDay } from '../domain/jakarta.js'
import { BANK_CLOCK } from '../store/clock.js'
import type { DueRow } from '../store/due.js'
import type { Courier } from './courier.js'

/** Nobody can see the lag: a deed judges what it touches by the clock, whether or not the heartbeat came by. */
const BEAT_MS = 250

/** Deeds in one turn of the event loop, so that a day's worth of expiries does not hold a call up. */
const DEEDS_A_TURN = 100

/** A row that has waited longer became due by a jump of the clock, or while the bank was down: order counts more than haste. */
const OVERDUE_MS = 60_000

const DAY_MS = 86_400_000
const FORGET_EVERY_MS = 60_000
const FORGET_A_TURN = 1000

/** What is under way for one partner: nobody's attempts wait for another's. */
interface Lane {
  readonly underWay: Map<Promise<void>, number>
  /** How many wait until everything that is due is done. */
  waiting: number
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
  #timer: NodeJS.Timeout | undefined
  #stopped = false
  #forgotAt = 0

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
   * notify are waited for. Resolves with how much that was, once it is on record.
   */
  async catchUp(partnerId: string | undefined): Promise<number> {
    const partners = partnerId === undefined ? this.#followers() : [partnerId]
    const counts = await Promise.all(partners.map(id => this.#finish(id)))
    await this.#bank.store.database.settled()
    return counts.reduce((sum, count) => sum + count, 0)
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

  async #finish(partnerId: string): Promise<number> {
    const lane = this.#lane(partnerId)
    lane.waiting++
    let total = 0
    try {
      for (;;) {
        const { count, more } = this.#run(partnerId, lane)
        total += count
        if (more) await nextTurn()
        else if (lane.underWay.size === 0 || this.#stopped) return total
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

  /** As soon as what was added is on record. */
  #soon(partnerId: string): void {
    const live = (): void => { this.#live(partnerId) }
    this.#bank.store.database.settled().then(live, live)
  }

  /** Rows in order, until nothing more is due, or the next one has to wait for an attempt under way. */
  #run(partnerId: string, lane: Lane): Run {
    for (let count = 0; count < DEEDS_A_TURN; count++) {
      if (this.#stopped || !this.#bank.store.database.sqlite.open) return { count, more: false }
      const row = this.#next(partnerId, lane)
      if (row === undefined) return { count, more: false }
      const errand = this.#do(row)
      if (errand !== undefined) this.#send(partnerId, lane, row.dueAt, errand)
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

  #send(partnerId: string, lane: Lane, dueAt: number, errand: Errand): void {
    const attempt = this.#courier.deliver(errand).then(() => {
      lane.underWay.delete(attempt)
      this.#leave(partnerId, lane)
      this.#live(partnerId)
    })
    lane.underWay.set(attempt, dueAt)
  }

  #do(row: DueRow): Errand | undefined {
    const { due, database } = this.#bank.store
    try {
      return database.deed(() => runDue(this.#bank, row))
    } catch (error) {
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
      this.#bank.store.journal.flush()
      this.#forgetExternalIds()
    } catch (error) {
      this.#log.error({ err: error }, 'the heartbeat missed a beat')
    }
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

/** The heartbeat: runs what has become due, in order, whenever time has passed or a clock was moved. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import { nowOf, type Bank } from '../bank/bank.js'
import { runDue } from '../bank/run-due.js'
import { jakartaDay } from '../domain/jakarta.js'
import { BANK_CLOCK } from '../store/clock.js'
import type { DueRow } from '../store/due.js'

/** Nobody can see the lag: a deed judges what it touches by the clock, whether or not the heartbeat came by. */
const BEAT_MS = 250

/** Deeds in one turn of the event loop, so that a day's worth of expiries does not hold a call up. */
const DEEDS_A_TURN = 100

const DAY_MS = 86_400_000
const FORGET_EVERY_MS = 60_000
const FORGET_A_TURN = 1000

export class Heartbeat {
  readonly #bank: Bank
  readonly #log: FastifyBaseLogger
  #timer: NodeJS.Timeout | undefined
  #beating = false
  #forgotAt = 0

  constructor(bank: Bank, log: FastifyBaseLogger) {
    this.#bank = bank
    this.#log = log
  }

  start(): void {
    this.#timer = setInterval(() => { void this.#beat() }, BEAT_MS)
    this.#timer.unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /**
   * Does everything that is due by this partner's clock or, without a partner, by the bank's for all who follow it.
   * Resolves with how much that was, once it is on record.
   */
  async catchUp(partnerId: string | undefined): Promise<number> {
    const { due, database } = this.#bank.store
    const key = partnerId ?? BANK_CLOCK
    const next = (): DueRow | undefined =>
      partnerId === undefined ? due.nextOfFollowers(nowOf(this.#bank, key)) : due.next(partnerId, nowOf(this.#bank, key))
    let count = 0
    for (let row = next(); row !== undefined && database.sqlite.open; row = next()) {
      this.#run(row)
      if (++count % DEEDS_A_TURN === 0) await nextTurn()
    }
    await database.settled()
    return count
  }

  #run(row: DueRow): void {
    const { due, database } = this.#bank.store
    try {
      database.deed(() => { runDue(this.#bank, row) })
    } catch (error) {
      // A row that cannot be run would come up again for ever.
      database.deed(() => { due.remove(row) })
      this.#log.error({ err: error, row }, 'a bug of the sandbox: what was due could not be done')
    }
  }

  async #beat(): Promise<void> {
    if (this.#beating || !this.#bank.store.database.sqlite.open) return
    this.#beating = true
    try {
      await this.catchUp(undefined)
      for (const partnerId of this.#bank.store.clocks.owners()) await this.catchUp(partnerId)
      this.#forgetExternalIds()
    } catch (error) {
      this.#log.error({ err: error }, 'the heartbeat missed a beat')
    } finally {
      this.#beating = false
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

/** What happens in the bank, told to whoever listens: the live page, a waiting test, the journal of the exchange under way. */
import { Verdict } from '../domain/verdict.js'
import type { Database } from '../store/database.js'
import type { StateChange } from './bank.js'

export interface BankEvent {
  readonly type: 'request' | 'transaction' | 'notification' | 'outcome' | 'clock' | 'acceptance' | 'reset'
  readonly partnerId: string | null
  readonly data: object
}

export type Listener = (event: BankEvent) => void

export class Events {
  readonly #database: Database
  readonly #listeners = new Set<Listener>()
  #changes: StateChange[] | undefined

  constructor(database: Database) {
    this.#database = database
  }

  /** Whether anybody listens: an event that nobody hears need not be put together. */
  get heard(): boolean {
    return this.#listeners.size > 0
  }

  /** Hears everything from now on, until the function that comes back is called. A listener never throws: it may be told of a commit. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => { this.#listeners.delete(listener) }
  }

  /** Tells of what is so already. */
  tell(event: BankEvent): void {
    for (const listener of this.#listeners) listener(event)
  }

  /** Tells of what a deed does, from inside of it: once it is on record, and never where it is undone. */
  tellOnceDone(event: BankEvent): void {
    this.#database.afterCommit(() => { this.tell(event) })
  }

  /** A transaction has changed, inside the deed that changes it. */
  changed(change: StateChange): void {
    this.#changes?.push(change)
    if (this.heard) this.tellOnceDone({ type: 'transaction', partnerId: change.partnerId, data: change })
  }

  /**
   * Adds what `act` changes to `changes`, for the journal; nothing where it fails. Deeds are synchronous, so that nobody else's
   * changes are among them.
   */
  during<T>(changes: StateChange[], act: () => T): T {
    this.#changes = changes
    try {
      return act()
    } catch (error) {
      if (!(error instanceof Verdict)) changes.length = 0
      throw error
    } finally {
      this.#changes = undefined
    }
  }
}

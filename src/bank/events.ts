/** What happens in the bank, told to whoever listens: the live page, a waiting test, the journal of the exchange under way. */
import type { StateChange } from './bank.js'

export interface BankEvent {
  readonly type: 'request' | 'transaction' | 'notification' | 'clock' | 'acceptance' | 'reset'
  readonly partnerId: string | null
  readonly data: object
}

export type Listener = (event: BankEvent) => void

export class Events {
  readonly #listeners = new Set<Listener>()
  #changes: StateChange[] | undefined

  /** Whether anybody listens: an event that nobody hears need not be put together. */
  get heard(): boolean {
    return this.#listeners.size > 0
  }

  /** Hears everything from now on, until the function that comes back is called. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => { this.#listeners.delete(listener) }
  }

  tell(event: BankEvent): void {
    for (const listener of this.#listeners) listener(event)
  }

  /** A transaction has changed, inside the deed that changes it. */
  changed(change: StateChange): void {
    this.#changes?.push(change)
    if (this.heard) this.tell({ type: 'transaction', partnerId: change.partnerId, data: change })
  }

  /** Adds what `act` changes to `changes`, for the journal. Deeds are synchronous, so that nobody else's changes are among them. */
  during<T>(changes: StateChange[], act: () => T): T {
    this.#changes = changes
    try {
      return act()
    } finally {
      this.#changes = undefined
    }
  }
}

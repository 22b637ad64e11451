/** Looks names up, so that those nobody answers for cannot hold up the others: the system has four threads for all of them. */
import { lookup, type LookupAddress } from 'node:dns'
import { isIP } from 'node:net'
import { Gate } from './gate.js'

/** How a name becomes addresses. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>

export const systemResolve: Resolve = hostname =>
  new Promise((resolve, reject) => {
    lookup(hostname, { all: true }, (error, addresses) => {
      if (error === null) resolve(addresses)
      else reject(error)
    })
  })

/** Threads that names may occupy: two, and one more for those that could not be found the last time. */
const PLACES = 2
const PLACES_OF_LOST = 1
const MAX_LOST = 10_000

export class Lookups {
  readonly #resolve: Resolve
  readonly #gate = new Gate(PLACES)
  readonly #lostGate = new Gate(PLACES_OF_LOST)
  readonly #lost = new Set<string>()

  constructor(resolve: Resolve = systemResolve) {
    this.#resolve = resolve
  }

  /** Rejects with what the system says, or with the signal's reason; a lookup then keeps its place until the system is done. */
  async find(hostname: string, signal: AbortSignal): Promise<LookupAddress[]> {
    const family = isIP(hostname)
    if (family !== 0) return [{ address: hostname, family }]
    const gate = this.#lost.has(hostname) ? this.#lostGate : this.#gate
    let giveUp: (() => void) | undefined
    const given = new Promise<never>((_resolve, reject) => {
      giveUp = () => { reject(signal.reason as Error) }
      signal.addEventListener('abort', giveUp, { once: true })
    })
    try {
      const addresses = await Promise.race([gate.run(() => this.#resolve(hostname), signal), given])
      this.#lost.delete(hostname)
      return addresses
    } catch (error) {
      if (this.#lost.size < MAX_LOST) this.#lost.add(hostname)
      throw error
    } finally {
      if (giveUp !== undefined) signal.removeEventListener('abort', giveUp)
    }
  }
}

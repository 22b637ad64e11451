/** Lets so many in at a time; the others wait in the order in which they came. */

export class Gate {
  readonly #limit: number
  readonly #waiting = new Set<() => void>()
  #inside = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Runs `act` once there is room. Throws the signal's reason where it gives up before. */
  async run<T>(act: () => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted()
    if (this.#inside < this.#limit) this.#inside++
    else await this.#room(signal)
    try {
      return await act()
    } finally {
      this.#leave()
    }
  }

  #leave(): void {
    const [next] = this.#waiting
    if (next === undefined) this.#inside--
    else next()
  }

  /** Resolves when the place of one that leaves is handed over. */
  #room(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.#waiting.delete(enter)
        reject(signal.reason as Error)
      }
      const enter = (): void => {
        this.#waiting.delete(enter)
        signal.removeEventListener('abort', giveUp)
        resolve()
      }
      this.#waiting.add(enter)
      signal.addEventListener('abort', giveUp, { once: true })
    })
  }
}

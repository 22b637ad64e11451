/** Replies that wait or never come: known by partner, so that a reset or the end of the bank can cut them short. */
import type { Socket } from 'node:net'

interface Waiting {
  readonly partnerId: string | undefined
  readonly socket: Socket
  readonly timer: NodeJS.Timeout | undefined
  /** Told when the reply is cut short. */
  readonly cut: () => void
}

const NOTHING = (): void => undefined

export class PendingReplies {
  readonly #waiting = new Set<Waiting>()
  #closed = false

  get size(): number {
    return this.#waiting.size
  }

  /** Runs `then` after a while, or `cut` where the reply is cut short before. */
  delay(partnerId: string | undefined, socket: Socket, ms: number, then: () => void, cut = NOTHING): void {
    const waiting: Waiting = {
      partnerId,
      socket,
      timer: setTimeout(() => {
        this.#waiting.delete(waiting)
        then()
      }, ms),
      cut
    }
    this.#add(waiting)
  }

  /** Keeps a connection open without an answer, until the client gives up or the reply is cut short. */
  hang(partnerId: string | undefined, socket: Socket): void {
    const waiting: Waiting = { partnerId, socket, timer: undefined, cut: NOTHING }
    socket.once('close', () => this.#waiting.delete(waiting))
    this.#add(waiting)
  }

  #add(waiting: Waiting): void {
    this.#waiting.add(waiting)
    if (this.#closed) this.#cut(waiting)
  }

  #cut(waiting: Waiting): void {
    clearTimeout(waiting.timer)
    this.#waiting.delete(waiting)
    waiting.cut()
    waiting.socket.destroy()
  }

  /** Cuts short what waits of this partner, or of everybody: its deed is not done, its connection is closed. */
  cancel(partnerId: string | undefined): void {
    for (const waiting of this.#waiting) {
      if (partnerId === undefined || waiting.partnerId === partnerId) this.#cut(waiting)
    }
  }

  /** Cuts short what waits, and from now on whatever would. */
  close(): void {
    this.#closed = true
    this.cancel(undefined)
  }
}

/** Fills the log of calls: from the stream as they come, gathered and put in ten times a second, and from the journal page by page. */
import { signal } from '@preact/signals'
import { CallLog } from './call-log.js'
import type { CallRow } from './call-row.js'

export interface CallPage {
  readonly rows: readonly CallRow[]
  readonly nextCursor: string | null
}

/** Asks the journal for a page, the newest first. */
export type LoadPage = (cursor: string | undefined) => Promise<CallPage>

/** How many calls the page holds: as many as the journal of a bank with its usual settings. */
const LIMIT = 100_000

/** How often what has come is shown. */
const BEAT_MS = 100

/** Pages that are looked through in one go where the filter lets little pass. */
const PAGES_AT_ONCE = 10

/** The journal tells whole seconds. */
const sameSecond = (a: number, b: number): boolean => Math.floor(a / 1000) === Math.floor(b / 1000)

/** Of a log: how many it shows, of how many, how many of them came on top, and whether the oldest had to go. */
export type Shape = Readonly<Pick<CallLog, 'count' | 'size' | 'added' | 'isFull'>>

export class CallFeed {
  readonly log: CallLog
  /** What the log looks like; another one whenever it has changed, so that whoever reads it draws the list anew. */
  readonly shape = signal<Shape>({ count: 0, size: 0, added: 0, isFull: false })
  readonly isPaused = signal(false)
  /** How many came since it was paused. */
  readonly held = signal(0)
  readonly isLoading = signal(true)
  readonly error = signal<string | undefined>(undefined)
  /** The journal has nothing older, or there is no room for it. */
  readonly isEnded = signal(false)
  /** So many pages brought so little that somebody has to say whether to go on. */
  readonly isTired = signal(false)
  readonly #limit: number
  readonly #load: LoadPage
  readonly #saysWhy: (error: unknown) => string | undefined
  #waiting = new Map<number, CallRow>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #cursor: string | undefined
  #turn = 0
  /** What comes meanwhile waits: it is only known then whether it follows what is there. */
  #isRefreshing = false
  /** The last call that may be shown while it is paused; undefined where the first page is to say. */
  #pausedAfter: number | undefined
  /** The history has run away from what is shown: when it goes on, it begins anew. */
  #hasGap = false
  #isStopped = false

  /** `saysWhy` makes a text of what a load threw; undefined where it is said elsewhere. */
  constructor(load: LoadPage, saysWhy: (error: unknown) => string | undefined, limit = LIMIT) {
    this.log = new CallLog(limit)
    this.#limit = limit
    this.#load = load
    this.#saysWhy = saysWhy
  }

  /** A call has come in. Costs next to nothing. */
  hear(row: CallRow): void {
    this.#waiting.set(row.id, row)
    this.#timer ??= setTimeout(this.#beat, BEAT_MS)
  }

  #show(): void {
    const { count, size, added, isFull } = this.log
    this.shape.value = { count, size, added, isFull }
  }

  readonly #beat = (): void => {
    this.#timer = undefined
    for (const id of this.#waiting.keys()) {
      if (this.#waiting.size <= this.#limit) break
      this.#waiting.delete(id)
    }
    if (this.isPaused.peek()) this.held.value = this.#waiting.size
    else if (!this.#isRefreshing) this.#take()
  }

  #take(): void {
    if (this.#waiting.size === 0) return
    this.log.merge([...this.#waiting.values()])
    this.#forget()
    this.#show()
  }

  #forget(): void {
    this.#waiting.clear()
    this.held.value = 0
  }

  /** What came after the call `after` waits; without one, whatever comes from now on. */
  pause(isPaused: boolean, after?: number): void {
    if (isPaused) {
      if (!this.#isRefreshing) this.#take()
      this.#pausedAfter = after ?? this.log.newest?.id ?? (this.isLoading.peek() ? undefined : 0)
    }
    this.isPaused.value = isPaused
    if (isPaused) return
    if (this.#hasGap) {
      this.#forget()
      void this.refresh()
    } else this.#take()
  }

  /** Those of a page that are shown now; the others wait. */
  #shownOf(rows: readonly CallRow[]): readonly CallRow[] {
    const after = this.isPaused.peek() ? this.#pausedAfter : undefined
    if (after === undefined) return rows
    for (const row of rows) if (row.id > after) this.#waiting.set(row.id, row)
    this.held.value = this.#waiting.size
    return rows.filter(({ id }) => id <= after)
  }

  filter(test: (row: CallRow) => boolean): void {
    this.log.filter(test)
    this.isTired.value = false
    this.#show()
  }

  /** The newest page, anew: at first, and after the stream was lost. What was missed in between is put in its place. */
  async refresh(): Promise<void> {
    const turn = ++this.#turn
    this.isLoading.value = true
    this.#isRefreshing = true
    try {
      const page = await this.#load(undefined)
      if (this.#isOvertaken(turn)) return
      this.#put(page)
      this.error.value = undefined
    } catch (error) {
      if (this.#isOvertaken(turn)) return
      this.error.value = this.#saysWhy(error)
    }
    this.isLoading.value = false
    this.#isRefreshing = false
    if (!this.isPaused.peek()) this.#take()
  }

  #isOvertaken(turn: number): boolean {
    return this.#isStopped || turn !== this.#turn
  }

  /** A page that does not reach what is known starts the log anew: there is a gap, or another journal. While it is paused nothing moves. */
  #put({ rows, nextCursor }: CallPage): void {
    const { newest } = this.log
    const shown = this.#shownOf(rows)
    const reaches = newest !== undefined && rows.some(({ id, at }) => id === newest.id && sameSecond(at, newest.at))
    this.#hasGap = newest !== undefined && !reaches && this.isPaused.peek()
    if (reaches) this.log.merge(shown)
    else if (!this.#hasGap) {
      this.log.reset(shown)
      this.#cursor = nextCursor ?? undefined
      this.isEnded.value = nextCursor === null
    }
    this.#show()
  }

  /** The next pages below, until something of them is shown. */
  async loadOlder(): Promise<void> {
    if (this.isLoading.peek() || this.isEnded.peek() || this.isTired.peek() || this.log.isFull) return
    const turn = ++this.#turn
    const shown = this.log.count
    this.isLoading.value = true
    try {
      for (let pages = 0; pages < PAGES_AT_ONCE && !this.isEnded.peek() && this.log.count === shown; pages++) {
        const page = await this.#load(this.#cursor)
        if (this.#isOvertaken(turn)) return
        this.#putOlder(page)
      }
      this.isTired.value = !this.isEnded.peek() && this.log.count === shown
    } catch (error) {
      if (this.#isOvertaken(turn)) return
      this.error.value = this.#saysWhy(error)
    }
    this.isLoading.value = false
  }

  #putOlder({ rows, nextCursor }: CallPage): void {
    this.log.merge(this.#shownOf(rows))
    this.#cursor = nextCursor ?? undefined
    this.isEnded.value = nextCursor === null || this.log.isFull
    this.#show()
  }

  /** Somebody says: look further. */
  goOn(): void {
    this.isTired.value = false
    void this.loadOlder()
  }

  /** They were deleted. */
  empty(): void {
    this.#turn++
    this.#forget()
    this.#hasGap = false
    this.log.reset()
    this.#isRefreshing = false
    this.isLoading.value = false
    this.isEnded.value = true
    this.#show()
  }

  stop(): void {
    this.#isStopped = true
    clearTimeout(this.#timer)
  }
}

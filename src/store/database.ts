/** The bank's memory: one SQLite database, opened, migrated and owned by one process, committed once an event-loop turn. */
import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Statement } from 'better-sqlite3'
import { Verdict } from '../domain/verdict.js'
import { LEDGER_MIGRATIONS, migrate } from './migrate.js'
import { takeOwnership } from './owner.js'
import { openSqlite, type SqliteDatabase } from './sqlite.js'

export class DatabaseInUse extends Error {}

/** A file that cannot be the bank's: it cannot be written, or is something else. */
export class DatabaseUnusable extends Error {}

const unusable = (file: string, error: unknown): unknown => {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === undefined) return error
  const why = message.includes(code) ? message : `${message} (${code})`
  return new DatabaseUnusable(`${file} cannot be used as the bank's database: ${why}; see to its rights, or set BNC_DATABASE to another file`, { cause: error })
}

const demandOwnership = (file: string): SqliteDatabase => {
  const owner = takeOwnership(file)
  if (owner !== undefined) return owner
  throw new DatabaseInUse(`${file} is in use by another bank; stop that one, or set BNC_DATABASE to another file`)
}

const prepare = (sqlite: SqliteDatabase): void => {
  sqlite.pragma('journal_mode = WAL')
  // NORMAL: a killed process loses nothing that was committed; only a power cut may lose the last turns.
  sqlite.pragma('synchronous = NORMAL')
  sqlite.pragma('foreign_keys = ON')
  // KiB of pages in memory; what is not among them is in the system's own cache.
  sqlite.pragma('cache_size = -4000')
  // Pages in the log before they are moved, which syncs both files: rarer than by default, because a busy bank fills a thousand in a quarter of a second.
  sqlite.pragma('wal_autocheckpoint = 3000')
  sqlite.pragma('journal_size_limit = 16777216')
  migrate(sqlite, LEDGER_MIGRATIONS)
}

/** A database that is refused is let go of, with the file's ownership. */
const open = (file: string, owner: SqliteDatabase | undefined): SqliteDatabase => {
  const sqlite = openSqlite(file)
  try {
    prepare(sqlite)
  } catch (error) {
    sqlite.close()
    owner?.close()
    throw error
  }
  return sqlite
}

const isVerdict = (error: unknown): boolean => error instanceof Verdict

/** Replies that wait for one commit at most: while a long turn goes on, the clients whose replies wait in it have nothing to do. */
const REPLIES_A_COMMIT = 64

/** Somebody who waits for the end of a turn; told of the error where it could not be written. */
type Waiting = (error: Error | undefined) => void

/**
 * One transaction holds everything that one turn of the event loop does; replies wait for `settled()`. That costs a lone caller
 * nothing and saves a busy bank most of its commits. A deed inside it is atomic by itself.
 */
export class Database {
  readonly sqlite: SqliteDatabase
  readonly #owner: SqliteDatabase | undefined
  readonly #begin: Statement
  readonly #commit: Statement
  readonly #savepoint: Statement
  readonly #release: Statement
  readonly #undo: Statement
  readonly #afterRollback: (() => void)[] = []
  /** What is to follow this turn's deeds. */
  #afterCommit: (() => void)[] = []
  /** Who waits for the turn that is open. */
  #turn: Waiting[] | undefined

  /** `:memory:`, or a file whose folder is made where it is missing. Throws `DatabaseInUse`, `DatabaseUnusable` and `NewerDatabase`. */
  constructor(file: string) {
    try {
      if (file !== ':memory:') {
        mkdirSync(dirname(resolve(file)), { recursive: true })
        this.#owner = demandOwnership(file)
      }
      this.sqlite = open(file, this.#owner)
    } catch (error) {
      throw unusable(file, error)
    }
    this.#begin = this.sqlite.prepare('BEGIN IMMEDIATE')
    this.#commit = this.sqlite.prepare('COMMIT')
    this.#savepoint = this.sqlite.prepare('SAVEPOINT deed')
    this.#release = this.sqlite.prepare('RELEASE deed')
    this.#undo = this.sqlite.prepare('ROLLBACK TO deed')
  }

  /** Runs one deed: all of it happens, or, when it fails, none of it. A verdict is an answer: what was done before it stays. */
  deed<T>(act: () => T): T {
    return this.#run(act, isVerdict)
  }

  /** Runs one deed of which a verdict leaves nothing either. */
  allOrNothing<T>(act: () => T): T {
    return this.#run(act, () => false)
  }

  #run<T>(act: () => T, isAnswer: (error: unknown) => boolean): T {
    this.write()
    const toFollow = this.#afterCommit.length
    this.#savepoint.run()
    try {
      const result = act()
      this.#release.run()
      return result
    } catch (error) {
      if (this.sqlite.inTransaction) {
        if (!isAnswer(error)) {
          this.#undo.run()
          this.#afterCommit.length = toFollow
          this.#forget()
        }
        this.#release.run()
      } else {
        // SQLite itself gave the whole turn up, as it does when the disk is full.
        this.#abandon(error as Error)
      }
      throw error
    }
  }

  /** Opens this turn's transaction, for a single statement that needs no undoing. */
  write(): void {
    if (this.#turn !== undefined) return
    this.#begin.run()
    this.#turn = []
    setImmediate(() => { this.commitTurn() })
  }

  /**
   * Runs `then` once everything done so far is on record, with the error where it could not be written; at once where nothing was
   * done. `then` must not throw. Never called inside a deed.
   */
  whenSettled(then: Waiting): void {
    if (this.#turn === undefined) then(undefined)
    else if (this.#turn.push(then) >= REPLIES_A_COMMIT) this.commitTurn()
  }

  /** Resolves once everything done so far is on record; rejects when it could not be written. Never called inside a deed. */
  settled(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.whenSettled(error => {
        if (error === undefined) resolve()
        else reject(error)
      })
    })
  }

  /** Ends the turn now. Called by itself at the end of each turn, and before closing. */
  commitTurn(): void {
    if (this.#turn === undefined) return
    try {
      this.#commit.run()
    } catch (error) {
      if (this.sqlite.inTransaction) this.sqlite.exec('ROLLBACK')
      this.#abandon(error as Error)
      return
    }
    this.#endTurn(undefined)
  }

  /** Runs `act` once what this deed does is on record, before whoever waits for that is told; never, where it is undone. */
  afterCommit(act: () => void): void {
    if (this.#turn === undefined) act()
    else this.#afterCommit.push(act)
  }

  #abandon(error: Error): void {
    this.#forget()
    this.#endTurn(error)
  }

  /** Whoever is told may begin the next turn. */
  #endTurn(error: Error | undefined): void {
    const waiting = this.#turn ?? []
    const following = this.#afterCommit
    this.#turn = undefined
    if (following.length > 0) this.#afterCommit = []
    if (error === undefined) for (const act of following) act()
    for (const then of waiting) then(error)
  }

  #forget(): void {
    for (const forget of this.#afterRollback) forget()
  }

  /**
   * Runs one deed in a transaction of its own, foreign keys at rest, and has what is kept in memory read again: for putting
   * whole tables in place. What this turn has done so far is on record before it; never call it inside a deed.
   */
  alone<T>(act: () => T): T {
    this.commitTurn()
    this.sqlite.pragma('foreign_keys = OFF')
    try {
      return this.sqlite.transaction(act).immediate()
    } finally {
      this.sqlite.pragma('foreign_keys = ON')
      this.#forget()
    }
  }

  /** `forget` runs when something was undone, so that what is kept in memory is read again. */
  onRollback(forget: () => void): void {
    this.#afterRollback.push(forget)
  }

  /** Bytes of the database, the write-ahead log apart. */
  size(): number {
    return (this.sqlite.pragma('page_count', { simple: true }) as number) * (this.sqlite.pragma('page_size', { simple: true }) as number)
  }

  /** Open, its migrations done, and answering. */
  isReady(): boolean {
    return this.sqlite.open && this.sqlite.pragma('user_version', { simple: true }) !== 0
  }

  close(): void {
    if (!this.sqlite.open) return
    this.commitTurn()
    this.sqlite.close()
    this.#owner?.close()
  }
}

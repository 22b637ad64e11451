/** The journal of exchanges: gathered in memory, written in batches, read only after what was gathered is written. */
import type Sqlite from 'better-sqlite3'
import { AcceptanceStore } from './acceptance.js'
import { openJournal } from './journal-file.js'
import { COLUMNS, NAMES, SELECT, sizeOf, type Entry, type JournalRow } from './journal-row.js'

export interface JournalFilter {
  readonly partnerId?: string | undefined
  readonly service?: string | undefined
  readonly referenceNo?: string | undefined
  readonly externalId?: string | undefined
  readonly responseCode?: string | undefined
  /** Entries at or after this moment. */
  readonly since?: number | undefined
}

export interface JournalPage {
  readonly rows: readonly JournalRow[]
  /** Where the next look begins, below this id; undefined at the end of the journal. */
  readonly next: number | undefined
}

export interface JournalLook {
  readonly ids: readonly number[]
  /** The last id that was looked at; the next look begins above it. */
  readonly upTo: number
  readonly more: boolean
}

/** Entries that wait in memory at most; a full batch is written at once. */
const BATCH = 128

/** Entries that wait for a journal that cannot be written; beyond them the oldest are lost. */
const MAX_WAITING = 10 * BATCH

/** A reply may wait for ten minutes and more: an entry can be that much older than those below it. */
const LATE_MS = 900_000

/** Entries that go together once there are so many too many; those above the limit are not shown while they wait. */
const TRIMMED = 4 * BATCH

/** Rows that one look at the journal reads at most, so that a rare filter never holds the bank up. */
const SCAN = 1000

/** What the journal may hold in all, whatever the number of its entries [CHOSEN]. */
const MAX_BYTES = 512 * 1024 * 1024

const TESTS = ['service', 'referenceNo', 'externalId', 'responseCode'] as const

/** Of a list of everybody's entries: those that a partner's were deleted up to. A partner's own list begins above them. */
const NOT_CLEARED = 'NOT EXISTS (SELECT 1 FROM journal_cleared c WHERE c.partner_id = journal.partner_id AND journal.id <= c.up_to)'

export class JournalStore {
  /** Lives in the same file, and is written with the same batches. */
  readonly acceptance: AcceptanceStore
  readonly #sqlite: Sqlite.Database
  readonly #maxEntries: number
  readonly #begin
  readonly #commit
  readonly #insert
  readonly #select
  readonly #bytesUpTo
  readonly #removeUpTo
  readonly #amend
  readonly #clearPartner
  readonly #oldest
  readonly #clearedUpTo
  readonly #statements = new Map<string, Sqlite.Statement>()
  /** The last one's id is `#lastId`, those before it have the ids before. */
  #waiting: Entry[] = []
  #lastId: number
  #firstId: number
  #bytes: number

  /** `ledger` is the file of the bank's database, or `:memory:`. */
  constructor(ledger: string, maxEntries: number) {
    const sqlite = openJournal(ledger)
    this.#sqlite = sqlite
    this.acceptance = new AcceptanceStore(sqlite)
    this.#begin = sqlite.prepare('BEGIN IMMEDIATE')
    this.#commit = sqlite.prepare('COMMIT')
    this.#maxEntries = maxEntries
    this.#insert = sqlite.prepare(
      `INSERT INTO journal (${NAMES.map(name => COLUMNS[name]).join(', ')}, bytes) VALUES (${NAMES.map(() => '?').join(', ')}, ?)`
    )
    this.#select = sqlite.prepare<[number], JournalRow>(`${SELECT} WHERE id = ?`)
    this.#bytesUpTo = sqlite.prepare<[number], number | null>('SELECT sum(bytes) FROM journal WHERE id <= ?').pluck()
    this.#removeUpTo = sqlite.prepare<[number]>('DELETE FROM journal WHERE id <= ?')
    this.#amend = sqlite.prepare<[string, number]>("UPDATE journal SET more = json_patch(coalesce(more, '{}'), ?) WHERE id = ?")
    this.#clearPartner = sqlite.prepare<[string, number]>('INSERT OR REPLACE INTO journal_cleared VALUES (?, ?)')
    this.#clearedUpTo = sqlite.prepare<[string], number>('SELECT up_to FROM journal_cleared WHERE partner_id = ?').pluck()
    this.#oldest = sqlite.prepare<[], number | null>('SELECT min(id) FROM journal').pluck()
    const last = sqlite.prepare<[], { last: number | null; bytes: number | null }>('SELECT max(id) AS last, sum(bytes) AS bytes FROM journal').get()
    this.#lastId = last?.last ?? 0
    this.#firstId = this.#oldest.get() ?? 1
    this.#bytes = last?.bytes ?? 0
  }

  /** Takes an entry; it is written with the next heartbeat at the latest, and before anybody reads. Says its id. */
  add(entry: Entry): number {
    const id = ++this.#lastId
    if (this.#maxEntries === 0) return id
    this.#waiting.push(entry)
    if (this.#waiting.length > MAX_WAITING) this.#waiting.shift()
    if (this.#waiting.length === BATCH) this.tryFlush()
    return id
  }

  /**
   * Writes what waits; the heartbeat calls it. A journal that cannot be written, as on a full disk, holds no call up: it is tried
   * again with the next beat, and whoever reads is told.
   */
  tryFlush(): void {
    try {
      this.flush()
    } catch {
      // It waits on, up to its bound.
    }
  }

  /** Adds to what only some entries have; nothing where the entry is gone. */
  amend(id: number, more: object): void {
    const at = this.#waiting.length - 1 - (this.#lastId - id)
    const entry = this.#waiting[at]
    if (entry !== undefined) this.#waiting[at] = { ...entry, more: JSON.stringify({ ...(JSON.parse(entry.more ?? '{}') as object), ...more }) }
    else if (this.#sqlite.open) this.#amend.run(JSON.stringify(more), id)
  }

  /** Writes what waits, in one transaction, and lets the oldest go. Throws where it cannot be written; it waits on. */
  flush(): void {
    if ((this.#waiting.length === 0 && !this.acceptance.isWaiting) || !this.#sqlite.open) return
    this.#begin.run()
    try {
      let id = this.#lastId - this.#waiting.length
      let bytes = 0
      for (const entry of this.#waiting) bytes += this.#write(++id, entry)
      this.acceptance.write()
      this.#commit.run()
      this.#waiting = []
      this.acceptance.written()
      this.#bytes += bytes
    } catch (error) {
      if (this.#sqlite.inTransaction) this.#sqlite.exec('ROLLBACK')
      throw error
    }
    this.#trim()
  }

  #write(id: number, row: Entry): number {
    const bytes = sizeOf(row)
    this.#insert.run(
      id, row.at, row.partnerId, row.service, row.referenceNo, row.externalId, row.responseCode, row.method, row.path, row.headers,
      row.body, row.bodyLength, row.status, row.reply, row.step, row.why, row.more, row.durationUs, bytes
    )
    return bytes
  }

  /** Some hundreds at a time: a range costs less than its rows one by one, and a journal made smaller shrinks without a pause. */
  #trim(): void {
    const surplus = this.#lastId - this.#firstId + 1 - this.#maxEntries
    if (surplus < TRIMMED && this.#bytes <= MAX_BYTES) return
    const upTo = this.#firstId + TRIMMED - 1
    this.#bytes -= this.#bytesUpTo.get(upTo) ?? 0
    this.#removeUpTo.run(upTo)
    this.#firstId = this.#oldest.get() ?? this.#lastId + 1
  }

  /**
   * One look at the journal, the newest first, below `before`: at most `scan` entries are judged, and of those that pass the
   * filter at most `limit` are read.
   */
  page(filter: JournalFilter, before: number | undefined, limit = SCAN, scan = SCAN): JournalPage {
    this.flush()
    const { tests, whose, floor } = this.#searched(filter)
    const statement = this.#prepared(`SELECT id, at, (${tests}) AS passes FROM journal
      WHERE id < @before AND id > @floor AND ${whose} ORDER BY id DESC LIMIT @scan`)
    const judged = statement.all({ ...filter, before: before ?? Number.MAX_SAFE_INTEGER, floor, scan }) as { id: number; at: number; passes: number }[]
    const passed = judged.filter(({ passes }) => passes === 1).slice(0, limit)
    const last = judged.at(-1)
    const isEnd = judged.length < scan || last === undefined || last.at < (filter.since ?? 0) - LATE_MS
    return {
      rows: passed.flatMap(({ id }) => this.#select.get(id) ?? []),
      next: passed.length === limit ? passed.at(-1)?.id : isEnd ? undefined : last.id
    }
  }

  /** The partner's last entries at or after a moment, the oldest first, below `before`; none where the journal cannot be written. */
  since(partnerId: string, since: number, before: number, limit: number): JournalRow[] {
    try {
      return this.page({ partnerId, since }, before, limit).rows.toReversed()
    } catch {
      return []
    }
  }

  /** One look at the ids above `above`, the oldest first, without reading the entries themselves. */
  look(filter: JournalFilter, above: number, scan = SCAN): JournalLook {
    this.flush()
    const { tests, whose, floor } = this.#searched(filter)
    const statement = this.#prepared(`SELECT id, (${tests}) AS passes FROM journal
      WHERE id > @above AND id > @floor AND ${whose} ORDER BY id LIMIT @scan`)
    const rows = statement.all({ ...filter, above, floor, scan }) as { id: number; passes: number }[]
    return { ids: rows.filter(({ passes }) => passes === 1).map(({ id }) => id), upTo: rows.at(-1)?.id ?? above, more: rows.length === scan }
  }

  /** A filter as SQL: what is asked of an entry, whose entries are looked at, and above which id. */
  #searched({ partnerId, ...filter }: JournalFilter): { tests: string; whose: string; floor: number } {
    const tests = TESTS.filter(name => filter[name] !== undefined).map(name => `${COLUMNS[name]} IS @${name}`)
    if (filter.since !== undefined) tests.push('at >= @since')
    return {
      tests: tests.length === 0 ? '1' : tests.join(' AND '),
      whose: partnerId === undefined ? NOT_CLEARED : 'partner_id = @partnerId',
      floor: Math.max(this.#lastId - this.#maxEntries, partnerId === undefined ? 0 : this.#clearedUpTo.get(partnerId) ?? 0)
    }
  }

  #prepared(sql: string): Sqlite.Statement {
    const statement = this.#statements.get(sql) ?? this.#sqlite.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }

  find(id: number): JournalRow | undefined {
    return this.page({}, id + 1, 1, 1).rows.find(row => row.id === id)
  }

  /** Forgets one partner's entries, or all. */
  clear(partnerId: string | undefined): void {
    this.flush()
    if (partnerId !== undefined) {
      this.#clearPartner.run(partnerId, this.#lastId)
      return
    }
    this.#sqlite.exec('DELETE FROM journal; DELETE FROM journal_cleared')
    this.#firstId = this.#lastId + 1
    this.#bytes = 0
  }

  close(): void {
    this.tryFlush()
    this.#sqlite.close()
  }
}

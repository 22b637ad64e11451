/** Snapshots: copies of the tables as they were, put back by changing only the rows that differ. */
import type { Database } from './database.js'
import { isOwn, isWanted, quoted, stateTables, tableOf, type Table } from './table-list.js'

export interface Snapshot {
  readonly id: number
  readonly name: string
  /** Null: the whole bank. */
  readonly partnerId: string | null
  /** Real time, in milliseconds. */
  readonly createdAt: number
  readonly transactions: number
}

/** Another partner has, by now, what only one can have and the snapshot's partner had. */
export class SnapshotClash extends Error {}

const SELECT = 'SELECT id, name, partner_id AS partnerId, created_at AS createdAt, transactions FROM snapshots'

const copyName = (id: number, table: string): string => `snapshot_${id}_${table}`

const inPlace = (table: string): string => quoted(table)
const inCopy =
  (id: number) =>
  (table: string): string =>
    quoted(copyName(id, table))

/** The copy has the same keys, so that comparing it row by row is quick. */
const copyTable = ({ sqlite }: Database, id: number, table: Table, partnerId: string | null): void => {
  const columns = table.columns.map(({ name, type }) => `${quoted(name)} ${type}`)
  const names = table.columns.map(({ name }) => quoted(name)).join(', ')
  const copy = inCopy(id)(table.name)
  sqlite.exec(`CREATE TABLE ${copy} (${columns.join(', ')}, PRIMARY KEY (${table.keys.map(quoted).join(', ')})) WITHOUT ROWID`)
  sqlite
    .prepare(
      `INSERT INTO ${copy} (${names}) SELECT ${names} FROM ${quoted(table.name)} WHERE ${isWanted(table, inPlace, partnerId)}`
    )
    .run({ partnerId })
}

const equal = (names: readonly string[]): string => names.map(name => `c.${quoted(name)} IS t.${quoted(name)}`).join(' AND ')

/** Columns that both have: a later release may have added or dropped some. */
const commonColumns = (table: Table, copy: Table): string[] =>
  table.columns.map(({ name }) => name).filter(name => copy.columns.some(column => column.name === name))

/** One restore: which snapshot, for whom (null: everybody), and by how much a table's numbers move. */
interface Restore {
  readonly db: Database
  readonly snapshot: Snapshot
  readonly partnerId: string | null
  readonly shifts: ReadonlyMap<string, number>
}

/** The column whose numbers the tables of one bank share among partners, and by how much they move. */
const shiftOf = ({ shifts }: Restore, { name, keys, through }: Table): { column: string; by: number } => ({
  column: through?.column ?? (keys[0] as string),
  by: shifts.get(through?.parent ?? name) ?? 0
})

/** Takes away the rows that the snapshot has not, or has otherwise; says how many. */
const removeDifferent = (restore: Restore, table: Table): number => {
  const { snapshot, partnerId } = restore
  const { sqlite } = restore.db
  const copy = tableOf(sqlite, copyName(snapshot.id, table.name))
  // A table that a later release has made: it was empty then.
  const kept =
    copy === undefined || shiftOf(restore, table).by !== 0
      ? '0'
      : `EXISTS (SELECT 1 FROM ${quoted(copy.name)} c WHERE ${equal(commonColumns(table, copy))})`
  return sqlite
    .prepare(`DELETE FROM ${quoted(table.name)} AS t WHERE ${isWanted(table, inPlace, partnerId)} AND NOT ${kept}`)
    .run({ partnerId }).changes
}

/** A partner that comes back to a bank that went on has its old place in the list, or the last where that is taken. */
const POSITION = `CASE WHEN EXISTS (SELECT 1 FROM partners p WHERE p.position = c.position)
  THEN (SELECT max(position) + 1 FROM partners) ELSE c.position END`

/** Puts back the rows that are not there any more; says how many. */
const insertMissing = (restore: Restore, table: Table): number => {
  const { snapshot, partnerId } = restore
  const { sqlite } = restore.db
  const copy = tableOf(sqlite, copyName(snapshot.id, table.name))
  if (copy === undefined) return 0
  const shift = shiftOf(restore, table)
  const names = commonColumns(table, copy)
  const values = names.map(name => {
    if (table.name === 'partners' && name === 'position') return POSITION
    return `c.${quoted(name)}${name === shift.column && shift.by !== 0 ? ` + ${shift.by}` : ''}`
  })
  const there = shift.by === 0 ? `EXISTS (SELECT 1 FROM ${quoted(table.name)} t WHERE ${equal(table.keys)})` : '0'
  return sqlite
    .prepare(
      `INSERT INTO ${quoted(table.name)} (${names.map(quoted).join(', ')})
         SELECT ${values.join(', ')} FROM ${quoted(copy.name)} c
         WHERE ${isWanted(table, inCopy(snapshot.id), partnerId)} AND NOT ${there}`
    )
    .run({ partnerId }).changes
}

/** Where another partner has got a number of this one's since, all of this one's move to numbers that are free. */
const shiftFor = ({ sqlite }: Database, snapshot: Snapshot, table: Table, partnerId: string | null): number => {
  const [key = ''] = table.keys
  const isNumbered = table.keys.length === 1 && table.columns.some(({ name, type }) => name === key && type === 'INTEGER')
  const copy = tableOf(sqlite, copyName(snapshot.id, table.name))
  if (partnerId === null || !isNumbered || table.through !== undefined || copy === undefined) return 0
  const [column, here, own] = [quoted(key), quoted(table.name), isOwn(table, inPlace)]
  const numbers = `FROM ${quoted(copy.name)} WHERE ${own}`
  const taken = sqlite.prepare(`SELECT 1 FROM ${here} WHERE NOT (${own}) AND ${column} IN (SELECT ${column} ${numbers}) LIMIT 1`)
  if (taken.get({ partnerId }) === undefined) return 0
  const shift = sqlite.prepare<{ partnerId: string }, number>(
    `SELECT (SELECT max(${column}) FROM ${here}) + 1 - (SELECT min(${column}) ${numbers})`
  )
  return shift.pluck().get({ partnerId }) ?? 0
}

const isClash = (error: unknown): boolean => (error as { code?: unknown }).code === 'SQLITE_CONSTRAINT_UNIQUE'

/** Children lose their rows before their parents do, and get them back after. */
const putBack = (db: Database, snapshot: Snapshot, partnerId: string | null): number => {
  const tables = stateTables(db.sqlite)
  const shifts = new Map(tables.map(table => [table.name, shiftFor(db, snapshot, table, partnerId)]))
  const restore = { db, snapshot, partnerId, shifts }
  let changed = 0
  for (const table of [...tables].reverse()) changed += removeDifferent(restore, table)
  try {
    for (const table of tables) changed += insertMissing(restore, table)
  } catch (error) {
    if (isClash(error)) throw new SnapshotClash((error as Error).message)
    throw error
  }
  return changed
}

export type SnapshotStore = ReturnType<typeof snapshotStore>

export const snapshotStore = (db: Database) => {
  const { sqlite } = db
  const selectAll = sqlite.prepare<[], Snapshot>(`${SELECT} ORDER BY id`)
  const insert = sqlite.prepare<[string, string | null, number]>(
    'INSERT INTO snapshots (name, partner_id, created_at, transactions) VALUES (?, ?, ?, 0)'
  )
  const count = sqlite.prepare<[number, number]>('UPDATE snapshots SET transactions = ? WHERE id = ?')
  const remove = sqlite.prepare<[number]>('DELETE FROM snapshots WHERE id = ?')
  const copies = sqlite.prepare<[string], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB ?").pluck()

  return {
    /** In the order in which they were taken. */
    all: (): Snapshot[] => selectAll.all(),

    /** Copies everything, or what is this partner's. */
    take(name: string, partnerId: string | null, at: number): Snapshot {
      const id = Number(insert.run(name, partnerId, at).lastInsertRowid)
      for (const table of stateTables(sqlite)) copyTable(db, id, table, partnerId)
      const transactions =
        sqlite
          .prepare<[], number>(`SELECT count(*) FROM ${inCopy(id)('transactions')}`)
          .pluck()
          .get() ?? 0
      count.run(transactions, id)
      return { id, name, partnerId, createdAt: at, transactions }
    },

    /** Whether a snapshot holds this partner. */
    holds: ({ id }: Snapshot, partnerId: string): boolean =>
      sqlite.prepare(`SELECT 1 FROM ${inCopy(id)('partners')} WHERE partner_id = ?`).get(partnerId) !== undefined,

    /** Makes everything, or what is this partner's, as it was; says how many rows that changed. Throws `SnapshotClash`. */
    restore: (snapshot: Snapshot, partnerId: string | null): number => db.alone(() => putBack(db, snapshot, partnerId)),

    remove({ id }: Snapshot): void {
      for (const table of copies.all(`snapshot_${id}_*`)) sqlite.exec(`DROP TABLE ${quoted(table)}`)
      remove.run(id)
    }
  }
}

/** The tables of the ledger as they are now: their columns, their keys, and which of their rows are one partner's. */
import type { SqliteDatabase } from './sqlite.js'

export interface Column {
  readonly name: string
  readonly type: string
}

export interface Table {
  readonly name: string
  readonly columns: readonly Column[]
  readonly keys: readonly string[]
  /** Set where the rows are a partner's through those of another table: the column, and the parent with its own. */
  readonly through: { readonly column: string; readonly parent: string; readonly parentColumn: string } | undefined
}

/** Tables that are no part of the bank's state: what was seen of it, and what is kept about it. */
const APART = /^(sqlite_|journal|snapshot|meta$)/

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

interface ColumnRow {
  readonly name: string
  readonly type: string
  readonly pk: number
}

const columnsOf = (sqlite: SqliteDatabase, table: string): ColumnRow[] =>
  sqlite.pragma(`table_info(${quoted(table)})`) as ColumnRow[]

const keysOf = (columns: readonly ColumnRow[]): string[] =>
  columns
    .filter(({ pk }) => pk > 0)
    .sort((a, b) => a.pk - b.pk)
    .map(({ name }) => name)

const throughOf = (sqlite: SqliteDatabase, table: string): Table['through'] => {
  const [reference] = sqlite.pragma(`foreign_key_list(${quoted(table)})`) as { table: string; from: string; to: string | null }[]
  if (reference === undefined) return undefined
  const { table: parent, from: column, to } = reference
  return { column, parent, parentColumn: to ?? (keysOf(columnsOf(sqlite, parent))[0] as string) }
}

/** One table, or undefined where there is none of the name. */
export const tableOf = (sqlite: SqliteDatabase, name: string): Table | undefined => {
  const columns = columnsOf(sqlite, name)
  if (columns.length === 0) return undefined
  return {
    name,
    columns: columns.map(({ name: column, type }) => ({ name: column, type })),
    keys: keysOf(columns),
    through: columns.some(column => column.name === 'partner_id') ? undefined : throughOf(sqlite, name)
  }
}

/** Every table of the bank's state, in the order in which they were made: parents come first. */
export const stateTables = (sqlite: SqliteDatabase): Table[] =>
  sqlite
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")
    .pluck()
    .all()
    .filter(name => !APART.test(name))
    .map(name => tableOf(sqlite, name) as Table)

/** SQL that is true for the rows of @partnerId. `placed` says under which name a table is looked at: its own, or a copy's. */
export const isOwn = ({ through }: Table, placed: (table: string) => string): string =>
  through === undefined
    ? 'partner_id IS @partnerId'
    : `${quoted(through.column)} IN
        (SELECT ${quoted(through.parentColumn)} FROM ${placed(through.parent)} WHERE partner_id IS @partnerId)`

/** The same, and true for every row where no partner is meant. */
export const isWanted = (table: Table, placed: (table: string) => string, partnerId: string | null): string =>
  partnerId === null ? '@partnerId IS NULL' : isOwn(table, placed)

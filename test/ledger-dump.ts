/** Everything that a bank has on record, to compare before and after: the whole ledger, but for what every call uses up. */
import type { TestBank } from './bank-harness.js'

/** An external id is used up before an outcome is chosen, and outcomes count what they did. */
const APART = /^(sqlite_|external_ids$|outcomes$|outcome_steps$)/

export const dumpLedger = ({ running }: TestBank): Readonly<Record<string, unknown[]>> => {
  const { sqlite } = running.bank.store.database
  const tables = sqlite.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all()
  return Object.fromEntries(tables.filter(name => !APART.test(name)).map(name => [name, sqlite.prepare(`SELECT * FROM "${name}"`).all()]))
}

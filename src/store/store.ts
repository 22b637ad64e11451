/** The bank's memory as its deeds see it: one object, one property a noun. */
import { clockStore, type ClockStore } from './clock.js'
import { Database } from './database.js'
import { dueStore, type DueStore } from './due.js'
import { externalIdStore, type ExternalIdStore } from './external-id.js'
import { metaStore, type MetaStore } from './meta.js'
import { partnerStore, type PartnerStore } from './partner.js'
import { transactionStore, type TransactionStore } from './transaction.js'

export interface Store {
  readonly database: Database
  readonly meta: MetaStore
  readonly partners: PartnerStore
  readonly transactions: TransactionStore
  readonly externalIds: ExternalIdStore
  readonly clocks: ClockStore
  readonly due: DueStore
}

/** Opens the database of this file (or `:memory:`) and prepares every statement once. */
export const openStore = (file: string): Store => {
  const database = new Database(file)
  return {
    database,
    meta: metaStore(database),
    partners: partnerStore(database),
    transactions: transactionStore(database),
    externalIds: externalIdStore(database),
    clocks: clockStore(database),
    due: dueStore(database)
  }
}

/** The bank's memory as its deeds see it: one object, one property a noun. */
import type { AcceptanceStore } from './acceptance.js'
import { clockStore, type ClockStore } from './clock.js'
import { Database } from './database.js'
import { dueStore, type DueStore } from './due.js'
import { externalIdStore, type ExternalIdStore } from './external-id.js'
import { JournalStore } from './journal.js'
import { metaStore, type MetaStore } from './meta.js'
import { notificationStore, type NotificationStore } from './notification.js'
import { outcomeStore, type OutcomeStore } from './outcome.js'
import { partnerStore, type PartnerStore } from './partner.js'
import { paymentStore, type PaymentStore } from './payment.js'
import { refundStore, type RefundStore } from './refund.js'
import { snapshotStore, type SnapshotStore } from './snapshot.js'
import { transactionStore, type TransactionStore } from './transaction.js'
import { webhookFaultStore, type WebhookFaultStore } from './webhook-fault.js'

export interface Store {
  readonly database: Database
  readonly meta: MetaStore
  readonly partners: PartnerStore
  readonly transactions: TransactionStore
  readonly payments: PaymentStore
  readonly refunds: RefundStore
  readonly externalIds: ExternalIdStore
  readonly clocks: ClockStore
  readonly due: DueStore
  readonly notifications: NotificationStore
  readonly webhookFaults: WebhookFaultStore
  readonly outcomes: OutcomeStore
  readonly snapshots: SnapshotStore
  readonly journal: JournalStore
  readonly acceptance: AcceptanceStore
  readonly close: () => void
}

/** Opens the database of this file (or `:memory:`) and prepares every statement once. */
export const openStore = (file: string, journalMaxEntries = 100_000): Store => {
  const database = new Database(file)
  const journal = new JournalStore(file, journalMaxEntries)
  return {
    database,
    journal,
    acceptance: journal.acceptance,
    meta: metaStore(database),
    partners: partnerStore(database),
    transactions: transactionStore(database),
    payments: paymentStore(database),
    refunds: refundStore(database),
    externalIds: externalIdStore(database),
    clocks: clockStore(database),
    due: dueStore(database),
    notifications: notificationStore(database),
    webhookFaults: webhookFaultStore(database),
    outcomes: outcomeStore(database),
    snapshots: snapshotStore(database),
    close() {
      journal.close()
      database.close()
    }
  }
}

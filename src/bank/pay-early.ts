/** The webhook lab's early success: a QR that is paid, and told as paid, before the reply to its generate goes out. */
import type { Transaction } from '../domain/transaction.js'
import { owes } from './announce.js'
import { nowOf, type Bank } from './bank.js'
import { move } from './move-transaction.js'
import { takeWebhookFault } from './webhook-lab.js'

/** The cause that history names; the reply waits while the notification of such a change is on its way. */
export const EARLY_CAUSE = 'webhook-fault:early'

/** Pays a QR that was just generated, if that is armed and the partner would hear of it; says whether it did. */
export const payEarly = (bank: Bank, qr: Transaction): boolean => {
  const partner = bank.store.partners.find(qr.partnerId)
  if (partner === undefined || qr.kind !== 'dynamic' || !owes(partner, 'success')) return false
  const early = takeWebhookFault(bank, qr.partnerId, 'generate')
  if (early === undefined) return false
  move(bank, qr, { to: 'success', event: 'pay', at: nowOf(bank, qr.partnerId), cause: EARLY_CAUSE, early })
  return true
}

/** Finds the transaction that a call speaks of, by either reference or both. */
import type { Partner } from '../domain/partner.js'
import { whatIsDue, type Transaction } from '../domain/transaction.js'
import { nowOf, type Bank } from './bank.js'
import { asOfNow } from './move-transaction.js'

export interface References {
  readonly referenceNo?: string | undefined
  readonly partnerReferenceNo?: string | undefined
}

/** `inconsistent`: both references were given and they are not of one and the same transaction. */
export type Found = Transaction | 'unknown' | 'inconsistent'

/** A payment of a static QR goes by the QR's partner reference too, as the static list shows it [CHOSEN]. */
const isOf = (bank: Bank, { partnerId, partnerReferenceNo, qrReferenceNo }: Transaction, reference: string): boolean =>
  partnerReferenceNo === reference ||
  (qrReferenceNo !== null && bank.store.transactions.find(partnerId, qrReferenceNo)?.partnerReferenceNo === reference)

/** Another partner's transaction is unknown. What is found is as time has left it. */
export const findTransaction = (bank: Bank, partner: Partner, { referenceNo, partnerReferenceNo }: References): Found => {
  const { transactions } = bank.store
  const one = referenceNo === undefined ? undefined : transactions.find(partner.partnerId, referenceNo)
  const found = one ?? (partnerReferenceNo === undefined ? undefined : transactions.findByPartnerReference(partner.partnerId, partnerReferenceNo))
  if (found === undefined) return 'unknown'
  if (referenceNo !== undefined && found.referenceNo !== referenceNo) return 'inconsistent'
  if (partnerReferenceNo !== undefined && !isOf(bank, found, partnerReferenceNo)) return 'inconsistent'
  const now = nowOf(bank, partner.partnerId)
  // An inquiry is no deed: it writes only what time has done meanwhile.
  return whatIsDue(found, now).verdict === 'none' ? found : bank.store.database.deed(() => asOfNow(bank, found, now))
}

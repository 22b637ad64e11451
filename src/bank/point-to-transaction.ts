/** Finds the transaction that an admin points to: by its number, and by its partner where two partners have the same number. */
import type { Transaction } from '../domain/transaction.js'
import { Conflict, Unknown } from '../domain/verdict.js'
import { nowOf, type Bank } from './bank.js'
import { asOfNow } from './move-transaction.js'
import { getPartner } from './save-partner.js'

const partnerOf = (bank: Bank, referenceNo: string, partnerId: string | undefined): string => {
  if (partnerId !== undefined) return getPartner(bank, partnerId).partnerId
  const owners = bank.store.transactions.partnersOf(referenceNo)
  const [first] = owners
  if (first === undefined) throw new Unknown('referenceNo', referenceNo)
  if (owners.length > 1) {
    throw new Conflict(`partnerId: ${String(owners.length)} partners have a transaction ${referenceNo}; allowed: ${owners.join(', ')}`, {
      field: 'partnerId',
      allowed: owners
    })
  }
  return first
}

/** As time has left it. Throws `Unknown`, or `Conflict` where the number alone does not tell. */
export const pointToTransaction = (bank: Bank, referenceNo: string, partnerId: string | undefined): Transaction => {
  const owner = partnerOf(bank, referenceNo, partnerId)
  const transaction = bank.store.transactions.find(owner, referenceNo)
  if (transaction === undefined) throw new Unknown('referenceNo', referenceNo)
  return asOfNow(bank, transaction, nowOf(bank, owner))
}

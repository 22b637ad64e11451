/** Finds the transaction that a body speaks of without doing anything: a body that nobody has judged, and a ledger that is not touched. */
import type { Partner } from '../domain/partner.js'
import { textOf, type JsonObject } from '../domain/request-body.js'
import type { Transaction } from '../domain/transaction.js'
import type { Bank } from './bank.js'

/** The partner's own number, under any of the names that calls have for it. */
export const partnerReferenceOf = (body: JsonObject): string | undefined =>
  textOf(body, 'partnerReferenceNo') ?? textOf(body, 'originalPartnerReferenceNo') ?? textOf(body, 'originalPartnerreferenceNo')

/** As it stands in the ledger, by the bank's number where that is said. */
export const peekTransaction = (bank: Bank, { partnerId }: Partner, body: JsonObject): Transaction | undefined => {
  const { transactions } = bank.store
  const referenceNo = textOf(body, 'originalReferenceNo')
  if (referenceNo !== undefined) return transactions.find(partnerId, referenceNo)
  const reference = partnerReferenceOf(body)
  return reference === undefined ? undefined : transactions.findByPartnerReference(partnerId, reference)
}

/** Finds the transaction that an admin points to, and asks for the partner where two partners have the same number. */
import { decodeQr, type DecodedQr } from '../domain/qr-decode.js'
import type { Transaction } from '../domain/transaction.js'
import { Conflict, Invalid, Unknown } from '../domain/verdict.js'
import { nowOf, type Bank } from './bank.js'
import { asOfNow } from './move-transaction.js'
import { getPartner } from './save-partner.js'

/** The only one of several, or the named partner's. */
const oneOf = (bank: Bank, owners: readonly string[], partnerId: string | undefined, what: string): string | undefined => {
  if (partnerId !== undefined) return getPartner(bank, partnerId).partnerId
  if (owners.length > 1) {
    throw new Conflict(`partnerId: ${String(owners.length)} partners have ${what}; allowed: ${owners.join(', ')}`, {
      field: 'partnerId',
      allowed: owners
    })
  }
  return owners[0]
}

const asItIs = (bank: Bank, transaction: Transaction): Transaction =>
  asOfNow(bank, transaction, nowOf(bank, transaction.partnerId))

/** As time has left it. Throws `Unknown`, or `Conflict` where the number alone does not tell. */
export const pointToTransaction = (bank: Bank, referenceNo: string, partnerId: string | undefined): Transaction => {
  const { transactions } = bank.store
  const owner = oneOf(bank, transactions.partnersOf(referenceNo), partnerId, `a transaction ${referenceNo}`)
  const transaction = owner === undefined ? undefined : transactions.find(owner, referenceNo)
  if (transaction === undefined) throw new Unknown('referenceNo', referenceNo)
  return asItIs(bank, transaction)
}

/** By the partner's own number. Throws as `pointToTransaction` does. */
export const pointByPartnerReference = (bank: Bank, reference: string, partnerId: string | undefined): Transaction => {
  const { transactions } = bank.store
  const owner = oneOf(bank, transactions.partnersOfPartnerReference(reference), partnerId, `a transaction of ${reference}`)
  const transaction = owner === undefined ? undefined : transactions.findByPartnerReference(owner, reference)
  if (transaction === undefined) throw new Unknown('partnerReferenceNo', reference)
  return asItIs(bank, transaction)
}

/** By what a payer's application has read, with what it says. Throws `Invalid` for a broken payload, naming the tag. */
export const pointByQrContent = (
  bank: Bank, qrContent: string, partnerId: string | undefined
): { transaction: Transaction; decoded: DecodedQr } => {
  const decoded = decodeQr(qrContent)
  if (!decoded.ok) throw new Invalid('qrContent', `tag ${decoded.tag}: ${decoded.diagnosis}`)
  const qrs = decoded.id === undefined ? [] : bank.store.transactions.findByScId(decoded.id)
  const owner = oneOf(bank, qrs.map(qr => qr.partnerId), partnerId, 'this QR')
  const transaction = qrs.find(qr => qr.partnerId === owner)
  if (transaction === undefined) {
    throw new Unknown('qrContent', qrContent, 'a good QR, but this bank, or this partner, has not issued it')
  }
  return { transaction: asItIs(bank, transaction), decoded }
}

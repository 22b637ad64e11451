/** `POST /admin/pay`: a customer pays, by whatever the tester has of the QR. */
import { PayBody, TransactionReply } from '../../../schemas/transaction.js'
import type { Bank } from '../../bank/bank.js'
import { payQr, type PayWish } from '../../bank/pay-qr.js'
import { pointByPartnerReference, pointByQrContent, pointToTransaction } from '../../bank/point-to-transaction.js'
import { parseAmount } from '../../domain/money.js'
import type { Transaction } from '../../domain/transaction.js'
import { Invalid } from '../../domain/verdict.js'
import { done, type AdminApp } from './admin.js'
import { showWithHistory } from './transaction-view.js'

const POINTERS = ['referenceNo', 'partnerReferenceNo', 'qrContent'] as const

/** What is paid, and how much the payload itself says. */
interface Target {
  readonly transaction: Transaction
  readonly scanned?: string | undefined
}

const scanned = (bank: Bank, qrContent: string, partnerId: string | undefined): Target => {
  const { transaction, decoded } = pointByQrContent(bank, qrContent, partnerId)
  if (transaction.amount !== null && decoded.amount !== transaction.amount) {
    const said = decoded.amount ?? 'no amount'
    throw new Invalid('qrContent', `tag 54: the payload says ${said}, the QR was issued with ${transaction.amount}`)
  }
  return { transaction, scanned: decoded.amount }
}

/** A body points to one transaction in one way. */
const targetOf = (bank: Bank, { referenceNo, partnerReferenceNo, qrContent, partnerId }: PayBody): Target => {
  const said = [referenceNo, partnerReferenceNo, qrContent].filter(pointer => pointer !== undefined)
  if (said.length === 0) throw new Invalid('body', 'does not say what is paid', POINTERS)
  if (said.length > 1) throw new Invalid('body', 'says more than once what is paid', POINTERS)
  if (referenceNo !== undefined) return { transaction: pointToTransaction(bank, referenceNo, partnerId) }
  if (partnerReferenceNo !== undefined) return { transaction: pointByPartnerReference(bank, partnerReferenceNo, partnerId) }
  return scanned(bank, qrContent ?? '', partnerId)
}

/** What the customer pays must be what was scanned, where both are said. */
const wishOf = (body: PayBody, amount: string | undefined): PayWish => {
  if (amount !== undefined && body.amount !== undefined && parseAmount(amount) !== parseAmount(body.amount)) {
    throw new Invalid('amount', `the payload says ${amount}`, [amount])
  }
  const { issuer, rrn, customerPan } = body
  return { amount: body.amount ?? amount, issuer, rrn, customerPan }
}

const pay = (bank: Bank, body: PayBody): Transaction => {
  const target = targetOf(bank, body)
  return payQr(bank, target.transaction, 'admin', wishOf(body, target.scanned))
}

export const payRoutes = (app: AdminApp, bank: Bank): void => {
  app.post('/pay', { schema: { body: PayBody, response: { 200: TransactionReply } } },
    async ({ body }) => showWithHistory(bank, await done(bank, () => pay(bank, body))))
}

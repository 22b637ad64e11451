/** The customer's side: pays a dynamic QR once, and a static one any number of times, each time a payment of its own. */
import { hex } from '../domain/chance.js'
import { formatAmount, parseAmount } from '../domain/money.js'
import type { PayerWish } from '../domain/payer.js'
import type { Transaction } from '../domain/transaction.js'
import { Invalid } from '../domain/verdict.js'
import { enter, NEW, newReferenceNo } from './add-qr.js'
import { nowOf, type Bank } from './bank.js'
import { demandEvent, move } from './move-transaction.js'

export interface PayWish extends PayerWish {
  readonly amount?: string | undefined
}

/** The QR's amount, or what the customer types where the QR has none. Another amount than the QR's is refused [CHOSEN]. */
const amountOf = ({ referenceNo, amount }: Transaction, typed: string | undefined): string => {
  if (typed === undefined) {
    if (amount === null) throw new Invalid('amount', `missing: the static QR ${referenceNo} has no amount of its own`)
    return amount
  }
  const sen = parseAmount(typed) ?? 0n
  if (amount !== null && sen !== parseAmount(amount)) throw new Invalid('amount', `the QR is of ${amount}`, [amount])
  if (sen === 0n) throw new Invalid('amount', 'a payment of 0.00 pays nothing')
  return formatAmount(sen)
}

/** The payment begins with the scan, so that its history tells both. It goes by no reference of the partner's. */
const payStatic = (bank: Bank, qr: Transaction, amount: string, cause: string, wish: PayerWish): Transaction => {
  const at = nowOf(bank, qr.partnerId)
  const payment: Transaction = {
    ...qr,
    ...NEW,
    subMerchantId: qr.subMerchantId,
    storeId: qr.storeId,
    terminalId: qr.terminalId,
    scId: qr.scId,
    referenceNo: newReferenceNo(bank, qr.partnerId, at),
    kind: 'payment',
    status: 'paying',
    amount,
    traceId: hex(bank.chance, 32),
    qrReferenceNo: qr.referenceNo,
    createdAt: at
  }
  enter(bank, payment, 'scan', cause)
  return move(bank, payment, { to: 'success', event: 'pay', at, cause, wish })
}

/** The transaction that is paid now: the QR's own, or a new payment of a static one. Throws `Conflict` and `Invalid`. */
export const payQr = (
  bank: Bank, transaction: Transaction, cause: string, wish: PayWish, event: 'pay' | 'settle' = 'pay'
): Transaction => {
  const { current, to } = demandEvent(bank, transaction, event)
  const amount = amountOf(current, wish.amount)
  if (current.kind === 'static') return payStatic(bank, current, amount, cause, wish)
  return move(bank, current, { to, event, at: nowOf(bank, current.partnerId), cause, wish })
}

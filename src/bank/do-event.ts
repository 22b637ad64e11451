/** Does what an admin wants to happen to a transaction, with what the event needs to be told. */
import type { EventBody } from '../../schemas/transaction.js'
import type { EventName, Transaction } from '../domain/transaction.js'
import { Invalid } from '../domain/verdict.js'
import type { Bank } from './bank.js'
import { applyEvent } from './move-transaction.js'
import { payQr } from './pay-qr.js'
import { refundByAdmin } from './refund-payment.js'

/** What each event has a use for; anything else in its body would be ignored, so it is refused [CHOSEN]. */
const TAKES: Readonly<Partial<Record<EventName, readonly (keyof EventBody)[]>>> = {
  pay: ['amount', 'issuer', 'rrn', 'customerPan'],
  settle: ['amount', 'issuer', 'rrn', 'customerPan'],
  refund: ['amount']
}

const demandUseful = (event: EventName, body: EventBody): void => {
  const takes = TAKES[event] ?? []
  const useless = (Object.keys(body) as (keyof EventBody)[]).find(name => !takes.includes(name))
  if (useless !== undefined) throw new Invalid(useless, `${event} has no use for it`, takes)
}

/** The transaction afterwards; of a static QR that is paid, the payment. Throws `Conflict` and `Invalid`. */
export const doEvent = (
  bank: Bank, transaction: Transaction, event: EventName, cause: string, body: EventBody = {}
): Transaction => {
  demandUseful(event, body)
  if (event === 'pay' || event === 'settle') return payQr(bank, transaction, cause, body, event)
  if (event === 'refund') return refundByAdmin(bank, transaction, body.amount, cause)
  return applyEvent(bank, transaction, event, cause)
}

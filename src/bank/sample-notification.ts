/** A notification that tells of nothing, to try a partner's URL with. */
import { digits, hex } from '../domain/chance.js'
import { jakartaHour } from '../domain/jakarta.js'
import { notificationBody } from '../domain/notification.js'
import type { Partner } from '../domain/partner.js'
import { payer } from '../domain/payer.js'
import { statusOnWire } from '../domain/status-on-wire.js'
import { Conflict } from '../domain/verdict.js'
import { nowOf, type Bank } from './bank.js'

/** 25 zeros: no transaction has this number. */
const NO_REFERENCE = '0'.repeat(25)

/** A payment of 10,000 rupiah that never was, as the bank would tell it. */
export const sampleNotification = (bank: Bank, partner: Partner): { readonly id: string; readonly body: string } => {
  const [merchant] = partner.merchants
  if (merchant === undefined) throw new Conflict('merchants: the partner has none to be paid', { field: 'merchants' })
  const now = nowOf(bank, partner.partnerId)
  const transaction = {
    referenceNo: NO_REFERENCE,
    partnerReferenceNo: null,
    kind: 'dynamic' as const,
    amount: '10000.00',
    traceId: hex(bank.chance, 32),
    paidAt: now,
    ...payer(bank.chance)
  }
  const body = notificationBody(transaction, merchant, statusOnWire(partner, 'success'), hex(bank.chance, 32))
  return { id: jakartaHour(now) + digits(bank.chance, 18), body: JSON.stringify(body) }
}

/** The webhook lab: arms faults, and hands one to the notification that meets it. */
import type { WebhookFaultBody, WebhookFaultKind } from '../../schemas/webhook-fault.js'
import { digits } from '../domain/chance.js'
import { Invalid, Unknown } from '../domain/verdict.js'
import { WEBHOOK_FAULTS } from '../domain/webhook-fault.js'
import type { ArmedFault } from '../store/webhook-fault.js'
import type { Bank } from './bank.js'
import { getPartner } from './save-partner.js'

const ID_DIGITS = 12

const DELAYED = Object.entries(WEBHOOK_FAULTS).filter(([, row]) => row.seconds !== undefined).map(([kind]) => kind)

/** Throws `Unknown` and `Invalid`. */
export const armWebhookFault = (bank: Bank, { kind, partnerId, times = 1, delaySeconds }: WebhookFaultBody): ArmedFault => {
  if (partnerId !== undefined) getPartner(bank, partnerId)
  const { seconds } = WEBHOOK_FAULTS[kind]
  if (delaySeconds !== undefined && seconds === undefined) {
    throw new Invalid('delaySeconds', `${kind} knows no delay; kinds that do`, DELAYED)
  }
  const id = digits(bank.chance, ID_DIGITS)
  bank.store.webhookFaults.insert({
    id,
    kind,
    partnerId: partnerId ?? null,
    times: times === 'always' ? null : times,
    delaySeconds: delaySeconds ?? seconds ?? null
  })
  return getWebhookFault(bank, id)
}

/** Throws `Unknown`. */
export const getWebhookFault = (bank: Bank, id: string): ArmedFault => {
  const fault = bank.store.webhookFaults.find(id)
  if (fault === undefined) throw new Unknown('id', id)
  return fault
}

export interface TakenFault {
  readonly kind: WebhookFaultKind
  readonly seconds: number | null
}

/** Uses up the fault that comes first for this partner: one of a generate, or one of a notification. */
export const takeWebhookFault = (bank: Bank, partnerId: string, moment: 'generate' | 'announce'): TakenFault | undefined => {
  const { webhookFaults } = bank.store
  const momentOf = (kind: WebhookFaultKind): typeof moment => (WEBHOOK_FAULTS[kind].atGenerate === true ? 'generate' : 'announce')
  const fault = webhookFaults.armedFor(partnerId).find(({ kind }) => momentOf(kind) === moment)
  if (fault === undefined) return undefined
  webhookFaults.use(fault.id)
  return { kind: fault.kind, seconds: fault.delaySeconds }
}

/** What tests of notifications have in common: a bank, a partner with a receiver, and a few short ways. */
import type { Test } from 'tap'
import type { NotificationReply } from '../schemas/notification.js'
import type { TransactionReply } from '../schemas/transaction.js'
import type { WebhookFaultReply } from '../schemas/webhook-fault.js'
import type { CourierOptions } from '../src/outbound/courier.js'
import { startTestBank, type TestBank, type TestPartner } from './bank-harness.js'
import { startReceiver, type Receiver } from './receiver.js'

/** Two minutes, five, ten, an hour and a half, three and a half hours. */
export const LADDER = [120, 300, 600, 5400, 12_600]

export interface Told {
  readonly bank: TestBank
  readonly partner: TestPartner
  readonly partnerId: string
  readonly receiver: Receiver
}

/** Adds a partner of this bank that is notified at a receiver of its own. */
export const addTold = async (t: Test, bank: TestBank, wish: object = {}): Promise<Told> => {
  const receiver = await startReceiver(t)
  const partner = await bank.newPartner({ callbackUrl: receiver.url, callbackTokenUrl: `${receiver.origin}/token`, ...wish })
  return { bank, partner, partnerId: partner.partner.partnerId, receiver }
}

export const startTold = async (t: Test, wish: object = {}, callbacks: CourierOptions = {}, env: Record<string, string> = {}): Promise<Told> =>
  addTold(t, await startTestBank(t, env, undefined, callbacks), wish)

/** A payment that has just been made. */
export const pay = async ({ bank, partnerId }: Pick<Told, 'bank' | 'partnerId'>, seed: object = {}): Promise<TransactionReply> => {
  const { referenceNo } = await bank.seed(partnerId, seed)
  return (await bank.admin<TransactionReply>('POST', `/transactions/${referenceNo}/pay?partnerId=${partnerId}`)).body
}

/** The partner's notifications, the oldest first. */
export const notificationsOf = async ({ bank, partnerId }: Pick<Told, 'bank' | 'partnerId'>): Promise<NotificationReply[]> =>
  (await bank.admin<{ items: NotificationReply[] }>('GET', `/notifications?partnerId=${partnerId}`)).body.items.reverse()

export const waitFor = async ({ bank }: Pick<Told, 'bank'>, referenceNo: string, status: string, more = ''): Promise<NotificationReply> => {
  const answer = await bank.admin<NotificationReply>('GET', `/notifications/wait?referenceNo=${referenceNo}&status=${status}${more}`)
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  return answer.body
}

/** Resolves once everything that is owed now has been tried. */
export const settle = async ({ bank, partnerId }: Pick<Told, 'bank' | 'partnerId'>): Promise<void> => {
  await bank.advance(0, partnerId)
}

export const arm = async ({ bank, partnerId }: Pick<Told, 'bank' | 'partnerId'>, fault: object): Promise<WebhookFaultReply> => {
  const answer = await bank.admin<WebhookFaultReply>('POST', '/webhook-faults', { partnerId, ...fault })
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
  return answer.body
}

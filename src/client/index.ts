/** `bnc-snap-sandbox/client`: drives a bank and speaks to it as a partner, from any process, by `fetch` alone. */
export { adminClient, type AdminClient, type PartnerScope, type TransactionQuery } from './admin-client.js'
export { AdminError, allItems, type AdminOptions, type PageOf, type PageWish } from './admin-call.js'
export { partnerClient, type PartnerClient, type SnapReply } from './partner-client.js'
export { signer, type Credentials, type Signer, type SignedRequest, type SignOptions } from './signer.js'
export type { ClockBody, ClockReply, Happening } from '../../schemas/clock.js'
export type { DialectName, SignatureMode } from '../../schemas/dialects.js'
export type {
  CallbackTestBody, CallbackTestReply, NotificationListQuery, NotificationReply, NotificationWaitQuery
} from '../../schemas/notification.js'
export type { Merchant, PartnerCreate, PartnerPatch, PartnerReply, PartnerSettings } from '../../schemas/partner.js'
export type { ExplainBody, ExplainReply } from '../../schemas/signature.js'
export type { Problem } from '../../schemas/problem.js'
export type { ServiceName } from '../../schemas/services.js'
export type { EventBody, HistoryReply, PayBody, StatusBody, TransactionCreate, TransactionReply } from '../../schemas/transaction.js'
export type { WebhookFaultBody, WebhookFaultReply } from '../../schemas/webhook-fault.js'
export type { EventName } from '../domain/transaction.js'

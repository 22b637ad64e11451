/** The typed admin client: one line a route, one function a noun. It needs a bank's URL and nothing of the bank's code. */
import type { ClockBody, ClockReply } from '../../schemas/clock.js'
import type { RequestReply } from '../../schemas/journal.js'
import type {
  CallbackTestBody, CallbackTestReply, NotificationListQuery, NotificationReply, NotificationWaitQuery
} from '../../schemas/notification.js'
import type { PartnerCreate, PartnerPatch, PartnerReply } from '../../schemas/partner.js'
import type { ExplainBody, ExplainReply } from '../../schemas/signature.js'
import type { EventBody, PayBody, StatusBody, TransactionCreate, TransactionReply } from '../../schemas/transaction.js'
import type { WebhookFaultBody, WebhookFaultReply } from '../../schemas/webhook-fault.js'
import type { EventName } from '../domain/transaction.js'
import { adminCall, route, type AdminCall, type AdminOptions, type PageOf, type PageWish } from './admin-call.js'

/** Narrows a call to one partner; reference numbers are unique within a partner only. */
export interface PartnerScope {
  readonly partnerId?: string | undefined
}

/** The filters of a list of transactions. */
export interface TransactionQuery extends PageWish, PartnerScope {
  /** A status word or its wire code. */
  readonly status?: string
  readonly merchantId?: string
  readonly partnerReferenceNo?: string
}

const partnerRoutes = (call: AdminCall) => ({
  /** Without wishes everything is made: ids, an RSA pair, a secret and a merchant. */
  create: (body: PartnerCreate = {}) => call<PartnerReply>('POST', '/partners', { body }),
  list: (query: PageWish = {}) => call<PageOf<PartnerReply>>('GET', '/partners', { query: { ...query } }),
  get: (partnerId: string) => call<PartnerReply>('GET', route`/partners/${partnerId}`),
  update: (partnerId: string, body: PartnerPatch) => call<PartnerReply>('PATCH', route`/partners/${partnerId}`, { body }),
  remove: (partnerId: string) => call<undefined>('DELETE', route`/partners/${partnerId}`),
  /** Every token so far is expired from now on. */
  expireTokens: (partnerId: string) => call<undefined>('POST', route`/partners/${partnerId}/tokens/expire`),
  /** Sends a notification that tells of nothing to its callbackUrl, or to another, and says what it met on its way. */
  testCallback: (partnerId: string, body: CallbackTestBody = {}) =>
    call<CallbackTestReply>('POST', route`/partners/${partnerId}/callback/test`, { body })
})

const transactionRoutes = (call: AdminCall) => ({
  list: (query: TransactionQuery = {}) => call<PageOf<TransactionReply>>('GET', '/transactions', { query: { ...query } }),
  create: (body: TransactionCreate = {}) => call<TransactionReply>('POST', '/transactions', { body }),
  /** With its history. */
  get: (referenceNo: string, scope: PartnerScope = {}) =>
    call<TransactionReply>('GET', route`/transactions/${referenceNo}`, { query: { ...scope } }),
  /** 409 where the state does not allow the event. */
  event: (referenceNo: string, event: EventName, body: EventBody = {}, scope: PartnerScope = {}) =>
    call<TransactionReply>('POST', route`/transactions/${referenceNo}/${event}`, { body, query: { ...scope } }),
  /** With `force` any status is set; without it the table of states decides. */
  setStatus: (referenceNo: string, body: StatusBody, scope: PartnerScope = {}) =>
    call<TransactionReply>('PUT', route`/transactions/${referenceNo}/status`, { body, query: { ...scope } })
})

const clockRoutes = (call: AdminCall) => ({
  get: (scope: PartnerScope = {}) => call<ClockReply>('GET', '/clock', { query: { ...scope } }),
  /** Resolves once everything that became due is done. */
  move: (body: ClockBody) => call<ClockReply>('POST', '/clock', { body })
})

const notificationRoutes = (call: AdminCall) => ({
  /** The newest first, each with its attempts. */
  list: (query: NotificationListQuery = {}) => call<PageOf<NotificationReply>>('GET', '/notifications', { query }),
  get: (id: string) => call<NotificationReply>('GET', route`/notifications/${id}`),
  /** One more attempt, now; resolves once it is made. */
  redeliver: (id: string) => call<NotificationReply>('POST', route`/notifications/${id}/redeliver`),
  /** Resolves with the newest that is as wanted as soon as there is one; 408 where there is none in time. */
  wait: (query: NotificationWaitQuery) => call<NotificationReply>('GET', '/notifications/wait', { query })
})

const webhookFaultRoutes = (call: AdminCall) => ({
  list: (query: PageWish & PartnerScope = {}) => call<PageOf<WebhookFaultReply>>('GET', '/webhook-faults', { query: { ...query } }),
  get: (id: string) => call<WebhookFaultReply>('GET', route`/webhook-faults/${id}`),
  /** Arms it: of one partner, or of every partner where none is named. */
  create: (body: WebhookFaultBody) => call<WebhookFaultReply>('POST', '/webhook-faults', { body }),
  remove: (id: string) => call<undefined>('DELETE', route`/webhook-faults/${id}`),
  /** Of one partner, or all of them. */
  clear: (scope: PartnerScope = {}) => call<undefined>('DELETE', '/webhook-faults', { query: { ...scope } })
})

const signatureRoutes = (call: AdminCall) => ({
  /** What is wrong with the signature of a saved request, or that nothing is. */
  explain: (body: ExplainBody) => call<ExplainReply>('POST', '/signature/explain', { body })
})

const requestRoutes = (call: AdminCall) => ({
  /** One entry of the journal; of a refused signature with its explanation. */
  get: (id: string) => call<RequestReply>('GET', route`/requests/${id}`)
})

/** Every method throws `AdminError` where the bank says no. */
export const adminClient = (options: AdminOptions) => {
  const call = adminCall(options)
  return {
    partners: partnerRoutes(call),
    transactions: transactionRoutes(call),
    clock: clockRoutes(call),
    notifications: notificationRoutes(call),
    webhookFaults: webhookFaultRoutes(call),
    /** A customer pays by referenceNo, partnerReferenceNo or qrContent; a static QR's payment is a transaction of its own. */
    pay: (body: PayBody) => call<TransactionReply>('POST', '/pay', { body }),
    signature: signatureRoutes(call),
    requests: requestRoutes(call),
    /** Back to the fixtures: the whole bank, or one partner. */
    reset: (scope: PartnerScope = {}) => call<{ reset: string }>('POST', '/reset', { body: scope })
  }
}

export type AdminClient = ReturnType<typeof adminClient>

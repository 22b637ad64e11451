/** The typed admin client: one line a route, one function a noun. It needs a bank's URL and nothing of the bank's code. */
import type { ClockBody, ClockReply, DueReply } from '../../schemas/clock.js'
import type { JournalQuery, RequestReply, VerifyBody, VerifyReply } from '../../schemas/journal.js'
import type {
  CallbackTestBody, CallbackTestReply, NotificationListQuery, NotificationReply, NotificationWaitQuery
} from '../../schemas/notification.js'
import type { OutcomeCreate, OutcomeReply, ResponseCodeReply } from '../../schemas/outcome.js'
import type { PartnerCreate, PartnerPatch, PartnerReply } from '../../schemas/partner.js'
import type { ExplainBody, ExplainReply } from '../../schemas/signature.js'
import type { RestoreReply, SnapshotCreate, SnapshotReply } from '../../schemas/snapshot.js'
import type { EventBody, PayBody, StatusBody, TransactionCreate, TransactionReply } from '../../schemas/transaction.js'
import type { WebhookFaultBody, WebhookFaultReply } from '../../schemas/webhook-fault.js'
import type { EventName } from '../domain/transaction.js'
import { acceptanceRoutes } from './acceptance.js'
import { adminCall, route, type AdminCall, type AdminOptions, type PageOf, type PageWish } from './admin-call.js'
import { openEvents, type EventWish } from './event-stream.js'

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
  readonly referenceNo?: string
  /** Payments of this static QR. */
  readonly qrReferenceNo?: string
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
  /** What time will bring next, the soonest first. */
  due: (query: PartnerScope & { readonly limit?: number } = {}) => call<{ items: DueReply[] }>('GET', '/due', { query: { ...query } }),
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

/** The filters of a list of outcomes. */
export interface OutcomeQuery extends PageWish, PartnerScope {
  /** Those that never fired, or those that did. */
  readonly unused?: boolean
}

const outcomeRoutes = (call: AdminCall) => ({
  /** Arms it: of one partner, or of every partner where none is named. */
  create: (body: OutcomeCreate) => call<OutcomeReply>('POST', '/outcomes', { body }),
  list: (query: OutcomeQuery = {}) => call<PageOf<OutcomeReply>>('GET', '/outcomes', { query: { ...query } }),
  /** With how often it fired, and why the nearest calls missed it. */
  get: (id: string) => call<OutcomeReply>('GET', route`/outcomes/${id}`),
  remove: (id: string) => call<undefined>('DELETE', route`/outcomes/${id}`),
  /** Of one partner, or all of them. */
  clear: (scope: PartnerScope = {}) => call<undefined>('DELETE', '/outcomes', { query: { ...scope } })
})

const requestRoutes = (call: AdminCall) => ({
  /** The journal, the newest first. */
  list: (query: JournalQuery = {}) => call<PageOf<RequestReply>>('GET', '/requests', { query: { ...query } }),
  /** One entry of the journal; of a refused signature with its explanation. */
  get: (id: string) => call<RequestReply>('GET', route`/requests/${id}`),
  /** Resolves once the claim is true; 422 with the nearest misses where it is not within `withinMs`. */
  verify: (body: VerifyBody) => call<VerifyReply>('POST', '/requests/verify', { body }),
  /** Of one partner, or all of them. */
  clear: (scope: PartnerScope = {}) => call<undefined>('DELETE', '/requests', { query: { ...scope } })
})

const snapshotRoutes = (call: AdminCall) => ({
  /** Of the whole bank, or of one partner; with `replace` in the place of one with this name. */
  create: (body: SnapshotCreate, { replace }: { readonly replace?: boolean } = {}) =>
    call<SnapshotReply>('POST', '/snapshots', { body, query: { replace } }),
  list: (scope: PartnerScope = {}) => call<PageOf<SnapshotReply>>('GET', '/snapshots', { query: { ...scope } }),
  restore: (name: string, scope: PartnerScope = {}) => call<RestoreReply>('POST', route`/snapshots/${name}/restore`, { body: scope }),
  remove: (name: string, scope: PartnerScope = {}) => call<undefined>('DELETE', route`/snapshots/${name}`, { query: { ...scope } })
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
    outcomes: outcomeRoutes(call),
    /** Every code that a service can be made to answer, by code or name; of all services where none is named. */
    responseCodes: (service?: string) => call<PageOf<ResponseCodeReply>>('GET', '/response-codes', { query: { service } }),
    requests: requestRoutes(call),
    /** The functional-test sheet of a partner, filled from real traffic. */
    acceptance: acceptanceRoutes(call, options),
    /** What happens from now on, as it happens. */
    events: (wish: EventWish = {}) => openEvents(options, wish),
    snapshots: snapshotRoutes(call),
    /** Back to the fixtures: the whole bank, or one partner. */
    reset: (scope: PartnerScope = {}) => call<{ reset: string }>('POST', '/reset', { body: scope })
  }
}

export type AdminClient = ReturnType<typeof adminClient>

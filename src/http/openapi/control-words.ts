/** What the document says of each route that is not the bank's own: its chapter, one line, and what it answers if not JSON. */

export type ControlTag =
  | 'Partners'
  | 'Transactions'
  | 'Forced outcomes'
  | 'Journal'
  | 'Clock'
  | 'Notifications'
  | 'Webhook lab'
  | 'Snapshots'
  | 'Tools'
  | 'Pages'
  | 'Process'

export interface ControlWords {
  readonly tag: ControlTag
  readonly summary: string
  readonly produces?: string
  /** What else it answers, where it is asked to. */
  readonly also?: readonly string[]
  /** What it answers where it declares no reply; 200 if nothing is said. */
  readonly statuses?: readonly number[]
}

const of = (tag: ControlTag, words: Readonly<Record<string, string>>): [string, ControlWords][] =>
  Object.entries(words).map(([route, summary]) => [route, { tag, summary }])

const answering = (tag: ControlTag, produces: string, words: Readonly<Record<string, string>>): [string, ControlWords][] =>
  of(tag, words).map(([route, entry]) => [route, { ...entry, produces }])

const offering = (tag: ControlTag, also: readonly string[], words: Readonly<Record<string, string>>): [string, ControlWords][] =>
  of(tag, words).map(([route, entry]) => [route, { ...entry, also }])

const sinks = (statuses: readonly number[], words: Readonly<Record<string, string>>): [string, ControlWords][] =>
  of('Webhook lab', words).map(([route, entry]) => [route, { ...entry, statuses }])

/** In the order of the document. */
export const CONTROL_WORDS: ReadonlyMap<string, ControlWords> = new Map([
  ...of('Partners', {
    'GET /admin/partners': 'List partners',
    'POST /admin/partners': 'Register a partner; {} makes everything it needs',
    'GET /admin/partners/:partnerId': 'One partner with its credentials',
    'PATCH /admin/partners/:partnerId': 'Change what is said, leave the rest',
    'DELETE /admin/partners/:partnerId': 'Remove a partner and all that is its own',
    'POST /admin/partners/:partnerId/tokens/expire': 'Expire every token so far'
  }),
  ...of('Transactions', {
    'GET /admin/transactions': 'List transactions, the newest first',
    'POST /admin/transactions': 'Put a transaction into the ledger',
    'GET /admin/transactions/:referenceNo': 'One transaction with its history',
    'POST /admin/transactions/:referenceNo/:event':
      'Make something happen to it: scan, authorize, pay, settle, fail, expire, cancel, refund',
    'PUT /admin/transactions/:referenceNo/status': 'Set its state, by force if need be',
    'POST /admin/pay': 'Pay by reference or by the content of the QR'
  }),
  ...of('Forced outcomes', {
    'GET /admin/outcomes': 'List outcomes with what they have done and why they have not',
    'POST /admin/outcomes': 'Arm an outcome',
    'GET /admin/outcomes/:id': 'One outcome',
    'DELETE /admin/outcomes/:id': 'Disarm an outcome',
    'DELETE /admin/outcomes': "Disarm all outcomes, or one partner's",
    'GET /admin/response-codes': 'Every code that a service can be made to answer, and what makes the bank answer so by itself'
  }),
  ...offering('Journal', ['application/x-ndjson'], {
    'GET /admin/requests': 'List exchanges, the newest first; application/x-ndjson streams them'
  }),
  ...of('Journal', {
    'GET /admin/requests/:id': 'One exchange with its checks',
    'DELETE /admin/requests': "Forget all exchanges, or one partner's",
    'POST /admin/requests/verify': 'Claim that calls came; 422 tells the nearest misses'
  }),
  ...offering('Journal', ['text/html', 'text/markdown', 'application/xml'], {
    'GET /admin/acceptance': 'The functional-test sheet of a partner, filled from real traffic: JSON, HTML, Markdown or JUnit'
  }),
  ...answering('Journal', 'text/event-stream', {
    'GET /admin/events':
      'Everything that happens from now on: request, transaction, notification, outcome, clock, acceptance, reset'
  }),
  ...of('Clock', {
    'GET /admin/clock': 'The time of the bank or of one partner',
    'GET /admin/due': 'What time will bring next, by the clock of each partner',
    'POST /admin/clock': 'Move it; answers once everything that became due is done, with what happened'
  }),
  ...of('Notifications', {
    'GET /admin/notifications': 'List notifications with their attempts',
    'GET /admin/notifications/:id': 'One notification',
    'POST /admin/notifications/:id/redeliver': 'Send it once more',
    'GET /admin/notifications/wait': 'Wait until one has come about',
    'POST /admin/partners/:partnerId/callback/test': 'Send the partner a sample notification',
    'GET /.well-known/jwks.json': 'The key that verifies notifications, as a key set'
  }),
  ...answering('Notifications', 'application/x-pem-file', { 'GET /admin/bank/public-key': 'The same key as PEM' }),
  ...of('Webhook lab', {
    'GET /admin/webhook-faults': 'List faults of notifications',
    'POST /admin/webhook-faults': 'Arm a fault of notifications',
    'GET /admin/webhook-faults/:id': 'One fault of notifications',
    'DELETE /admin/webhook-faults/:id': 'Disarm a fault of notifications',
    'DELETE /admin/webhook-faults': "Disarm all faults of notifications, or one partner's"
  }),
  ...sinks([200], { 'POST /sink/200': 'A receiver that acknowledges', 'POST /sink/slow': 'A receiver that answers too late' }),
  ...sinks([401], { 'POST /sink/401': 'A receiver that refuses the signature' }),
  ...sinks([500], { 'POST /sink/500': 'A receiver that is broken' }),
  ...sinks([200, 500], { 'POST /sink/fail-first-3': 'A receiver that acknowledges the fourth time' }),
  ...of('Snapshots', {
    'POST /admin/snapshots': 'Take a snapshot of the bank or of one partner',
    'GET /admin/snapshots': 'List snapshots',
    'POST /admin/snapshots/:name/restore': "Make everything as it was, or what is one partner's",
    'DELETE /admin/snapshots/:name': 'Drop a snapshot',
    'POST /admin/reset': 'Back to the fixtures: the bank or one partner'
  }),
  ...of('Tools', { 'POST /admin/signature/explain': 'Why a signature is wrong' }),
  ...of('Tools', {
    'POST /api/v1.0/utilities/signature-auth': 'Sign a token call: headers X-TIMESTAMP, X-CLIENT-KEY, Private_Key',
    'POST /api/v1.0/utilities/signature-service': 'Sign a call: headers X-TIMESTAMP, X-CLIENT-SECRET, HttpMethod, EndpoinUrl, AccessToken'
  }),
  ...answering('Tools', 'image/png', { 'GET /qr/:partnerId/:referenceNo.png': 'The QR as a picture' }),
  ...answering('Tools', 'image/svg+xml', { 'GET /qr/:partnerId/:referenceNo.svg': 'The QR as a drawing' }),
  ...answering('Pages', 'text/html', {
    'GET /': 'The dashboard',
    'GET /pay/:referenceNo': 'A wallet for whoever was shown the QR'
  }),
  ...answering('Pages', 'image/svg+xml', { 'GET /favicon.ico': 'The icon of the pages' }),
  ['GET /assets/:name', { tag: 'Pages', summary: 'What the pages load', produces: 'text/javascript', also: ['text/css'] }],
  ...of('Pages', {
    'GET /pay/:referenceNo/qr': 'What a wallet shows of the QR; wants no key',
    'POST /pay/:referenceNo/:deed': 'What a customer does: scan, authorize, pay, settle, fail; wants no key'
  }),
  ...of('Process', { 'GET /livez': 'The process is alive', 'GET /readyz': 'The bank is ready' }),
  ...answering('Process', 'text/plain', { 'GET /metrics': 'Counters and gauges for Prometheus' }),
  ...answering('Process', 'text/html', { 'GET /docs': 'This document as a page' }),
  ...of('Process', { 'GET /docs/json': 'This document', 'GET /docs/postman.json': 'A Postman collection that signs' })
])

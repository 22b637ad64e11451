/** `/admin/transactions`: see them, make them, move them, force them. */
import { Type } from '@sinclair/typebox'
import { DEFAULT_LIMIT, Page, PageQuery } from '../../../schemas/page.js'
import { EventBody, StatusBody, TransactionCreate, TransactionReply } from '../../../schemas/transaction.js'
import { findStatus, STATUS_WORDS } from '../../../schemas/transaction-status.js'
import { Words } from '../../../schemas/fields.js'
import { addTransaction } from '../../bank/add-transaction.js'
import type { Bank } from '../../bank/bank.js'
import { doEvent } from '../../bank/do-event.js'
import { pointToTransaction } from '../../bank/point-to-transaction.js'
import { getPartner } from '../../bank/save-partner.js'
import { setStatus } from '../../bank/set-status.js'
import { EVENTS, type StoredStatus } from '../../domain/transaction.js'
import { Invalid } from '../../domain/verdict.js'
import { readCursor } from '../cursor.js'
import { done, type AdminApp } from './admin.js'
import { listTransactions } from './transaction-list.js'
import { showTransaction, showWithHistory } from './transaction-view.js'

const Params = Type.Object({ referenceNo: Type.String() })
const EventParams = Type.Object({ referenceNo: Type.String(), event: Words(EVENTS) })
/** Reference numbers are unique within a partner; naming it is needed where two have the same. */
const Narrowed = Type.Object({ partnerId: Type.Optional(Type.String()) }, { additionalProperties: false })

const ListQuery = Type.Object(
  {
    partnerId: Type.Optional(Type.String()),
    status: Type.Optional(Type.String()),
    merchantId: Type.Optional(Type.String()),
    partnerReferenceNo: Type.Optional(Type.String()),
    referenceNo: Type.Optional(Type.String()),
    qrReferenceNo: Type.Optional(Type.String({ description: 'Payments of this static QR' })),
    ...PageQuery
  },
  { additionalProperties: false }
)

const readStatus = (word: string): StoredStatus => {
  const status = word === 'active' ? word : findStatus(word)
  if (status === undefined) throw new Invalid('status', 'unknown', STATUS_WORDS)
  return status
}

/** The partner named, or else the first one of the bank. */
const partnerFor = (bank: Bank, partnerId: string | undefined) => {
  const id = partnerId ?? bank.store.partners.ids()[0]
  if (id === undefined) throw new Invalid('partnerId', 'missing, and the bank has no partner')
  return getPartner(bank, id)
}

export const transactionRoutes = (app: AdminApp, bank: Bank): void => {
  app.get('/transactions', { schema: { querystring: ListQuery, response: { 200: Page(TransactionReply) } } },
    ({ query: { limit = DEFAULT_LIMIT, cursor, status, ...filter } }) => {
      if (filter.partnerId !== undefined) getPartner(bank, filter.partnerId)
      const after = readCursor(cursor, { createdAt: 0, partnerId: '', referenceNo: '' })
      return listTransactions(bank, { ...filter, status: status === undefined ? undefined : readStatus(status) }, limit, after)
    })

  app.post('/transactions', { schema: { body: TransactionCreate, response: { 201: TransactionReply } } }, async ({ body }, reply) => {
    const { partnerId, ...seed } = body
    const transaction = await done(bank, () =>
      addTransaction(bank, partnerFor(bank, partnerId), seed, { event: 'create', cause: 'admin', ttlMs: bank.options.qrTtlSeconds * 1000 }))
    return reply.code(201).send(showWithHistory(bank, transaction))
  })

  app.get('/transactions/:referenceNo', { schema: { params: Params, querystring: Narrowed, response: { 200: TransactionReply } } },
    async ({ params, query }) =>
      showWithHistory(bank, await done(bank, () => pointToTransaction(bank, params.referenceNo, query.partnerId))))

  app.post('/transactions/:referenceNo/:event',
    { schema: { params: EventParams, querystring: Narrowed, body: Type.Optional(EventBody), response: { 200: TransactionReply } } },
    async ({ params, query, body = {} }) =>
      showWithHistory(bank, await done(bank, () =>
        doEvent(bank, pointToTransaction(bank, params.referenceNo, query.partnerId), params.event, 'admin', body))))

  app.put('/transactions/:referenceNo/status',
    { schema: { params: Params, querystring: Narrowed, body: StatusBody, response: { 200: TransactionReply } } },
    async ({ params, query, body }) =>
      showTransaction(bank, await done(bank, () =>
        setStatus(bank, pointToTransaction(bank, params.referenceNo, query.partnerId), readStatus(body.status), body.force ?? false)), true))
}

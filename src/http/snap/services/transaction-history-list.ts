/** Status inquiry, static (12) on the wire. */
import { SERVICES } from '../../../../schemas/services.js'
import {
  TransactionHistoryListReply, transactionHistoryListRequest, type TransactionHistoryListRequest
} from '../../../../schemas/transaction-history-list.js'
import { listPayments } from '../../../bank/list-payments.js'
import { sampleHistory } from '../../../bank/sample-replies.js'
import { demandFrom, demandTo } from '../../../domain/history-span.js'
import { defineService } from '../service.js'

export const transactionHistoryList = defineService<TransactionHistoryListRequest>({
  service: SERVICES.history,
  request: transactionHistoryListRequest,
  reply: TransactionHistoryListReply,
  readsOnly: true,
  rules: (request, now) => ({
    fromDateTime: () => { demandFrom(request, now) },
    toDateTime: () => { demandTo(request, now) }
  }),
  handle: ({ bank, partner, request }) => listPayments(bank, partner, request),
  forced: ({ row }) => (row.http < 300 ? sampleHistory() : {})
})

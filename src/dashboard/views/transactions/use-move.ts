/** Moves a transaction, and says what came of it. */
import type { EventBody, TransactionReply } from '../../../../schemas/transaction.js'
import type { EventName } from '../../../domain/transaction.js'
import { admin } from '../../session.js'
import { statusText } from '../../ui/status-badge.js'
import { attempt } from '../../ui/toasts.js'
import { sayMove } from './move-words.js'

export type Move = (event: EventName, body?: EventBody) => Promise<boolean>

/** `onMoved` gets the transaction as it is afterwards; of a static QR, its new payment. True where the bank did it. */
export const mover = ({ partnerId, referenceNo, kind }: TransactionReply, onMoved: (moved: TransactionReply) => void): Move =>
  async (event, body = {}) => {
    const moved = await attempt(
      () => admin.peek().transactions.event(referenceNo, event, body, { partnerId }),
      ({ status, referenceNo: paid }) =>
        (kind === 'static' ? sayMove('paidStatic', { reference: paid }) : sayMove('moved', { event: sayMove(event), state: statusText(status) }))
    )
    if (moved !== undefined) onMoved(moved)
    return moved !== undefined
  }

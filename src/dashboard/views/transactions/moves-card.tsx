/** Where the transaction is and what may happen to it now. */
import { useState } from 'preact/hooks'
import type { TransactionReply } from '../../../../schemas/transaction.js'
import type { EventName } from '../../../domain/transaction.js'
import { EventDialog, isToldMore } from './event-form.js'
import { ForceStatus } from './force-status.js'
import { sayMove } from './move-words.js'
import { StateDiagram, StateList } from './state-diagram.js'
import { mover } from './use-move.js'
import { say } from './words.js'

interface MovesProps {
  readonly transaction: TransactionReply
  readonly onMoved: (moved: TransactionReply) => void
}

export const MovesCard = ({ transaction, onMoved }: MovesProps) => {
  const [asking, ask] = useState<'pay' | 'refund'>()
  const move = mover(transaction, onMoved)
  const onEvent = (event: EventName): void => {
    if (isToldMore(event)) ask(event)
    else void move(event)
  }
  const isStatic = transaction.kind === 'static'
  return (
    <section class="card moves" aria-label={say('moves')}>
      {isStatic && <p class="quiet-text">{sayMove('staticText')}</p>}
      {!isStatic && <StateDiagram transaction={transaction} onEvent={onEvent} />}
      <div class={isStatic ? undefined : 'narrow-only'}><StateList transaction={transaction} onEvent={onEvent} /></div>
      {!isStatic && transaction.allowedEvents.length === 0 && <p class="quiet-text">{sayMove('final')}</p>}
      <ForceStatus transaction={transaction} onMoved={onMoved} />
      {asking !== undefined && <EventDialog event={asking} transaction={transaction} move={move} onClose={() => { ask(undefined) }} />}
    </section>
  )
}

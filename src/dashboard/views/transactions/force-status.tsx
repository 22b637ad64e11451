/** Sets any state: as the table of states allows, or by force, which the history tells. */
import { useState } from 'preact/hooks'
import type { TransactionReply } from '../../../../schemas/transaction.js'
import { MOVES, type StoredStatus } from '../../../domain/transaction.js'
import { admin } from '../../session.js'
import { Choice } from '../../ui/field.js'
import { statusText } from '../../ui/status-badge.js'
import { attempt } from '../../ui/toasts.js'
import { sayMove } from './move-words.js'

/** The states that this transaction can be set to at all. */
const statesOf = ({ kind, status }: TransactionReply): StoredStatus[] =>
  (kind === 'static' ? ['canceled'] as const : Object.keys(MOVES) as StoredStatus[]).filter(state => state !== status)

const isAllowed = ({ kind, status }: TransactionReply, to: StoredStatus): boolean =>
  kind === 'static' || (MOVES[status as keyof typeof MOVES] as readonly StoredStatus[]).includes(to)

interface ForceProps {
  readonly transaction: TransactionReply
  readonly onMoved: (moved: TransactionReply) => void
}

const ForceForm = ({ transaction, onMoved, states }: ForceProps & { readonly states: readonly [StoredStatus, ...StoredStatus[]] }) => {
  const [wish, setWish] = useState<StoredStatus>()
  const [force, setForce] = useState(false)
  const to = wish !== undefined && states.includes(wish) ? wish : states[0]
  const allowed = force || isAllowed(transaction, to)
  const set = async (): Promise<void> => {
    const { referenceNo, partnerId } = transaction
    const moved = await attempt(
      () => admin.peek().transactions.setStatus(referenceNo, { status: to, force }, { partnerId }), sayMove('stateSet', { state: statusText(to) })
    )
    if (moved === undefined) return
    setForce(false)
    onMoved(moved)
  }
  return (
    <form onSubmit={event => { event.preventDefault(); void set() }}>
      <div class="force-row">
        <Choice label={sayMove('newState')} value={to} onChoose={setWish} options={states.map(state => [state, statusText(state)])} />
        <button class={force ? 'button danger' : 'button'} disabled={!allowed}>{sayMove('setState')}</button>
      </div>
      <label class="tick">
        <input type="checkbox" checked={force} onChange={event => { setForce(event.currentTarget.checked) }} /> {sayMove('force')}
      </label>
      {force && <p class="warning" role="status">{sayMove('forceWarning')}</p>}
      {!allowed && <p class="quiet-text" role="status">{sayMove('notAllowed', { from: statusText(transaction.status), to: statusText(to) })}</p>}
    </form>
  )
}

export const ForceStatus = (props: ForceProps) => {
  const [first, ...rest] = statesOf(props.transaction)
  if (first === undefined) return null
  return (
    <details class="force-status">
      <summary>{sayMove('forceTitle')}</summary>
      <ForceForm {...props} states={[first, ...rest]} />
    </details>
  )
}

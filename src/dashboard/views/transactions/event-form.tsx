/** What an event can be told: the payer of a payment, the amount of a refund. */
import { useState } from 'preact/hooks'
import type { EventBody, TransactionReply } from '../../../../schemas/transaction.js'
import { Dialog } from '../../ui/dialog.js'
import { TextField } from '../../ui/field.js'
import { say as sayAll } from '../../ui/words.js'
import { sayMove } from './move-words.js'
import { formatRupiah, amountTyped } from '../../money.js'
import type { Move } from './use-move.js'

/** The events that can be told something. */
export const isToldMore = (event: string): event is 'pay' | 'refund' => event === 'pay' || event === 'refund'

const FIELDS = { pay: ['amount', 'issuer', 'rrn', 'customerPan'], refund: ['amount'] } as const
type FieldName = (typeof FIELDS)['pay'][number]

const hintOf = (event: 'pay' | 'refund', field: FieldName, { amount }: TransactionReply): string | undefined => {
  if (field === 'issuer') return sayMove('issuerHint')
  if (field !== 'amount') return undefined
  if (event === 'refund') return sayMove('amountLeft')
  return amount === undefined ? sayMove('amountTyped') : sayMove('amountOfQr', { amount: formatRupiah(amount) })
}

/** What was typed; what was left empty is not said. */
const bodyOf = (typed: Readonly<Partial<Record<FieldName, string>>>): EventBody =>
  Object.fromEntries(Object.entries(typed)
    .map(([name, text]) => [name, name === 'amount' && text !== '' ? amountTyped(text) : text.trim()] as const)
    .filter(([, text]) => text !== ''))

interface EventDialogProps {
  readonly event: 'pay' | 'refund'
  readonly transaction: TransactionReply
  readonly move: Move
  readonly onClose: () => void
}

export const EventDialog = ({ event, transaction, move, onClose }: EventDialogProps) => {
  const [typed, setTyped] = useState<Partial<Record<FieldName, string>>>({})
  const send = async (): Promise<void> => {
    if (await move(event, bodyOf(typed))) onClose()
  }
  return (
    <Dialog title={sayMove(event === 'pay' ? 'payTitle' : 'refundTitle')} onClose={onClose}>
      <form onSubmit={submitted => { submitted.preventDefault(); void send() }}>
        {event === 'pay' && <p class="quiet-text">{sayMove('payHint')}</p>}
        <div class="columns">
          {FIELDS[event].map(name => (
            <TextField
              key={name} label={sayMove(name)} hint={hintOf(event, name, transaction)} value={typed[name] ?? ''} autoFocus={name === 'amount'}
              required={name === 'amount' && event === 'pay' && transaction.amount === undefined}
              onInput={text => { setTyped(before => ({ ...before, [name]: text })) }}
            />
          ))}
        </div>
        <div class="actions">
          <button class="button primary">{sayMove(event)}</button>
          <button type="button" class="button" onClick={onClose}>{sayAll('cancel')}</button>
        </div>
      </form>
    </Dialog>
  )
}

/** Puts a transaction into the ledger, in whatever state a test needs. */
import { useState } from 'preact/hooks'
import type { TransactionCreate } from '../../../../schemas/transaction.js'
import { MOVES } from '../../../domain/transaction.js'
import { currentPartner, partners } from '../../partners-known.js'
import { admin } from '../../session.js'
import { Command } from '../../ui/command.js'
import { Dialog } from '../../ui/dialog.js'
import { Choice, TextField } from '../../ui/field.js'
import { statusText } from '../../ui/status-badge.js'
import { say as sayAll } from '../../ui/words.js'
import { useRefusal } from '../../use-refusal.js'
import { sayMove } from './move-words.js'
import { amountTyped } from '../../money.js'
import { goOpen } from './transaction-link.js'

const FIRST = { kind: 'dynamic', amount: '15000', status: '', partnerReferenceNo: '' } as const

type Typed = Record<'partnerId' | keyof typeof FIRST, string>

/** What was left empty is not said: the bank draws it. */
const bodyOf = ({ partnerId, kind, amount, status, partnerReferenceNo }: Typed): TransactionCreate => {
  const said = { partnerId, kind, amount: amount.trim() === '' ? '' : amountTyped(amount), status, partnerReferenceNo: partnerReferenceNo.trim() }
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== ''))
}

const statesFor = (kind: string): readonly string[] => (kind === 'static' ? ['canceled'] : Object.keys(MOVES))

interface FormProps {
  readonly onClose: () => void
}

const CreateForm = ({ onClose }: FormProps) => {
  const [typed, setTyped] = useState<Typed>({ ...FIRST, partnerId: currentPartner()?.partnerId ?? '' })
  const refusal = useRefusal(['partnerId', 'kind', 'amount', 'status', 'partnerReferenceNo'])
  const set = (name: keyof Typed) => (value: string): void => {
    // Each kind has states of its own.
    setTyped(before => ({ ...before, [name]: value, ...(name === 'kind' && { status: '' }) }))
  }
  const create = async (): Promise<void> => {
    const made = await refusal.send(() => admin.peek().transactions.create(bodyOf(typed)), sayAll('done'))
    if (made === undefined) return
    onClose()
    goOpen(made)
  }
  const field = (name: keyof Typed) => ({ value: typed[name], problem: refusal.at(name) })
  return (
    <form onSubmit={event => { event.preventDefault(); void create() }}>
      <div class="columns">
        <Choice
          label={sayMove('partner')} {...field('partnerId')} onChoose={set('partnerId')}
          options={partners.value.map(({ partnerId }) => [partnerId, partnerId])}
        />
        <Choice
          label={sayMove('kind')} {...field('kind')} onChoose={set('kind')}
          options={[['dynamic', sayMove('dynamic')], ['static', sayMove('static')]]}
        />
        <TextField
          label={sayMove('amount')} {...field('amount')} onInput={set('amount')} autoFocus required={typed.kind === 'dynamic'}
          hint={typed.kind === 'static' ? sayMove('optional') : undefined}
        />
        <Choice
          label={sayMove('status')} {...field('status')} onChoose={set('status')}
          options={[['', sayMove('asFresh')], ...statesFor(typed.kind).map(state => [state, statusText(state)] as const)]}
        />
        <TextField
          label={sayMove('partnerReference')} {...field('partnerReferenceNo')} onInput={set('partnerReferenceNo')} hint={sayMove('optional')}
        />
      </div>
      {refusal.elsewhere !== undefined && <p class="problem" role="alert">{refusal.elsewhere}</p>}
      <div class="actions">
        <button class="button primary">{sayMove('createNow')}</button>
        <button type="button" class="button" onClick={onClose}>{sayAll('cancel')}</button>
      </div>
    </form>
  )
}

export const CreateDialog = ({ onClose }: FormProps) => (
  <Dialog title={sayMove('createTitle')} onClose={onClose}>
    <div class="stack">
      <CreateForm onClose={onClose} />
      <p class="quiet-text">{sayMove('createText')}</p>
      <Command text="npx bnc-sandbox generate --amount 15000" />
    </div>
  </Dialog>
)

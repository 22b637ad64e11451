/** Registers a partner: with nothing said, everything is made. */
import { useState } from 'preact/hooks'
import { DIALECT_NAMES } from '../../../../schemas/dialects.js'
import type { PartnerCreate } from '../../../../schemas/partner.js'
import { reloadPartners } from '../../partners-known.js'
import { open } from '../../route.js'
import { admin } from '../../session.js'
import { Dialog } from '../../ui/dialog.js'
import { Choice, Field, TextField } from '../../ui/field.js'
import { useRefusal, type RefusalState } from '../../use-refusal.js'
import { modeOptions } from './form-parts.js'
import { say } from './words.js'

const NOTHING = { partnerId: '', dialect: '', signature: '', publicKey: '', callbackUrl: '' }
type Wish = typeof NOTHING

/** What stays empty is the bank's to make. */
const bodyOf = (wish: Wish): PartnerCreate =>
  Object.fromEntries(Object.entries(wish).map(([name, value]) => [name, value.trim()]).filter(([, value]) => value !== '')) as PartnerCreate

interface WishProps {
  readonly wish: Wish
  readonly change: (patch: Partial<Wish>) => void
  readonly refusal: RefusalState
}

const WishFields = ({ wish, change, refusal }: WishProps) => (
  <>
    <TextField
      label={say('partnerId')}
      value={wish.partnerId}
      placeholder={say('made')}
      problem={refusal.at('partnerId')}
      onInput={partnerId => { change({ partnerId }) }}
    />
    <div class="columns">
      <Choice
        label={say('dialect')}
        value={wish.dialect}
        problem={refusal.at('dialect')}
        onChoose={dialect => { change({ dialect }) }}
        options={[['', DIALECT_NAMES[0] ?? ''], ...DIALECT_NAMES.slice(1).map(name => [name, name] as const)]}
      />
      <Choice
        label={say('signature')}
        value={wish.signature}
        problem={refusal.at('signature')}
        onChoose={signature => { change({ signature }) }}
        options={[['', say('asDialect')], ...modeOptions()]}
      />
    </div>
    <TextField
      label={say('callbackUrl')}
      hint={say('callbackHint')}
      value={wish.callbackUrl}
      problem={refusal.at('callbackUrl')}
      onInput={callbackUrl => { change({ callbackUrl }) }}
    />
    <Field label={say('publicKey')} hint={say('publicKeyHint')} problem={refusal.at('publicKey')}>
      {ids => (
        <textarea
          {...ids}
          value={wish.publicKey}
          placeholder="-----BEGIN PUBLIC KEY-----"
          spellcheck={false}
          onInput={event => { change({ publicKey: event.currentTarget.value }) }}
        />
      )}
    </Field>
  </>
)

export const CreateDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const [wish, setWish] = useState(NOTHING)
  const [isBusy, setBusy] = useState(false)
  const refusal = useRefusal(Object.keys(NOTHING))
  const create = async (): Promise<void> => {
    setBusy(true)
    const made = await refusal.send(() => admin.value.partners.create(bodyOf(wish)), say('createdShort'))
    setBusy(false)
    if (made === undefined) return
    await reloadPartners()
    onClose()
    open(made.partnerId)
  }
  return (
    <Dialog title={say('create')} onClose={onClose}>
      <form noValidate onSubmit={event => { event.preventDefault(); void create() }}>
        <p class="quiet-text">{say('createWhy')}</p>
        <WishFields wish={wish} change={patch => { setWish(before => ({ ...before, ...patch })) }} refusal={refusal} />
        {refusal.elsewhere !== undefined && <p class="problem" role="alert">{refusal.elsewhere}</p>}
        <div class="actions"><button type="submit" class="button primary" disabled={isBusy}>{say('createYes')}</button></div>
      </form>
    </Dialog>
  )
}

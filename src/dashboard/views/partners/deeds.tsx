/** What starts a partner over: its tokens, its data, or all of it. */
import { useState } from 'preact/hooks'
import { reloadPartners } from '../../partners-known.js'
import { chosenPartner, choosePartner, open } from '../../route.js'
import { admin } from '../../session.js'
import { attempt } from '../../ui/toasts.js'
import { ConfirmDialog } from './confirm-dialog.js'
import { say } from './words.js'

interface DeedsProps {
  readonly partnerId: string
  readonly onChanged: () => void
}

/** Says whether the bank did it; an empty answer is one too. */
const didIt = async (act: () => Promise<unknown>, news: string): Promise<boolean> =>
  (await attempt(() => act().then(() => true), news)) === true

export const Deeds = ({ partnerId: id, onChanged }: DeedsProps) => {
  const [asking, setAsking] = useState<'reset' | 'remove'>()
  const close = (): void => { setAsking(undefined) }
  const expire = () => didIt(() => admin.value.partners.expireTokens(id), say('tokensExpired', { id }))
  const reset = async (): Promise<void> => {
    if (await didIt(() => admin.value.reset({ partnerId: id }), say('resetDone', { id }))) onChanged()
  }
  const remove = async (): Promise<void> => {
    if (!await didIt(() => admin.value.partners.remove(id), say('removed', { id }))) return
    if (chosenPartner.value === id) choosePartner(undefined)
    else open(undefined)
    await reloadPartners()
  }
  return (
    <section class="card" aria-label={say('deeds')}>
      <h3>{say('deeds')}</h3>
      <div class="actions">
        <button type="button" class="button" onClick={() => { void expire() }}>{say('expireTokens')}</button>
        <button type="button" class="button danger" onClick={() => { setAsking('reset') }}>{say('reset')}</button>
        <button type="button" class="button danger" onClick={() => { setAsking('remove') }}>{say('remove')}</button>
      </div>
      {asking !== undefined && (
        <ConfirmDialog
          title={say(`${asking}Title`)}
          why={say(`${asking}Why`, { id })}
          yes={say(`${asking}Yes`)}
          onYes={asking === 'reset' ? reset : remove}
          onClose={close}
        />
      )}
    </section>
  )
}

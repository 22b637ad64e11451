/** What is armed for the chosen partner, or for anybody: the newest first, followed as calls come. */
import { useState } from 'preact/hooks'
import type { OutcomeReply } from '../../../../schemas/outcome.js'
import { chosenPartner, route, setQuery } from '../../route.js'
import { admin } from '../../session.js'
import { Dialog } from '../../ui/dialog.js'
import { Empty } from '../../ui/empty.js'
import { LoadState } from '../../ui/load-state.js'
import { attempt } from '../../ui/toasts.js'
import { say as sayAll } from '../../ui/words.js'
import type { Loaded } from '../../use-loaded.js'
import { ArmedRow } from './armed-row.js'
import { say } from './words.js'

const ClearDialog = ({ onClose, onCleared }: { readonly onClose: () => void; readonly onCleared: () => void }) => {
  const partnerId = chosenPartner.value
  const clear = async (): Promise<void> => {
    await attempt(() => admin.value.outcomes.clear({ partnerId }), say('cleared'))
    onCleared()
    onClose()
  }
  return (
    <Dialog title={say('clearTitle')} onClose={onClose}>
      <p>{partnerId === undefined ? say('clearEverybody') : say('clearPartner', { id: partnerId })}</p>
      <div class="actions dialog-foot">
        <button type="button" class="button danger" onClick={() => { void clear() }}>{say('clearYes')}</button>
        <button type="button" class="button" onClick={onClose}>{sayAll('cancel')}</button>
      </div>
    </Dialog>
  )
}

const Nothing = ({ isUnused }: { readonly isUnused: boolean }) => (isUnused
  ? <Empty title={say('nothingUnused')} />
  : <Empty title={say('nothing')} command="npx bnc-sandbox force 4047700"><p>{say('nothingWhy')}</p></Empty>)

export const ArmedList = ({ armed }: { readonly armed: Loaded<readonly OutcomeReply[]> }) => {
  const [isClearing, setClearing] = useState(false)
  const isUnused = route.value.query['unused'] === '1'
  const disarm = async (id: string): Promise<void> => {
    await attempt(() => admin.value.outcomes.remove(id), say('disarmed'))
    armed.reload()
  }
  const count = armed.data?.length ?? 0
  return (
    <section class="card" aria-label={say('armed')}>
      <div class="spread">
        <h2 aria-live="polite">{say('armedCount', { count })}</h2>
        <button
          type="button"
          class="button small danger"
          disabled={count === 0}
          onClick={() => { setClearing(true) }}
        >
          {say('clearAll')}
        </button>
      </div>
      <label class="tick">
        <input
          type="checkbox"
          checked={isUnused}
          onChange={event => { setQuery({ unused: event.currentTarget.checked ? '1' : '' }) }}
        />
        {say('onlyUnused')}
      </label>
      <p class="hint">{say('order')}</p>
      <LoadState of={armed}>
        {outcomes => (outcomes.length === 0
          ? <Nothing isUnused={isUnused} />
          : (
            <ul class="force-armed-list">
              {outcomes.map(outcome => (
                <ArmedRow key={outcome.id} outcome={outcome} onDisarm={() => { void disarm(outcome.id) }} />
              ))}
            </ul>
          ))}
      </LoadState>
      {isClearing && <ClearDialog onClose={() => { setClearing(false) }} onCleared={armed.reload} />}
    </section>
  )
}

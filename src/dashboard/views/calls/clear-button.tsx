/** Deletes the calls of the journal, once somebody has said that it is meant. */
import { useState } from 'preact/hooks'
import { chosenPartner, open } from '../../route.js'
import { admin } from '../../session.js'
import { Dialog } from '../../ui/dialog.js'
import { attempt } from '../../ui/toasts.js'
import { say as sayAll } from '../../ui/words.js'
import { say } from './words.js'

export const ClearButton = ({ onCleared }: { readonly onCleared: () => void }) => {
  const [isAsking, setAsking] = useState(false)
  const partnerId = chosenPartner.value
  const clear = async (): Promise<void> => {
    setAsking(false)
    const done = await attempt(async () => { await admin.value.requests.clear({ partnerId }); return true }, say('cleared'))
    if (done !== true) return
    onCleared()
    open(undefined)
  }
  return (
    <>
      <button type="button" class="button danger" onClick={() => { setAsking(true) }}>{say('clear')}</button>
      {isAsking && (
        <Dialog title={say('clearTitle')} onClose={() => { setAsking(false) }}>
          <p>{partnerId === undefined ? say('clearAll') : say('clearPartner', { id: partnerId })}</p>
          <div class="actions dialog-actions">
            <button type="button" class="button danger" onClick={() => { void clear() }}>{say('clearTitle')}</button>
            <button type="button" class="button" onClick={() => { setAsking(false) }}>{sayAll('cancel')}</button>
          </div>
        </Dialog>
      )}
    </>
  )
}

/** Asks before something is lost. */
import { Dialog } from '../../ui/dialog.js'
import { say as sayAll } from '../../ui/words.js'

interface ConfirmDialogProps {
  readonly title: string
  readonly why: string
  readonly yes: string
  readonly onYes: () => Promise<unknown>
  readonly onClose: () => void
}

export const ConfirmDialog = ({ title, why, yes, onYes, onClose }: ConfirmDialogProps) => (
  <Dialog title={title} onClose={onClose}>
    <p class="wrap">{why}</p>
    <div class="actions dialog-foot">
      <button type="button" class="button danger" onClick={() => { void onYes().then(onClose) }}>{yes}</button>
      <button type="button" class="button" onClick={onClose}>{sayAll('cancel')}</button>
    </div>
  </Dialog>
)

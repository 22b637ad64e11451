/** Asks for the admin key, once, where the bank wants one. */
import { useState } from 'preact/hooks'
import { giveKey, wantsKey } from './session.js'
import { say } from './shell-words.js'
import { Dialog } from './ui/dialog.js'
import { TextField } from './ui/field.js'

const KeyForm = ({ wrong }: { readonly wrong: boolean }) => {
  const [text, setText] = useState('')
  return (
    <form onSubmit={event => { event.preventDefault(); giveKey(text.trim()) }}>
      <p>{say('keyWhy')}</p>
      {wrong && <p class="problem" role="alert">{say('keyWrong')}</p>}
      <TextField label={say('keyTitle')} type="password" value={text} onInput={setText} required autoFocus />
      <div class="actions"><button class="button primary" disabled={text.trim() === ''}>{say('keyGive')}</button></div>
    </form>
  )
}

export const KeyDialog = () => {
  if (wantsKey.value === false) return null
  return <Dialog title={say('keyTitle')}><KeyForm wrong={wantsKey.value === 'wrong'} /></Dialog>
}

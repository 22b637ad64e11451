/** Everything that can be changed of a partner; saving sends what is different and nothing else. */
import { useState } from 'preact/hooks'
import { DIALECT_NAMES, DIALECTS } from '../../../../schemas/dialects.js'
import type { PartnerReply } from '../../../../schemas/partner.js'
import { admin } from '../../session.js'
import { Choice, TextField } from '../../ui/field.js'
import { Json } from '../../ui/json.js'
import { useRefusal } from '../../use-refusal.js'
import { Group, modeOptions, type FieldsProps } from './form-parts.js'
import { draftOf, patchOf, type PartnerDraft } from './partner-draft.js'
import { SettingsFields } from './settings-fields.js'
import { say } from './words.js'

/** By the bank's names. */
const FIELDS = [
  'dialect', 'signature', 'callbackUrl', 'callbackSignature', 'callbackTokenUrl', 'settings.initialStatus', 'settings.notFoundAs',
  'settings.expiredStatus', 'settings.notifyOn', 'settings.magicValues', 'settings.amountLimit', 'settings.notifyScheduleSeconds'
]

const Speech = ({ draft, change, problemAt }: FieldsProps) => (
  <Group title={say('registration')}>
    <Choice
      label={say('dialect')}
      hint={say('dialectHint')}
      value={draft.dialect}
      problem={problemAt('dialect')}
      onChoose={dialect => { change({ dialect, signature: DIALECTS[dialect].signature }) }}
      options={DIALECT_NAMES.map(name => [name, name] as const)}
    />
    <Choice
      label={say('signature')}
      value={draft.signature}
      problem={problemAt('signature')}
      onChoose={signature => { change({ signature }) }}
      options={modeOptions()}
    />
  </Group>
)

const Callbacks = ({ draft, change, problemAt }: FieldsProps) => (
  <Group title={say('callbacks')}>
    <TextField
      label={say('callbackUrl')}
      hint={say('callbackHint')}
      value={draft.callbackUrl}
      placeholder="http://127.0.0.1:3000/notify"
      problem={problemAt('callbackUrl')}
      onInput={callbackUrl => { change({ callbackUrl }) }}
    />
    <Choice
      label={say('callbackSignature')}
      value={draft.callbackSignature}
      problem={problemAt('callbackSignature')}
      onChoose={callbackSignature => { change({ callbackSignature }) }}
      options={modeOptions()}
    />
    <TextField
      label={say('callbackTokenUrl')}
      hint={say('callbackTokenHint')}
      value={draft.callbackTokenUrl}
      problem={problemAt('callbackTokenUrl')}
      onInput={callbackTokenUrl => { change({ callbackTokenUrl }) }}
    />
  </Group>
)

interface PartnerFormProps {
  readonly partner: PartnerReply
  readonly onSaved: () => void
}

export const PartnerForm = ({ partner, onSaved }: PartnerFormProps) => {
  const [edits, setEdits] = useState<Partial<PartnerDraft>>({})
  const refusal = useRefusal(FIELDS)
  const draft = { ...draftOf(partner), ...edits }
  const patch = patchOf(partner, draft)
  const change = (more: Partial<PartnerDraft>): void => { setEdits(before => ({ ...before, ...more })) }
  const save = async (): Promise<void> => {
    if (patch === undefined) return
    const saved = await refusal.send(() => admin.value.partners.update(partner.partnerId, patch), say('saved'))
    if (saved === undefined) return
    setEdits({})
    onSaved()
  }
  const fields = { draft, change, problemAt: refusal.at }
  return (
    <form class="card" aria-label={say('settings')} noValidate onSubmit={event => { event.preventDefault(); void save() }}>
      <Speech {...fields} />
      <Callbacks {...fields} />
      <SettingsFields {...fields} />
      {refusal.elsewhere !== undefined && <p class="problem" role="alert">{refusal.elsewhere}</p>}
      {patch !== undefined && <section><h3>{say('willSend')}</h3><Json value={patch} what={say('willSend')} /></section>}
      <div class="actions">
        <button type="submit" class="button primary" disabled={patch === undefined}>{say('save')}</button>
        {patch === undefined
          ? <span class="quiet-text">{say('unchanged')}</span>
          : <button type="button" class="button" onClick={() => { setEdits({}) }}>{say('undo')}</button>}
      </div>
    </form>
  )
}

/** The fields of one effect: what is answered, what breaks, how long it takes, and what the bank did before. */
import { Choice, TextField } from '../../ui/field.js'
import { statusText } from '../../ui/status-badge.js'
import type { EffectDraft } from './draft.js'
import { FAULTS, NOT_FOUND, STATUSES } from './known.js'
import { say } from './words.js'

interface EffectProps {
  readonly draft: EffectDraft
  readonly change: (patch: Partial<EffectDraft>) => void
  readonly problemAt: (field: string) => string | undefined
}

/** What happens to one call: of the outcome itself, and of each step of a sequence. */
export const EffectFields = ({ draft, change, problemAt }: EffectProps) => (
  <>
    <TextField
      label={say('code')}
      hint={say('codeHint')}
      value={draft.code}
      problem={problemAt('respond.responseCode')}
      onInput={code => { change({ code }) }}
    />
    <TextField
      label={say('responseMessage')}
      value={draft.message}
      placeholder={say('usualMessage')}
      problem={problemAt('respond.responseMessage')}
      onInput={message => { change({ message }) }}
    />
    <Choice
      label={say('status')}
      hint={say('statusHint')}
      value={draft.status}
      problem={problemAt('respond.status')}
      onChoose={status => { change({ status }) }}
      options={[
        ['', say('asItIs')],
        ...STATUSES.map(status => [status, `${status}: ${statusText(status)}`] as const),
        [NOT_FOUND, NOT_FOUND]
      ]}
    />
    <Choice
      label={say('fault')}
      value={draft.fault}
      problem={problemAt('fault')}
      onChoose={fault => { change({ fault }) }}
      options={[['', say('noFault')], ...FAULTS.map(fault => [fault, `${fault}: ${say(fault)}`] as const)]}
    />
    <Choice
      label={say('at')}
      value={draft.at}
      problem={problemAt('at')}
      onChoose={at => { change({ at }) }}
      options={[['', say('before')], ['after', say('after')]]}
    />
    <TextField
      label={say('delayMin')}
      value={draft.delayMin}
      problem={problemAt('delayMs')}
      onInput={delayMin => { change({ delayMin }) }}
    />
    <TextField
      label={say('delayMax')}
      hint={say('delayHint')}
      value={draft.delayMax}
      onInput={delayMax => { change({ delayMax }) }}
    />
  </>
)

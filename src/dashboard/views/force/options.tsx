/** Everything else that an outcome can say: what happens, to which calls, how often. The bank's words stand at their field. */
import type { ComponentChildren } from 'preact'
import { TextField } from '../../ui/field.js'
import type { Draft } from './draft.js'
import { EffectFields } from './effect-fields.js'
import type { ForceState } from './force-state.js'
import { Steps } from './steps.js'
import { say } from './words.js'

const Group = ({ title, children }: { readonly title: string; readonly children: ComponentChildren }) => (
  <fieldset>
    <legend>{title}</legend>
    <div class="columns">{children}</div>
  </fieldset>
)

const MATCHED = ['referenceNo', 'partnerReferenceNo', 'externalId', 'merchantId', 'amount'] as const

const Match = ({ state: { draft, change, refusal } }: { readonly state: ForceState }) => (
  <Group title={say('onlyWhen')}>
    {MATCHED.map(field => (
      <TextField
        key={field}
        label={say(field)}
        value={draft[field]}
        problem={refusal.at(`match.${field}`)}
        {...(field === 'amount' && { placeholder: '10000.00' })}
        onInput={value => { change({ [field]: value } satisfies Partial<Draft>) }}
      />
    ))}
  </Group>
)

const Often = ({ state: { draft, change, refusal } }: { readonly state: ForceState }) => (
  <Group title={say('howOften')}>
    <div>
      {!draft.always && (
        <TextField
          label={say('times')}
          hint={say('timesHint')}
          value={draft.times}
          problem={refusal.at('times')}
          onInput={times => { change({ times }) }}
        />
      )}
      <label class="tick">
        <input type="checkbox" checked={draft.always} onChange={event => { change({ always: event.currentTarget.checked }) }} />
        {say('always')}
      </label>
    </div>
    <TextField
      label={say('passFirst')}
      value={draft.passFirst}
      problem={refusal.at('skip')}
      onInput={passFirst => { change({ passFirst }) }}
    />
    <TextField
      label={say('ttl')}
      hint={say('ttlHint')}
      value={draft.ttlSeconds}
      problem={refusal.at('ttlSeconds')}
      onInput={ttlSeconds => { change({ ttlSeconds }) }}
    />
    <TextField
      label={say('probability')}
      hint={say('probabilityHint')}
      value={draft.probability}
      problem={refusal.at('probability')}
      onInput={probability => { change({ probability }) }}
    />
    <TextField
      label={say('seed')}
      hint={say('seedHint')}
      value={draft.seed}
      problem={refusal.at('seed')}
      onInput={seed => { change({ seed }) }}
    />
    <TextField
      label={say('note')}
      hint={say('noteHint')}
      value={draft.note}
      problem={refusal.at('note')}
      onInput={note => { change({ note }) }}
    />
  </Group>
)

export const Options = ({ state }: { readonly state: ForceState }) => (
  <section class="card" aria-label={say('options')}>
    <Group title={say('what')}>
      <EffectFields draft={state.draft} change={state.change} problemAt={state.refusal.at} />
    </Group>
    <Match state={state} />
    <Often state={state} />
    <Steps state={state} />
  </section>
)

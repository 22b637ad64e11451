/** Builds a sequence: what happens to the first call, to the second, and to all after. */
import { Choice } from '../../ui/field.js'
import { NO_STEP, type StepDraft } from './draft.js'
import { EffectFields } from './effect-fields.js'
import type { ForceState } from './force-state.js'
import { say } from './words.js'

interface StepProps {
  readonly state: ForceState
  readonly step: StepDraft
  readonly index: number
}

const Step = ({ state: { draft, change, refusal }, step, index }: StepProps) => {
  const replace = (patch: Partial<StepDraft>): void => {
    change({ steps: draft.steps.map((each, at) => (at === index ? { ...each, ...patch } : each)) })
  }
  const number = index + 1
  return (
    <li class="force-step">
      <div class="spread">
        <h3>{say('step', { number })}</h3>
        <button
          type="button"
          class="button small"
          aria-label={say('removeStep', { number })}
          onClick={() => { change({ steps: draft.steps.filter((_, at) => at !== index) }) }}
        >
          ×
        </button>
      </div>
      <div class="columns">
        <Choice
          label={say('stepKind')}
          value={step.passes ? 'pass' : 'act'}
          problem={refusal.at(`sequence.${index}`)}
          onChoose={kind => { replace({ passes: kind === 'pass' }) }}
          options={[['act', say('stepAnswers')], ['pass', say('stepPasses')]]}
        />
        {!step.passes && (
          <EffectFields draft={step} change={replace} problemAt={field => refusal.at(`sequence.${index}.${field}`)} />
        )}
      </div>
    </li>
  )
}

export const Steps = ({ state }: { readonly state: ForceState }) => (
  <fieldset>
    <legend>{say('sequence')}</legend>
    <p class="hint">{say('sequenceWhy')}</p>
    {state.refusal.at('sequence') !== undefined && <p class="problem" role="alert">{state.refusal.at('sequence')}</p>}
    {state.draft.steps.length > 0 && (
      <ol class="force-steps">
        {state.draft.steps.map((step, index) => <Step key={index} state={state} step={step} index={index} />)}
      </ol>
    )}
    <button
      type="button"
      class="button"
      onClick={() => { state.change({ steps: [...state.draft.steps, NO_STEP] }) }}
    >
      {say('addStep')}
    </button>
  </fieldset>
)

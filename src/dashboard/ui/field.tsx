/** A field of a form with its label and its hint. */
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

interface FieldProps {
  readonly label: string
  readonly hint?: string | undefined
  /** What the bank said against it. */
  readonly problem?: string | undefined
  /** The control; it takes the id, so that label, hint and problem belong to it. */
  readonly children: (ids: ControlIds) => ComponentChildren
}

interface ControlIds {
  readonly id: string
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: true
}

const idsOf = (id: string, hint: string | undefined, problem: string | undefined): ControlIds => {
  const describedBy = [...(hint === undefined ? [] : [`${id}-hint`]), ...(problem === undefined ? [] : [`${id}-problem`])].join(' ')
  return {
    id,
    ...(describedBy !== '' && { 'aria-describedby': describedBy }),
    ...(problem !== undefined && { 'aria-invalid': true as const })
  }
}

export const Field = ({ label, hint, problem, children }: FieldProps) => {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(idsOf(id, hint, problem))}
      {problem !== undefined && <p class="problem" role="alert" id={`${id}-problem`}>{problem}</p>}
      {hint !== undefined && <p class="hint" id={`${id}-hint`}>{hint}</p>}
    </div>
  )
}

interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly onInput: (value: string) => void
  readonly hint?: string | undefined
  readonly problem?: string | undefined
  readonly placeholder?: string
  readonly type?: 'text' | 'number' | 'password' | 'url' | 'datetime-local'
  readonly required?: boolean
  readonly list?: string
  readonly autoFocus?: boolean
}

/** JSX knows each kind of input by itself; these take the same attributes. */
const typed = (type: string): { type: 'text' } => ({ type: type as 'text' })

export const TextField = ({ label, hint, problem, value, onInput, type = 'text', ...more }: TextFieldProps) => (
  <Field label={label} hint={hint} problem={problem}>
    {ids => (
      <input {...ids} {...more} {...typed(type)} value={value} autocomplete="off" spellcheck={false} onInput={event => { onInput(event.currentTarget.value) }} />
    )}
  </Field>
)

interface ChoiceProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly onChoose: (value: T) => void
  readonly options: readonly (readonly [value: T, text: string])[]
  readonly hint?: string | undefined
  readonly problem?: string | undefined
}

export const Choice = <T extends string>({ label, value, onChoose, options, hint, problem }: ChoiceProps<T>) => (
  <Field label={label} hint={hint} problem={problem}>
    {ids => (
      <select {...ids} value={value} onChange={event => { onChoose(event.currentTarget.value as T) }}>
        {options.map(([key, text]) => <option key={key} value={key}>{text}</option>)}
      </select>
    )}
  </Field>
)

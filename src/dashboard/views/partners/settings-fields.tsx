/** The settings of a partner, each with what it means. */
import type { PartnerSettings } from '../../../../schemas/partner.js'
import { Choice, TextField } from '../../ui/field.js'
import { statusText } from '../../ui/status-badge.js'
import { STATUSES } from '../force/known.js'
import { Group, type FieldsProps } from './form-parts.js'
import { say } from './words.js'

const EXPIRED: readonly PartnerSettings['expiredStatus'][] = ['05', '06', '07', '08']

const NotifyOn = ({ draft: { notifyOn }, change, problemAt }: FieldsProps) => {
  const problem = problemAt('settings.notifyOn')
  return (
    <fieldset>
      <legend>{say('notifyOn')}</legend>
      <div class="partner-ticks">
        {STATUSES.map(status => (
          <label class="tick" key={status}>
            <input
              type="checkbox"
              checked={notifyOn.includes(status)}
              onChange={event => {
                const others = notifyOn.filter(each => each !== status)
                change({ notifyOn: event.currentTarget.checked ? [...others, status] : others })
              }}
            />
            {statusText(status)}
          </label>
        ))}
      </div>
      {problem !== undefined && <p class="problem" role="alert">{problem}</p>}
    </fieldset>
  )
}

const Choices = ({ draft, change, problemAt }: FieldsProps) => (
  <>
    <Choice
      label={say('initialStatus')}
      value={draft.initialStatus}
      problem={problemAt('settings.initialStatus')}
      onChoose={initialStatus => { change({ initialStatus }) }}
      options={[['pending', `03 ${statusText('pending')}`], ['initiated', `01 ${statusText('initiated')}`]]}
    />
    <Choice
      label={say('notFoundAs')}
      value={draft.notFoundAs}
      problem={problemAt('settings.notFoundAs')}
      onChoose={notFoundAs => { change({ notFoundAs }) }}
      options={[['code', say('notFoundCode')], ['status', say('notFoundStatus')]]}
    />
    <Choice
      label={say('expiredStatus')}
      hint={say('expiredHint')}
      value={draft.expiredStatus}
      problem={problemAt('settings.expiredStatus')}
      onChoose={expiredStatus => { change({ expiredStatus }) }}
      options={EXPIRED.map(code => [code, code] as const)}
    />
  </>
)

export const SettingsFields = (props: FieldsProps) => {
  const { draft, change, problemAt } = props
  return (
    <>
      <Group title={say('settings')}>
        <Choices {...props} />
        <TextField
          label={say('amountLimit')}
          value={draft.amountLimit}
          problem={problemAt('settings.amountLimit')}
          onInput={amountLimit => { change({ amountLimit }) }}
        />
        <TextField
          label={say('notifySchedule')}
          hint={say('notifyHint')}
          value={draft.notifySchedule}
          problem={problemAt('settings.notifyScheduleSeconds')}
          onInput={notifySchedule => { change({ notifySchedule }) }}
        />
      </Group>
      <NotifyOn {...props} />
      <label class="tick">
        <input
          type="checkbox"
          checked={draft.magicValues}
          onChange={event => { change({ magicValues: event.currentTarget.checked }) }}
        />
        {say('magicValues')}
      </label>
    </>
  )
}

/** Chooses a service, and then a code or a fault: two clicks, and it is armed. */
import { useEffect, useRef } from 'preact/hooks'
import type { ResponseCodeReply } from '../../../../schemas/outcome.js'
import { SERVICE_LIST } from '../../../../schemas/services.js'
import { useKeys } from '../../keyboard.js'
import { chosenPartner, route, setQuery } from '../../route.js'
import { admin } from '../../session.js'
import { TextField } from '../../ui/field.js'
import { LoadState } from '../../ui/load-state.js'
import { CodeBadge } from '../../ui/status-badge.js'
import { useLoaded } from '../../use-loaded.js'
import { filterCodes } from '../codes/filter-codes.js'
import type { ForceState } from './force-state.js'
import { codeOn, EVERY_SERVICE, FAULTS } from './known.js'
import { say } from './words.js'

/** Whom it will hit, said before anything is armed. */
const Target = () => {
  const partnerId = chosenPartner.value
  return partnerId === undefined
    ? <p class="force-target everybody">{say('forEverybody')}</p>
    : <p class="force-target">{say('forPartner', { id: partnerId })}</p>
}

const Services = ({ state }: { readonly state: ForceState }) => (
  <div class="actions" role="group" aria-label={say('service')}>
    {[...SERVICE_LIST, { code: EVERY_SERVICE, name: say('anyService') }].map(({ code, name }) => (
      <button
        key={code}
        type="button"
        class="button force-chip"
        aria-pressed={state.service === code}
        onClick={() => { state.chooseService(code) }}
      >
        <span class="mono quiet-text">{code}</span> {name}
      </button>
    ))}
  </div>
)

interface CodesProps {
  readonly state: ForceState
  readonly codes: readonly ResponseCodeReply[]
}

const Codes = ({ state, codes }: CodesProps) => {
  const shown = filterCodes(codes, { text: route.value.query['q'] })
  const press = (responseCode: string): void => {
    state.change({ code: responseCode })
    if (!state.hasOptions) void state.arm({ respond: { responseCode } })
  }
  const list = useRef<HTMLUListElement>(null)
  // Who comes with a code sees it.
  useEffect(() => { list.current?.querySelector('[aria-pressed=true]')?.scrollIntoView({ block: 'nearest' }) }, [state.service])
  if (shown.length === 0) return <p class="quiet-text">{say('noCode')}</p>
  return (
    <ul ref={list} class="force-codes" aria-label={say('codes')}>
      {shown.map(({ responseCode, responseMessage, description }) => (
        <li key={responseCode}>
          <button
            type="button"
            class="force-code"
            aria-pressed={state.draft.code === responseCode}
            onClick={() => { press(responseCode) }}
          >
            <CodeBadge code={responseCode} />
            <span><strong>{responseMessage}</strong><br /><span class="quiet-text">{description}</span></span>
          </button>
        </li>
      ))}
    </ul>
  )
}

const Faults = ({ state }: { readonly state: ForceState }) => (
  <div class="actions" role="group" aria-label={say('faults')}>
    <span class="quiet-text">{say('faults')}:</span>
    {FAULTS.map(fault => (
      <button
        key={fault}
        type="button"
        class="button small"
        aria-pressed={state.hasOptions ? state.draft.fault === fault : undefined}
        onClick={() => {
          if (state.hasOptions) state.change({ fault: state.draft.fault === fault ? '' : fault })
          else void state.arm({ fault })
        }}
      >
        {say(fault)}
      </button>
    ))}
  </div>
)

/** The keys walk the focus, so that Enter presses what they are at. */
const walk = (by: number): void => {
  const rows = [...document.querySelectorAll<HTMLElement>('.force-code')]
  const at = rows.findIndex(row => row === document.activeElement)
  rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.focus()
}

export const Picker = ({ state }: { readonly state: ForceState }) => {
  const { service, hasOptions } = state
  const isEvery = service === EVERY_SERVICE
  const codes = useLoaded(() => admin.value.responseCodes(isEvery ? 'generate' : service), [service])
  useKeys({ j: () => { walk(1) }, k: () => { walk(-1) } })
  return (
    <section class="card" aria-label={say('codes')}>
      <Target />
      <Services state={state} />
      <div class="toolbar force-search">
        <div class="search">
          <TextField
            label={say('search')}
            value={route.value.query['q'] ?? ''}
            placeholder={say('searchHint')}
            data-search
            onInput={q => { setQuery({ q }) }}
          />
        </div>
        <button
          type="button"
          class="button"
          aria-expanded={hasOptions}
          onClick={() => { setQuery({ options: hasOptions ? '' : '1' }) }}
        >
          {say('options')}
        </button>
      </div>
      <p class="hint">{say(hasOptions ? 'clickChooses' : 'clickArms')}</p>
      <LoadState of={codes}>
        {({ items }) => (
          <Codes
            state={state}
            codes={items.map(code => (isEvery ? { ...code, responseCode: codeOn(code.responseCode, service) } : code))}
          />
        )}
      </LoadState>
      <Faults state={state} />
    </section>
  )
}

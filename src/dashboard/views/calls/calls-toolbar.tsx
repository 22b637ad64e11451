/** The filters of the calls, and what can be done with all of them. */
import { useState } from 'preact/hooks'
import { SERVICE_LIST } from '../../../../schemas/services.js'
import { setQuery } from '../../route.js'
import { Choice, TextField } from '../../ui/field.js'
import type { CallFeed } from './call-feed.js'
import type { CallFilter } from './call-filter.js'
import { ClearButton } from './clear-button.js'
import { DownloadButton } from './download-button.js'
import { pause, resume } from './pause.js'
import { say } from './words.js'

const FilterFields = ({ filter, id }: { readonly filter: CallFilter; readonly id: string }) => (
  <div class="call-filters" id={id}>
    <Choice
      label={say('service')}
      value={filter.service}
      onChoose={service => { setQuery({ service }) }}
      options={[['', say('everyService')], ...SERVICE_LIST.map(({ code, name }) => [code, `${code} ${name}`] as const)]}
    />
    <TextField label={say('code')} value={filter.code} placeholder={say('codeHint')} onInput={code => { setQuery({ code }) }} />
    <TextField label={say('reference')} value={filter.ref} onInput={ref => { setQuery({ ref }) }} />
    <TextField label={say('externalId')} value={filter.externalId} onInput={externalId => { setQuery({ externalId }) }} />
  </div>
)

const PauseButton = ({ feed }: { readonly feed: CallFeed }) => {
  const isPaused = feed.isPaused.value
  const held = feed.held.value
  const text = isPaused ? (held > 0 ? say('resumeHeld', { count: held.toLocaleString('en') }) : say('resume')) : say('pause')
  return <button type="button" class="button" aria-pressed={isPaused} onClick={() => { (isPaused ? resume : pause)(feed) }}>{text}</button>
}

/** Where the page is wide there is room for all filters from the start. */
const isWide = (): boolean => globalThis.matchMedia('(min-width: 1100px)').matches

export const CallsToolbar = ({ filter, feed }: { readonly filter: CallFilter; readonly feed: CallFeed }) => {
  const used = [filter.service, filter.code, filter.ref, filter.externalId].filter(value => value !== '').length
  const [isOpen, setOpen] = useState(() => isWide() || used > 0)
  const isOnlyRefused = filter.show === 'refused'
  return (
    <div class="call-tools" role="search">
      <div class="call-toolbar">
        <div class="search">
          <TextField label={say('search')} value={filter.text} placeholder={say('searchHint')} data-search onInput={text => { setQuery({ text }) }} />
        </div>
        <button type="button" class="button" aria-pressed={isOnlyRefused} onClick={() => { setQuery({ show: isOnlyRefused ? '' : 'refused' }) }}>{say('onlyRefused')}</button>
        <button type="button" class="button" aria-expanded={isOpen} aria-controls="call-filters" onClick={() => { setOpen(!isOpen) }}>
          {used > 0 ? say('filtersOn', { count: used }) : say('filters')}
        </button>
        <PauseButton feed={feed} />
        <DownloadButton filter={filter} />
        <ClearButton onCleared={() => { feed.empty() }} />
      </div>
      {isOpen && <FilterFields filter={filter} id="call-filters" />}
    </div>
  )
}

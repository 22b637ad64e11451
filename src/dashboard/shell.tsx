/** The frame of the page: the menu, the switch of partner, the state of the stream, and the view. */
import { effect } from '@preact/signals'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useGoKeys } from './go-keys.js'
import { HelpDialog } from './help-dialog.js'
import { KeyDialog } from './key-dialog.js'
import { focusSearch, useKeys } from './keyboard.js'
import { liveState } from './live.js'
import { partners } from './partners-known.js'
import { choosePartner, chosenPartner, linkTo, route, VIEWS } from './route.js'
import { connection } from './session.js'
import { say } from './shell-words.js'
import { Toasts } from './ui/toasts.js'
import { VIEW_COMPONENTS } from './views.js'

const Menu = () => {
  const list = useRef<HTMLUListElement>(null)
  const { view: current } = route.value
  // On a phone the menu is wider than the page: where one is must be in sight.
  useEffect(() => { list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }) }, [current])
  return (
    <nav aria-label={say('menu')}>
      <ul ref={list}>
        {VIEWS.map(view => (
          <li key={view}>
            <a href={linkTo(view)} aria-current={current === view ? 'page' : undefined}>{say(view)}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const PartnerSwitch = () => {
  const chosen = chosenPartner.value
  const known = partners.value.map(({ partnerId }) => partnerId)
  return (
    <select
      class="partner-switch"
      aria-label={say('partner')}
      value={chosen ?? ''}
      onChange={event => { choosePartner(event.currentTarget.value === '' ? undefined : event.currentTarget.value) }}
    >
      <option value="">{say('everybody')}</option>
      {chosen !== undefined && !known.includes(chosen) && <option value={chosen}>{say('unknownPartner', { id: chosen })}</option>}
      {known.map(id => <option key={id} value={id}>{id}</option>)}
    </select>
  )
}

const LiveSign = () => <span class={`live ${liveState.value}`} role="status">{say(liveState.value)}</span>

const Head = ({ onHelp }: { readonly onHelp: () => void }) => (
  <header class="top">
    <a class="brand" href={linkTo('calls')} title={say('tagline')}>BNC <span>sandbox</span></a>
    <PartnerSwitch />
    <LiveSign />
    <button type="button" class="button bare" aria-label={say('help')} aria-keyshortcuts="?" onClick={onHelp}>?</button>
  </header>
)

/** The tab says which view it shows, at once. */
effect(() => { document.title = `${say(route.value.view)} · BNC sandbox` })

export const Shell = () => {
  const [isHelping, setHelping] = useState(false)
  const main = useRef<HTMLElement>(null)
  const { view } = route.value
  useGoKeys()
  useKeys({ '/': focusSearch, '?': () => { setHelping(true) } }, 'page')
  const View = VIEW_COMPONENTS[view]
  return (
    <>
      <button type="button" class="skip" onClick={() => { main.current?.focus() }}>{say('skip')}</button>
      <Head onHelp={() => { setHelping(true) }} />
      <Menu />
      <main ref={main} tabIndex={-1} class={`view-${view}`}>
        <View key={`${view} ${chosenPartner.value ?? ''} ${connection.value.adminKey ?? ''}`} />
      </main>
      <Toasts />
      {isHelping && <HelpDialog onClose={() => { setHelping(false) }} />}
      <KeyDialog />
    </>
  )
}

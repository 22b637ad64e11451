/** The view of forced answers: arm any code or fault on any service, and see what is armed, used and missed. */
import type { OutcomeReply } from '../../../../schemas/outcome.js'
import { allItems } from '../../../client/admin-call.js'
import { chosenPartner, route } from '../../route.js'
import { admin } from '../../session.js'
import { useEventsCalm } from '../../use-event.js'
import { useLoaded } from '../../use-loaded.js'
import { ArmedList } from './armed-list.js'
import { useForce } from './force-state.js'
import { Options } from './options.js'
import { Picker } from './picker.js'
import { Preview } from './preview.js'

const PAGE = 200
/** Nobody reads more of them. */
const MOST = 500

/** The chosen partner's own and everybody's, the newest first. */
const loadArmed = async (partnerId: string | undefined, isUnused: boolean): Promise<readonly OutcomeReply[]> => {
  const found: OutcomeReply[] = []
  const wish = { limit: PAGE, ...(isUnused && { unused: true }) }
  for await (const outcome of allItems(admin.value.outcomes.list, wish)) {
    if (partnerId === undefined || outcome.partnerId === undefined || outcome.partnerId === partnerId) found.push(outcome)
  }
  return found.reverse().slice(0, MOST)
}

export const ForceView = () => {
  const isUnused = route.value.query['unused'] === '1'
  const armed = useLoaded(() => loadArmed(chosenPartner.value, isUnused), [isUnused])
  useEventsCalm(['request', 'outcome'], armed.reload)
  const state = useForce(armed.reload)
  const isShown = state.hasOptions || state.draft.code !== ''
  return (
    <div class="force">
      <div class="stack">
        <Picker state={state} />
        {state.hasOptions && <Options state={state} />}
      </div>
      <div class="stack">
        {isShown && <Preview state={state} />}
        <ArmedList armed={armed} />
      </div>
    </div>
  )
}

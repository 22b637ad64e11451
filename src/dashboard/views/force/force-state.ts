/** What the view of forced answers holds: the form, and what of it stands in the URL. */
import { useState } from 'preact/hooks'
import type { OutcomeCreate } from '../../../../schemas/outcome.js'
import { findService } from '../../../../schemas/services.js'
import { chosenPartner, route, setQuery } from '../../route.js'
import { admin } from '../../session.js'
import { attempt } from '../../ui/toasts.js'
import { useRefusal, type RefusalState } from '../../use-refusal.js'
import { NO_DRAFT, outcomeOf, type Draft } from './draft.js'
import { codeOn, EVERY_SERVICE } from './known.js'
import { say } from './words.js'

/** What an effect shows, by the bank's names. */
const EFFECT_FIELDS = ['respond.responseCode', 'respond.responseMessage', 'respond.status', 'delayMs', 'fault', 'at']

const FIELDS = [
  ...EFFECT_FIELDS, 'sequence',
  'match.referenceNo', 'match.partnerReferenceNo', 'match.externalId', 'match.merchantId', 'match.amount',
  'times', 'skip', 'ttlSeconds', 'probability', 'seed', 'note'
]

export interface ForceState {
  /** The two digits, or `*`. */
  readonly service: string
  readonly chooseService: (service: string) => void
  readonly draft: Draft
  readonly change: (patch: Partial<Draft>) => void
  readonly clear: () => void
  readonly hasOptions: boolean
  readonly outcome: OutcomeCreate
  readonly refusal: RefusalState
  /** Arms it: a bare effect, or the form as it stands. */
  readonly arm: (wish?: Pick<OutcomeCreate, 'respond' | 'fault'>) => Promise<void>
}

const stepFields = (_: unknown, index: number): string[] =>
  [`sequence.${index}`, ...EFFECT_FIELDS.map(field => `sequence.${index}.${field}`)]

const nameOf = (outcome: OutcomeCreate): string =>
  outcome.respond?.responseCode ?? outcome.fault ?? findService(outcome.service)?.name ?? outcome.service

/** The service of the URL by code or name; `generate` where it says none. */
const serviceInUrl = (): string => {
  const { service = 'generate' } = route.value.query
  return service === EVERY_SERVICE ? service : findService(service)?.code ?? EVERY_SERVICE
}

/** `onArmed` is called once the bank has it. */
export const useForce = (onArmed: () => void): ForceState => {
  const [typed, setTyped] = useState<Draft>(NO_DRAFT)
  const service = serviceInUrl()
  const draft = { ...typed, code: route.value.query['code'] ?? '' }
  const hasOptions = route.value.query['options'] === '1'
  const refusal = useRefusal(hasOptions ? [...FIELDS, ...draft.steps.flatMap(stepFields)] : [])
  const partnerId = chosenPartner.value
  const outcome = outcomeOf(draft, service, partnerId)
  const change = ({ code, ...patch }: Partial<Draft>): void => {
    if (code !== undefined) setQuery({ code })
    setTyped(before => ({ ...before, ...patch }))
  }
  return {
    service, draft, outcome, refusal, change, hasOptions,
    chooseService: chosen => { setQuery({ service: chosen, code: codeOn(draft.code, chosen) }) },
    clear: () => { change(NO_DRAFT) },
    arm: async wish => {
      const body = wish === undefined ? outcome : { service, ...wish, ...(partnerId === undefined ? {} : { partnerId }) }
      const act = () => admin.value.outcomes.create(body)
      const news = say('armedNews', { what: nameOf(body) })
      const armed = await (wish === undefined ? refusal.send(act, news) : attempt(act, news))
      if (armed !== undefined) onArmed()
    }
  }
}

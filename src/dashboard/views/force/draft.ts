/** The form that arms an outcome, as it is typed, and the body that it means. */
import type { OutcomeCreate } from '../../../../schemas/outcome.js'

/** What happens to one call. Every field is text; an empty one says nothing. */
export interface EffectDraft {
  readonly code: string
  readonly message: string
  readonly status: string
  readonly fault: string
  readonly at: string
  readonly delayMin: string
  readonly delayMax: string
}

/** A step of a sequence lets the call pass, or does something to it. */
export type StepDraft = EffectDraft & { readonly passes: boolean }

export interface Draft extends EffectDraft {
  readonly referenceNo: string
  readonly partnerReferenceNo: string
  readonly externalId: string
  readonly merchantId: string
  readonly amount: string
  readonly times: string
  readonly always: boolean
  readonly passFirst: string
  readonly ttlSeconds: string
  readonly probability: string
  readonly seed: string
  readonly note: string
  readonly steps: readonly StepDraft[]
}

const NO_EFFECT: EffectDraft = { code: '', message: '', status: '', fault: '', at: '', delayMin: '', delayMax: '' }

export const NO_STEP: StepDraft = { ...NO_EFFECT, passes: false }

export const NO_DRAFT: Draft = {
  ...NO_EFFECT,
  referenceNo: '', partnerReferenceNo: '', externalId: '', merchantId: '', amount: '',
  times: '', always: false, passFirst: '', ttlSeconds: '', probability: '', seed: '', note: '', steps: []
}

/** What is no number goes as it was typed: the bank says what is wrong with it. */
const numeric = (text: string): number | string | undefined => {
  const bare = text.trim()
  if (bare === '') return undefined
  return Number.isNaN(Number(bare)) ? bare : Number(bare)
}

const text = (value: string): string | undefined => (value.trim() === '' ? undefined : value.trim())

/** Without what says nothing; undefined where nothing is left. */
const said = (values: Readonly<Record<string, unknown>>): Record<string, unknown> | undefined => {
  const left = Object.entries(values).filter(([, value]) => value !== undefined)
  return left.length === 0 ? undefined : Object.fromEntries(left)
}

const delayOf = ({ delayMin, delayMax }: EffectDraft): unknown =>
  (text(delayMax) === undefined ? numeric(delayMin) : { min: numeric(delayMin) ?? 0, max: numeric(delayMax) })

const effectOf = (draft: EffectDraft): Record<string, unknown> => ({
  respond: said({ responseCode: text(draft.code), responseMessage: text(draft.message), status: text(draft.status) }),
  delayMs: delayOf(draft),
  fault: text(draft.fault),
  at: text(draft.at)
})

const stepOf = (step: StepDraft): unknown => (step.passes ? 'pass' : said(effectOf(step)) ?? {})

/** The body of `POST /admin/outcomes`; of a partner, or of everybody. */
export const outcomeOf = (draft: Draft, service: string, partnerId: string | undefined): OutcomeCreate => {
  const { referenceNo, partnerReferenceNo, externalId, merchantId, amount } = draft
  const match = { referenceNo, partnerReferenceNo, externalId, merchantId, amount }
  // A draft may say what no outcome may: it is the bank that refuses it.
  return said({
    service,
    match: said(Object.fromEntries(Object.entries(match).map(([field, value]) => [field, text(value)]))),
    ...effectOf(draft),
    times: draft.always ? 'always' : numeric(draft.times),
    skip: numeric(draft.passFirst),
    ttlSeconds: numeric(draft.ttlSeconds),
    probability: numeric(draft.probability),
    seed: text(draft.seed),
    sequence: draft.steps.length === 0 ? undefined : draft.steps.map(stepOf),
    partnerId,
    note: text(draft.note)
  }) as unknown as OutcomeCreate
}

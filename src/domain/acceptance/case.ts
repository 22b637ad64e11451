/** What a case of the acceptance sheet is, and what the sheet sees of a call and of a notification's attempt. */
import type { Evidence, SheetService } from '../../../schemas/acceptance.js'
import type { AttemptCause, AttemptResult } from '../../../schemas/notification.js'
import type { WebhookFaultKind } from '../../../schemas/webhook-fault.js'
import type { JsonObject } from '../request-body.js'
import type { StoredStatus } from '../transaction.js'

/** In English and in Indonesian. */
export interface Words2 {
  readonly en: string
  readonly id: string
}

/** A call of a service, answered. */
export interface SeenCall {
  readonly service: string
  /** The code that the bank answered, whether or not the client heard it; empty where there was no answer. */
  readonly responseCode: string
  /** The check that refused, or the last step that was done; 12 is the service's own business. */
  readonly step: number
  /** The bank did what was asked for. */
  readonly done: boolean
  /** `whole`: the client has the reply; `lost`: it has none that it can read; `slow`: it may have it. */
  readonly fate: 'whole' | 'lost' | 'slow'
  /** The code, or the state in the reply, was forced: it is not what the bank would have said by itself. */
  readonly forced: boolean
  /** The body as it was read; empty where it is no JSON object. */
  readonly asked: JsonObject
  /** The transaction that it was about. */
  readonly referenceNo: string | null
  /** What it changed: the states that its transactions came to. */
  readonly changedTo: readonly StoredStatus[]
  /** The reply's body as it stands. */
  readonly text: string
  /** The same, parsed when first asked for. */
  readonly reply: JsonObject
  /** The state of the transaction that it was about, looked up when first asked for; undefined where there is none. */
  readonly state: StoredStatus | undefined
}

/** An attempt to notify, ended. */
export interface SeenAttempt {
  readonly cause: AttemptCause
  readonly result: AttemptResult
  readonly detail: string
  readonly httpStatus: number | null
  readonly responseBody: string | null
  /** What the webhook lab did to this attempt. */
  readonly fault: WebhookFaultKind | null
  /** What the webhook lab was told to do to the notification. */
  readonly plan: WebhookFaultKind | null
  /** Attempts of the schedule before this one. */
  readonly triesBefore: number
  /** An attempt before this one was acknowledged. */
  readonly deliveredBefore: boolean
  /** With it the schedule is exhausted and nothing was acknowledged. */
  readonly exhausted: boolean
  /** It went to one of the bank's own receivers, not to the partner. */
  readonly toSink: boolean
}

/** Why a case failed; the words are in `why.ts`. */
export type WhyId =
  | 'not-followed' | 'no-reference' | 'refunded-twice' | 'not-repeated' | 'exhausted' | 'repeat-refused' | 'tampered-accepted'

export interface Why {
  readonly id: WhyId
  /** What the partner answered, or the like. */
  readonly detail?: string
}

/** What an attempt makes of a case of the notification; undefined where it says nothing of it. */
export type AttemptVerdict = 'passed' | Why | undefined

interface Row {
  /** Stable: programs name it. */
  readonly id: string
  readonly service: SheetService
  readonly title: Words2
  /** The counting rule. */
  readonly rule: Words2
  /** Commands; `docs/acceptance.md` says what stands in the variables. */
  readonly exercise: readonly string[]
}

/** One call is the evidence. It must be heard whole, and must not have been forced. */
export interface CallCase extends Row {
  readonly kind: 'call'
  /** The codes it can end with, the expected one first. */
  readonly codes: readonly string[]
  readonly counts: (call: SeenCall) => boolean
}

/** Two calls are the evidence: one that left something open, and one that settled it. */
export interface StoryCase extends Row {
  readonly kind: 'timeout' | 'retry'
  readonly codes: readonly string[]
}

/** An attempt to notify is the evidence. */
export interface AttemptCase extends Row {
  readonly kind: 'attempt'
  readonly counts: (attempt: SeenAttempt) => AttemptVerdict
}

export type Case = CallCase | StoryCase | AttemptCase

/** A call that left something open, until another settles it. */
export interface Thread {
  readonly service: string
  readonly referenceNo: string | null
  readonly partnerReferenceNo: string | null
  /** What makes a later call the same one again. */
  readonly key: string
  readonly evidence: Evidence
}

/** Where a case stands that was exercised. */
export interface Standing {
  readonly status: 'passed' | 'failed'
  readonly why: Why | null
  readonly threads: readonly Thread[]
}

/** A change of where a case stands, with its proof. */
export interface Ruling extends Standing {
  readonly caseId: string
  readonly evidence: readonly Evidence[]
}

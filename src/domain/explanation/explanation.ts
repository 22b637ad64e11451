/** What the explainer is given, and what it answers. */
import type { Difference } from './difference.js'
import type { KeyRing } from './key.js'
import type { Recipe } from './layout.js'
import type { ServicePaths } from './path.js'

/** A refused (or accepted) request, and everything the bank knows that its signature may have been made with. */
export interface ExplanationInput {
  readonly mode: Recipe
  readonly method: string
  /** As requested, query included. */
  readonly path: string
  /** As in the Host header. */
  readonly host?: string
  readonly scheme?: string
  readonly body: Buffer
  /** The literal text of X-TIMESTAMP. */
  readonly timestamp: string
  /** The token of the request, without `Bearer `. */
  readonly token?: string
  /** Of the token call's header; on a transaction the client key of the partner. */
  readonly clientKey?: string
  readonly partnerId?: string
  readonly externalId?: string
  readonly origin?: string
  readonly channelId?: string
  /** The literal text of X-SIGNATURE. */
  readonly signature: string
  readonly keys: KeyRing
  readonly services?: readonly ServicePaths[]
  /** Real time in milliseconds, for what is said about the clock. */
  readonly now?: number
  /** How many candidates may be tried; a number of its own for each kind of signature when absent. */
  readonly budget?: number
}

export interface ExplainedMistake {
  readonly id: string
  readonly title: string
  readonly hint: string
  /** The text that was signed, secrets replaced. */
  readonly stringToSign?: string
  /** Where it leaves the text that was expected; absent where the two are equal. */
  readonly firstDifference?: Difference
}

/** `POST /admin/signature/explain` answers this, and `sandboxDebug` has the same shape. */
export interface Explanation {
  readonly valid: boolean
  readonly mode: Recipe
  /** The text that the bank expected. */
  readonly stringToSign: string
  readonly bodyHash: string
  readonly minifiedBody: string
  readonly mistakes: readonly ExplainedMistake[]
  /** How many candidates were computed. */
  readonly tried: number
  /** What narrows it, above all where nothing reproduces the signature. */
  readonly facts?: readonly string[]
}

/** A refusal: the code and message the partner sees, and the reason that only the journal keeps. */
import { findCodeRow, responseCode, responseMessage, type ResponseCodeRow } from '../../schemas/response-codes.js'
import { Verdict } from './verdict.js'

/** The body of a reply: its code, and whatever else it says. */
export type Reply = Readonly<Record<string, unknown>> & { readonly responseCode: string }

export interface RefusalDetail {
  /** Fills the placeholder of the row's message: a field's name, a reason. */
  readonly detail?: string
  /** More of the body: `additionalInfo`, or what a refused inquiry still carries. */
  readonly body?: Readonly<Record<string, unknown>>
}

/** Anything else that is thrown is a bug: 500xx00 outside, its stack in the log. */
export class Refusal extends Verdict {
  readonly row: ResponseCodeRow
  readonly detail: string | undefined
  readonly body: Readonly<Record<string, unknown>>

  /** `code` is HTTP status and case: `40400`. `why` is the private half. */
  constructor(code: string, why: string, { detail, body = {} }: RefusalDetail = {}) {
    super(why)
    const row = findCodeRow(code.slice(0, 3), code.slice(3))
    if (row === undefined) throw new RangeError(`no response code ${code}`)
    this.row = row
    this.detail = detail
    this.body = body
  }

  /** The reply's body, for the service whose digits these are. */
  reply(serviceCode: string): Reply {
    return {
      responseCode: responseCode(this.row, serviceCode),
      responseMessage: responseMessage(this.row, this.detail),
      ...this.body
    }
  }
}

export const missing = (field: string): Refusal => new Refusal('40002', `${field} is missing or empty`, { detail: field })

export const malformed = (field: string, why = 'its format is wrong'): Refusal =>
  new Refusal('40001', `${field}: ${why}`, { detail: field })

export const unauthorized = (reason: string, why: string, body: Readonly<Record<string, unknown>> = {}): Refusal =>
  new Refusal('40100', why, { detail: reason, body })

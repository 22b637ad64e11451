/** What can be chosen in the form, written down here because the schemas that hold it bring more than a page needs. */
import type { Fault } from '../../../../schemas/outcome.js'
import type { Status } from '../../../../schemas/transaction-status.js'

const inOrder = <Key extends string>(all: Readonly<Record<Key, true>>): readonly Key[] => Object.keys(all) as Key[]

/** Complete by its type. */
export const FAULTS = inOrder<Fault>({
  reset: true, hang: true, empty: true, truncate: true, malformed: true, html502: true, slow: true
})

export const STATUSES = inOrder<Status>({
  initiated: true, paying: true, pending: true, success: true, refunded: true, canceled: true, failed: true, expired: true
})

/** An answer of an inquiry, never a state. */
export const NOT_FOUND = '07'

export const EVERY_SERVICE = '*'

/** The code on another service; `*` fills the digits in with SS. */
export const codeOn = (code: string, service: string): string =>
  code.length === 7 ? `${code.slice(0, 3)}${service === EVERY_SERVICE ? 'SS' : service}${code.slice(5)}` : code

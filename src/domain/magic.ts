/** Magic values: `SIM` and digits inside a reference or a reason force an outcome without any other call [CHOSEN]. */
import { findCodeRow, splitCode } from '../../schemas/response-codes.js'
import { findStatus, type Status } from '../../schemas/transaction-status.js'

const CODE = /SIM(\d{7})(?!\d)/g
const STATE = /SIM(\d{2})(?!\d)(?:@(\d{1,8}))?/

/** The code that a text forces on this service: its service digits say which call answers so. Codes of no row mean nothing. */
export const magicCode = (text: string, service: string): string | undefined => {
  if (!text.includes('SIM')) return undefined
  for (const [, code = ''] of text.matchAll(CODE)) {
    const parts = splitCode(code)
    if (parts?.service === service && findCodeRow(parts.http, parts.caseCode) !== undefined) return code
  }
  return undefined
}

export interface MagicMove {
  readonly to: Status
  /** By the partner's clock; 0 is right after generation. */
  readonly afterSeconds: number
}

/** The state that a fresh QR moves itself to: `SIM00`, or `SIM00@30` half a minute later. */
export const magicMove = (partnerReferenceNo: string): MagicMove | undefined => {
  const [, code, seconds] = STATE.exec(partnerReferenceNo) ?? []
  const to = code === undefined ? undefined : findStatus(code)
  return to === undefined ? undefined : { to, afterSeconds: Number(seconds ?? 0) }
}

/** Replies that were forced: the code that was asked for, in the shape that the service gives it, with nothing done. */
import { findCodeRow, responseMessage, splitCode, type ResponseCodeRow } from '../../../schemas/response-codes.js'
import type { OutcomeRespond } from '../../../schemas/outcome.js'
import { findStatus, NOT_FOUND_CODE, WIRE_CODE } from '../../../schemas/transaction-status.js'
import type { Bank } from '../../bank/bank.js'
import type { Partner } from '../../domain/partner.js'
import type { Reply } from '../../domain/refusal.js'
import { isJsonObject, type JsonObject } from '../../domain/request-body.js'
import type { BankService } from './service.js'

export interface ForcedReply {
  readonly status: number
  readonly body: Reply
}

/** The wire code that a status word or code stands for; an expired one as the partner's setting says. */
const wireStatus = (partner: Partner | undefined, word: string): string => {
  const status = findStatus(word)
  if (status === undefined) return NOT_FOUND_CODE
  return status === 'expired' ? partner?.settings.expiredStatus ?? '05' : WIRE_CODE[status]
}

/** Changes what the reply says of the state, and nothing else. */
export const withStatus = (partner: Partner | undefined, body: Reply, status: string | undefined): Reply =>
  status === undefined || !('latestTransactionStatus' in body) ? body : { ...body, latestTransactionStatus: wireStatus(partner, status) }

const rowOf = (code: string): ResponseCodeRow => {
  const parts = splitCode(code)
  const row = parts === undefined ? undefined : findCodeRow(parts.http, parts.caseCode)
  if (row === undefined) throw new Error(`an outcome was armed with ${code}`)
  return row
}

const additional = (body: Reply, additionalInfo: object | undefined): Reply => {
  if (additionalInfo === undefined) return body
  const given = body['additionalInfo']
  return { ...body, additionalInfo: { ...(isJsonObject(given) ? given : {}), ...additionalInfo } }
}

/** The forced reply of a service, `SS` in its code filled in. Nobody may be known yet where the code is one of the gate. */
export const forcedReply = (
  bank: Bank, service: BankService, partner: Partner | undefined, json: JsonObject, respond: OutcomeRespond & { responseCode: string }
): ForcedReply => {
  const row = rowOf(respond.responseCode)
  const shape = partner === undefined ? {} : service.forced({ bank, partner, body: json, row })
  const head = {
    responseCode: `${String(row.http)}${service.service.code}${row.case}`,
    responseMessage: respond.responseMessage ?? responseMessage(row)
  }
  return { status: row.http, body: additional(withStatus(partner, { ...head, ...shape }, respond.status), respond.additionalInfo) }
}

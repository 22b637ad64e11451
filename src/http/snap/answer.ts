/** Answers one exchange: the checks in order, then the service's deed; always a SNAP code, whatever happens. */
import type { FastifyBaseLogger } from 'fastify'
import { findCodeRow, responseCode } from '../../../schemas/response-codes.js'
import type { Bank } from '../../bank/bank.js'
import { jakartaTime } from '../../domain/jakarta.js'
import { Refusal } from '../../domain/refusal.js'
import { checksOf } from './checks.js'
import { headerOf, partnerOf, type Exchange } from './exchange.js'
import type { BankService } from './service.js'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

let second = 0
let secondText = ''

/** X-TIMESTAMP of a reply; many replies share a second. */
const replyTimestamp = (at: number): string => {
  const now = Math.floor(at / 1000)
  if (now !== second) {
    second = now
    secondText = jakartaTime(at)
  }
  return secondText
}

/** The reply's headers: the token call names the client, the others echo the external id. */
const headersFor = (bank: Bank, exchange: Exchange): Record<string, string> => {
  const headers: Record<string, string> = { 'content-type': 'application/json', 'x-timestamp': replyTimestamp(bank.realNow()) }
  const echoed = exchange.service.name === 'token' ? 'x-client-key' : 'x-external-id'
  const value = headerOf(exchange, echoed)
  if (value !== '') headers[echoed] = value
  return headers
}

export const answerWith = (bank: Bank, exchange: Exchange, status: number, body: object): Answer => ({
  status,
  headers: headersFor(bank, exchange),
  body: JSON.stringify(body)
})

const successRow = findCodeRow(200, '00')
const bugRow = new Refusal('50000', 'an accident inside the bank')

/** What is thrown becomes an answer: a refusal is one already, anything else is a bug and goes to the log. */
export const answerThrown = (bank: Bank, exchange: Exchange, thrown: unknown, log: FastifyBaseLogger): Answer => {
  if (!(thrown instanceof Refusal)) log.error({ err: thrown, path: exchange.path }, 'a bug of the sandbox')
  const refusal = thrown instanceof Refusal ? thrown : bugRow
  return answerWith(bank, exchange, refusal.row.http, refusal.reply(exchange.service.code))
}

/** Checks 2 to 9, then fields, format and business. The deed and its checks write into the turn that `settled` waits for. */
export const answer = (bank: Bank, definition: BankService, exchange: Exchange, log: FastifyBaseLogger): Answer => {
  try {
    for (const check of checksOf(exchange)) check.run(bank, exchange)
    const { service, json = {} } = exchange
    const reply = bank.store.database.deed(() => definition.answer(bank, partnerOf(exchange), json))
    const code = successRow === undefined ? '' : responseCode(successRow, service.code)
    return answerWith(bank, exchange, 200, { responseCode: code, responseMessage: successRow?.message, ...reply })
  } catch (thrown) {
    return answerThrown(bank, exchange, thrown, log)
  }
}

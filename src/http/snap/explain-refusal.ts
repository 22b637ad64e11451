/** Tells what was wrong with a refused signature: the caller that asked for it, and the journal always. */
import type { Bank } from '../../bank/bank.js'
import { explanationInput } from '../../bank/explanation-input.js'
import type { Explanation, ExplanationInput } from '../../domain/explanation/explanation.js'
import { shortenAll } from '../../domain/redact.js'
import { withBody, type Answer } from './answer.js'
import { headerOf, modeOf, partnerOf, type Exchange } from './exchange.js'

export type Explain = (input: () => ExplanationInput) => Promise<Explanation | undefined>

const DEBUG_HEADER = 'x-sandbox-debug'

export const wantsDebug = (exchange: Exchange): boolean => headerOf(exchange, DEBUG_HEADER).toLowerCase() === 'true'

const NOT_EXPLAINED = { facts: ['Too many signatures were refused at once to explain them all; ask POST /admin/signature/explain.'] }

export const explainRefusal = async (bank: Bank, explain: Explain, exchange: Exchange): Promise<object> => {
  const { method, path, body, receivedAt } = exchange
  const header = (name: string): string => headerOf(exchange, name)
  const question = { mode: modeOf(exchange), method, path, body, header, partner: partnerOf(exchange), receivedAt }
  return (await explain(() => explanationInput(bank, question))) ?? NOT_EXPLAINED
}

/** The 401 with its explanation: the caller's own token and signature are its own, so they are whole. */
export const withDebug = (answer: Answer, explanation: object): Answer => {
  const body = JSON.parse(answer.body) as { additionalInfo?: object }
  return withBody(answer, JSON.stringify({ ...body, additionalInfo: { ...body.additionalInfo, sandboxDebug: explanation } }))
}

/** The explanation as the journal may keep it: tokens and signatures shortened wherever they occur. */
export const forJournal = (bank: Bank, exchange: Exchange, explanation: object): object => {
  const tokens = bank.tokens.issuedLately(partnerOf(exchange).partnerId).map(({ token }) => token)
  const sent = headerOf(exchange, 'authorization').replace(/^Bearer\s+/i, '')
  const secrets = [...tokens, sent, headerOf(exchange, 'x-signature')]
  return JSON.parse(shortenAll(JSON.stringify(explanation), secrets)) as object
}

/** Sends an answer when it is on record and its time has come, whole or with the fault that was forced, and tells the journal. */
import type { FastifyReply } from 'fastify'
import type { Bank } from '../../bank/bank.js'
import type { Fault } from '../../../schemas/outcome.js'
import type { Effect } from '../../domain/outcome.js'
import { answerThrown, type Answer, type Plan } from './answer.js'
import type { Exchange } from './exchange.js'
import { explainRefusal, forJournal, wantsDebug, withDebug, type Explain } from './explain-refusal.js'
import { FAULT_ACTS } from './faults.js'
import { journalize } from './journalize.js'
import type { Verify } from './judge-ahead.js'
import type { PendingReplies } from './pending.js'
import { onceTold } from './told-early.js'

/** The bank and what only its edge knows: the replies that wait. */
export interface Edge {
  readonly bank: Bank
  readonly pending: PendingReplies
  readonly explain: Explain
  readonly verify: Verify
}

const partnerIdOf = (exchange: Exchange): string | undefined => exchange.partner?.partnerId

const NO_ANSWER: Answer = { status: 0, responseCode: null, headers: {}, body: '' }

const wait = ({ bank, pending }: Edge, exchange: Exchange, reply: FastifyReply, ms: number, then: () => void): void => {
  if (ms === 0) then()
  else pending.delay(partnerIdOf(exchange), reply.request.raw.socket, ms, then, () => { journalize(bank, exchange, NO_ANSWER, 'cut') })
}

/** Faults that leave nothing of the answer. */
const WITHOUT_ANSWER: readonly Fault[] = ['reset', 'hang', 'empty', 'html502']

/** What the journal keeps as the reply: none where nothing was done and nothing of it was sent. */
const noted = (answer: Answer, { at }: Effect, fault: Fault): Answer => ({
  ...answer,
  ...(fault === 'html502' ? { status: 502 } : {}),
  ...(at === 'before' && WITHOUT_ANSWER.includes(fault) ? { responseCode: null, body: '' } : {})
})

const deliverFaulty = ({ bank, pending }: Edge, exchange: Exchange, reply: FastifyReply, answer: Answer, effect: Effect, fault: Fault): void => {
  const { socket } = reply.request.raw
  reply.hijack()
  journalize(bank, exchange, noted(answer, effect, fault), socket.destroyed ? 'cut' : fault)
  if (socket.destroyed) return
  FAULT_ACTS[fault]({
    socket,
    response: reply.raw,
    answer,
    hang: () => { pending.hang(partnerIdOf(exchange), socket) },
    later: (ms, step) => { pending.delay(partnerIdOf(exchange), socket, ms, step) }
  })
}

/** Sends a whole answer, of which the journal may keep another form; says the id of its entry there. */
export const deliver = (bank: Bank, exchange: Exchange, reply: FastifyReply, answer: Answer, kept = answer): number => {
  const id = journalize(bank, exchange, kept, reply.raw.destroyed ? 'cut' : undefined)
  // Written past Fastify, which has nothing left to add: its own way of sending costs as much as a signature.
  reply.hijack()
  reply.raw.writeHead(answer.status, answer.headers)
  reply.raw.end(answer.body)
  return id
}

/** A refused signature is explained: before the reply to a caller that asks for it, after it to everybody else. */
const deliverExplained = async ({ bank, explain }: Edge, exchange: Exchange, reply: FastifyReply, answer: Answer): Promise<void> => {
  const early = wantsDebug(exchange) ? await explainRefusal(bank, explain, exchange) : undefined
  const id = early === undefined
    ? deliver(bank, exchange, reply, answer)
    : deliver(bank, exchange, reply, withDebug(answer, early), withDebug(answer, forJournal(bank, exchange, early)))
  const explanation = early ?? (await explainRefusal(bank, explain, exchange))
  bank.store.journal.amend(id, { signature: forJournal(bank, exchange, explanation) })
}

const deliverAs = (edge: Edge, exchange: Exchange, reply: FastifyReply, answer: Answer, effect: Effect | undefined): void => {
  if (exchange.unsigned) {
    deliverExplained(edge, exchange, reply, answer)
      .catch((error: unknown) => { reply.log.error({ err: error }, 'a bug of the sandbox: a refused signature could not be explained') })
  } else if (effect?.fault === undefined) deliver(edge.bank, exchange, reply, answer)
  else deliverFaulty(edge, exchange, reply, answer, effect, effect.fault)
}

/** An accident in the last step, outside of any request's turn, costs this call and not the process. */
export const safely = (reply: FastifyReply, act: () => void): void => {
  try {
    act()
  } catch (error) {
    reply.log.error({ err: error }, 'a bug of the sandbox: an answer could not be delivered')
    reply.raw.destroy()
  }
}

/** Leaves a call whose client has gone before it was whole, with a word in the journal. */
export const giveUp = (bank: Bank, exchange: Exchange, reply: FastifyReply): void => {
  reply.hijack()
  safely(reply, () => { journalize(bank, exchange, NO_ANSWER, 'cut') })
}

/** Does what was planned: waits, answers, waits for the record, waits again, sends. */
export const carryOut = (edge: Edge, exchange: Exchange, reply: FastifyReply, { effect, waitBefore, waitAfter, answer }: Plan): void => {
  const { bank } = edge
  wait(edge, exchange, reply, waitBefore, () => {
    const answered = answer()
    bank.store.database.whenSettled(error => {
      safely(reply, () => {
        if (error !== undefined) {
          exchange.changes.length = 0 // undone with the rest of the turn
          deliver(bank, exchange, reply, answerThrown(bank, exchange, error, reply.log))
        } else {
          onceTold(bank, exchange, () => {
            wait(edge, exchange, reply, waitAfter, () => {
              safely(reply, () => { deliverAs(edge, exchange, reply, answered, effect) })
            })
          })
        }
      })
    })
  })
}

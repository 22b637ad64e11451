/** Has an RSA signature judged before the checks come to it: while many come at once, beside the event loop. */
import type { KeyObject } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { claimedPartner, signedText } from './checks.js'
import { safely, type Edge } from './deliver.js'
import { headerOf, isTokenCall, type Exchange } from './exchange.js'

/** Tells whether `signature` is `text` signed by the private half of `key`: at once, or in a later turn. */
export type Verify = (key: KeyObject, text: string, signature: string, then: (valid: boolean) => void) => void

/** Runs `then` once the signature is judged; at once where it is none of RSA's. The checks come to the verdict in their own order. */
export const judgeAhead = ({ bank, verify }: Edge, exchange: Exchange, reply: FastifyReply, then: () => void): void => {
  const partner = claimedPartner(bank, exchange)
  if (partner === undefined || (partner.signature === 'symmetric' && !isTokenCall(exchange))) {
    then()
    return
  }
  const { verifyKey: key } = partner
  verify(key, signedText(exchange, partner), headerOf(exchange, 'x-signature'), valid => {
    exchange.judged = { key, valid }
    safely(reply, then)
  })
}

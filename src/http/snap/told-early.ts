/** The webhook lab's early success: holds the reply of a generate back until the notification of its payment has been tried. */
import type { Bank } from '../../bank/bank.js'
import { EARLY_CAUSE } from '../../bank/pay-early.js'
import type { Exchange } from './exchange.js'

/** Longer than an attempt takes, with its token call. */
const PATIENCE_MS = 12_000

/** Runs `then` at once, but for an exchange that paid a QR early: then once that was told, or could not be. */
export const onceTold = (bank: Bank, { changes }: Exchange, then: () => void): void => {
  const early = changes.find(({ cause }) => cause === EARLY_CAUSE)
  if (early === undefined) {
    then()
    return
  }
  const end = (): void => {
    clearTimeout(timer)
    stopListening()
    then()
  }
  const timer = setTimeout(end, PATIENCE_MS)
  const stopListening = bank.events.listen(({ type, partnerId, data }) => {
    const { referenceNo, tries } = data as { referenceNo?: string; tries?: number }
    if (type === 'notification' && partnerId === early.partnerId && referenceNo === early.referenceNo && tries !== 0) end()
  })
}

/** Finds a header that a client sent twice: whichever of the two is meant, a signature cannot cover both. */
import type { Exchange } from './exchange.js'

/** The headers that mean something to the bank; others may repeat as they like. */
const SINGLE = new Set([
  'content-type', 'authorization', 'x-timestamp', 'x-signature', 'x-partner-id', 'x-external-id', 'x-client-key', 'channel-id', 'origin'
])

/** The first repeated header's name as it was sent, or undefined [CHOSEN]. */
export const repeatedHeader = ({ headers, rawHeaders }: Exchange): string | undefined => {
  // Node joins or drops repeats, so that their number tells whether there are any without looking at each.
  if (Object.keys(headers).length * 2 === rawHeaders.length) return undefined
  const seen = new Set<string>()
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] as string).toLowerCase()
    if (SINGLE.has(name) && seen.has(name)) return rawHeaders[at]
    seen.add(name)
  }
  return undefined
}

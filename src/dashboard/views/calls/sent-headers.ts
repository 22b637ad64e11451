/** The headers of a call that belong to the call, and not to the connection that it came by. */
import type { RequestReply } from '../../../../schemas/journal.js'
import type { PartnerReply } from '../../../../schemas/partner.js'

/** Every client adds these by itself. */
const OF_THE_CONNECTION = new Set([
  'host', 'connection', 'content-length', 'transfer-encoding', 'accept', 'accept-encoding', 'accept-language', 'user-agent', 'expect',
  'keep-alive', 'te', 'trailer', 'upgrade', 'sec-fetch-mode', 'sec-fetch-site', 'sec-fetch-dest', 'cookie'
])

/** What the journal does not show at all. */
const HIDDEN = '[redacted]'

export const sentHeaders = ({ headers }: RequestReply): readonly (readonly [name: string, value: string])[] =>
  headers.filter(([name, value]) => !OF_THE_CONNECTION.has(name.toLowerCase()) && value !== HIDDEN)

/** The value of a header as it was sent, tokens and signatures shortened; undefined where it was not there. */
export const sentHeader = ({ headers }: RequestReply, wanted: string): string | undefined =>
  headers.find(([name]) => name.toLowerCase() === wanted.toLowerCase())?.[1]

/** Whose call it is: one that was refused early tells it by its headers only. */
export const callerOf = (entry: RequestReply, known: readonly PartnerReply[]): PartnerReply | undefined => {
  const partnerId = entry.partnerId ?? sentHeader(entry, 'x-partner-id')
  return known.find(partner => partner.partnerId === partnerId) ?? known.find(({ clientKey }) => clientKey === sentHeader(entry, 'x-client-key'))
}

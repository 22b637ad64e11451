/** Tries a partner's URL with a notification that tells of nothing, and reports stage by stage how far it came. */
import type { CallbackTestReply } from '../../schemas/notification.js'
import type { Bank } from '../bank/bank.js'
import { sampleNotification } from '../bank/sample-notification.js'
import type { Partner } from '../domain/partner.js'
import type { Posted, PostOptions, Stage } from './post.js'
import { recordOf, travel } from './trip.js'

const ORDER: readonly Stage[] = ['dns', 'connection', 'tls']

/** A stage that was reached, the one that failed, or null for one that it did not come to. */
const stepOf = (posted: Posted | undefined, stage: Stage): CallbackTestReply['dns'] => {
  const reached = posted?.reached[stage]
  if (reached !== undefined) return { ok: true, ...reached }
  const before = ORDER[ORDER.indexOf(stage) - 1]
  if (before !== undefined && posted?.reached[before] === undefined) return null
  return posted?.failure === undefined ? null : { ok: false, detail: posted.failure.detail, ms: posted.durationMs }
}

export const testCallback = async (
  bank: Bank, partner: Partner, url: string, options: PostOptions
): Promise<CallbackTestReply> => {
  const told = { ...sampleNotification(bank, partner), token: undefined }
  const trip = await travel(bank, partner, url, told, options)
  const { headers, ...record } = recordOf(trip)
  return {
    url,
    acknowledged: record.result === 'acknowledged',
    ...record,
    dns: stepOf(trip.posted, 'dns'),
    connection: stepOf(trip.posted, 'connection'),
    tls: url.startsWith('https:') ? stepOf(trip.posted, 'tls') : null,
    request: { headers, body: trip.letter?.body ?? '' }
  }
}

/** An exchange as plain text: what was sent, then what was answered. */
import type { AcceptanceLanguage, Evidence } from '../../../schemas/acceptance.js'
import { REPORT_WORDS } from './words.js'

/** `request #12`, or `notification 2026…, attempt 2`. */
export const sourceOf = ({ source, id, attempt }: Evidence, lang: AcceptanceLanguage): string => {
  const words = REPORT_WORDS[lang]
  return source === 'request' ? `${words.request} #${id}` : `${words.notification} ${id}, ${words.attempt} ${attempt ?? 1}`
}

export const requestText = ({ method, target, headers, body }: Evidence): string =>
  [`${method} ${target}`, ...headers.map(([name, value]) => `${name}: ${value}`), '', body].join('\n')

/** What reached the client, or what would have. */
export const replyText = ({ status, reply, note }: Evidence, lang: AcceptanceLanguage): string =>
  [status === null ? REPORT_WORDS[lang].noReply : `HTTP ${status}`, reply, ...(note === undefined ? [] : [`(${note})`])]
    .filter(line => line !== '')
    .join('\n')

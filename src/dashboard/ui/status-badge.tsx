/** The state of a transaction, by word and colour. */
import { say } from './words.js'

const TONE = {
  active: 'info', initiated: 'info', paying: 'warn', pending: 'warn', success: 'good', refunded: 'quiet', canceled: 'quiet', failed: 'bad', expired: 'quiet'
} as const

export type StatusWord = keyof typeof TONE

const isStatus = (word: string): word is StatusWord => word in TONE

export const statusText = (status: string): string => (isStatus(status) ? say(status === 'failed' ? 'failedStatus' : status) : status)

export const StatusBadge = ({ status, code }: { readonly status: string; readonly code?: string | undefined }) => (
  <span class={`badge ${isStatus(status) ? TONE[status] : 'quiet'}`}>
    {statusText(status)}{code === undefined ? '' : ` ${code}`}
  </span>
)

/** A response code, coloured by its HTTP status; none where the client got no answer. */
export const CodeBadge = ({ code }: { readonly code: string | null | undefined }) => {
  if (code === null || code === undefined) return <span class="badge quiet">—</span>
  const tone = code.startsWith('2') ? 'good' : code.startsWith('5') ? 'bad' : 'warn'
  return <span class={`badge mono ${tone}`}>{code}</span>
}

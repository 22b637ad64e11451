/** What happens in the bank as it happens: server-sent events, read by `fetch` alone. */
import { AdminError, adminHeaders, adminUrl, readProblem, type AdminOptions } from './admin-call.js'

/** Something happened. What `data` holds is the type's own. */
export interface AdminEvent {
  readonly type: 'request' | 'transaction' | 'notification' | 'outcome' | 'clock' | 'acceptance' | 'reset'
  readonly data: Readonly<Record<string, unknown>> & { readonly partnerId: string | null }
}

export interface EventWish {
  /** Only what concerns this partner. */
  readonly partnerId?: string | undefined
  /** Ends the stream. */
  readonly signal?: AbortSignal | undefined
}

const EVENT = /^event: (\w+)\ndata: (.*)$/m

const eventOf = (block: string): AdminEvent | undefined => {
  const [, type, data] = EVENT.exec(block) ?? []
  return type === undefined || data === undefined ? undefined : { type: type as AdminEvent['type'], data: JSON.parse(data) as AdminEvent['data'] }
}

/** Not every browser walks a stream by `for await`. */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) yield chunk.value
  } finally {
    await reader.cancel()
  }
}

async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<AdminEvent> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of chunksOf(body)) {
    text += decoder.decode(chunk, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const event = eventOf(block)
      if (event !== undefined) yield event
    }
  }
}

/** Opens the stream; from then on nothing is missed. Throws `AdminError`. */
export const openEvents = async (options: AdminOptions, { partnerId, signal }: EventWish = {}): Promise<AsyncGenerator<AdminEvent>> => {
  const query = partnerId === undefined ? '' : `?partnerId=${encodeURIComponent(partnerId)}`
  const response = await fetch(`${adminUrl(options)}/events${query}`, {
    headers: { accept: 'text/event-stream', ...adminHeaders(options) }, ...(signal === undefined ? {} : { signal })
  })
  if (!response.ok || response.body === null) throw new AdminError(readProblem(response, await response.text()))
  return eventsOf(response.body)
}

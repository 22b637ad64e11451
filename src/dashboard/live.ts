/** What happens in the bank, as it happens: one stream for the whole page, opened again whenever it breaks. */
import { computed, effect, signal } from '@preact/signals'
import type { AdminEvent } from '../client/event-stream.js'
import { chosenPartner } from './route.js'
import { admin, isKeyRefused } from './session.js'

export type EventType = AdminEvent['type']
type Listener = (data: AdminEvent['data']) => void

/** `live`: nothing is missed. `lost`: the bank does not answer, and it is asked again. */
export const liveState = signal<'connecting' | 'live' | 'lost'>('connecting')

/** Rises with every stream that was opened: what was shown before may have changed meanwhile. */
export const streamCount = signal(0)

/** Rises when what is shown must be asked for anew. The first stream opens beside the first questions, and asks nothing again. */
export const epoch = computed(() => Math.max(1, streamCount.value))

const listeners = new Map<EventType, Set<Listener>>()

/** Hears events of a type until the function that comes back is called. */
export const listen = (type: EventType, listener: Listener): (() => void) => {
  const set = listeners.get(type) ?? new Set()
  listeners.set(type, set.add(listener))
  return () => { set.delete(listener) }
}

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 5000

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve() }, { once: true })
  })

const hear = async (client: typeof admin.value, partnerId: string | undefined, signal: AbortSignal, opened: () => void): Promise<void> => {
  const events = await client.events({ partnerId, signal })
  opened()
  liveState.value = 'live'
  streamCount.value += 1
  for await (const { type, data } of events) {
    // Whatever is shown was of the bank before: it is all asked for again.
    if (type === 'reset') streamCount.value += 1
    listeners.get(type)?.forEach(listener => { listener(data) })
  }
}

/** Keeps the stream open until `signal` says otherwise, or a key is wanted. */
const stayOpen = async (client: typeof admin.value, partnerId: string | undefined, signal: AbortSignal): Promise<void> => {
  let wait = FIRST_PAUSE_MS
  for (;;) {
    try {
      await hear(client, partnerId, signal, () => { wait = FIRST_PAUSE_MS })
    } catch (error) {
      if (isKeyRefused(error)) return
    }
    if (signal.aborted) return
    liveState.value = 'lost'
    await pause(wait, signal)
    wait = Math.min(wait * 2, LONGEST_PAUSE_MS)
  }
}

/** Opens the stream, and another one whenever the key or the partner changes. */
export const startLive = (): void => {
  effect(() => {
    const controller = new AbortController()
    liveState.value = 'connecting'
    void stayOpen(admin.value, chosenPartner.value, controller.signal)
    return () => { controller.abort() }
  })
}

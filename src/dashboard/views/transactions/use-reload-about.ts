/** Loads anew what is shown of one transaction, when something happens that concerns it. */
import { useEffect, useRef } from 'preact/hooks'
import { listen, type EventType } from '../../live.js'

interface About {
  readonly partnerId: string
  /** Undefined: whatever concerns the partner. */
  readonly referenceNo: string | undefined
}

/** Events that come together lead to one reload. */
const CALM_MS = 120

export const useReloadAbout = (types: readonly EventType[], { partnerId, referenceNo }: About, reload: () => void): void => {
  const latest = useRef(reload)
  latest.current = reload
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stops = types.map(type => listen(type, data => {
      if (data.partnerId !== partnerId || (referenceNo !== undefined && data['referenceNo'] !== referenceNo)) return
      timer ??= setTimeout(() => { timer = undefined; latest.current() }, CALM_MS)
    }))
    return () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
    }
  }, [partnerId, referenceNo])
}

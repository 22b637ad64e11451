/** What a view asks the bank for: loaded when it is first shown, when what it depends on changes, and after the stream was lost. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { epoch } from './live.js'
import { isKeyRefused, messageOf } from './session.js'

export interface Loaded<T> {
  /** What came last; it stays while the next is on its way. */
  readonly data: T | undefined
  readonly error: string | undefined
  readonly loading: boolean
  readonly reload: () => void
}

/** `load` is called anew whenever one of `dependencies` changes; an answer that was overtaken is dropped. */
export const useLoaded = <T>(load: () => Promise<T>, dependencies: readonly unknown[]): Loaded<T> => {
  const [state, setState] = useState<{ data?: T; error?: string; loading: boolean }>({ loading: true })
  const [wish, setWish] = useState(0)
  const latest = useRef(0)
  const asking = useRef(load)
  asking.current = load
  useEffect(() => {
    const turn = ++latest.current
    setState(({ data }) => ({ ...(data === undefined ? {} : { data }), loading: true }))
    asking.current().then(
      data => { if (turn === latest.current) setState({ data, loading: false }) },
      (error: unknown) => {
        if (turn === latest.current && !isKeyRefused(error)) setState({ error: messageOf(error), loading: false })
      }
    )
  }, [...dependencies, wish, epoch.value])
  const reload = useCallback(() => { setWish(count => count + 1) }, [])
  return { data: state.data, error: state.error, loading: state.loading, reload }
}

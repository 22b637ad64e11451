/** What is shown while something is on its way, or did not come. */
import type { ComponentChildren } from 'preact'
import type { Loaded } from '../use-loaded.js'
import { say } from './words.js'

interface LoadStateProps<T> {
  readonly of: Loaded<T>
  readonly children: (data: T) => ComponentChildren
}

export const LoadState = <T,>({ of: { data, error, reload }, children }: LoadStateProps<T>) => {
  if (data !== undefined) return <>{children(data)}</>
  if (error === undefined) return <p class="loading" role="status">{say('loading')}</p>
  return (
    <div class="empty" role="alert">
      <p>{error}</p>
      <button type="button" class="button" onClick={reload}>{say('retry')}</button>
    </div>
  )
}

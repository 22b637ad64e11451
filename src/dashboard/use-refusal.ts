/** What the bank says against a form, to be shown at the field that it names. */
import { useState } from 'preact/hooks'
import { AdminError } from '../client/admin-call.js'
import { closestField } from './closest-field.js'
import { isKeyRefused, messageOf } from './session.js'
import { tell } from './ui/toasts.js'

interface Refusal {
  readonly field: string
  readonly detail: string
}

export interface RefusalState {
  /** What was said against this field. */
  readonly at: (field: string) => string | undefined
  /** What was said against none of the form's fields. */
  readonly elsewhere: string | undefined
  /** Sends the form, says `news` once it is done; undefined where the bank refused. */
  readonly send: <T>(act: () => Promise<T>, news: string) => Promise<T | undefined>
}

/** `known` are the fields that the form shows, by the names that the bank has for them. */
export const useRefusal = (known: readonly string[]): RefusalState => {
  const [refusal, setRefusal] = useState<Refusal>()
  const shown = refusal && closestField(known, refusal.field)
  const send = async <T>(act: () => Promise<T>, news: string): Promise<T | undefined> => {
    setRefusal(undefined)
    try {
      const result = await act()
      tell('good', news)
      return result
    } catch (error) {
      if (isKeyRefused(error)) return undefined
      setRefusal({ field: (error instanceof AdminError ? error.problem.field : undefined) ?? '', detail: messageOf(error) })
      return undefined
    }
  }
  return {
    at: field => (shown === field ? refusal?.detail : undefined),
    elsewhere: shown === undefined ? refusal?.detail : undefined,
    send
  }
}

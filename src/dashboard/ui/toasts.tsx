/** Short news at the edge of the page: a deed was done, or the bank said why not. */
import { signal } from '@preact/signals'
import { isKeyRefused, messageOf } from '../session.js'
import { say } from './words.js'

interface Toast {
  readonly number: number
  readonly tone: 'good' | 'bad'
  readonly text: string
}

const SHOWN_MS = { good: 3000, bad: 12_000 }

const toasts = signal<readonly Toast[]>([])
let count = 0

const dismiss = (number: number): void => { toasts.value = toasts.value.filter(toast => toast.number !== number) }

export const tell = (tone: Toast['tone'], text: string): void => {
  const number = ++count
  toasts.value = [...toasts.value.slice(-3), { number, tone, text }]
  setTimeout(() => { dismiss(number) }, SHOWN_MS[tone])
}

/** Does it, says `news` once it is done, and why not where the bank refuses; undefined then. */
export const attempt = async <T,>(act: () => Promise<T>, news?: string | ((result: T) => string)): Promise<T | undefined> => {
  try {
    const result = await act()
    if (news !== undefined) tell('good', typeof news === 'string' ? news : news(result))
    return result
  } catch (error) {
    if (!isKeyRefused(error)) tell('bad', messageOf(error))
    return undefined
  }
}

export const Toasts = () => (
  <div class="toasts" role="status" aria-live="polite">
    {toasts.value.map(({ number, tone, text }) => (
      <div key={number} class={`toast ${tone}`}>
        <p>{text}</p>
        <button type="button" class="button bare small" aria-label={say('close')} onClick={() => { dismiss(number) }}>×</button>
      </div>
    ))}
  </div>
)

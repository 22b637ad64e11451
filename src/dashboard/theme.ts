/** Light or dark: as the system says until somebody chooses. */
import { effect, signal } from '@preact/signals'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const STORED = 'bnc-sandbox-theme'

const isTheme = (word: string | null): word is Theme => (THEMES as readonly (string | null)[]).includes(word)

const stored = globalThis.localStorage.getItem(STORED)

export const theme = signal<Theme>(isTheme(stored) ? stored : 'system')

effect(() => { globalThis.document.documentElement.dataset['theme'] = theme.value })

export const chooseTheme = (wanted: Theme): void => {
  theme.value = wanted
  globalThis.localStorage.setItem(STORED, wanted)
}

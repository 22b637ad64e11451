/** What the page says, in English and in Indonesian, the two beside each other. */
import { effect, signal } from '@preact/signals'

export const LANGUAGES = { en: 'English', id: 'Bahasa Indonesia' } as const
export type Language = keyof typeof LANGUAGES

const STORED = 'bnc-sandbox-language'

const preferred = (): Language => {
  const stored = globalThis.localStorage.getItem(STORED)
  if (stored === 'en' || stored === 'id') return stored
  return globalThis.navigator.language.startsWith('id') ? 'id' : 'en'
}

export const language = signal<Language>(preferred())

effect(() => { globalThis.document.documentElement.lang = language.value })

export const chooseLanguage = (wanted: Language): void => {
  language.value = wanted
  globalThis.localStorage.setItem(STORED, wanted)
}

/** A text in English and in Indonesian; `{name}` stands for a value. */
export type Pair = readonly [en: string, id: string]
export type Say<Key extends string> = (key: Key, values?: Readonly<Record<string, string | number>>) => string

/** Makes of a table of texts the function that says one of them in the chosen language. */
export const words = <Key extends string>(table: Readonly<Record<Key, Pair>>): Say<Key> =>
  (key, values = {}) => table[key][language.value === 'en' ? 0 : 1]
    .replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))

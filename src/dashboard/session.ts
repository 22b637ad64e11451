/** The admin key and the client that carries it: asked for once, kept for this tab's session and nowhere else. */
import { computed, signal } from '@preact/signals'
import { adminClient } from '../client/admin-client.js'
import { AdminError, type AdminOptions } from '../client/admin-call.js'

const STORED = 'bnc-sandbox-admin-key'

const key = signal(globalThis.sessionStorage.getItem(STORED) ?? undefined)

/** Whether the bank wants a key that this page does not have; `wrong` after one that it did not take. */
export const wantsKey = signal<false | 'missing' | 'wrong'>(false)

export const connection = computed<AdminOptions>(() => ({ url: globalThis.location.origin, adminKey: key.value }))

/** The typed client of the admin routes. Whatever reads it is made anew when the key changes. */
export const admin = computed(() => adminClient(connection.value))

export const giveKey = (text: string): void => {
  globalThis.sessionStorage.setItem(STORED, text)
  wantsKey.value = false
  key.value = text
}

/** Notes a refusal for want of the key; says whether it was one. */
export const isKeyRefused = (error: unknown): boolean => {
  if (!(error instanceof AdminError) || error.status !== 401) return false
  wantsKey.value = key.value === undefined ? 'missing' : 'wrong'
  return true
}

/** What went wrong, in the bank's own words where it has some. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

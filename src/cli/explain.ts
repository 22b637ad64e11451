/** Says in one line what stopped a command. */
import { ConfigError } from '../app/config.js'
import { bankUrl } from './bank-url.js'
import { UsageError } from './usage-error.js'

export const isUsageError = (error: unknown): boolean => error instanceof UsageError || error instanceof ConfigError

interface SystemError extends Error {
  readonly code?: string
  readonly cause?: unknown
  readonly syscall?: string
  readonly address?: string
  readonly hostname?: string
  readonly port?: number
  /** Of several addresses that were tried, each with its own. */
  readonly errors?: readonly SystemError[]
}

const unreachable = (cause: SystemError | undefined, env: NodeJS.ProcessEnv): string => {
  const why = cause?.code ?? cause?.errors?.[0]?.code ?? cause?.message ?? 'no answer'
  return `no bank answers at ${bankUrl(env)} (${why}); start one with "bnc-sandbox serve", or say in BNC_URL where it is`
}

const LISTENING: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is already in use; stop what listens there, or choose another port with --port',
  EACCES: 'needs more rights than this user has; choose another port with --port',
  EADDRNOTAVAIL: 'is not an address of this machine; choose another with --host',
  ENOTFOUND: 'is not a name that can be found; choose another with --host'
}

export const explain = (error: unknown, env: NodeJS.ProcessEnv): string => {
  if (!(error instanceof Error)) return String(error)
  const { code = '', message, cause, syscall = '', address, hostname, port } = error as SystemError
  if (message === 'fetch failed') return unreachable(cause as SystemError | undefined, env)
  const reason = ['listen', 'getaddrinfo'].includes(syscall) ? LISTENING[code] : undefined
  return reason === undefined ? message : `${[address ?? hostname, port].filter(Boolean).join(':')} ${reason} (${code})`
}

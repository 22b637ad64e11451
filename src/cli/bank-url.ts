/** Where the commands find the bank. */
import { isIP } from 'node:net'
import { UsageError } from './usage-error.js'

const DEFAULT_HOST = '127.0.0.1'
const DEFAULT_PORT = '7751'

/** What a bank binds to reach every network is not an address to call. */
const EVERYWHERE: readonly string[] = ['', '0.0.0.0', '::']

/** Where a bank that was started with this environment listens. */
const ownUrl = (env: NodeJS.ProcessEnv): string => {
  const bound = env['BNC_HOST'] ?? ''
  const host = EVERYWHERE.includes(bound) ? DEFAULT_HOST : bound
  const port = ['', '0'].includes(env['BNC_PORT'] ?? '') ? DEFAULT_PORT : (env['BNC_PORT'] as string)
  return `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}`
}

/** BNC_URL, or the address that BNC_HOST and BNC_PORT say [CHOSEN: the health check of a container then follows its port]. */
export const bankUrl = (env: NodeJS.ProcessEnv): string => {
  const url = env['BNC_URL'] ?? ''
  if (url === '') return ownUrl(env)
  if (!URL.canParse(url) || !/^https?:\/\//i.test(url)) throw new UsageError(`BNC_URL is "${url}"; allowed: an http or https URL`)
  return url.replace(/\/+$/, '')
}

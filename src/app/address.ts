/** Where the bank listens, and under which names it is reached. */
import { isIP } from 'node:net'
import type { Config } from './config.js'

/** Whether only this machine reaches it. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

/** The host of a URL that reaches a bank bound to this address. */
export const hostInUrl = (host: string): string => {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return isIP(host) === 6 ? `[${host}]` : host
}

/** Names beside loopback under which the bank is reached: what it is bound to, its public URL. */
export const ownHosts = ({ host, publicUrl }: Config): string[] =>
  [host, ...(publicUrl === undefined ? [] : [new URL(publicUrl).hostname])].map(name => name.toLowerCase())

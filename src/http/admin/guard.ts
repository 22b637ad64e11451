/** Keeps strangers out of the admin routes: foreign pages by Origin and Host, everybody else by the key. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { problem, sendProblem } from '../problem.js'

export interface GuardOptions {
  /** Without a key the bank is bound to loopback: whoever wires it sees to that. */
  readonly adminKey: string | undefined
  /** Names beside loopback under which the bank is reached: what it is bound to, its public URL. */
  readonly hosts: () => readonly string[]
}

const nameOf = (host: string): string => {
  const bracketed = /^\[([^\]]*)\]/.exec(host)
  return (bracketed?.[1] ?? host.replace(/:\d*$/, '')).toLowerCase()
}

/**
 * Whether a Host can be this bank's own [CHOSEN]: an address, localhost, a name without a dot (a container's), Docker's name for
 * its host, or one that was configured. DNS rebinding needs a name with a dot that somebody else's server answers for.
 */
export const isOwnHost = (host: string, known: readonly string[]): boolean => {
  const name = nameOf(host)
  if (name === '' || isIP(name) !== 0) return name !== ''
  return !name.includes('.') || name.endsWith('.localhost') || name === 'host.docker.internal' || known.includes(name)
}

const isOwnOrigin = (origin: string, host: string): boolean => {
  try {
    return new URL(origin).host === host.toLowerCase()
  } catch {
    return false
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

const hasKey = (request: FastifyRequest, key: string): boolean => {
  const bearer = /^Bearer\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const sent = bearer ?? request.headers['x-admin-key']
  return typeof sent === 'string' && timingSafeEqual(digest(sent), digest(key))
}

/** An `onRequest` hook. 403 for a foreign Host or Origin, 401 without the key. */
export const adminGuard = ({ adminKey, hosts }: GuardOptions) =>
  (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const host = request.headers.host ?? ''
    if (!isOwnHost(host, hosts())) {
      sendProblem(reply, problem(403, `Host: ${host} is not this bank's; allowed: localhost, an address, or the host of BNC_PUBLIC_URL`, { field: 'Host' }))
    } else if (request.headers.origin !== undefined && !isOwnOrigin(request.headers.origin, host)) {
      sendProblem(reply, problem(403, `Origin: ${request.headers.origin} is foreign; allowed: http://${host}`, { field: 'Origin' }))
    } else if (adminKey !== undefined && !hasKey(request, adminKey)) {
      void reply.header('www-authenticate', 'Bearer')
      sendProblem(reply, problem(401, 'Authorization: the admin key is missing or wrong; allowed: Bearer and the value of BNC_ADMIN_KEY, or X-Admin-Key', { field: 'Authorization' }))
    } else {
      done()
    }
  }

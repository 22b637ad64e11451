/** Posts to a partner's URL and tells how far it came: name, connection, handshake, answer. Redirects are not followed. */
import type { LookupAddress } from 'node:dns'
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction, Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { PartnerAnswer } from '../domain/notification.js'
import type { Lookups } from './lookups.js'

export interface Letter {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** How far it came, in milliseconds from the beginning; the detail says with what. */
export interface Milestone {
  readonly ms: number
  readonly detail: string
}

export type Stage = 'dns' | 'connection' | 'tls'
export type PostFailure = 'dns' | 'refused' | 'connection' | 'tls' | 'not-http' | 'timeout'

interface Failure {
  readonly kind: PostFailure
  readonly detail: string
}

export interface Posted {
  readonly reached: Readonly<Partial<Record<Stage, Milestone>>>
  readonly answer: PartnerAnswer | undefined
  readonly failure: Failure | undefined
  readonly durationMs: number
}

/** Why a post was given up. */
export class TimedOut extends Error {}
export class Stopped extends Error {}

/** An acknowledgement is short; whoever answers with more is not heard to the end. */
const MAX_ANSWER_BYTES = 65_536

interface Journey {
  readonly letter: Letter
  readonly addresses: LookupAddress[]
  readonly signal: AbortSignal
  readonly reach: (stage: Stage, detail: string) => void
}

const fixedLookup = (addresses: LookupAddress[]): LookupFunction => (_hostname, options, callback) => {
  if (options.all === true) callback(null, addresses)
  else callback(null, addresses[0]?.address ?? '', addresses[0]?.family ?? 4)
}

const watch = (socket: Socket, isSecure: boolean, reach: Journey['reach']): void => {
  socket.once('connect', () => { reach('connection', `connected to ${socket.remoteAddress ?? '?'}:${socket.remotePort ?? 0}`) })
  if (!isSecure) return
  const protocol = (): string | null => (socket instanceof TLSSocket ? socket.getProtocol() : null)
  socket.once('secureConnect', () => { reach('tls', protocol() ?? 'secured') })
}

/** A connection of its own for each: one that is kept open might be half dead when it is needed. */
const open = ({ letter, addresses, signal, reach }: Journey): ClientRequest => {
  const { url, headers, body } = letter
  const isSecure = url.protocol === 'https:'
  const sent = (isSecure ? httpsRequest : httpRequest)(url, {
    method: 'POST',
    agent: false,
    signal,
    lookup: fixedLookup(addresses),
    headers: { ...headers, 'Content-Length': String(Buffer.byteLength(body)), Connection: 'close' }
  })
  sent.once('socket', socket => { watch(socket, isSecure, reach) })
  sent.end(body)
  return sent
}

const readAnswer = async (response: IncomingMessage): Promise<PartnerAnswer> => {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    length += chunk.length
    // Leaving the loop closes the connection.
    if (length > MAX_ANSWER_BYTES) break
  }
  const body = Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString()
  return { status: response.statusCode ?? 0, location: response.headers.location, body }
}

const travel = async (journey: Journey): Promise<PartnerAnswer> => {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = open(journey)
    sent.once('response', resolve)
    sent.on('error', reject)
  })
  return readAnswer(response)
}

const describe = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException
  return code === undefined || message.includes(code) ? message : `${code}: ${message}`
}

const WAITED_FOR: Readonly<Record<Stage | 'answer', string>> = {
  dns: 'the name was not resolved',
  connection: 'nobody took the connection',
  tls: 'the TLS handshake did not end',
  answer: 'no whole answer came'
}

const stages = (isSecure: boolean): readonly Stage[] => (isSecure ? ['dns', 'connection', 'tls'] : ['dns', 'connection'])

/** What went wrong, told by the error and by how far it had come. */
const failureOf = (cause: unknown, reached: Posted['reached'], isSecure: boolean, timeoutMs: number): Failure => {
  const stage = stages(isSecure).find(one => reached[one] === undefined) ?? 'answer'
  if (cause instanceof TimedOut) return { kind: 'timeout', detail: `${WAITED_FOR[stage]} within ${timeoutMs} ms` }
  const { code = '' } = cause as NodeJS.ErrnoException
  const detail = describe(cause)
  if (stage === 'dns' || stage === 'tls') return { kind: stage, detail }
  if (code === 'ECONNREFUSED') return { kind: 'refused', detail }
  return { kind: code.startsWith('HPE_') ? 'not-http' : 'connection', detail }
}

export interface PostOptions {
  readonly lookups: Lookups
  readonly timeoutMs: number
  /** Ends everything at once; the post then rejects with the signal's reason. */
  readonly stop: AbortSignal
}

/** Resolves however it ended, within `timeoutMs`; rejects only when it was stopped. */
export const post = async (letter: Letter, { lookups, timeoutMs, stop }: PostOptions): Promise<Posted> => {
  stop.throwIfAborted()
  const begunAt = performance.now()
  const since = (): number => Math.round(performance.now() - begunAt)
  const control = new AbortController()
  const timer = setTimeout(() => { control.abort(new TimedOut()) }, timeoutMs)
  const giveUp = (): void => { control.abort(stop.reason) }
  stop.addEventListener('abort', giveUp, { once: true })
  const reached: Partial<Record<Stage, Milestone>> = {}
  const reach = (stage: Stage, detail: string): void => { reached[stage] = { ms: since(), detail } }
  try {
    const addresses = await lookups.find(letter.url.hostname.replace(/^\[|\]$/g, ''), control.signal)
    reach('dns', addresses.map(({ address }) => address).join(', '))
    const answer = await travel({ letter, addresses, signal: control.signal, reach })
    return { reached, answer, failure: undefined, durationMs: since() }
  } catch (error) {
    stop.throwIfAborted()
    // Half an answer that was given up looks like a connection that was reset.
    const cause: unknown = control.signal.aborted ? control.signal.reason : error
    const failure = failureOf(cause, reached, letter.url.protocol === 'https:', timeoutMs)
    return { reached, answer: undefined, failure, durationMs: since() }
  } finally {
    clearTimeout(timer)
    stop.removeEventListener('abort', giveUp)
  }
}

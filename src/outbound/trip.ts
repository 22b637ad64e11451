/** One way to a partner: fetches a token where the partner wants one, signs, posts, and judges the answer. */
import type { AttemptResult } from '../../schemas/notification.js'
import type { Bank } from '../bank/bank.js'
import { callbackUrlFault, judgeAnswer, type Judgement } from '../domain/notification.js'
import type { Partner } from '../domain/partner.js'
import { shorten } from '../domain/redact.js'
import { notificationLetter, tokenLetter, type Told } from './letter.js'
import { post, type Letter, type Posted, type PostOptions } from './post.js'

/** What came of it. */
export interface Trip {
  readonly judgement: Judgement
  readonly letter: Letter | undefined
  readonly posted: Posted | undefined
}

/** Ends after which it is not known that anybody is there. */
const UNHEARD: readonly AttemptResult[] = ['timeout', 'dns', 'refused', 'connection', 'tls', 'not-http', 'token', 'no-url']

export const isHeard = (result: AttemptResult): boolean => !UNHEARD.includes(result)

const nowhere = (result: AttemptResult, detail: string): Trip =>
  ({ judgement: { result, detail }, letter: undefined, posted: undefined })

/** What the webhook lab loses never leaves. */
export const LOST: Trip = nowhere('dropped', 'the webhook lab lost it on the way')

class NoToken extends Error {}

/** A token is visible ASCII: anything else would not go into a header. */
const tokenIn = (status: number, body: string): string | undefined => {
  if (status !== 200) return undefined
  try {
    const { accessToken } = JSON.parse(body) as { accessToken?: unknown }
    return typeof accessToken === 'string' && /^[\x21-\x7e]+$/.test(accessToken) ? accessToken : undefined
  } catch {
    return undefined
  }
}

/** A new token for each attempt [CHOSEN]: an attempt then shows the whole way. */
const fetchToken = async (bank: Bank, partner: Partner, options: PostOptions): Promise<string> => {
  const { callbackTokenUrl } = partner
  if (callbackTokenUrl === null) throw new NoToken('the partner is notified symmetrically and has no callbackTokenUrl')
  const wrong = callbackUrlFault(callbackTokenUrl)
  if (wrong !== undefined) throw new NoToken(`callbackTokenUrl: ${wrong}`)
  const { answer, failure } = await post(await tokenLetter(bank, partner, new URL(callbackTokenUrl)), options)
  if (answer === undefined) throw new NoToken([callbackTokenUrl, failure?.kind, failure?.detail].join(': '))
  const token = tokenIn(answer.status, answer.body)
  if (token === undefined) throw new NoToken(`${callbackTokenUrl}: HTTP ${answer.status} without an accessToken`)
  return token
}

const judge = ({ answer, failure }: Posted): Judgement => {
  if (answer !== undefined) return judgeAnswer(answer)
  return { result: failure?.kind ?? 'connection', detail: failure?.detail ?? 'it ended without an answer' }
}

/** Resolves however it ended; rejects only when it was stopped. */
export const travel = async (
  bank: Bank, partner: Partner, callbackUrl: string | null, told: Told, options: PostOptions
): Promise<Trip> => {
  if (callbackUrl === null) return nowhere('no-url', 'the partner has no callbackUrl')
  const wrong = callbackUrlFault(callbackUrl)
  if (wrong !== undefined) return nowhere('no-url', `callbackUrl: ${wrong}`)
  try {
    const token = partner.callbackSignature === 'symmetric' ? await fetchToken(bank, partner, options) : undefined
    const letter = await notificationLetter(bank, partner, new URL(callbackUrl), { ...told, token })
    const posted = await post(letter, options)
    return { judgement: judge(posted), letter, posted }
  } catch (error) {
    if (error instanceof NoToken) return nowhere('token', error.message)
    throw error
  }
}

/** The first 4 kB of an answer are kept. */
const KEPT_BYTES = 4096

const shownHeader = (name: string, value: string): string => {
  if (name === 'X-SIGNATURE') return shorten(value)
  return name === 'Authorization' ? `Bearer ${shorten(value.slice('Bearer '.length))}` : value
}

/** What is kept of it. */
export const recordOf = ({ judgement, letter, posted }: Trip) => ({
  ...judgement,
  headers: Object.fromEntries(Object.entries(letter?.headers ?? {}).map(([name, value]) => [name, shownHeader(name, value)])),
  httpStatus: posted?.answer?.status ?? null,
  responseBody: posted?.answer === undefined ? null : Buffer.from(posted.answer.body).subarray(0, KEPT_BYTES).toString(),
  durationMs: posted?.durationMs ?? 0
})

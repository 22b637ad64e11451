/** Calls the bank as a partner does: a token that is fetched once and kept, then signed transactions. */
import type { ServiceName } from '../../schemas/services.js'
import { signer, type Credentials, type SignedRequest, type SignOptions } from './signer.js'

export interface SnapReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Parsed, or the bare text where it is not JSON. */
  readonly body: Readonly<Record<string, unknown>>
  readonly text: string
  readonly request: SignedRequest
}

export interface PartnerClient {
  readonly token: () => Promise<SnapReply>
  /** Signs and sends; fetches a token first where `options` brings none and none is kept. */
  readonly call: (service: ServiceName | (string & {}), body: object | string, options?: SignOptions) => Promise<SnapReply>
}

const parsed = (text: string): Record<string, unknown> => {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return { text }
  }
}

/** Sends a signed request to the bank at `url`. */
export const sendSigned = async (url: string, request: SignedRequest): Promise<SnapReply> => {
  const response = await fetch(url + request.path, { method: request.method, headers: { ...request.headers }, body: request.body })
  const text = await response.text()
  return { status: response.status, headers: Object.fromEntries(response.headers), body: parsed(text), text, request }
}

const tokenIn = ({ body }: SnapReply): string | undefined => {
  const token = body['accessToken']
  return typeof token === 'string' ? token : undefined
}

/** `url` is the bank's, without a slash at the end. Throws where the bank cannot be reached or gives no token. */
export const partnerClient = (url: string, partner: Credentials): PartnerClient => {
  const sign = signer(partner)
  let kept: string | undefined
  const fetchToken = async (): Promise<SnapReply> => {
    const reply = await sendSigned(url, sign.token())
    kept = tokenIn(reply) ?? kept
    return reply
  }
  const needToken = async (): Promise<string> => {
    if (kept !== undefined) return kept
    const reply = await fetchToken()
    const token = tokenIn(reply)
    if (token === undefined) throw new Error(`the bank gave no token: ${reply.text}`)
    return token
  }
  return {
    token: fetchToken,
    call: async (service, body, options = {}) =>
      sendSigned(url, sign.call(service, body, { ...options, token: options.token ?? (await needToken()) }))
  }
}

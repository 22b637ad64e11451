/** Signs like a partner: the headers of a call, made by the same code that the bank's gate verifies with. */
import { createPrivateKey, randomUUID, type KeyObject } from 'node:crypto'
import { BNC_CHANNEL_ID, DIALECTS, type DialectName } from '../../schemas/dialects.js'
import { GRANT_TYPE } from '../../schemas/grant-type.js'
import { findService, SERVICES, type ServiceName } from '../../schemas/services.js'
import { jakartaTime } from '../domain/jakarta.js'
import { signHmac, signRsa, stringToSign, tokenStringToSign, type SignatureMode } from '../domain/signature.js'

/** What of a partner signing needs; an answer of `POST /admin/partners` has it all. */
export interface Credentials {
  readonly partnerId: string
  readonly clientKey: string
  readonly clientSecret: string
  /** PKCS#8 or PKCS#1 PEM. */
  readonly privateKey?: string | undefined
  readonly dialect: DialectName
  readonly signature: SignatureMode
}

/** A call ready to send: `fetch(url + path, { method, headers, body })`. */
export interface SignedRequest {
  readonly method: 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** What was signed, for those who compare. */
  readonly stringToSign: string
}

export interface SignOptions {
  /** The token of an earlier call of `token`; transactions need one. */
  readonly token?: string
  /** The moment in milliseconds that X-TIMESTAMP says; now where it is not said. */
  readonly at?: number
  readonly externalId?: string
  readonly channelId?: string
  /** Another path than the service's first. */
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
}

const ORIGIN = 'localhost'

export interface Signer {
  /** The access token call. */
  readonly token: (options?: SignOptions) => SignedRequest
  /** A transaction call of this service, by name or code; `body` is an object, or JSON text that is sent as it is. */
  readonly call: (service: ServiceName | (string & {}), body: object | string, options?: SignOptions) => SignedRequest
}

/** The first path of a service, by name or code. */
const firstPath = (nameOrCode: string): string => {
  const path = findService(nameOrCode)?.paths[0]
  if (path === undefined) throw new RangeError(`no service ${nameOrCode}; allowed: ${Object.keys(SERVICES).join(', ')}`)
  return path
}

/** The headers that a dialect demands of a transaction, its signature apart. */
const transactionHeaders = (partner: Credentials, timestamp: string, token: string, options: SignOptions): Record<string, string> => ({
  'Content-Type': 'application/json',
  Authorization: `Bearer ${token}`,
  'X-TIMESTAMP': timestamp,
  ...(DIALECTS[partner.dialect].mandatoryHeaders.includes('ORIGIN') ? { ORIGIN } : {}),
  'X-PARTNER-ID': partner.partnerId,
  'X-EXTERNAL-ID': options.externalId ?? randomUUID(),
  'CHANNEL-ID': options.channelId ?? BNC_CHANNEL_ID
})

type PrivateKey = () => KeyObject

const signToken = (partner: Credentials, privateKey: PrivateKey, options: SignOptions): SignedRequest => {
  const timestamp = jakartaTime(options.at ?? Date.now())
  const text = tokenStringToSign(partner.clientKey, timestamp)
  return {
    method: 'POST',
    path: options.path ?? firstPath('token'),
    headers: {
      'Content-Type': 'application/json',
      'X-TIMESTAMP': timestamp,
      'X-CLIENT-KEY': partner.clientKey,
      'X-SIGNATURE': signRsa(privateKey(), text),
      ...options.headers
    },
    body: JSON.stringify({ grantType: GRANT_TYPE }),
    stringToSign: text
  }
}

const signCall = (partner: Credentials, privateKey: PrivateKey, service: string, body: object | string, options: SignOptions): SignedRequest => {
  const path = options.path ?? firstPath(service)
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const timestamp = jakartaTime(options.at ?? Date.now())
  const token = options.token ?? ''
  const signed = stringToSign(partner.signature, { method: 'POST', path, body: Buffer.from(text), timestamp, token })
  const signature = partner.signature === 'symmetric' ? signHmac(partner.clientSecret, signed) : signRsa(privateKey(), signed)
  return {
    method: 'POST',
    path,
    headers: { ...transactionHeaders(partner, timestamp, token, options), 'X-SIGNATURE': signature, ...options.headers },
    body: text,
    stringToSign: signed
  }
}

/** Throws where the credentials lack the private key that the call is signed with. */
export const signer = (partner: Credentials): Signer => {
  let key: KeyObject | undefined
  const privateKey: PrivateKey = () => {
    if (partner.privateKey === undefined) throw new Error(`partner ${partner.partnerId} has no private key here: it brought its own public key`)
    return (key ??= createPrivateKey(partner.privateKey))
  }
  return {
    token: (options = {}) => signToken(partner, privateKey, options),
    call: (service, body, options = {}) => signCall(partner, privateKey, service, body, options)
  }
}

/** Writes what the bank sends to a partner: the headers of section 5, signed by the bank, and the body as it stands. */
import { sign, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { GRANT_TYPE } from '../../schemas/grant-type.js'
import { BNC_CHANNEL_ID } from '../../schemas/dialects.js'
import type { Bank } from '../bank/bank.js'
import { jakartaTime } from '../domain/jakarta.js'
import type { Partner } from '../domain/partner.js'
import { signHmac, stringToSign, tokenStringToSign } from '../domain/signature.js'
import type { WebhookFaultRow } from '../domain/webhook-fault.js'
import type { Letter } from './post.js'

const signOffLoop = promisify(sign)

/** A millisecond of arithmetic, on another thread: calls of partners go on meanwhile. */
const signRsaOffLoop = async (key: KeyObject, text: string): Promise<string> =>
  (await signOffLoop('RSA-SHA256', Buffer.from(text), key)).toString('base64')

const JSON_TYPE = 'application/json'

/** The token call to the partner [CHOSEN: X-CLIENT-KEY is the partner's own client key, signed with the bank's private key]. */
export const tokenLetter = async (bank: Bank, partner: Partner, url: URL): Promise<Letter> => {
  const timestamp = jakartaTime(bank.realNow())
  return {
    url,
    headers: {
      'Content-Type': JSON_TYPE,
      'X-TIMESTAMP': timestamp,
      'X-CLIENT-KEY': partner.clientKey,
      'X-SIGNATURE': await signRsaOffLoop(bank.keys.privateKey, tokenStringToSign(partner.clientKey, timestamp))
    },
    body: JSON.stringify({ grantType: GRANT_TYPE })
  }
}

export interface Told {
  /** X-EXTERNAL-ID. */
  readonly id: string
  readonly body: string
  /** The partner's token, where it is notified symmetrically. */
  readonly token: string | undefined
  /** What the webhook lab does to this attempt. */
  readonly lab?: WebhookFaultRow | undefined
  readonly labSeconds?: number | null | undefined
}

/** X-TIMESTAMP is real time, whatever the partner's clock shows. */
export const notificationLetter = async (bank: Bank, partner: Partner, url: URL, told: Told): Promise<Letter> => {
  const { id, token, lab, labSeconds } = told
  const timestamp = jakartaTime(bank.realNow() - (lab?.aged === true ? (labSeconds ?? 0) * 1000 : 0))
  const path = url.pathname + url.search
  const call = { method: 'POST', path, body: Buffer.from(told.body), timestamp, token: token ?? '' }
  const signature = partner.callbackSignature === 'symmetric'
    ? signHmac(partner.clientSecret, stringToSign('symmetric', call))
    : await signRsaOffLoop(bank.keys.privateKey, stringToSign('asymmetric', call))
  const sent = lab?.tamper?.({ body: told.body, signature }) ?? { body: told.body, signature }
  return {
    url,
    headers: {
      'Content-Type': JSON_TYPE,
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      'X-TIMESTAMP': timestamp,
      'X-SIGNATURE': sent.signature,
      // [BNC] ORIGIN is of the dialect whose calls demand it.
      ...(partner.rules.mandatoryHeaders.includes('ORIGIN') ? { ORIGIN: new URL(bank.publicUrl()).host } : {}),
      'X-PARTNER-ID': partner.partnerId,
      'X-EXTERNAL-ID': id,
      'CHANNEL-ID': BNC_CHANNEL_ID
    },
    body: sent.body
  }
}

/** Gathers what the bank knows that a signature may have been made with: keys, tokens, paths. */
import { createPublicKey } from 'node:crypto'
import { SERVICE_LIST } from '../../schemas/services.js'
import type { ExplanationInput } from '../domain/explanation/explanation.js'
import type { KeyRing, KnownPartner } from '../domain/explanation/key.js'
import type { Partner } from '../domain/partner.js'
import type { SignatureMode } from '../domain/signature.js'
import type { Bank, BankKeys } from './bank.js'

/** A request whose signature is in question. Header names are in lower case. */
export interface QuestionedRequest {
  readonly mode: SignatureMode | 'token'
  readonly method: string
  readonly path: string
  readonly body: Buffer
  readonly header: (name: string) => string
  readonly partner: Partner
  /** Real time when it came, in milliseconds. */
  readonly receivedAt: number
}

/** Other partners that are looked at: a bank full of tests' partners must not make an explanation slow. */
const OTHERS = 32

/** The partners whose keys may have been mixed up with this one's: the fixtures' first, because everybody has those. */
const othersOf = (bank: Bank, partner: Partner): KnownPartner[] => {
  const fixtures = bank.fixtures.map(({ partner: { partnerId } }) => partnerId)
  const ids = [...new Set([...fixtures, ...bank.store.partners.ids()])].filter(id => id !== partner.partnerId).slice(0, OTHERS)
  return ids.flatMap(id => {
    const other = bank.store.partners.find(id)
    return other === undefined ? [] : [{ label: id, demo: fixtures.includes(id), publicKey: other.verifyKey, clientSecret: other.clientSecret }]
  })
}

/** Writing a private key as PEM costs as much as many calls. */
const ownKeys = new WeakMap<BankKeys, KeyRing['bank'] & object>()

const ownKeysOf = ({ keys }: Bank): KeyRing['bank'] & object => {
  const known = ownKeys.get(keys)
  if (known !== undefined) return known
  const made = { publicKey: createPublicKey(keys.publicKeyPem), privateKeyPem: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
  ownKeys.set(keys, made)
  return made
}

const keyRing = (bank: Bank, partner: Partner): KeyRing => ({
  clientSecret: partner.clientSecret,
  publicKey: partner.verifyKey,
  ...(partner.privateKey !== null && { privateKeyPem: partner.privateKey }),
  bank: ownKeysOf(bank),
  others: othersOf(bank, partner),
  tokens: bank.tokens.issuedLately(partner.partnerId)
})

const BEARER = /^Bearer\s+/i

/** Everything that the explainer is given. */
export const explanationInput = (bank: Bank, { mode, method, path, body, header, partner, receivedAt }: QuestionedRequest): ExplanationInput => ({
  mode,
  method,
  path,
  host: header('host'),
  body,
  timestamp: header('x-timestamp'),
  token: header('authorization').replace(BEARER, ''),
  clientKey: partner.clientKey,
  partnerId: partner.partnerId,
  externalId: header('x-external-id'),
  origin: header('origin'),
  channelId: header('channel-id'),
  signature: header('x-signature'),
  keys: keyRing(bank, partner),
  services: SERVICE_LIST,
  now: receivedAt
})

/** Mistakes of the client key, which the token call signs. */
import { just, rulesOf } from './mistake.js'

export interface ClientKeyContext {
  readonly clientKey: string
  readonly partnerId?: string
  readonly externalId?: string
  readonly secret?: string
  readonly others: readonly string[]
}

const rule = rulesOf<ClientKeyContext>('client-key')
const SAME = 'Sign exactly what you send in X-CLIENT-KEY.'

export const CLIENT_KEY_RULES = [
  rule('client-partner-id', 1, 'The partner id was signed instead of the client key', SAME, '1001',
    ({ partnerId, others }) => [...(partnerId === undefined ? [] : just(partnerId)), ...just(...others)]),
  rule('client-case', 1, 'The client key was signed in another case', SAME, 'SBX-CLIENT-0001', ({ clientKey }) => just(
    clientKey.toUpperCase(), clientKey.toLowerCase())),
  rule('client-secret', 1, 'The client secret was signed instead of the client key', SAME, '[client secret]',
    ({ secret }) => (secret === undefined ? [] : [{ text: secret, shown: '[client secret]' }])),
  rule('client-spaces', 1, 'A space, a line end or quotes were signed with the client key', SAME, 'client-0001\\n',
    ({ clientKey }) => just(
    `${clientKey}\n`, `${clientKey} `, ` ${clientKey}`, `${clientKey}\r\n`, `"${clientKey}"`, `'${clientKey}'`,
      clientKey.trim())),
  rule('client-empty', 1, 'The place of the client key was left empty', SAME, '|2026-01-15T10:20:30+07:00', () => just('',
    'undefined', 'null', 'None')),
  rule('client-hyphens', 2, 'The client key was signed without its hyphens', SAME, 'client0001', ({ clientKey }) => just(
    clientKey.replace(/-/g, ''), clientKey.replace(/[-_]/g, ''))),
  rule('client-encoded', 2, 'The client key was encoded before signing', SAME, 'c2J4LWNsaWVudA==', ({ clientKey }) => just(
    Buffer.from(clientKey).toString('base64'), encodeURIComponent(clientKey.toWellFormed()),
      Buffer.from(clientKey).toString('hex'))),
  rule('client-name', 2, 'The name of the header was signed with the client key', SAME, 'X-CLIENT-KEY:client-0001',
    ({ clientKey }) => just(
    `X-CLIENT-KEY:${clientKey}`, `X-CLIENT-KEY: ${clientKey}`, `client_id=${clientKey}`, `clientId=${clientKey}`,
      'X-CLIENT-KEY')),
  rule('client-external-id', 3, 'The external id was signed instead of the client key', SAME, '41807553358950093184162180797837',
    ({ externalId }) => (externalId === undefined ? [] : just(externalId))),
  rule('client-part', 3, 'Only a part of the client key was signed', SAME, 'client-000',
    ({ clientKey }) => just(clientKey.slice(0, -1), clientKey.slice(1)))
]

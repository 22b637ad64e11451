/** Mistakes of the access token inside the signed text. */
import { just, rulesOf, type Reading } from './mistake.js'
import { hash } from 'node:crypto'

/** Another token that the bank has issued. */
export interface KnownToken {
  readonly token: string
  /** Whose it is: `older` one of the same partner, or the id of another partner. */
  readonly label?: string
}

export interface TokenContext {
  readonly token: string
  readonly clientKey?: string
  readonly partnerId?: string
  readonly externalId?: string
  readonly secret?: string
  readonly others: readonly KnownToken[]
}

const rule = rulesOf<TokenContext>('token')
const RIGHT = 'Sign the access token as the token call returned it, without "Bearer ".'
const SAME = 'Sign the token that you send in Authorization.'

const known = (tokens: readonly KnownToken[], older: boolean): readonly Reading[] =>
  tokens.filter(({ label }) => (label === undefined || label === 'older') === older).map(({ token, label }) => ({
    text: token, ...(!older && { detail: `It belongs to ${label ?? 'another partner'}.` })
  }))

const given = (...texts: readonly (string | undefined)[]): readonly Reading[] => just(...texts.filter(text => text !== undefined))

const segments = (token: string): readonly string[] => {
  const parts = token.split('.')
  return parts.length < 2 ? [] : [...parts, parts.slice(0, 2).join('.'), parts.slice(1).join('.')]
}

export const TOKEN_RULES = [
  rule('token-bearer', 1, 'The token was signed with its "Bearer " prefix', RIGHT, 'Bearer eyJhbGciOi…',
    ({ token }) => just(`Bearer ${token}`)),
  rule('token-empty', 1, 'The place of the token was left empty', RIGHT, 'POST:/…::01463f60…', () => just('')),
  rule('token-older', 1, 'An older token was signed than was sent', SAME, 'eyJhbGciOi…', ({ others }) => known(others, true)),
  rule('token-foreign', 1, 'The token of another partner was signed', SAME, 'eyJhbGciOi…', ({ others }) => known(others, false)),
  rule('token-client-key', 1, 'The client key was signed in the place of the token', RIGHT, 'my-client-key',
    ({ clientKey, partnerId }) => given(clientKey, partnerId)),
  rule('token-bearer-spelling', 2, 'The token was signed with a "Bearer" spelt another way', RIGHT, 'bearer eyJhbGciOi…',
    ({ token }) => just(
    `bearer ${token}`, `BEARER ${token}`, `Bearer${token}`, `Bearer  ${token}`, `Bearer: ${token}`, `Bearer:${token}`,
      `Authorization: Bearer ${token}`)),
  rule('token-bearer-alone', 2, 'The word "Bearer" was signed without the token', RIGHT, 'Bearer', () => just('Bearer',
    'Bearer ', 'bearer')),
  rule('token-quotes', 2, 'The token was signed with quotes around it', RIGHT, '"eyJhbGciOi…"', ({ token }) => just(`"${token}"`,
    `'${token}'`)),
  rule('token-nothing-text', 2, 'The word for nothing was signed in the place of the token',
    'The variable held no token when the text was built. Fetch the token first.', 'undefined', () => just('undefined', 'null',
      'None', 'nil',
      'Bearer undefined', 'Bearer null', 'Bearer None', '[object Promise]', '[object Object]')),
  rule('token-spaces', 2, 'A space or line end was signed with the token', RIGHT, 'eyJhbGciOi…\\n', ({ token }) => just(
    `${token}\n`, `${token} `, ` ${token}`, `${token}\r\n`)),
  rule('token-external-id', 3, 'The external id was signed in the place of the token', RIGHT, '41807553358950093184162180797837',
    ({ externalId }) => given(externalId)),
  rule('token-secret', 2, 'The client secret was signed in the place of the token', RIGHT, '[client secret]',
    ({ secret }) => (secret === undefined ? [] : [{ text: secret, shown: '[client secret]' }])),
  rule('token-part', 3, 'Only a part of the token was signed', RIGHT, 'eyJhbGciOi…', ({ token }) => just(...segments(token),
    token.slice(0, -1),
    token.slice(1), token.slice(0, 255), token.slice(0, 256))),
  rule('token-case', 3, 'The token was signed in another case', RIGHT, 'eyjhbgcioi…', ({ token }) => just(token.toLowerCase(),
    token.toUpperCase())),
  rule('token-encoded', 3, 'The token was hashed or encoded before signing', RIGHT, 'ZXlKaGJHY2lPaQ==', ({ token }) => just(
    Buffer.from(token).toString('base64'), hash('sha256', token, 'hex'), encodeURIComponent(token.toWellFormed()),
    Buffer.from(token, 'base64').toString())),
  rule('token-type', 3, 'The whole token reply, or its kind, was signed', RIGHT, '{"accessToken":"…"}', ({ token }) => just(
    `{"accessToken":"${token}"}`, 'Basic', `Basic ${token}`, `Token ${token}`, `${token}:Bearer`, `B2B ${token}`))
]

/** A call as a script for bash: it signs anew with openssl, as the partner has to, and sends the same body with curl. */
import type { RequestReply } from '../../../../schemas/journal.js'
import type { PartnerReply } from '../../../../schemas/partner.js'
import { findService, SERVICES } from '../../../../schemas/services.js'
import { minifyText } from './minify-text.js'
import { sentHeader, sentHeaders } from './sent-headers.js'

export interface CurlWish {
  readonly entry: RequestReply
  /** Whose call it is; undefined where the bank knows nobody of that name, and nothing can be signed. */
  readonly partner: PartnerReply | undefined
  /** Of the bank, without a slash at the end. */
  readonly url: string
}

/** For a shell: nothing inside single quotes means anything but the quote itself. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

const isToken = ({ service }: RequestReply): boolean => service === SERVICES.token.code

/** A terminal or a shell would change these on the way. */
const UNSAFE = /[^\n\t\u0020-\u007e\u00a0-\uffff]/

/** Bytes as letters of one byte each. */
const bytesOf = (text: string): string => String.fromCharCode(...new TextEncoder().encode(text))

const bodyIn = (name: string, text: string, bytes: string | undefined): readonly string[] =>
  bytes === undefined && !UNSAFE.test(text)
    ? [`printf '%s' ${quoted(text)} > "$${name}"`]
    : [`printf '%s' ${quoted(btoa(bytes ?? bytesOf(text)))} | openssl base64 -d -A > "$${name}"`]

/** Puts the body into a file, and beside it what of it is hashed where that is something else. */
const bodyLines = ({ body, bodyBase64, bodyLength }: RequestReply, isHashed: boolean): readonly string[] => {
  const bytes = bodyBase64 === undefined ? undefined : atob(bodyBase64)
  const kept = (bytes ?? bytesOf(body)).length
  const minified = minifyText(bytes ?? body)
  return [
    ...(kept < bodyLength ? [`# The bank's journal kept ${kept} of ${bodyLength} bytes of this body.`] : []),
    'BODY=$(mktemp)',
    ...bodyIn('BODY', body, bytes),
    ...(!isHashed || minified === (bytes ?? body)
      ? []
      : ['# What is hashed: the body without white space between its tokens.', 'MINIFIED=$(mktemp)', ...bodyIn('MINIFIED', minified, bytes && minified)])
  ]
}

const MADE_ANEW: Readonly<Record<string, string>> = {
  'x-timestamp': '$TIMESTAMP', 'x-signature': '$SIGNATURE', authorization: 'Bearer $TOKEN', 'x-external-id': '$EXTERNAL_ID'
}

const headerLine = ([name, value]: readonly [string, string], isSigned: boolean): string => {
  const anew = isSigned ? MADE_ANEW[name.toLowerCase()] : undefined
  if (anew !== undefined) return `-H "${name}: ${anew}"`
  // curl leaves a header out that is empty, unless it ends so.
  return value === '' ? `-H ${quoted(`${name};`)}` : `-H ${quoted(`${name}: ${value}`)}`
}

const callLines = (entry: RequestReply, isSigned: boolean): readonly string[] => {
  const headers = sentHeaders(entry)
  const hasType = sentHeader(entry, 'content-type') !== undefined
  return [
    `curl -sS --globoff --path-as-is -X ${quoted(entry.method)} "$BANK"${quoted(entry.path)}`,
    ...headers.map(header => headerLine(header, isSigned)),
    ...(hasType || entry.bodyLength === 0 ? [] : [`-H 'Content-Type:'`]),
    ...(entry.bodyLength === 0 && entry.method === 'GET' ? [] : [`--data-binary @"$BODY"`]),
    String.raw`-w '\nHTTP %{http_code}\n'`
  ].join(' \\\n  ').split('\n')
}

const keyLines = ({ privateKey, partnerId }: PartnerReply): readonly string[] =>
  privateKey === undefined
    ? [`# The private key of ${partnerId}: the bank has its public half only.`, 'PRIVATE_KEY_FILE=${PRIVATE_KEY_FILE:-private-key.pem}']
    : ['PRIVATE_KEY_FILE=$(mktemp)', `cat > "$PRIVATE_KEY_FILE" <<'PEM'`, ...privateKey.trim().split('\n'), 'PEM']

const SIGN_RSA = `sign_rsa() { printf '%s' "$1" | openssl dgst -sha256 -sign "$PRIVATE_KEY_FILE" | openssl base64 -A; }`
const SIGN_HMAC = `sign_hmac() { printf '%s' "$1" | openssl dgst -sha512 -hmac "$CLIENT_SECRET" -binary | openssl base64 -A; }`

/** Jakarta has no daylight saving, so that a shell without a list of time zones knows it too. */
const TIMESTAMP = 'TIMESTAMP=$(TZ=WIB-7 date +%Y-%m-%dT%H:%M:%S+07:00)'
const SIGN_TOKEN = 'SIGNATURE=$(sign_rsa "$CLIENT_KEY|$TIMESTAMP")'

const fetchToken = (): readonly string[] => [
  '',
  '# The access token.',
  SIGN_TOKEN,
  [
    `TOKEN=$(curl -sS -X POST "$BANK"${quoted(SERVICES.token.paths[0] ?? '')}`,
    `-H 'Content-Type: application/json' -H "X-TIMESTAMP: $TIMESTAMP" -H "X-CLIENT-KEY: $CLIENT_KEY" -H "X-SIGNATURE: $SIGNATURE"`,
    String.raw`--data-binary '{"grantType":"client_credentials"}' | sed -n 's/.*"accessToken":"\([^"]*\)".*/\1/p')`
  ].join(' \\\n  ')
]

const signCall = (entry: RequestReply, { signature }: PartnerReply): readonly string[] => {
  const isSymmetric = signature === 'symmetric'
  const hashed = minifyText(entry.body) === entry.body && entry.bodyBase64 === undefined ? '$BODY' : '${MINIFIED:-$BODY}'
  const parts = [entry.method, `'${entry.path.replaceAll("'", `'\\''`)}'`, ...(isSymmetric ? ['"$TOKEN"'] : []), '"$HASH"', '"$TIMESTAMP"']
  return [
    '',
    `# The call itself: ${isSymmetric ? 'METHOD:PATH:TOKEN:HASH:TIMESTAMP, HMAC-SHA512 with the client secret' : 'METHOD:PATH:HASH:TIMESTAMP, SHA256withRSA'}.`,
    `HASH=$(openssl dgst -sha256 -r < "${hashed}" | cut -d' ' -f1)`,
    'EXTERNAL_ID=$(openssl rand -hex 16)',
    `SIGNATURE=$(${isSymmetric ? 'sign_hmac' : 'sign_rsa'} ${parts.join(':')})`
  ]
}

const signingLines = (entry: RequestReply, partner: PartnerReply): readonly string[] => {
  const isSymmetric = partner.signature === 'symmetric' && !isToken(entry)
  return [
    `CLIENT_KEY=${quoted(partner.clientKey)}`,
    ...(isSymmetric ? [`CLIENT_SECRET=${quoted(partner.clientSecret)}`] : []),
    ...keyLines(partner),
    SIGN_RSA,
    ...(isSymmetric ? [SIGN_HMAC] : []),
    TIMESTAMP,
    ...(isToken(entry) ? ['', SIGN_TOKEN] : [...fetchToken(), ...signCall(entry, partner)])
  ]
}

const titleOf = ({ id, at, service, method, path, responseCode }: RequestReply, isSigned: boolean): string => {
  const name = findService(service ?? '')?.name ?? `${method} ${path}`
  const how = isSigned ? 'signed anew, with a fresh timestamp and external id' : 'as it came: nobody is known to sign for'
  return `# Call ${id} of ${at} (${name}, answered ${responseCode ?? 'nothing'}) once more, ${how}.`
}

/** Undefined where it was no HTTP, or its service is none that partners sign for and it cannot be sent as it came. */
export const curlScript = ({ entry, partner, url }: CurlWish): string | undefined => {
  if (entry.method === '') return undefined
  const signer = entry.service === null ? undefined : partner
  const isSigned = signer !== undefined
  return [
    '#!/usr/bin/env bash',
    titleOf(entry, isSigned),
    'set -euo pipefail',
    `BANK=${quoted(url)}`,
    ...bodyLines(entry, isSigned && !isToken(entry)),
    ...(signer === undefined ? [] : signingLines(entry, signer)),
    '',
    ...callLines(entry, isSigned),
    ''
  ].join('\n')
}

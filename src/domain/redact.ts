/** Shortens tokens and signatures, so that the journal shows which one it was and nobody can use it. */

const KEPT = 12

/** The first characters, never more than half of them, and the length. In ASCII: one other character makes all the text around it twice as long in memory. */
export const shorten = (secret: string): string => `${secret.slice(0, Math.min(KEPT, secret.length / 2))}...(${String(secret.length)} characters)`

/** Header names whose values are never shown at all. */
const HIDDEN = new Set(['x-client-secret', 'private_key', 'private-key', 'x-private-key', 'x-admin-key'])

/** Header names whose values are shortened. */
const SHORTENED = new Set(['x-signature', 'accesstoken'])

/** Most headers are told apart from all of these by their length alone. */
const LENGTHS = new Set(['authorization', ...SHORTENED, ...HIDDEN].map(name => name.length))

const redactValue = (header: string, value: string): string => {
  if (!LENGTHS.has(header.length)) return value
  const name = header.toLowerCase()
  if (SHORTENED.has(name)) return shorten(value)
  if (name === 'authorization') return value.replace(/^(Bearer|Basic)?\s*(.*)$/is, (_, scheme = '', rest: string) => `${String(scheme)} ${shorten(rest)}`.trim())
  return HIDDEN.has(name) ? '[redacted]' : value
}

/** Names and values in turn, one a line, tokens and signatures shortened. */
export const redactHeaders = (rawHeaders: readonly string[]): string => {
  let lines = ''
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string
    lines += `${at === 0 ? '' : '\n'}${name}\n${redactValue(name, rawHeaders[at + 1] as string)}`
  }
  return lines
}

/** What a token of the bank looks like. Its rest may be missing, so that a long run that is none is read once, not from each `eyJ` in it. */
const JWT = /eyJ[\w-]{8,}(?:\.[\w-]+\.[\w-]*)?/g

const shortenTokens = (text: string): string => text.replace(JWT, found => (found.includes('.') ? shorten(found) : found))

const HEADER_LINE = /^([!#$%&'*+.^_`|~\w-]+)(:[ \t]*)([^\r\n]*)/gm

/** Bytes that could not be read as HTTP, with what look like its headers redacted. */
export const redactPacket = (packet: Buffer): Buffer =>
  Buffer.from(
    shortenTokens(
      packet.toString('latin1').replace(HEADER_LINE, (_, name: string, colon: string, value: string) => name + colon + redactValue(name, value))
    ),
    'latin1'
  )

const ACCESS_TOKEN = /("accessToken"\s*:\s*")([^"]*)"/

/** The reply of a token call with its token shortened. */
export const redactReply = (reply: string): string => reply.replace(ACCESS_TOKEN, (_, before: string, token: string) => `${before}${shorten(token)}"`)

/** Shortens these secrets, and whatever else looks like a token, wherever they occur in a JSON text. */
export const shortenAll = (json: string, secrets: readonly string[]): string => {
  const long = secrets.filter(secret => secret.length > KEPT)
  const spellings = long.flatMap(secret => [secret, JSON.stringify(secret).slice(1, -1)])
  return shortenTokens(spellings.reduce((text, secret) => text.replaceAll(secret, shorten(secret)), json))
}

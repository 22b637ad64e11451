/** Mistakes of the body, fourth part: what happens to the text after the JSON writer, and things hashed in its place. */
import type { JsonNode } from './json-tree.js'
import { just, rulesOf } from './mistake.js'
import { formFields, goMap, javaMap, pythonRepr } from './body-prints.js'

/** The body as it is read by the rules. `text` is minified. */
export interface BodyText {
  readonly raw: string
  readonly text: string
  readonly tree?: JsonNode
}

const rule = rulesOf<BodyText, string | Buffer>('body')

const MINIFY = 'Minify first: no white space between tokens, then hash those very bytes.'
const SAME_BYTES = 'Hash the same bytes that you send.'
const UTF8 = 'Take the bytes of the body as UTF-8, without a byte order mark.'
const REAL_BODY = 'Hash the body that you send. Check that the variable holds the serialised text at the moment of signing.'
const SERIALISE = 'Serialise the body to JSON before hashing it.'

const NON_ASCII = /[^\u0000-\u007f]/g
const accentless = (text: string): string => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()
const lines = (raw: string): readonly string[] => raw.split(/\r?\n/).map(line => line.trim())
const formEncoded = (text: string): string => encodeURIComponent(text).replace(/%20/g, '+')
const htmlEscaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

const MINIFIERS = [
  rule('body-not-minified', 1, 'The hash was taken over the body as it was sent, not minified', MINIFY, '{ "a": 1 }',
    body => just(body.raw)),
  rule('body-ws-stripped-everywhere', 1, 'White space was removed inside strings too',
    'Remove white space between tokens only: "Toko Satu" keeps its space.', '{"storeId":"TokoSatu"}',
    body => just(body.text.replace(/[ \t\r\n]/g, ''), body.text.replace(/\s/g, ''),
      body.text.replace(/ /g, ''), body.raw.replace(/ /g, ''))),
  rule('body-lines-joined', 2, 'Only line ends and indentation were removed, not the spaces between tokens', MINIFY,
    '{"a": 1,"b": 2}',
    body => just(lines(body.raw).join(''), body.raw.replace(/[\r\n]/g, ''), body.raw.replace(/[\r\n\t]/g, ''),
      body.raw.replace(/\s+/g, ' '), lines(body.raw).join(' '), body.raw.replace(/\n/g, ''), body.raw.replace(/ {2,}/g, ''),
      body.raw.replace(/\s{2,}/g, ''), body.raw.replace(/[\r\n]/g, '').replace(/ {2,}/g, ''), body.raw.trim()))
]

const ENDS = [
  rule('body-trailing-newline', 1, 'A line feed at the end of the body was hashed too',
    'Trim the text before hashing (echo -n, not echo).',
    '{"a":1}\\n', body => just(`${body.text}\n`, `${body.raw}\n`)),
  rule('body-trailing-crlf', 2, 'A Windows line end after the body was hashed too', 'Trim the text before hashing.',
    '{"a":1}\\r\\n',
    body => just(`${body.text}\r\n`, `${body.raw}\r\n`, `${body.text}\r`)),
  rule('body-line-ends', 3, 'The hash was taken over the body with other line ends (LF or CRLF)', MINIFY, '{\\r\\n"a":1}',
    body => just(body.raw.replace(/\r?\n/g, '\r\n'), body.raw.replace(/\r\n/g, '\n'))),
  rule('body-outer-space', 3, 'A space, a line end or a NUL around the body was hashed too', 'Trim the text before hashing.',
    ' {"a":1}',
    body => just(`${body.text} `, ` ${body.text}`, `\n${body.text}`, `${body.text}\n\n`, `${body.text}\0`, `\n${body.text}\n`,
      `${body.raw} `)),
  rule('body-lower', 2, 'The whole body was lower-cased before hashing', 'Lower-case the hexadecimal digest, not the body.',
    '{"merchantid":"x"}', body => just(body.text.toLowerCase(), body.raw.toLowerCase())),
  rule('body-upper', 3, 'The whole body was upper-cased before hashing', SAME_BYTES, '{"MERCHANTID":"X"}',
    body => just(body.text.toUpperCase()))
]

const ENCODINGS = [
  rule('body-latin1', 1, 'The body was hashed as ISO-8859-1 (Windows-1252), not as UTF-8', UTF8, 'é as E9', body => just(
    Buffer.from(body.text, 'latin1'), Buffer.from(body.raw, 'latin1'))),
  rule('body-bom', 2, 'A byte order mark before the body was hashed too', UTF8, 'EF BB BF {"a":1}', body => just(
    `\ufeff${body.text}`, `\ufeff${body.raw}`)),
  rule('body-utf16', 2, 'The body was hashed as UTF-16', 'Take the bytes as UTF-8 (.NET: Encoding.UTF8, not Encoding.Unicode).',
    '{ 00 " 00',
    body => just(Buffer.from(body.text, 'utf16le'), utf16be(body.text), Buffer.from(`\ufeff${body.text}`, 'utf16le'),
      utf16be(`\ufeff${body.text}`), Buffer.from(body.raw, 'utf16le'))),
  rule('body-mojibake', 3, 'The UTF-8 bytes of the body were encoded as UTF-8 once more', UTF8, 'Ã© for é', body => just(
    Buffer.from(Buffer.from(body.text).toString('latin1')))),
  rule('body-ascii', 3, 'Letters outside ASCII were lost before hashing', UTF8, 'Caf?', body => just(
    body.text.replace(NON_ASCII, '?'), body.text.replace(NON_ASCII, ''), accentless(body.text), body.text.replace(NON_ASCII,
      '\ufffd'))),
  rule('body-normalised', 3, 'The hash was taken over another Unicode normal form', SAME_BYTES, 'e + combining accent',
    body => just(
    body.text.normalize('NFD'), body.text.normalize('NFC'), body.text.normalize('NFKC')))
]

const WRAPS = [
  rule('body-double-encoded', 1, 'The body was JSON-encoded twice before hashing',
    'Encode once: the hash is taken over {"a":1}, not "{\\"a\\":1}".',
    '"{\\"a\\":1}"', body => just(JSON.stringify(body.text), JSON.stringify(body.raw), JSON.stringify(body.text).replace(/\//g,
      '\\/'))),
  rule('body-base64', 2, 'The hash was taken over the base64 of the body', SAME_BYTES, 'eyJhIjoxfQ==', body => just(
    Buffer.from(body.text).toString('base64'), Buffer.from(body.raw).toString('base64'),
      Buffer.from(body.text).toString('base64url'))),
  rule('body-url-encoded', 3, 'The hash was taken over the URL-encoded body', SAME_BYTES, '%7B%22a%22%3A1%7D', body => just(
    encodeURIComponent(body.text.toWellFormed()), formEncoded(body.text.toWellFormed()), encodeURI(body.text.toWellFormed()))),
  rule('body-backslashes-dropped', 3, 'Backslashes of the body were dropped before hashing', SAME_BYTES, '{"a":"x/y"}',
    body => just(
    body.text.replace(/\\/g, ''), body.raw.replace(/\\/g, ''))),
  rule('body-html-escaped', 3, 'The hash was taken over the body with HTML entities', SAME_BYTES, '{&quot;a&quot;:1}',
    body => just(
    htmlEscaped(body.text), body.text.replace(/&/g, '&amp;'))),
  rule('body-wrapped', 3, 'The hash was taken over the body inside another array or object', SAME_BYTES, '[{"a":1}]',
    body => just(
    `[${body.text}]`, ...['data', 'body', 'request', 'payload', 'json'].map(name => `{"${name}":${body.text}}`))),
  rule('body-hex', 3, 'The hash was taken over the hexadecimal digits of the body', SAME_BYTES, '7b2261223a317d', body => just(
    Buffer.from(body.text).toString('hex'))),
  rule('body-quotes-changed', 3, 'The quotes of the body were dropped or changed before hashing', SAME_BYTES, '{a:1}',
    body => just(
    body.text.replace(/"/g, ''), body.text.replace(/"/g, '\''), body.text.replace(/"/g, '\\"'), body.text.replace(/^\{|\}$/g,
      '')))
]

const STAND_INS = [
  rule('body-hash-of-empty', 1, 'The hash of the empty string was signed although a body was sent', REAL_BODY, 'e3b0c442…',
    () => just('')),
  rule('body-empty-object', 1, 'The hash was taken over {} instead of the body',
    'Hash the body that you send. A call without a body hashes the empty string.', '{}', () => just('{}')),
  rule('body-nothing-text', 2, 'The hash was taken over the word for nothing (null, "" or undefined)', REAL_BODY, 'null',
    () => just(
    'null', '""', '[]', 'undefined', 'None', 'nil', 'false', ' ', '0')),
  rule('body-object-printed', 2, 'The hash was taken over a printed object, not over JSON', SERIALISE, '[object Object]',
    ({ tree }) => just(
    '[object Object]', 'Array', ...(tree ? [pythonRepr(tree), javaMap(tree), goMap(tree)] : []))),
  rule('body-form', 2, 'The hash was taken over the body as a form', 'The bank takes JSON: hash the JSON that you send.',
    'a=1&b=2',
    ({ tree }) => (tree ? just(formFields(tree, true), formFields(tree, false)) : [])),
  rule('body-token-call', 3, 'The hash was taken over the body of the token call', REAL_BODY,
    '{"grantType":"client_credentials"}', () => just(
    '{"grantType":"client_credentials"}', '{"grant_type":"client_credentials"}',
    '{"grantType":"client_credentials","additionalInfo":{}}', 'grant_type=client_credentials'))
]

export const TEXT_RULES = [...MINIFIERS, ...ENDS, ...ENCODINGS, ...WRAPS, ...STAND_INS]

/** What can still happen to a text that another writer made: the rules that do not replace it. */
export const LATE_TEXT_RULES = [...ENDS, ...ENCODINGS, ...WRAPS].filter(({ cost }) => cost <= 2)

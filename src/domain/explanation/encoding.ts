/** Mistakes of the output: what was sent is brought back to the bytes that were signed, and each step on the way is a mistake. */
import { strictBase64 } from '../signature.js'
import { note, type Mistake, type Note } from './mistake.js'

/** Bytes that the sent text may stand for. */
export interface Target {
  readonly bytes: Buffer
  readonly base64: string
  readonly notes: readonly Note[]
}

const row = (id: string, title: string, hint: string, example: string): Mistake => ({ id, family: 'encoding', title, hint,
  example })
const BASE64 = 'Send the raw signature bytes as padded standard base64.'

const ENCODING = {
  hex: row('enc-hex', 'The signature was sent in hexadecimal', BASE64, '4dc884151b2fd34c…'),
  hexSpelt: row('enc-hex-spelt', 'The signature was sent in hexadecimal with marks between the bytes', BASE64, '4D-C8-84-15-…'),
  base64url: row('enc-base64url', 'The signature was sent in base64url',
    'Use the standard alphabet (+ and /) and keep the padding.', '…bro-M_v2…'),
  noPadding: row('enc-no-padding', 'The padding (=) of the base64 is missing', 'Keep the = at the end of the base64.',
    'TciEFRsv00xv…eQ'),
  strayBits: row('enc-sloppy', 'The base64 is not spelt the standard way (padding, stray characters)', BASE64,
    'TciEFRsv00xv…eQ='),
  ofHex: row('enc-base64-of-hex', 'The signature is base64 of its hexadecimal text',
    'Take raw output before base64 (PHP: hash_hmac(…, true); openssl: -binary).', 'NGRjODg0MTUxYjJm…'),
  twice: row('enc-base64-twice', 'The signature was encoded in base64 twice', 'Encode once.', 'VGNpRUZSc3YwMHh2…'),
  hexOfText: row('enc-hex-of-text', 'The signature was encoded twice, the second time in hexadecimal', BASE64, '54636945465273…'),
  quoted: row('enc-quoted', 'The signature was sent with quotes around it', 'Send the base64 alone.', '"TciEFRsv00xv…"'),
  prefixed: row('enc-prefixed', 'Something stands before the signature', 'Send the base64 alone.', 'signature=TciEFRsv00xv…'),
  urlEncoded: row('enc-url-encoded', 'The signature was sent URL-encoded',
    'Headers are not URL-encoded: send the base64 as it is.', 'TciEFRsv…eQ%3D%3D'),
  plusLost: row('enc-plus-as-space', 'Every + of the signature became a space', 'Do not URL-decode the header; send + as it is.',
    'TciEFRsv bro M v2…'),
  lines: row('enc-line-breaks', 'The base64 is broken into lines', 'Encode without line breaks (base64 -w0, openssl base64 -A).',
    'TciE…\\nkaAR…'),
  escaped: row('enc-json-escaped', 'The slashes of the signature are escaped', 'Send the base64 alone, not a JSON string.',
    'TciE\\/Rsv…'),
  byteList: row('enc-byte-list', 'The signature was sent as a list of numbers', BASE64, '[77, -56, -124, …]'),
  bigInteger: row('enc-big-integer', 'The first byte of the signature was added or lost, as big integers do', BASE64,
    '257 bytes'),
  html: row('enc-html', 'The signature was sent with HTML entities', 'Send the base64 as it is.', 'TciE&#43;Rsv…')
} as const

export const ENCODING_MISTAKES: readonly Mistake[] = Object.values(ENCODING)

interface Unwrapped { readonly text: string; readonly notes: readonly Mistake[] }

const decodeUri = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const PREFIX = /^(?:(?:x-)?sign(?:ature)?|base64|(?:hmac|rsa)?-?sha\d+(?:withrsa)?|bearer|hmac|data:[\w/;-]*base64)\s*[=:, ]\s*/i
const evenlyBroken = (text: string): boolean => {
  const lines = text.trim().split(/\s+/)
  return lines.slice(0, -1).every(line => line.length === 64 || line.length === 76 || line.length === 60 || line.length === 72)
}

/** Text to text, in the order in which wrappers are usually put on (outermost first). */
const UNWRAP: readonly (readonly [Mistake, (text: string) => string])[] = [
  [ENCODING.strayBits, text => text.trim()],
  [ENCODING.urlEncoded, text => (/%[0-9a-f]{2}/i.test(text) ? decodeUri(text) : text)],
  [ENCODING.html, text => text.replace(/&#(?:43|x2b);|&plus;/gi, '+').replace(/&#(?:47|x2f);|&sol;/gi,
    '/').replace(/&#(?:61|x3d);|&equals;/gi, '=')],
  [ENCODING.prefixed, text => text.replace(PREFIX, '')],
  [ENCODING.quoted, text => text.replace(/^b?(["'`])(.*)\1$/s, '$2').replace(/^\\"(.*)\\"$/s, '$1').replace(/^<(.*)>$/s, '$1')],
  [ENCODING.escaped, text => text.replace(/\\\//g, '/')],
  [ENCODING.lines, text => (/^(?:[\w+/-]+={0,2}(?:\\r\\n|\\n))+[\w+/-]*={0,2}$/.test(text) ? text.replace(/\\r\\n|\\n/g,
    '') : text)],
  [ENCODING.lines, text => (/\s/.test(text) && !isByteList(text) && evenlyBroken(text) ? text.replace(/\s+/g, '') : text)],
  [ENCODING.plusLost, text => (text.includes(' ') && /^[\w +/-]+={0,2}$/.test(text) && !SPELT_HEX.test(text) ? text.replace(/ /g,
    '+') : text)]
]

const isByteList = (text: string): boolean => /^\[?\s*-?\d{1,3}(?:\s*[, ]\s*-?\d{1,3})+\s*\]?$/.test(text)
const SPELT_HEX = /^(?:0x)?[0-9a-f]{2}(?:([-: ]|, ?)(?:0x)?[0-9a-f]{2})+$/i

const unwrap = (sent: string): Unwrapped =>
  UNWRAP.reduce<Unwrapped>(({ text, notes }, [mistake, open]) => {
    const opened = open(text)
    return opened === text ? { text, notes } : { text: opened, notes: [...notes, mistake] }
  }, { text: sent, notes: [] })

type Decoded = readonly [bytes: Buffer, notes: readonly Mistake[]]

const fromHex = (text: string): Decoded[] => {
  if (/^(?:0x)?(?:[0-9a-f]{2})+$/i.test(text)) return [[Buffer.from(text.replace(/^0x/i, ''), 'hex'), [ENCODING.hex]]]
  return SPELT_HEX.test(text) ? [[Buffer.from(text.replace(/0x|[^0-9a-f]/gi, ''), 'hex'), [ENCODING.hexSpelt]]] : []
}

const fromBase64 = (text: string): Decoded[] => {
  const strict = strictBase64(text)
  if (strict !== undefined) return [[strict, []]]
  if (!/^[A-Za-z0-9+/_-]+=*$/.test(text)) return []
  const bytes = Buffer.from(text, 'base64')
  if (/[-_]/.test(text)) return [[bytes, [ENCODING.base64url]]]
  return [[bytes, [strictBase64(text + '='.repeat((4 - (text.length % 4)) % 4)) ? ENCODING.noPadding : ENCODING.strayBits]]]
}

const fromList = (text: string): Decoded[] =>
  isByteList(text) ? [[Buffer.from((text.match(/-?\d+/g) ?? []).map(Number)), [ENCODING.byteList]]] : []

const decode = (text: string): Decoded[] => [...fromBase64(text), ...fromHex(text), ...fromList(text)]

const isPrintable = (bytes: Buffer): boolean => bytes.length >= 16 && bytes.every(byte => byte >= 0x20 && byte < 0x7f)

/** Bytes that are themselves an encoding: base64 of hex, base64 of base64, hex of base64. */
const deeper = ([bytes, notes]: Decoded): Decoded[] => {
  if (!isPrintable(bytes)) return []
  const outerHex = notes.some(each => each === ENCODING.hex || each === ENCODING.hexSpelt)
  return decode(bytes.toString()).map(([inner, innerNotes]) => {
    const isHex = innerNotes[0] === ENCODING.hex
    const name = outerHex ? ENCODING.hexOfText : isHex ? ENCODING.ofHex : ENCODING.twice
    return [inner, [...notes.filter(each => each !== ENCODING.hex), name, ...innerNotes.filter(each => each !== ENCODING.hex)]]
  })
}

const BYTES_LIMIT = 8192

/** Signatures written as a big integer, which has a zero byte more or less in front. */
export const asBigInteger = (target: Target, bytes: Buffer): Target =>
  ({ ...target, bytes, notes: [...target.notes, note(ENCODING.bigInteger)] })

/** Every reading of what was sent, the plainest first. */
export const readSignature = (sent: string): readonly Target[] => {
  if (sent.length > BYTES_LIMIT) return []
  const { text, notes } = unwrap(sent)
  const first = [...decode(text), ...(text === sent ? [] : decode(sent))]
  const second = first.flatMap(deeper)
  return [...first, ...second, ...second.flatMap(deeper)].map(([bytes, own]) => ({
    bytes, base64: bytes.toString('base64'), notes: [...new Set([...notes, ...own])].map(mistake => note(mistake))
  }))
}

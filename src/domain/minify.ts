/** Minification as SNAP means it: white space between tokens goes, every other byte of the body stays as it was received. */

const QUOTE = 0x22
const BACKSLASH = 0x5c

const isWhiteSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

/** Index just past the string literal that opens at `start`, or the end of the bytes when it never closes. */
const endOfString = (bytes: Uint8Array, start: number): number => {
  for (let at = start + 1; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === BACKSLASH) at++
    else if (byte === QUOTE) return at + 1
  }
  return bytes.length
}

/** Index of the first white space outside a string literal, or -1: most clients send a body that is minified already. */
const firstWhiteSpace = (bytes: Uint8Array): number => {
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number
    if (byte === QUOTE) at = endOfString(bytes, at) - 1
    else if (isWhiteSpace(byte)) return at
  }
  return -1
}

/**
 * The body without white space outside its string literals [SNAP]. `1.00`, `\/`, `\u00e9`, key order and duplicate keys
 * survive, because clients sign exactly those bytes [SEEN]. Bytes that are not JSON are treated the same way and never refused.
 */
export const minify = (body: Buffer): Buffer => {
  const first = firstWhiteSpace(body)
  if (first === -1) return body
  const out = Buffer.allocUnsafe(body.length)
  let length = body.copy(out, 0, 0, first)
  for (let at = first; at < body.length; ) {
    const byte = body[at] as number
    if (byte === QUOTE) {
      const end = endOfString(body, at)
      length += body.copy(out, length, at, end)
      at = end
    } else {
      if (!isWhiteSpace(byte)) out[length++] = byte
      at++
    }
  }
  return out.subarray(0, length)
}

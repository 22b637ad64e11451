/** HMAC at the speed of two one-shot hashes: thousands of texts are tried under one key,
  and the general call costs twice as much. */
import { createHmac, hash } from 'node:crypto'

/** Block sizes in bytes; other algorithms take the general call. */
const BLOCKS: Readonly<Record<string, number>> = { sha512: 128, sha384: 128, sha256: 64, sha1: 64, md5: 64, sha224: 64 }

export type Signer = (text: string | Buffer) => string

const general = (algorithm: string, key: string | Buffer): Signer => text => createHmac(algorithm,
  key).update(text).digest('base64')

const isAscii = (bytes: Buffer): boolean => bytes.every(byte => byte < 0x80)

const padded = (key: Buffer, block: number, mark: number): Buffer => {
  const pad = Buffer.alloc(block, mark)
  key.forEach((byte, at) => { pad[at] = byte ^ mark })
  return pad
}

/** For texts that are strings. */
const prepared = (algorithm: string, key: string | Buffer): (text: string) => string => {
  const block = BLOCKS[algorithm]
  const bytes = Buffer.from(key)
  if (block === undefined || bytes.length > block || !isAscii(bytes)) return general(algorithm, key)
  const inner = padded(bytes, block, 0x36).toString('latin1')
  const pad = padded(bytes, block, 0x5c)
  const outer = Buffer.concat([pad, Buffer.alloc(Buffer.from(hash(algorithm, '', 'hex'), 'hex').length)])
  return text => {
    outer.write(hash(algorithm, inner + text, 'base64'), block, 'base64')
    return hash(algorithm, outer, 'base64')
  }
}

/** Base64 of the HMAC of any text under this key. Nothing is made of a key before it is tried: of a hundred keys few ever are. */
export const hmacSigner = (algorithm: string, key: string | Buffer): Signer => {
  const slow = general(algorithm, key)
  let fast: ((text: string) => string) | undefined
  return text => {
    if (typeof text !== 'string') return slow(text)
    fast ??= prepared(algorithm, key)
    return fast(text)
  }
}

/** Base64 of a plain digest. */
export const plainSigner = (algorithm: string, before = '', after = ''): Signer => text =>
  typeof text === 'string' ? hash(algorithm, before + text + after, 'base64')
    : hash(algorithm, Buffer.concat([Buffer.from(before), text, Buffer.from(after)]), 'base64')

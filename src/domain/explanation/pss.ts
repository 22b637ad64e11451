/** RSA-PSS taken apart once, so that a candidate text costs two hashes and not a verification. */
import { hash } from 'node:crypto'

const sizeOf = (algorithm: string): number => Buffer.from(hash(algorithm, '', 'hex'), 'hex').length

const mask = (seed: Buffer, length: number, algorithm: string): Buffer => {
  const blocks: Buffer[] = []
  for (let at = 0; at * sizeOf(algorithm) < length; at++) {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(at)
    blocks.push(hash(algorithm, Buffer.concat([seed, counter]), 'buffer'))
  }
  return Buffer.concat(blocks).subarray(0, length)
}

/** The last byte of every PSS block. */
export const isPss = (block: Buffer): boolean => block.at(-1) === 0xbc

/** Zeros before the salt that no block of chance has. A salt of the greatest length leaves none. */
const CERTAIN_ZEROS = 8

interface Salt {
  readonly bytes: Buffer
  readonly certain: boolean
}

/** The salt, or undefined where the block was not made with this hash: then the padding is not zeros and a one. */
const saltOf = (block: Buffer, bits: number, algorithm: string): Salt | undefined => {
  const size = sizeOf(algorithm)
  const masked = block.subarray(0, block.length - size - 1)
  const data = mask(block.subarray(masked.length, -1), masked.length, algorithm).map((byte, at) => byte ^ (masked[at] ?? 0))
  data[0] = (data[0] ?? 0) & (0xff >> (8 * block.length - bits + 1))
  const one = data.findIndex(byte => byte !== 0)
  return one !== -1 && data[one] === 1 ? { bytes: Buffer.from(data.subarray(one + 1)), certain: one >= CERTAIN_ZEROS } : undefined
}

export interface PssMatcher {
  /** Says of a text whether it is the one that was signed. */
  readonly matches: (text: string | Buffer) => boolean
  /** One block of some ten thousand looks like PSS by chance; this one does not. */
  readonly certain: boolean
}

/** Undefined where this hash was not used. */
export const pssMatcher = (block: Buffer, bits: number, algorithm: string): PssMatcher | undefined => {
  const salt = saltOf(block, bits, algorithm)
  if (salt === undefined) return undefined
  const size = sizeOf(algorithm)
  const wanted = block.subarray(block.length - size - 1, -1).toString('base64')
  const zeros = Buffer.alloc(8)
  return {
    certain: salt.certain,
    matches: text => hash(algorithm, Buffer.concat([zeros, hash(algorithm, text, 'buffer'), salt.bytes]), 'base64') === wanted
  }
}

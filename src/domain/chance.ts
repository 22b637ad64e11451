/** Randomness as an argument: ids and payers are drawn from a source that a seed can fix. */
import { createHash } from 'node:crypto'

/** Gives `length` random bytes. */
export type Chance = (length: number) => Buffer

/** The same bytes in the same order for the same seed: SHA-256 of the seed and a counter. */
export const seededChance = (seed: string): Chance => {
  let counter = 0
  let pool = Buffer.alloc(0)
  return length => {
    while (pool.length < length) {
      pool = Buffer.concat([pool, createHash('sha256').update(`${seed}:${String(counter++)}`).digest()])
    }
    const bytes = pool.subarray(0, length)
    pool = pool.subarray(length)
    return bytes
  }
}

/** `length` decimal digits. */
export const digits = (chance: Chance, length: number): string => {
  let text = ''
  // Bytes of 250 and above would favour the digits 0 to 5.
  while (text.length < length) for (const byte of chance(length)) if (byte < 250 && text.length < length) text += String(byte % 10)
  return text
}

/** `length` hexadecimal digits, lower case; an even number of them. */
export const hex = (chance: Chance, length: number): string => chance(length / 2).toString('hex')

/** One of the items, each as likely as any other where there are few of them. */
export const oneOf = <T>(chance: Chance, items: readonly T[]): T => items[chance(4).readUInt32BE() % items.length] as T

/** Draws an RSA key from a given source of chance, for banks with a seed: Node's own generator cannot be given one. */
import { checkPrime, type JsonWebKey } from 'node:crypto'
import { promisify } from 'node:util'
import type { Chance } from '../domain/chance.js'

const isPrime = promisify(checkPrime)

const PUBLIC_EXPONENT = 65_537n
const PRIME_BYTES = 128

const toBigInt = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`)

const toBase64url = (value: bigint): string => {
  const digits = value.toString(16)
  return Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex').toString('base64url')
}

/** A 1024-bit prime with its two highest bits set, so that the product of two has 2048 bits. */
const drawPrime = async (chance: Chance): Promise<bigint> => {
  const bytes = Buffer.from(chance(PRIME_BYTES))
  bytes[0] = (bytes[0] as number) | 0xc0
  bytes[PRIME_BYTES - 1] = (bytes[PRIME_BYTES - 1] as number) | 1
  for (let candidate = toBigInt(bytes); ; candidate += 2n) {
    if ((candidate - 1n) % PUBLIC_EXPONENT !== 0n && (await isPrime(candidate))) return candidate
  }
}

/** The inverse of `a` modulo `m`, for coprime numbers. */
const inverse = (a: bigint, m: bigint): bigint => {
  let [r, nextR, t, nextT] = [m, a % m, 0n, 1n]
  while (nextR !== 0n) {
    const quotient = r / nextR
    ;[r, nextR] = [nextR, r - quotient * nextR]
    ;[t, nextT] = [nextT, t - quotient * nextT]
  }
  return t < 0n ? t + m : t
}

/** The private key as a JWK. */
export const drawRsaKey = async (chance: Chance): Promise<JsonWebKey> => {
  const [p, q] = [await drawPrime(chance), await drawPrime(chance)]
  const d = inverse(PUBLIC_EXPONENT, (p - 1n) * (q - 1n))
  const parts = { n: p * q, e: PUBLIC_EXPONENT, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) }
  return { kty: 'RSA', ...Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, toBase64url(value)])) }
}

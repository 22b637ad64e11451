/** RSA-2048 key pairs: drawn by the system off the event loop, or fixed by the bank's seed. */
import { createPrivateKey, createPublicKey, generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { Chance } from '../domain/chance.js'
import { hex, seededChance } from '../domain/chance.js'
import { drawRsaKey } from './seeded-rsa.js'

export interface KeyPair {
  /** SPKI PEM. */
  readonly publicKey: string
  /** PKCS#8 PEM. */
  readonly privateKey: string
}

export type KeyMaker = () => Promise<KeyPair>

const generate = promisify(generateKeyPair)

export const systemKeys: KeyMaker = () =>
  generate('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' }
  })

/** Each pair has a seed of its own, drawn at once, so that pairs made side by side do not mix. */
export const seededKeys = (chance: Chance): KeyMaker => async () => {
  const privateKey = createPrivateKey({ key: await drawRsaKey(seededChance(hex(chance, 64))), format: 'jwk' })
  return {
    publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString(),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  }
}

/** Keys as they are verified and signed with, made of a PEM text once a process: parsing one costs six times what verifying does. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'

/** More keys than the fixtures of a bank have; those parsed first go first. */
const MAX_KEPT = 128

/** A text that cannot be parsed is not kept: it throws each time. */
const keptBy = (parse: (pem: string) => KeyObject) => {
  const kept = new Map<string, KeyObject>()
  return (pem: string): KeyObject => {
    const known = kept.get(pem)
    if (known !== undefined) return known
    const key = parse(pem)
    const [oldest] = kept.keys()
    if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest)
    kept.set(pem, key)
    return key
  }
}

/** Of a public key's PEM, or of a private one's, whose other half it then is. Throws what Node throws. */
export const publicKeyOf = keptBy(createPublicKey)

/** Throws what Node throws. */
export const privateKeyOf = keptBy(createPrivateKey)

/** The bank's public key, for whoever verifies its notifications: as PEM and as a JSON Web Key Set. */
import { createHash, createPublicKey } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Bank } from '../bank/bank.js'

/** The key's RFC 7638 thumbprint names it. */
const jwks = (pem: string): object => {
  const { kty, n, e } = createPublicKey(pem).export({ format: 'jwk' })
  const kid = createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url')
  return { keys: [{ kty, n, e, kid, use: 'sig', alg: 'RS256' }] }
}

export const bankKeyRoutes = (app: FastifyInstance, bank: Bank): void => {
  const keySet = jwks(bank.keys.publicKeyPem)
  app.get('/.well-known/jwks.json', () => keySet)
}

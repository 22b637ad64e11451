/** Private keys as helper calls bring them: in a header, so on one line, with or without the armour of PEM. */
import { createPrivateKey, type KeyObject } from 'node:crypto'

export type PrivateKeyDiagnosis = { readonly privateKey: KeyObject } | { readonly problem: string }

const attempt = (deed: () => KeyObject): KeyObject | undefined => {
  try {
    return deed()
  } catch {
    return undefined
  }
}

/** What stands between BEGIN and END, or the whole of a text without them, without white space and literal `\n`. */
const innerOf = (text: string): string => {
  const lines = text.replace(/^\ufeff/, '').trim().replace(/^(["'])([\s\S]*)\1$/, '$2').replace(/\\r|\\n/g, '\n')
  return lines.replace(/-----(?:BEGIN|END) [A-Z0-9 ]+-----/g, '').replace(/\s+/g, '')
}

const readDer = (der: Buffer): KeyObject | undefined =>
  attempt(() => createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })) ??
  attempt(() => createPrivateKey({ key: der, format: 'der', type: 'pkcs1' }))

/** The RSA private key in a text: PKCS#8 or PKCS#1, as PEM, as bare base64 [SNAP], or as base64 of the PEM. */
export const readPrivateKey = (text: string): PrivateKeyDiagnosis => {
  if (/BEGIN (?:RSA )?PUBLIC KEY/.test(text)) return { problem: 'it is a public key; the private half signs' }
  const inner = innerOf(text)
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(inner)) return { problem: 'it is neither PEM nor base64' }
  const der = Buffer.from(inner, 'base64')
  const wrapped = der.toString('latin1')
  if (wrapped.includes('-----BEGIN ')) return readPrivateKey(wrapped)
  const privateKey = readDer(der)
  if (privateKey === undefined) {
    return { problem: 'it is no PKCS#8 or PKCS#1 private key: incomplete, encrypted, or something else' }
  }
  if (privateKey.asymmetricKeyType !== 'rsa') return { problem: 'it is no RSA key; SHA256withRSA needs one' }
  return { privateKey }
}

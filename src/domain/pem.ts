/** Public keys as partners bring them: what was pasted is recognised, made into one spelling, or refused with the reason. */
import { createPrivateKey, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto'

export interface ReadKey {
  readonly publicKey: KeyObject
  /** SPKI (`BEGIN PUBLIC KEY`), however it came. */
  readonly pem: string
  /** What was done to it, where it came in another form. */
  readonly note?: string
}

export type PemDiagnosis = ReadKey | { readonly problem: string }

const HOW = 'Send the public half as PEM: openssl rsa -in private.pem -pubout.'
const MIN_BITS = 2048

const attempt = <T>(deed: () => T): T | undefined => {
  try {
    return deed()
  } catch {
    return undefined
  }
}

const accept = (publicKey: KeyObject, notes: readonly string[]): PemDiagnosis => {
  if (publicKey.asymmetricKeyType !== 'rsa') {
    return { problem: `This is a key of type ${publicKey.asymmetricKeyType ?? 'unknown'}; SHA256withRSA needs an RSA key.` }
  }
  const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0
  if (bits < MIN_BITS) return { problem: `This is an RSA key of ${bits} bits; at least ${MIN_BITS} are needed.` }
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  return notes.length === 0 ? { publicKey, pem } : { publicKey, pem, note: notes.join(' ') }
}

const isPrivateDer = (der: Buffer): boolean =>
  (['pkcs8', 'pkcs1', 'sec1'] as const)
    .some(type => attempt(() => createPrivateKey({ key: der, format: 'der', type })) !== undefined)

/** `privateKey` is said of a private one, which would be read by its public half in any form but SPKI. */
const readDer = (der: Buffer, notes: readonly string[], privateKey: string): PemDiagnosis | undefined => {
  const spki = attempt(() => createPublicKey({ key: der, format: 'der', type: 'spki' }))
  if (spki) return accept(spki, notes)
  if (isPrivateDer(der)) return { problem: privateKey }
  const pkcs1 = attempt(() => createPublicKey({ key: der, format: 'der', type: 'pkcs1' }))
  if (pkcs1) return accept(pkcs1, [...notes, 'It was PKCS#1 and is kept as SPKI.'])
  const certificate = attempt(() => new X509Certificate(der))
  return certificate && accept(certificate.publicKey, [...notes, 'It was a certificate; its public key was taken.'])
}

/** Quotes, literal `\n`, Windows line ends and indentation that environment files and forms leave behind. */
const cleaned = (text: string): readonly [text: string, notes: readonly string[]] => {
  const bare = text.replace(/^\ufeff/, '').trim().replace(/^(["'])([\s\S]*)\1$/, '$2').trim()
  const lines = bare.replace(/\\r\\n|\\n/g, '\n').replace(/\\\n/g, '\n')
  return [lines, bare === lines ? [] : ['Its literal \\n were taken as line ends.']]
}

const ARMOUR = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)(?:-----END ([A-Z0-9 ]+)-----|$)/

const PRIVATE_KEY = `This is a private key. Keep it to yourself and replace it: it has been sent. ${HOW}`

const readArmour = (label: string, inner: string, end: string | undefined, notes: readonly string[]): PemDiagnosis => {
  if (label.endsWith('PRIVATE KEY')) return { problem: PRIVATE_KEY }
  if (label.endsWith('CERTIFICATE REQUEST')) return { problem: `This is a certificate request. ${HOW}` }
  if (label.startsWith('SSH2')) return { problem: `This is a key of OpenSSH. ${HOW}` }
  if (end === undefined) return { problem: `The line -----END ${label}----- is missing: the key was cut off.` }
  if (end !== label) return { problem: `The key begins with BEGIN ${label} and ends with END ${end}.` }
  const der = Buffer.from(inner.replace(/\s+/g, ''), 'base64')
  return readDer(der, notes, `The armour says ${label}, but the key inside is a private one. ${HOW}`) ??
    { problem: `What stands between BEGIN ${label} and END ${label} is not a key: it is incomplete or was changed.` }
}

const readBare = (text: string, notes: readonly string[]): PemDiagnosis => {
  if (/^(?:ssh-rsa|ssh-ed25519|ecdsa-sha2-)/.test(text)) {
    return { problem: 'This is an OpenSSH public key. Convert it: ssh-keygen -e -m PKCS8 -f key.pub.' }
  }
  const inner = text.replace(/\s+/g, '')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(inner)) return { problem: `This is neither PEM nor base64. ${HOW}` }
  const der = Buffer.from(inner, 'base64')
  const wrapped = der.toString('latin1')
  if (wrapped.includes('-----BEGIN ')) return diagnosePem(wrapped)
  return readDer(der, [...notes, 'It came without BEGIN and END lines.'], PRIVATE_KEY) ??
    { problem: `This is base64, but what it holds is not a key. ${HOW}` }
}

/** The public key in a pasted text, or why there is none. */
export const diagnosePem = (text: string): PemDiagnosis => {
  const [clean, notes] = cleaned(text)
  if (clean === '') return { problem: `There is no key here. ${HOW}` }
  const match = ARMOUR.exec(clean)
  if (match === null) return readBare(clean, notes)
  const [, label = '', inner = '', end] = match
  return readArmour(label, inner, end, notes)
}

/** Public keys at registration: every form of the same key is taken, everything else is refused with its reason. */
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import t from 'tap'
import { diagnosePem } from '../../src/domain/pem.js'
import vectors from '../data/signature-vectors.json' with { type: 'json' }

const SPKI = vectors.own_credentials.publicKeyPem
const PRIVATE = vectors.own_credentials.privateKeyPkcs8Pem
const key = createPublicKey(SPKI)
const PKCS1 = key.export({ type: 'pkcs1', format: 'pem' }).toString()
const base64 = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, '')

/** Self-signed over a throw-away key, only to be read. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIDFzCCAf+gAwIBAgIUXZSNIGwP4DqxcRIrbSXAwyw11ZgwDQYJKoZIhvcNAQEL
BQAwGjEYMBYGA1UEAwwPcGFydG5lci5leGFtcGxlMCAXDTI2MTEyMTAzNTM1NVoY
DzIxMjYxMDI4MDM1MzU1WjAaMRgwFgYDVQQDDA9wYXJ0bmVyLmV4YW1wbGUwggEi
MA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQDJZdjVVltkEtzFdoPmAvafAIfV
b0eJZclp6z8qmdiqzgZQcsAGgRawWDZsfWrflyYKekUiP3EVDTTM819JB7zjvR9z
0MNiy24DZtloqKqFMqjUkWtTsl6saByYVxwTwIMZ/qtMJlpZvJEvyELUhqlwwOd/
ssouooD0jYA8FWPZZKtYhv4pE9R4EKbFjK1r9q1frlexLv2VD2SBsL5wXdgUwKTZ
M2g3bSoC3CaEOQo2tlVQS+NmUs5YrTHYxur2BL1imc9IRQ5x9oOmpqQ7q3MOig3Y
ZWX6WdRAUE1bbVHKWR5aMaWEvPBV31aegJyhxIWirA8fRBmTiJ7JKMD2ArAFAgMB
AAGjUzBRMB0GA1UdDgQWBBSYooVc+6lRUiBUYIjK8x0sDVjxxDAfBgNVHSMEGDAW
gBSYooVc+6lRUiBUYIjK8x0sDVjxxDAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3
DQEBCwUAA4IBAQCGO5h/e3/0q9PAjQoekomOMnMa0XBpHSzfdh+OE+o8oAYFkH/E
nL2vMjSeIFj1UBZ3kU20VKLrcxqdvgZsBcLk8/32QYct7w1o6Z3PQ9FET/9lwcxX
irlZ94ewhz3YGTmTXO4eO8EHkUUM/ihvr5p5in9yS7LbgQ9P2lTD7/5FnrqcQ3Nf
/aJkD5lnLcs+HJRTRsNE7d1LfuhIWrvdrEr4AFY+oFp4zp2z8bAbNwwqBMTAXbE4
iuEpE8/I0OHpBnjq6fUWBRsyADCxHUe/eFK7SYvOxi60meXlPPTQbEzHcKR9Czbe
nKyaBYKdewOw5/IyT6jon+V2VA22anchJRO/
-----END CERTIFICATE-----
`

const ACCEPTED: readonly (readonly [what: string, text: string, note: RegExp | undefined])[] = [
  ['SPKI', SPKI, undefined],
  ['SPKI without its last line end', SPKI.trim(), undefined],
  ['SPKI with Windows line ends', SPKI.replaceAll('\n', '\r\n'), undefined],
  ['SPKI with a byte order mark', `\ufeff${SPKI}`, undefined],
  ['SPKI in quotes', `"${SPKI}"`, undefined],
  ['SPKI, indented', SPKI.replaceAll('\n', '\n    '), undefined],
  ['SPKI on one line', SPKI.replaceAll('\n', ' '), undefined],
  ['SPKI after other lines', `# the key\n${SPKI}`, undefined],
  ['literal \\n', SPKI.replaceAll('\n', '\\n'), /literal \\n/],
  ['quoted literal \\n', `'${SPKI.replaceAll('\n', '\\n')}'`, /literal \\n/],
  ['PKCS#1', PKCS1, /PKCS#1/],
  ['PKCS#1 with the armour of SPKI', PKCS1.replaceAll('RSA PUBLIC', 'PUBLIC'), /PKCS#1/],
  ['bare base64', base64(SPKI), /without BEGIN and END/],
  ['bare base64 in lines', base64(SPKI).replace(/.{64}/g, '$&\n'), /without BEGIN and END/],
  ['bare base64 of PKCS#1', base64(PKCS1), /without BEGIN and END.*PKCS#1/],
  ['base64 of the PEM', Buffer.from(SPKI).toString('base64'), undefined]
]

t.test('every form of a public key becomes SPKI', (t) => {
  for (const [what, text, note] of ACCEPTED) {
    const read = diagnosePem(text)
    if ('problem' in read) {
      t.fail(`${what}: ${read.problem}`)
      continue
    }
    t.equal(read.pem, SPKI, what)
    t.equal(read.publicKey.equals(key), true, what)
    if (note === undefined) t.notOk('note' in read, what)
    else t.match(read.note, note, what)
  }
  t.end()
})

t.test('a certificate gives its public key', (t) => {
  const read = diagnosePem(CERTIFICATE)
  t.match(read, { note: /certificate/, pem: /^-----BEGIN PUBLIC KEY-----\n/ })
  t.match(diagnosePem(base64(CERTIFICATE)), { note: /certificate/ })
  t.end()
})

const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ type: 'spki', format: 'pem' }).toString()
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pkcs1Private = pair.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()

const REFUSED: readonly (readonly [what: string, text: string, problem: RegExp])[] = [
  ['nothing', '', /no key here/],
  ['white space', ' \n ', /no key here/],
  ['a private key', PRIVATE, /private key.*replace it.*-pubout/],
  ['a private key with literal \\n', PRIVATE.replaceAll('\n', '\\n'), /private key/],
  ['a PKCS#1 private key', pkcs1Private, /private key/],
  ['bare base64 of a private key', base64(PRIVATE), /private key/],
  ['bare base64 of a PKCS#1 private key', base64(pkcs1Private), /private key/],
  ['a private key in public armour', PRIVATE.replaceAll('PRIVATE', 'PUBLIC'), /inside is a private one/],
  ['an encrypted private key', '-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIE\n-----END ENCRYPTED PRIVATE KEY-----', /private key/],
  ['an elliptic curve key', curve.publicKey.export({ type: 'spki', format: 'pem' }).toString(), /type ec.*RSA/],
  ['a short key', small, /1024 bits/],
  ['a request for a certificate', '-----BEGIN CERTIFICATE REQUEST-----\nMIIE\n-----END CERTIFICATE REQUEST-----',
    /certificate request/],
  ['an OpenSSH key', 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ me@example', /OpenSSH.*ssh-keygen -e -m PKCS8/],
  ['a cut key', SPKI.slice(0, 200), /END PUBLIC KEY----- is missing: the key was cut off/],
  ['mixed armour', SPKI.replace('END PUBLIC', 'END RSA PUBLIC'), /begins with BEGIN PUBLIC KEY and ends with END RSA PUBLIC KEY/],
  ['a changed key', SPKI.replace(/\n.{64}\n/, '\nAAAA\n'), /incomplete or was changed/],
  ['a word', 'hello there!', /neither PEM nor base64/],
  ['base64 of something else', Buffer.from('hello there').toString('base64'), /not a key/]
]

t.test('everything else is refused with its reason, and a private key is never repeated', (t) => {
  for (const [what, text, problem] of REFUSED) {
    const read = diagnosePem(text)
    t.match(read, { problem }, what)
    t.notMatch(JSON.stringify(read), base64(PRIVATE).slice(100, 140), what)
  }
  t.end()
})

/** Public keys at registration: whatever form they are pasted in becomes SPKI; what is no public key is refused with the reason. */
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import t from 'tap'
import type { PartnerReply } from '../../../schemas/partner.js'
import type { Problem } from '../../../schemas/problem.js'
import { signer } from '../../../src/client/signer.js'
import { DEMO_BNC, KEY_PAIR, startTestBank } from '../../bank-harness.js'

const SPKI = KEY_PAIR.publicKey
const PKCS1 = createPublicKey(SPKI).export({ type: 'pkcs1', format: 'pem' }).toString()
const inner = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, '')

const FORMS: Readonly<Record<string, string>> = {
  SPKI,
  'Windows line ends': SPKI.replaceAll('\n', '\r\n'),
  'literal \\n': SPKI.replaceAll('\n', '\\n'),
  'quotes and literal \\n': `"${SPKI.replaceAll('\n', '\\n')}"`,
  'PKCS#1': PKCS1,
  'PKCS#1 in the armour of SPKI': PKCS1.replaceAll('RSA PUBLIC', 'PUBLIC'),
  'bare base64': inner(SPKI),
  'bare base64 of PKCS#1': inner(PKCS1),
  'base64 of the PEM': Buffer.from(SPKI).toString('base64')
}

t.test('every form is kept as SPKI, at registration and at a change', async t => {
  const bank = await startTestBank(t)
  for (const [form, publicKey] of Object.entries(FORMS)) {
    const made = await bank.admin<PartnerReply>('POST', '/partners', { publicKey })
    t.match(made, { status: 201, body: { publicKey: SPKI } }, form)
    t.match(await bank.admin('PATCH', `/partners/${made.body.partnerId}`, { publicKey }), { status: 200, body: { publicKey: SPKI } }, form)
  }
})

t.test('a key in an odd form verifies like any other', async t => {
  const bank = await startTestBank(t)
  const { body } = await bank.admin<PartnerReply>('POST', '/partners', { publicKey: FORMS['bare base64 of PKCS#1'] })
  const { send } = await bank.partner(body.partnerId)
  t.match(await send(signer({ ...body, privateKey: KEY_PAIR.privateKey }).token()), { status: 200 })
})

const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ type: 'spki', format: 'pem' }).toString()
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' }).toString()

const REFUSED: readonly (readonly [what: string, publicKey: string, detail: RegExp])[] = [
  ['a private key', KEY_PAIR.privateKey, /this is a private key. Keep it to yourself and replace it/],
  ['a private key with literal \\n', KEY_PAIR.privateKey.replaceAll('\n', '\\n'), /this is a private key/],
  ['bare base64 of a private key', inner(KEY_PAIR.privateKey), /this is a private key/],
  ['a private key in public armour', KEY_PAIR.privateKey.replaceAll('PRIVATE', 'PUBLIC'), /the key inside is a private one/],
  ['a short key', short, /an RSA key of 1024 bits; at least 2048/],
  ['a curve', curve, /a key of type ec/],
  ['a key cut off', SPKI.slice(0, 200), /the key was cut off/],
  ['a word', 'hello!', /neither PEM nor base64/],
  ['an OpenSSH key', 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ me@example', /ssh-keygen -e -m PKCS8/]
]

t.test('everything else is refused: the field, the reason and what is allowed, and never the key', async t => {
  const bank = await startTestBank(t)
  for (const [what, publicKey, detail] of REFUSED) {
    for (const [method, path] of [['POST', '/partners'], ['PATCH', `/partners/${DEMO_BNC}`]] as const) {
      const { status, body } = await bank.admin<Problem>(method, path, { publicKey })
      t.match({ status, body }, { status: 400, body: { field: 'publicKey', detail } }, what)
      t.match(body.detail, /^publicKey: .*; allowed: RSA public key of at least 2048 bits: PEM/, what)
      t.notOk(JSON.stringify(body).includes(inner(publicKey).slice(100, 140) || publicKey), what)
    }
  }
})

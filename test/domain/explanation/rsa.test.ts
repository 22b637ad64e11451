/** RSA signatures: other hashes, other paddings, other key pairs, and encryption taken for signing. */
import { constants, createHash, createHmac, privateEncrypt, publicEncrypt, sign, type KeyObject } from 'node:crypto'
import t from 'tap'
import { texts } from './made.js'
import { BANK, DEMO, explain, idsOf, KEYS, OTHER, PRIVATE_KEY, PUBLIC_KEY, SECRET, TRANSACTION } from './request.js'

const TEXT = texts({ ...TRANSACTION, mode: 'asymmetric' }).right
const BYTES = Buffer.from(TEXT)
const digest = (algorithm: string): Buffer => createHash(algorithm).update(BYTES).digest()

const signed = (algorithm: string, key: KeyObject = PRIVATE_KEY): Buffer => sign(algorithm, BYTES, key)
const pss = (algorithm: string, saltLength: number): Buffer =>
  sign(algorithm, BYTES, { key: PRIVATE_KEY, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength })

const CASES: readonly (readonly [ids: readonly string[], signature: Buffer])[] = [
  [['alg-rsa-sha1'], signed('RSA-SHA1')],
  [['alg-rsa-sha512'], signed('RSA-SHA512')],
  [['alg-rsa-other'], signed('RSA-SHA384')],
  [['alg-rsa-other'], signed('RSA-MD5')],
  [['alg-rsa-pss'], pss('sha256', constants.RSA_PSS_SALTLEN_DIGEST)],
  [['alg-rsa-pss'], pss('sha256', constants.RSA_PSS_SALTLEN_MAX_SIGN)],
  [['alg-rsa-pss'], pss('sha256', 0)],
  [['alg-rsa-pss', 'alg-rsa-sha512'], pss('sha512', constants.RSA_PSS_SALTLEN_DIGEST)],
  [['alg-rsa-raw'], privateEncrypt(PRIVATE_KEY, digest('sha256'))],
  [['alg-rsa-raw'], privateEncrypt(PRIVATE_KEY, BYTES)],
  [['text-double-hash', 'alg-rsa-raw'], privateEncrypt(PRIVATE_KEY, Buffer.from(digest('sha256').toString('hex')))],
  [['alg-rsa-encrypted'], publicEncrypt({ key: PUBLIC_KEY, padding: constants.RSA_PKCS1_PADDING }, BYTES)],
  [['alg-rsa-encrypted'], publicEncrypt({ key: BANK.publicKey, padding: constants.RSA_PKCS1_PADDING }, digest('sha256'))],
  [['key-pair-other'], signed('RSA-SHA256', OTHER.privateKey)],
  [['key-pair-demo'], signed('RSA-SHA256', DEMO.privateKey)],
  [['key-pair-bank'], signed('RSA-SHA256', BANK.privateKey)],
  [['alg-rsa-sha1', 'key-pair-other'], signed('RSA-SHA1', OTHER.privateKey)],
  [['alg-hmac-instead'], createHmac('sha512', SECRET).update(BYTES).digest()],
  [['alg-hmac-instead'], createHmac('sha256', SECRET).update(BYTES).digest()],
  [['alg-plain-other'], digest('sha256')]
]

t.test('each way of signing is named', (t) => {
  for (const [ids, signature] of CASES) {
    const answer = explain({ mode: 'asymmetric', signature: signature.toString('base64') })
    t.same(idsOf(answer), ids, ids.join())
    const text = ids[0] === 'text-double-hash' ? digest('sha256').toString('hex') : TEXT
    for (const { stringToSign } of answer.mistakes) t.equal(stringToSign, text, ids.join())
  }
  t.end()
})

t.test('whose pair it was is said, whatever was signed with it', (t) => {
  const CASE = [[OTHER, /key pair of partner-b and SHA256withRSA/], [BANK, /the bank's own key pair/], [DEMO,
    /key pair of demo/]] as const
  for (const [pair, fact] of CASE) {
    const answer = explain({ mode: 'asymmetric', signature: sign('RSA-SHA256', Buffer.from('no such text'),
      pair.privateKey).toString('base64') })
    t.same(answer.mistakes, [])
    t.match(answer.facts?.join(' '), fact)
  }
  const sha1 = sign('RSA-SHA1', Buffer.from('no such text'), PRIVATE_KEY).toString('base64')
  t.match(explain({ mode: 'asymmetric', signature: sha1 }).facts?.join(' '), /your registered key pair and SHA1withRSA/)
  const padded = sign('sha256', Buffer.from('no such text'), { key: PRIVATE_KEY, padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: 32 })
  t.match(explain({ mode: 'asymmetric', signature: padded.toString('base64') }).facts?.join(' '),
    /your registered key pair and RSA-PSS/)
  t.end()
})

t.test('a padding that a block of chance may have accuses nobody', (t) => {
  const longest = (key: KeyObject): string => sign('sha256', Buffer.from('no such text'), {
    key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_MAX_SIGN
  }).toString('base64')
  for (const [key, who] of [[PRIVATE_KEY, /may have been made with your registered key pair/], [OTHER.privateKey, /may have been made with the key pair of partner-b/]] as const) {
    const answer = explain({ mode: 'asymmetric', signature: longest(key) })
    t.same(answer.mistakes, [])
    t.match(answer.facts?.join(' '), who)
  }
  t.end()
})

t.test('a zero byte more, as big integers write it, is no obstacle', (t) => {
  const wide = Buffer.concat([Buffer.alloc(1), sign('RSA-SHA256', Buffer.from(TEXT.replace('POST', 'post')), PRIVATE_KEY)])
  t.same(idsOf(explain({ mode: 'asymmetric', signature: wide.toString('base64') })), ['method-lower', 'enc-big-integer'])
  const right = Buffer.concat([Buffer.alloc(1), signed('RSA-SHA256')])
  t.same(idsOf(explain({ mode: 'asymmetric', signature: right.toString('base64') })), ['enc-big-integer'])
  t.end()
})

t.test('a partner without a registered key still gets the facts', (t) => {
  const { publicKey: _public, privateKeyPem: _private, ...keys } = KEYS
  const answer = explain({ mode: 'asymmetric', keys, signature: signed('RSA-SHA256').toString('base64') })
  t.same(answer.mistakes, [])
  t.match(answer.facts?.join(' '), /No public key that the bank knows fits it/)
  t.end()
})

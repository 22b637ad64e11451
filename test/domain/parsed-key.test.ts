/** Keys are parsed once a process, whoever asks. */
import { createPublicKey } from 'node:crypto'
import t from 'tap'
import { privateKeyOf, publicKeyOf } from '../../src/domain/parsed-key.js'
import { KEY_PAIR } from '../bank-harness.js'

t.test('the same text is the same key, of either half', async t => {
  t.equal(publicKeyOf(KEY_PAIR.publicKey), publicKeyOf(KEY_PAIR.publicKey))
  t.equal(privateKeyOf(KEY_PAIR.privateKey), privateKeyOf(KEY_PAIR.privateKey))
  t.ok(publicKeyOf(KEY_PAIR.privateKey).equals(createPublicKey(KEY_PAIR.publicKey)), 'a private key has its public half')
  t.equal(publicKeyOf(KEY_PAIR.privateKey).type, 'public')
  t.equal(privateKeyOf(KEY_PAIR.privateKey).type, 'private')
})

t.test('what is no key throws each time', async t => {
  for (const parse of [publicKeyOf, privateKeyOf]) {
    t.throws(() => parse('nothing'))
    t.throws(() => parse('nothing'))
  }
  t.throws(() => privateKeyOf(KEY_PAIR.publicKey))
})

t.test('only so many are kept, the latest', async t => {
  const first = publicKeyOf(KEY_PAIR.publicKey)
  // The same key in other words: a PEM may be followed by anything.
  for (let count = 0; count < 127; count++) publicKeyOf(`${KEY_PAIR.publicKey}${'\n'.repeat(count + 1)}`)
  t.equal(publicKeyOf(`${KEY_PAIR.publicKey}\n`), publicKeyOf(`${KEY_PAIR.publicKey}\n`), 'one of the latest')
  publicKeyOf(`${KEY_PAIR.publicKey}${'\n'.repeat(200)}`)
  const again = publicKeyOf(KEY_PAIR.publicKey)
  t.not(again, first, 'the oldest went')
  t.ok(again.equals(first))
})

/** A seed fixes what a bank draws: ids, keys and payers are the same in every bank of that seed. */
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { join } from 'node:path'
import t from 'tap'
import type { PartnerReply } from '../../schemas/partner.js'
import { KEY_PAIR, startTestBank } from '../bank-harness.js'

type Life = Parameters<typeof startTestBank>[0]

interface Wish {
  readonly database?: string
  /** With a key of its own the partner costs no drawing of one. */
  readonly publicKey?: string
}

interface Drawn {
  readonly partner: PartnerReply
  /** Everything that was drawn, the address of the bank apart. */
  readonly all: string
}

/** What a bank of this seed makes when it is asked for the same things. */
const live = async (t: Life, seed: string, { database = ':memory:', ...keys }: Wish = {}): Promise<Drawn> => {
  const bank = await startTestBank(t, { BNC_SEED: seed, BNC_DATABASE: database }, () => 1_795_228_200_000)
  const { body: partner } = await bank.admin<PartnerReply>('POST', '/partners', keys)
  const made = await bank.seed(partner.partnerId, { status: 'success' })
  await bank.close()
  return { partner, all: JSON.stringify({ partner, made }).replaceAll(bank.url, '') }
}

const OWN_KEY = { publicKey: KEY_PAIR.publicKey }

t.test('one seed draws the same partner and payer in every bank', async t => {
  t.equal((await live(t, 'a', OWN_KEY)).all, (await live(t, 'a', OWN_KEY)).all)
})

t.test('another seed draws another partner', async t => {
  const [one, another] = [await live(t, 'a', OWN_KEY), await live(t, 'b', OWN_KEY)]
  for (const name of ['partnerId', 'clientKey', 'clientSecret'] as const) t.not(one.partner[name], another.partner[name], name)
})

t.test('one seed draws the same pairs in every bank: drawn side by side they do not mix, and they sign', async t => {
  const draw = async (): Promise<PartnerReply[]> => {
    const bank = await startTestBank(t, { BNC_SEED: 'side by side' })
    const made = await Promise.all([1, 2].map(() => bank.admin<PartnerReply>('POST', '/partners', {})))
    for (const { body } of made) t.equal((await (await bank.partner(body.partnerId)).token()).body['responseCode'], '2007300')
    return made.map(({ body }) => body)
  }
  const publicKeys = (partners: PartnerReply[]): string[] => partners.map(({ publicKey }) => publicKey).sort()
  const partners = await draw()
  t.equal(new Set(publicKeys(partners)).size, 2)
  t.strictSame(publicKeys(await draw()), publicKeys(partners))
  for (const { privateKey = '', publicKey } of partners) {
    const key = createPrivateKey(privateKey)
    t.match(key.asymmetricKeyDetails, { modulusLength: 2048, publicExponent: 65_537n })
    t.equal(createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString(), publicKey, 'the pair belongs together')
  }
})

t.test('after a restart a seeded bank gives nobody an id that is given away', async t => {
  const database = join(t.testdir({}), 'seeded.db')
  const [before, after] = [await live(t, 'again', { database, ...OWN_KEY }), await live(t, 'again', { database, ...OWN_KEY })]
  t.match(after.partner.partnerId, /^\d{32}$/)
  t.not(before.partner.partnerId, after.partner.partnerId)
  t.not(before.partner.clientKey, after.partner.clientKey)
})

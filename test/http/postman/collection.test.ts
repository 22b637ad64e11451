/** The Postman collection: it signs by itself, runs as imported for both dialects, and leaves the bank as it was. */
import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import t from 'tap'
import type { PostmanCollection } from '../../../src/http/postman/collection.js'
import { DEMO_BNC, DEMO_SNAP, startTestBank, type TestBank } from '../../bank-harness.js'
import { Player } from './stand-in.js'

const collectionOf = async (bank: TestBank): Promise<PostmanCollection> =>
  (await (await fetch(`${bank.url}/docs/postman.json`)).json()) as PostmanCollection

const variablesOf = async (bank: TestBank, partnerId: string): Promise<Record<string, string>> => {
  const { partner } = await bank.partner(partnerId)
  return {
    partnerId,
    clientKey: partner.clientKey,
    clientSecret: partner.clientSecret,
    privateKey: partner.privateKey ?? '',
    signatureMode: partner.signature,
    merchantId: partner.merchants[0]?.merchantId ?? ''
  }
}

const story = (collection: PostmanCollection) => collection.item[0]?.item ?? []

t.test('the collection that a bank serves', async t => {
  const bank = await startTestBank(t)
  const collection = await collectionOf(bank)

  await t.test('the story runs from top to bottom as imported, twice, and for the other dialect', async t => {
    const before = (await bank.admin('GET', '/transactions')).body
    for (const variables of [{}, {}, await variablesOf(bank, DEMO_SNAP)]) {
      const player = new Player(collection, variables)
      for (const item of story(collection)) t.strictSame((await player.play(item)).failures, [], item.name)
    }
    t.strictSame((await bank.admin('GET', '/transactions')).body, before, 'the bank is as it was')
  })

  await t.test('every request of the story asserts something', async t => {
    t.ok(story(collection).length > 10)
    for (const { name, event = [] } of story(collection))
      t.match(event.find(({ listen }) => listen === 'test')?.script.exec.join('\n'), /pm\.test\(/, name)
  })

  await t.test('any one request runs alone: the token is fetched by itself', async t => {
    const query = story(collection).find(({ name }) => name === 'Inquire: pending')
    if (query === undefined) throw new Error('the story has an inquiry')
    const player = new Player(collection, { referenceNo: '2023081111626423051116587' })
    t.match(await player.play(query), { status: 200, failures: [] })
  })

  await t.test('a wrong key, secret or partner is refused: the script signs for real', async t => {
    const query = story(collection).find(({ name }) => name === 'Inquire: pending')
    if (query === undefined) throw new Error('the story has an inquiry')
    const [bnc, snap] = [await variablesOf(bank, DEMO_BNC), await variablesOf(bank, DEMO_SNAP)]
    const token = String((await (await bank.partner(DEMO_SNAP)).token()).body['accessToken'])
    const kept = { accessToken: token, accessTokenUntil: '9999999999999' }
    t.match(await new Player(collection, { ...snap, ...kept, clientSecret: 'wrong' }).play(query), { status: 401 })
    t.match(
      await new Player(collection, { ...snap, ...kept }).play(query),
      { status: 404 },
      'the right secret finds no such transaction'
    )
    t.match(await new Player(collection, { ...bnc, ...kept }).play(query), { status: 401 }, "another partner's token")
    const other = new Player(collection, { ...snap, privateKey: bnc['privateKey'] ?? '' })
    const first = story(collection).find(({ name }) => name === 'Access token')
    if (first === undefined) throw new Error('the story begins with a token')
    t.match(await other.play(first), { status: 401 })
  })

  await t.test('a private key in PKCS#1 signs as well', async t => {
    const { privateKey = '' } = await variablesOf(bank, DEMO_BNC)
    const pkcs1 = createPrivateKey(privateKey).export({ type: 'pkcs1', format: 'pem' }).toString()
    const [, token] = story(collection)
    if (token === undefined) throw new Error('the second request is the token call')
    t.match(await new Player(collection, { privateKey: pkcs1 }).play(token), { status: 200, failures: [] })
  })

  await t.test('every route that can be looked at answers', async t => {
    const player = new Player(collection, { referenceNo: '2023081111626423051116587' })
    const items = collection.item[1]?.item ?? []
    t.ok(items.length > 10)
    for (const item of items) {
      const { status, request } = await player.play(item)
      // A fixture's transaction may have no QR to be drawn; every other route has something to show.
      t.ok(status === 200, `${status} ${request}`)
    }
  })
})

t.test('the collection in the repository is the one that the bank serves', async t => {
  const bank = await startTestBank(t, { BNC_PUBLIC_URL: 'http://127.0.0.1:7751' })
  const response = await fetch(`${bank.running.listenUrl}/docs/postman.json`)
  const file = readFileSync(new URL('../../../docs/postman/bnc-snap-sandbox.postman_collection.json', import.meta.url), 'utf8')
  t.equal(`${await response.text()}\n`, file, 'npx tsx scripts/postman.ts writes it anew')
})

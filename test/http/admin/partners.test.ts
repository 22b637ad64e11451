/** Partners as admins see, make, change and remove them. */
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import t from 'tap'
import type { PartnerReply } from '../../../schemas/partner.js'
import type { Problem } from '../../../schemas/problem.js'
import { DEMO_BNC, DEMO_SNAP, KEY_PAIR, startTestBank, type TestBank } from '../../bank-harness.js'

const make = async (bank: TestBank, wish: object = {}): Promise<PartnerReply> =>
  (await bank.admin<PartnerReply>('POST', '/partners', { publicKey: KEY_PAIR.publicKey, ...wish })).body

t.test('nothing needs to be said of a partner: everything is made', async t => {
  const bank = await startTestBank(t)
  const { status, body } = await bank.admin<PartnerReply>('POST', '/partners', {})
  t.equal(status, 201)
  t.match(body, {
    partnerId: /^\d{32}$/, clientKey: /^[0-9a-f]{32}$/, clientSecret: /^[0-9a-f]{64}$/,
    privateKey: /^-----BEGIN PRIVATE KEY-----/,
    publicKey: /^-----BEGIN PUBLIC KEY-----/, bankPublicKey: /^-----BEGIN PUBLIC KEY-----/, dialect: 'bnc',
    signature: 'asymmetric', callbackUrl: null,
    callbackSignature: 'asymmetric', callbackTokenUrl: null,
    settings: { initialStatus: 'pending', notFoundAs: 'code', expiredStatus: '05', notifyOn: ['success'], magicValues: true,
      amountLimit: '9999999.99' }
  })
  t.match(body.merchants, [{ merchantId: /^\d{12}$/, name: /SANDBOX/, pan: /^93600490\d{10}$/, nmid: /^ID\d{13}$/ }])
  const derived = createPublicKey(body.privateKey ?? '').export({ type: 'spki', format: 'pem' }).toString()
  t.equal(derived, body.publicKey, 'the pair belongs together')
  t.equal(createPublicKey(body.publicKey).asymmetricKeyDetails?.modulusLength, 2048)
  const { body: token } = await (await bank.partner(body.partnerId)).token()
  t.equal(token['responseCode'], '2007300', 'and the partner can call at once')
})

t.test('two partners share nothing but the bank', async t => {
  const bank = await startTestBank(t)
  const [one, two] = [await make(bank), await make(bank)]
  for (const name of ['partnerId', 'clientKey', 'clientSecret'] as const) t.not(one[name], two[name], name)
  t.not(one.merchants[0]?.merchantId, two.merchants[0]?.merchantId)
  t.equal(one.bankPublicKey, two.bankPublicKey)
})

t.test('what is said of a partner is taken', async t => {
  const bank = await startTestBank(t)
  const wish = {
    partnerId: 'MY-PARTNER.1', clientKey: 'MY_KEY', clientSecret: 'a secret of mine', dialect: 'snap',
    callbackUrl: 'http://localhost:1/notify',
    callbackSignature: 'symmetric', callbackTokenUrl: 'http://localhost:1/token',
    merchants: [{ merchantId: '000000000009', name: 'TOKO SANDBOX' }, {}],
    settings: { initialStatus: '01', expiredStatus: '08', notifyOn: ['00', 'canceled', 'success'], amountLimit: '5.00',
      notifyScheduleSeconds: [1, 2] }
  }
  const made = await make(bank, wish)
  const { settings, merchants, ...plain } = wish
  t.match(made, { ...plain, signature: 'symmetric' })
  t.match(made.settings, { ...settings, initialStatus: 'initiated', notifyOn: ['success', 'canceled'], notFoundAs: 'code' })
  t.match(made.merchants, [{ ...merchants[0], city: 'JAKARTA' }, { name: 'SANDBOX STORE' }])
  t.strictSame((await bank.admin('GET', '/partners/MY-PARTNER.1')).body, made)
})

t.test('with a key of your own no private one comes back', async t => {
  const bank = await startTestBank(t)
  const made = await make(bank)
  t.equal(made.publicKey, KEY_PAIR.publicKey)
  t.notOk('privateKey' in made)
  const pkcs1 = createPublicKey(KEY_PAIR.publicKey).export({ type: 'pkcs1', format: 'pem' }).toString()
  t.equal((await make(bank, { publicKey: pkcs1 })).publicKey, KEY_PAIR.publicKey, 'PKCS#1 is read too')
})

const ec = generateKeyPairSync('ec',
  { namedCurve: 'P-256', publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' } })

/** Each with the field that the answer names. */
const wrong: readonly (readonly [wish: object, field: string, detail: RegExp])[] = [
  [{ publicKey: KEY_PAIR.privateKey }, 'publicKey', /this is a private key.*replace it: it has been sent.*; allowed: RSA/],
  [{ publicKey: ec.publicKey }, 'publicKey', /a key of type ec.*; allowed: RSA/],
  [{ publicKey: 'no PEM!' }, 'publicKey', /neither PEM nor base64.*; allowed: RSA/],
  [{ publicKey: '' }, 'publicKey', /publicKey/],
  [{ publicKey: 5 }, 'publicKey', /must be string/],
  [{ publicKey: '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----' }, 'publicKey', /is not a key: it is incomplete or was changed; allowed: RSA/],
  [{ partnerId: '' }, 'partnerId', /partnerId/],
  [{ partnerId: 'a b' }, 'partnerId', /partnerId/],
  [{ partnerId: '../x' }, 'partnerId', /partnerId/],
  [{ partnerId: 'x'.repeat(65) }, 'partnerId', /64/],
  [{ clientSecret: 'short' }, 'clientSecret', /8/],
  [{ dialect: 'other' }, 'dialect', /allowed: bnc, snap/],
  [{ signature: 'hmac' }, 'signature', /allowed: asymmetric, symmetric/],
  [{ merchants: [] }, 'merchants', /merchants/],
  [{ merchants: [{ name: 'x'.repeat(26) }] }, 'merchants.0.name', /25/],
  [{ merchants: [{ merchantId: '1' }] }, 'merchants.0.merchantId', /12 digits/],
  [{ merchants: [{ merchantId: '000000000001' }, { merchantId: '000000000001' }] }, 'merchants',
    /000000000001 stands there twice/],
  [{ merchants: [{ color: 'red' }] }, 'merchants.0.color', /unknown; allowed: merchantId, name/],
  [{ callbackUrl: 'ftp://x' }, 'callbackUrl', /http/],
  [{ settings: { notFoundAs: 'maybe' } }, 'settings.notFoundAs', /allowed: code, status/],
  [{ settings: { expiredStatus: '00' } }, 'settings.expiredStatus', /allowed: 05, 06, 07, 08/],
  [{ settings: { initialStatus: 'success' } }, 'settings.initialStatus', /allowed/],
  [{ settings: { notifyOn: ['late'] } }, 'settings.notifyOn.0', /allowed: initiated/],
  [{ settings: { amountLimit: 100 } }, 'settings.amountLimit', /amountLimit/],
  [{ settings: { colour: 1 } }, 'settings.colour', /unknown; allowed: initialStatus/],
  [{ partnerld: 'x' }, 'partnerld', /unknown; allowed: partnerId/],
  [{ privateKey: KEY_PAIR.privateKey }, 'privateKey', /unknown; allowed/]
]

t.test('what cannot be used is refused, with the field and what is allowed', async t => {
  const bank = await startTestBank(t)
  const { partnerId } = await make(bank)
  const before = (await bank.admin('GET', '/partners')).body
  const registration = ['partnerId', 'partnerld']
  for (const [wish, field, detail] of wrong) {
    const routes = [['POST', '/partners'], ...(registration.includes(field) ? [] : [['PATCH', `/partners/${partnerId}`]])]
    for (const [method = '', path = ''] of routes) {
      const { status, body } = await bank.admin<Problem>(method, path, wish)
      t.equal(status, 400, `${method} ${field}`)
      t.match(body, { type: 'about:blank', title: 'Bad Request', status: 400, field, detail }, `${method} ${field}`)
    }
  }
  t.strictSame((await bank.admin('GET', '/partners')).body, before, 'and nothing was changed')
})

t.test('ids and client keys are given once', async t => {
  const bank = await startTestBank(t)
  const { partnerId, clientKey } = await make(bank)
  t.match(await bank.admin('POST', '/partners', { publicKey: KEY_PAIR.publicKey, partnerId }),
    { status: 409, body: { field: 'partnerId', status: 409 } })
  t.match(await bank.admin('POST', '/partners', { publicKey: KEY_PAIR.publicKey, clientKey }),
    { status: 409, body: { field: 'clientKey' } })
})

t.test('a change changes what it says and leaves the rest', async t => {
  const bank = await startTestBank(t)
  const before = await make(bank, { settings: { expiredStatus: '06' }, callbackUrl: 'http://localhost:1/' })
  const patch = async (wish: object): Promise<PartnerReply> =>
    (await bank.admin<PartnerReply>('PATCH', `/partners/${before.partnerId}`, wish)).body
  t.strictSame(await patch({}), before)
  t.strictSame(await patch({ settings: { notFoundAs: 'status' } }),
    { ...before, settings: { ...before.settings, notFoundAs: 'status' } })
  t.match(await patch({ callbackUrl: null }), { callbackUrl: null, settings: { notFoundAs: 'status', expiredStatus: '06' } })
  t.match(await patch({ dialect: 'snap' }), { dialect: 'snap', signature: 'symmetric' }, 'a dialect brings its way of signing')
  t.match(await patch({ dialect: 'bnc', signature: 'symmetric' }), { dialect: 'bnc', signature: 'symmetric' })
  t.match(await patch({ signature: 'asymmetric' }), { dialect: 'bnc', signature: 'asymmetric' })
  t.match((await patch({ merchants: [{ merchantId: '000000000042' }] })).merchants, [{ merchantId: '000000000042' }])
  for (const name of ['partnerId', 'clientKey']) {
    t.match(await bank.admin('PATCH', `/partners/${before.partnerId}`, { [name]: 'other' }),
      { status: 400, body: { field: name } }, `${name} is for life`)
  }
})

t.test('a change is felt by the next call', async t => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner({ dialect: 'snap' })
  const asked = { serviceCode: '47', originalReferenceNo: '404' }
  t.equal((await partner.call('query', asked)).status, 404)
  await bank.admin('PATCH', `/partners/${partner.partner.partnerId}`, { settings: { notFoundAs: 'status' } })
  t.equal((await partner.call('query', asked)).status, 200)
  await bank.admin('PATCH', `/partners/${partner.partner.partnerId}`, { clientSecret: 'another secret' })
  t.equal((await partner.call('query', asked)).body['responseCode'], '4015100')
})

t.test('a new public key makes the private one unknown', async t => {
  const bank = await startTestBank(t)
  const { partnerId } = (await bank.admin<PartnerReply>('POST', '/partners', {})).body
  const { body } = await bank.admin<PartnerReply>('PATCH', `/partners/${partnerId}`, { publicKey: KEY_PAIR.publicKey })
  t.equal(body.publicKey, KEY_PAIR.publicKey)
  t.notOk('privateKey' in body)
})

t.test('a partner that is removed is gone, with all it had', async t => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner()
  const { partnerId } = partner.partner
  const { referenceNo } = await bank.seed(partnerId)
  await partner.token()
  t.equal((await bank.admin('DELETE', `/partners/${partnerId}`)).status, 204)
  t.match(await bank.admin('GET', `/partners/${partnerId}`), { status: 404, body: { field: 'partnerId', status: 404 } })
  t.equal((await bank.admin('GET', `/transactions/${referenceNo}`)).status, 404)
  t.match((await partner.call('query', { serviceCode: '47' })).body,
    { responseCode: '4015100', responseMessage: 'Unauthorized. [Unknown Client]' })
  t.match((await partner.token()).body, { responseCode: '4017300', responseMessage: 'Unauthorized. [Unknown Client]' })
  for (const [method, path] of [['DELETE', ''], ['PATCH', ''], ['POST', '/tokens/expire']] as const) {
    t.equal((await bank.admin(method, `/partners/${partnerId}${path}`)).status, 404, `${method} ${path}`)
  }
})

t.test('partners are listed in the order in which they came, page by page', async t => {
  const bank = await startTestBank(t)
  for (const partnerId of ['C', 'A', 'B']) await make(bank, { partnerId })
  const pages: string[][] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const { body }: { body: { items: PartnerReply[]; nextCursor: string | null } } =
      await bank.admin('GET', `/partners?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
    pages.push(body.items.map(({ partnerId }) => partnerId))
    cursor = body.nextCursor
  }
  t.strictSame(pages, [[DEMO_BNC, DEMO_SNAP], ['C', 'A'], ['B']])
  const { body: all } = await bank.admin<{ items: unknown[]; nextCursor: unknown }>('GET', '/partners')
  t.strictSame([all.items.length, all.nextCursor], [5, null])
  for (const query of ['limit=0', 'limit=1001', 'limit=x', 'limit=1.5', 'cursor=x', 'cursor=e30', 'page=2', 'limit=1&limit=2']) {
    t.match(await bank.admin('GET', `/partners?${query}`), { status: 400, body: { field: query.slice(0, query.indexOf('=')) } },
      query)
  }
})

/** A QR from its making to the payer's screen: what it says, and the pictures that are served of it. */
import t from 'tap'
import { decodeQr } from '../../src/domain/qr-decode.js'
import { startTestBank, type TestBank, type TestPartner } from '../bank-harness.js'

const MERCHANT = { merchantId: '000000000001', name: 'KEDAI SANDBOX', city: 'BANDUNG', postalCode: '40111', category: '5812',
  criteria: 'UKE' } as const
const idr = (value: string): object => ({ value, currency: 'IDR' })

interface Made {
  readonly bank: TestBank
  readonly partner: TestPartner
  readonly generate: (change: object) => Promise<Readonly<Record<string, unknown>>>
}

const enter = async (t: Parameters<typeof startTestBank>[0], env: Record<string, string> = {}): Promise<Made> => {
  const bank = await startTestBank(t, env)
  const partner = await bank.newPartner({ merchants: [MERCHANT] })
  return { bank, partner, generate: async change =>
    (await partner.call('generate', { merchantId: MERCHANT.merchantId, ...change })).body }
}

/** What the payload says; a broken one ends the test. */
const read = (content: unknown) => {
  const decoded = decodeQr(String(content))
  if (!decoded.ok) throw new Error(`tag ${decoded.tag}: ${decoded.diagnosis}`)
  return decoded
}

t.test("a payer's application reads from a dynamic QR what was asked for", async t => {
  const { partner, generate } = await enter(t)
  const reply = await generate({ amount: idr('25000.00'), terminalId: 'KASIR-1', storeId: '123456789012' })
  const said = read(reply['qrContent'])
  const [merchant] = partner.partner.merchants
  t.match(said, {
    kind: 'dynamic', amount: '25000.00', currency: 'IDR', countryCode: 'ID', merchantName: MERCHANT.name,
    merchantCity: MERCHANT.city,
    postalCode: MERCHANT.postalCode, merchantCategory: MERCHANT.category, terminalLabel: 'KASIR-1', criteria: 'UKE',
    merchantPan: merchant?.pan, nmid: merchant?.nmid, merchantId: '123456789012'
  })
  t.equal(said.id, (reply['additionalInfo'] as Record<string, unknown>)['scID'])
  t.match(reply['qrContent'], /5405250005802ID/, 'whole rupiah without decimals')
  t.equal(read((await generate({ amount: idr('25000.50') }))['qrContent']).amount, '25000.50')
})

t.test('a static QR says no amount, or the one that it was given', async t => {
  const { generate } = await enter(t)
  const open = read((await generate({}))['qrContent'])
  t.equal(open.kind, 'static')
  t.equal(open.amount, undefined)
  t.equal(open.merchantId, MERCHANT.merchantId, 'without a store of 12 digits the merchant')
  const fixed = read((await generate({ qrType: 'STATIC', amount: idr('5000.00'), storeId: 'S-1' }))['qrContent'])
  t.strictSame([fixed.kind, fixed.amount, fixed.merchantId], ['static', '5000.00', MERCHANT.merchantId])
})

t.test('no two QRs are alike', async t => {
  const { generate } = await enter(t)
  const replies = [await generate({ amount: idr('1.00') }), await generate({ amount: idr('1.00') }),
    await generate({ amount: idr('1.00') })]
  for (const name of ['referenceNo', 'qrContent', 'qrUrl']) t.equal(new Set(replies.map(reply => reply[name])).size, 3, name)
})

t.test('a reference number begins with the hour in Jakarta by the partner’s clock', async t => {
  const { bank, partner, generate } = await enter(t)
  await bank.admin('POST', '/clock', { partnerId: partner.partner.partnerId, setTo: '2031-12-31T23:15:00+07:00' })
  t.match((await generate({ amount: idr('1.00') }))['referenceNo'], /^2031123123\d{15}$/)
})

t.test('the picture of a QR is served as PNG and as SVG, to anybody', async t => {
  const { generate } = await enter(t)
  const url = String((await generate({ amount: idr('25000.00') }))['qrUrl'])
  const png = await fetch(url)
  t.equal(png.status, 200)
  t.equal(png.headers.get('content-type'), 'image/png')
  const bytes = Buffer.from(await png.arrayBuffer())
  t.equal(bytes.subarray(0, 8).toString('hex'), '89504e470d0a1a0a')
  t.equal(bytes.readUInt32BE(16), bytes.readUInt32BE(20), 'it is square')
  const svg = await fetch(url.replace(/png$/, 'svg'))
  t.match(svg.headers.get('content-type'), /^image\/svg\+xml/)
  t.match(await svg.text(), /^(<\?xml|<svg)/)
})

t.test('there is no picture of what is no QR', async t => {
  const { bank, partner } = await enter(t)
  const { partnerId } = partner.partner
  const { referenceNo } = await bank.seed(partnerId)
  t.equal((await fetch(`${bank.url}/qr/${partnerId}/${referenceNo}.png`)).status, 200)
  for (const path of [`${partnerId}/404.png`, `NOBODY/${referenceNo}.png`, `${partnerId}/${referenceNo}.gif`,
    `${partnerId}/${referenceNo}`]) {
    t.match((await fetch(`${bank.url}/qr/${path}`)).status, /^40[14]$/, path)
  }
})

t.test('the link of a picture is that of the public URL, references that need it encoded', async t => {
  const { bank, partner, generate } = await enter(t, { BNC_PUBLIC_URL: 'https://bank.example/base/' })
  const { partnerId } = partner.partner
  const { qrUrl, referenceNo } = await generate({ amount: idr('1.00') })
  t.equal(qrUrl, `https://bank.example/base/qr/${partnerId}/${String(referenceNo)}.png`)
  const odd = await bank.seed(partnerId, { referenceNo: 'a/b?c' })
  t.equal(odd.qrUrl, `https://bank.example/base/qr/${partnerId}/a%2Fb%3Fc.png`)
})

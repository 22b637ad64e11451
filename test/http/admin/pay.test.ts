/** `POST /admin/pay` and the events of a payment: by whatever a tester has of the QR, with every refusal. */
import t from 'tap'
import type { TransactionReply } from '../../../schemas/transaction.js'
import { crc16 } from '../../../src/domain/crc16.js'
import { startTestBank } from '../../bank-harness.js'

interface Problem {
  readonly field?: string
  readonly detail: string
  readonly allowed?: string[]
}

/** One bank for all: each test has partners of its own, and a partner shares nothing. */
const bank = await startTestBank(t)

const pay = async (body: object) => bank.admin<TransactionReply & Problem>('POST', '/pay', body)

const sealed = (unsealed: string): string => unsealed + crc16(unsealed)
const forged = (payload: string, from: string, to: string): string => sealed(payload.slice(0, -4).replace(from, to))

let orders = 0

const partnerOf = async () => {
  const { call, partner } = await bank.newPartner()
  const { partnerId } = partner
  const order = `ORDER-${String(++orders)}`
  const qr = await bank.seed(partnerId, { partnerReferenceNo: order, amount: '12500.00' })
  const sticker = await bank.seed(partnerId, { kind: 'static', amount: undefined })
  const event = async (referenceNo: string, name: string, body: object = {}) =>
    bank.admin<TransactionReply & Problem>('POST', `/transactions/${referenceNo}/${name}`, body)
  return { call, partnerId, order, qr, sticker, event, payload: qr.qrContent ?? '', stickerPayload: sticker.qrContent ?? '' }
}

/** A payload of another bank, sealed properly. */
const FOREIGN = sealed(
  '00020101021226690017ID.CO.SANDBOX.WWW011893600999000000000102150000000000000010303UMI5204581253033605802ID5911TOKO CONTOH6007JAKARTA' +
  '6105101106226052230000000000000000000006304'
)

await t.test('a QR is paid by its number, by the partner reference, or by what was scanned', async t => {
  const ways = {
    referenceNo: ({ qr }) => ({ referenceNo: qr.referenceNo }),
    partnerReferenceNo: ({ order }) => ({ partnerReferenceNo: order }),
    'partnerReferenceNo with its partner': ({ order, partnerId }) => ({ partnerReferenceNo: order, partnerId }),
    qrContent: ({ payload }) => ({ qrContent: payload }),
    'qrContent with its partner and amount': ({ payload, partnerId }) => ({ qrContent: payload, partnerId, amount: '12500.00' })
  } satisfies Record<string, (one: Awaited<ReturnType<typeof partnerOf>>) => object>
  for (const [name, bodyOf] of Object.entries(ways)) {
    const one = await partnerOf()
    const { status, body } = await pay({ ...bodyOf(one), issuer: 'BANK MANDIRI', customerPan: '9360000812345678901' })
    t.equal(status, 200, name)
    t.match(body, {
      referenceNo: one.qr.referenceNo, kind: 'dynamic', status: 'success', allowedEvents: ['refund'], paidAt: /\+07:00$/, rrn: /^\d{12}$/,
      bankCode: '008', bankName: 'BANK MANDIRI', customerPan: '9360000812345678901', history: [{ to: 'pending' }, { event: 'pay', cause: 'admin' }]
    }, name)
  }
})

await t.test('a body that does not say one thing to pay is refused', async t => {
  const { order, qr, payload } = await partnerOf()
  for (const body of [{}, { amount: '1.00' }, { referenceNo: qr.referenceNo, partnerReferenceNo: order }, { referenceNo: qr.referenceNo, qrContent: payload }]) {
    t.match(await pay(body), { status: 400, body: { field: 'body', allowed: ['referenceNo', 'partnerReferenceNo', 'qrContent'] } })
  }
  t.match(await pay({ referenceNo: qr.referenceNo, tip: '1.00' }), { status: 400, body: { field: 'tip' } })
  t.match(await pay({ referenceNo: qr.referenceNo, amount: 12_500 }), { status: 400, body: { field: 'amount' } })
  t.match(await pay({ qrContent: '1'.repeat(513) }), { status: 400, body: { field: 'qrContent' } })
})

await t.test('what nobody has cannot be paid', async t => {
  const { partnerId, order, qr, payload } = await partnerOf()
  const stranger = (await partnerOf()).partnerId
  for (const [field, body] of [
    ['referenceNo', { referenceNo: '404' }],
    ['referenceNo', { referenceNo: qr.referenceNo, partnerId: stranger }],
    ['partnerReferenceNo', { partnerReferenceNo: 'NOBODY' }],
    ['partnerReferenceNo', { partnerReferenceNo: order, partnerId: stranger }],
    ['qrContent', { qrContent: FOREIGN }],
    ['qrContent', { qrContent: FOREIGN, partnerId }],
    ['qrContent', { qrContent: payload, partnerId: stranger }],
    ['partnerId', { referenceNo: qr.referenceNo, partnerId: 'NOBODY' }]
  ] as const) t.match(await pay(body), { status: 404, body: { field } }, JSON.stringify(body).slice(0, 60))
  t.match((await pay({ qrContent: FOREIGN })).body.detail, /has not issued it/)
})

await t.test('a broken payload says which tag', async t => {
  const { payload } = await partnerOf()
  for (const [tag, qrContent] of [
    ['63', `${payload.slice(0, -4)}0000`],
    ['00', 'nonsense'],
    ['53', forged(payload, '5303360', '5303840')],
    ['54', forged(payload, '540512500', '540599999')]
  ] as const) {
    const { status, body } = await pay({ qrContent })
    t.equal(status, 400, tag)
    t.match(body, { field: 'qrContent', detail: new RegExp(`tag ${tag}: `) }, tag)
  }
})

await t.test('a number that two partners have wants its partner named', async t => {
  const [one, other] = [await partnerOf(), await partnerOf()]
  const twin = await bank.seed(other.partnerId, { referenceNo: one.qr.referenceNo, partnerReferenceNo: one.order })
  for (const body of [{ referenceNo: one.qr.referenceNo }, { partnerReferenceNo: one.order }]) {
    t.match(await pay(body), { status: 409, body: { field: 'partnerId', allowed: [one.partnerId, other.partnerId] } })
    t.match(await pay({ ...body, partnerId: 'NOBODY' }), { status: 404, body: { field: 'partnerId' } })
  }
  t.match(await pay({ partnerReferenceNo: one.order, partnerId: other.partnerId }), { status: 200, body: { partnerId: other.partnerId } })
  t.match(await bank.transaction(twin.referenceNo, one.partnerId), { status: 'pending' })
})

await t.test('a dynamic QR is paid with its own amount, once', async t => {
  const { qr, event } = await partnerOf()
  for (const body of [{ amount: '12500.01' }, { amount: '0.00' }]) {
    for (const name of ['pay', 'settle']) {
      t.match(await event(qr.referenceNo, name, body), { status: 400, body: { field: 'amount', allowed: ['12500.00'] } }, name)
    }
    t.match(await pay({ referenceNo: qr.referenceNo, ...body }), { status: 400, body: { field: 'amount', allowed: ['12500.00'] } })
  }
  t.match(await bank.transaction(qr.referenceNo), { status: 'pending' })
  t.match(await event(qr.referenceNo, 'pay', { amount: '12500.00', rrn: '12AB' }), { status: 200, body: { status: 'success', rrn: '12AB' } })
  t.match(await pay({ referenceNo: qr.referenceNo }), { status: 409, body: { field: 'status', allowed: ['refund'], detail: /is success/ } })
})

await t.test('what an event has no use for is refused, not ignored', async t => {
  const { qr, event } = await partnerOf()
  for (const name of ['scan', 'authorize', 'fail', 'expire', 'cancel']) {
    for (const body of [{ amount: '12500.00' }, { issuer: '014' }, { rrn: '1' }, { customerPan: '9360001412345678' }]) {
      t.match(await event(qr.referenceNo, name, body), { status: 400, body: { field: Object.keys(body)[0] } }, name)
    }
  }
  t.match(await bank.transaction(qr.referenceNo), { status: 'pending' })
})

await t.test('each payment of a static QR is a transaction of its own', async t => {
  const { sticker, stickerPayload, event } = await partnerOf()
  t.match(sticker, { status: 'active', allowedEvents: ['pay'] })
  const byEvent = await event(sticker.referenceNo, 'pay', { amount: '0700.00', issuer: '014' })
  t.match(byEvent, {
    status: 200,
    body: {
      kind: 'payment', status: 'success', amount: '700.00', feeAmount: '0.00', refundedAmount: '0.00', qrReferenceNo: sticker.referenceNo,
      scId: sticker.scId, bankName: 'BANK CENTRAL ASIA', allowedEvents: ['refund'], qrContent: undefined, partnerReferenceNo: undefined,
      history: [{ from: null, to: 'paying', event: 'scan' }, { from: 'paying', to: 'success', event: 'pay' }]
    }
  })
  const scanned = await pay({ qrContent: stickerPayload, amount: '800.50' })
  t.match(scanned, { status: 200, body: { kind: 'payment', amount: '800.50', qrReferenceNo: sticker.referenceNo } })
  t.not(scanned.body.referenceNo, byEvent.body.referenceNo)
  t.match(await bank.transaction(sticker.referenceNo), { kind: 'static', status: 'active', history: { length: 1 } }, 'the QR itself stays as it is')
  t.match(await event(byEvent.body.referenceNo, 'pay', { amount: '700.00' }), { status: 409 }, 'a payment is paid already')
  t.match(await event(byEvent.body.referenceNo, 'refund', {}), { status: 200, body: { status: 'refunded' } })
})

await t.test('a static QR without amount wants one, and one with an amount takes no other', async t => {
  const { partnerId, sticker, stickerPayload, event } = await partnerOf()
  const fixed = await bank.seed(partnerId, { kind: 'static', amount: '5000.00' })
  for (const amount of [undefined, '0.00']) {
    t.match(await event(sticker.referenceNo, 'pay', { amount }), { status: 400, body: { field: 'amount' } })
    t.match(await pay({ qrContent: stickerPayload, amount }), { status: 400, body: { field: 'amount' } })
  }
  t.match(await event(fixed.referenceNo, 'pay', { amount: '5000.01' }), { status: 400, body: { field: 'amount', allowed: ['5000.00'] } })
  t.match(await event(fixed.referenceNo, 'pay'), { status: 200, body: { kind: 'payment', amount: '5000.00' } })
  t.match(await pay({ qrContent: fixed.qrContent, amount: '5000.00' }), { status: 200, body: { amount: '5000.00' } })
})

await t.test('an amount that was written into a scanned sticker is what is paid', async t => {
  const { stickerPayload } = await partnerOf()
  const written = forged(stickerPayload, '5802ID', '54049000' + '5802ID')
  t.match(await pay({ qrContent: written }), { status: 200, body: { kind: 'payment', amount: '9000.00' } })
  t.match(await pay({ qrContent: written, amount: '9000.01' }), { status: 400, body: { field: 'amount', allowed: ['9000.00'] } })
})

await t.test('a static QR does nothing but be paid, and a canceled one not even that', async t => {
  const { sticker, stickerPayload, event } = await partnerOf()
  for (const name of ['scan', 'authorize', 'settle', 'fail', 'expire', 'cancel', 'refund']) {
    t.match(await event(sticker.referenceNo, name), { status: 409, body: { field: 'status', allowed: ['pay'], detail: /is active/ } }, name)
  }
  t.match(await bank.admin('PUT', `/transactions/${sticker.referenceNo}/status`, { status: 'canceled' }), {
    status: 200, body: { status: 'canceled', allowedEvents: [] }
  })
  t.match(await event(sticker.referenceNo, 'pay', { amount: '1.00' }), { status: 409, body: { field: 'status', allowed: [] } })
  t.match(await pay({ qrContent: stickerPayload, amount: '1.00' }), { status: 409, body: { detail: /is canceled/ } })
})

await t.test('a QR whose time is over cannot be paid any more', async t => {
  const { partnerId, qr, payload } = await partnerOf()
  await bank.advance(900, partnerId)
  t.match(await pay({ qrContent: payload }), { status: 409, body: { detail: /is expired/ } })
  t.match(await bank.transaction(qr.referenceNo), { status: 'expired' })
})

await t.test('a QR that is forced open again after its time has a new time', async t => {
  const { partnerId, qr } = await partnerOf()
  await bank.advance(1000, partnerId)
  const forced = await bank.admin('PUT', `/transactions/${qr.referenceNo}/status`, { status: 'pending', force: true })
  t.match(forced, { status: 200, body: { status: 'pending' } })
  t.match(await pay({ referenceNo: qr.referenceNo }), { status: 200, body: { status: 'success' } })
})

await t.test('one of many who pay a dynamic QR at once has paid it', async t => {
  const { payload, qr } = await partnerOf()
  const answers = await Promise.all(Array.from({ length: 12 }, () => pay({ qrContent: payload })))
  t.equal(answers.filter(({ status }) => status === 200).length, 1)
  t.equal(answers.filter(({ status }) => status === 409).length, 11)
  t.match(await bank.transaction(qr.referenceNo), { history: { length: 2 } })
})

/** Cancel in every state and against every contradiction, in both dialects and with both ways of signing. */
import t from 'tap'
import { DIALECT_NAMES, SIGNATURE_MODES } from '../../../schemas/dialects.js'
import { STATUSES, type Status } from '../../../schemas/transaction-status.js'
import { startTestBank, type TestBank, type TestPartner } from '../../bank-harness.js'

const MERCHANT = '000000000001'
const OTHER = '000000000002'
const SIGNING = DIALECT_NAMES.flatMap(dialect => SIGNATURE_MODES.map(signature => ({ dialect, signature })))

/** The table of the contract. */
const IN_STATE: Readonly<Record<Status, readonly [code: string, message: string]>> = {
  initiated: ['2007700', 'Successful'],
  paying: ['4057701', 'Requested Opearation Is Not Allowed'],
  pending: ['2007700', 'Successful'],
  success: ['4047700', 'Invalid Transaction Status'],
  refunded: ['4047700', 'Invalid Transaction Status'],
  canceled: ['4047704', 'Transaction Cancelled'],
  failed: ['4047700', 'Invalid Transaction Status'],
  expired: ['4037700', 'Transaction Expired']
}

interface Stage {
  readonly bank: TestBank
  readonly partner: TestPartner
  readonly partnerId: string
  readonly cancel: (change: object) => Promise<readonly [status: number, code: unknown, message: unknown]>
}

const enter = async (t: Parameters<typeof startTestBank>[0], wish: object): Promise<Stage> => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner({ merchants: [{ merchantId: MERCHANT }, { merchantId: OTHER }], ...wish })
  return {
    bank,
    partner,
    partnerId: partner.partner.partnerId,
    cancel: async change => {
      const { status, body } = await partner.call('cancel', { reason: 'a reason', merchantId: MERCHANT, ...change })
      return [status, body['responseCode'], body['responseMessage']]
    }
  }
}

const withStatus = ([code, message]: readonly [string, string]): readonly [number, string, string] =>
  [Number(code.slice(0, 3)), code, message]

for (const wish of SIGNING) {
  t.test(`cancel in every state, ${wish.dialect}, signed ${wish.signature}`, async t => {
    const { bank, partnerId, cancel } = await enter(t, wish)
    for (const status of STATUSES) {
      const before = await bank.seed(partnerId, { status })
      t.strictSame(await cancel({ originalReferenceNo: before.referenceNo }), withStatus(IN_STATE[status]), status)
      const after = await bank.transaction(before.referenceNo)
      const done = IN_STATE[status][0] === '2007700'
      t.equal(after.status, done ? 'canceled' : status)
      t.strictSame(after.history?.slice(1).map(row => [row.from, row.to, row.event, row.cause]), done
        ? [[status, 'canceled', 'cancel', 'snap:77']] : [])
    }
  })
}

for (const dialect of DIALECT_NAMES) {
  t.test(`cancel against what it does not fit, ${dialect}`, async t => {
    const { bank, partnerId, cancel } = await enter(t, { dialect })
    const neighbour = (await bank.newPartner()).partner.partnerId
    const mine = await bank.seed(partnerId, { partnerReferenceNo: 'MINE', status: 'pending', merchantId: MERCHANT })
    const second = await bank.seed(partnerId, { partnerReferenceNo: 'SECOND', merchantId: MERCHANT })
    const bare = await bank.seed(partnerId, {})
    const theirs = await bank.seed(neighbour, { partnerReferenceNo: 'THEIRS' })
    const fixed = await bank.seed(partnerId, { kind: 'static', amount: undefined })
    const unknown = [404, '4047701', 'Transaction Not Found']
    const inconsistent = [404, '4047718', 'Inconsistent Request']
    const rows: readonly (readonly [change: object, answer: unknown[]])[] = [
      [{ originalReferenceNo: '404' }, unknown],
      [{ originalReferenceNo: '404', originalPartnerReferenceNo: '404' }, unknown],
      [{ originalReferenceNo: theirs.referenceNo }, unknown],
      [{ originalReferenceNo: theirs.referenceNo, originalPartnerReferenceNo: 'THEIRS' }, unknown],
      [{ originalReferenceNo: mine.referenceNo, originalPartnerReferenceNo: 'SECOND' }, inconsistent],
      [{ originalReferenceNo: mine.referenceNo, originalPartnerReferenceNo: 'NEVER' }, inconsistent],
      [{ originalReferenceNo: '404', originalPartnerReferenceNo: 'MINE' }, inconsistent],
      [{ originalReferenceNo: bare.referenceNo, originalPartnerReferenceNo: 'MINE' }, inconsistent],
      [{ originalReferenceNo: mine.referenceNo, merchantId: OTHER }, [404, '4047708', 'Invalid Merchant']],
      [{ originalReferenceNo: mine.referenceNo, merchantId: '9' }, [404, '4047708', 'Invalid Merchant']],
      [{ originalReferenceNo: fixed.referenceNo }, [405, '4057701', 'Requested Opearation Is Not Allowed']]
    ]
    for (const [change, answer] of rows) t.strictSame(await cancel(change), answer, JSON.stringify(change))
    for (const { referenceNo } of [mine, second, bare]) t.equal((await bank.transaction(referenceNo)).status, 'pending',
      'nothing was canceled')
    t.equal((await bank.transaction(fixed.referenceNo)).status, 'active')
    t.strictSame(await cancel({ originalReferenceNo: mine.referenceNo, originalPartnerReferenceNo: 'MINE' }),
      [200, '2007700', 'Successful'])
  })
}

t.test('bnc wants the bank reference; snap is content with either', async t => {
  const bnc = await enter(t, {})
  await bnc.bank.seed(bnc.partnerId, { partnerReferenceNo: 'A' })
  t.strictSame(await bnc.cancel({ originalPartnerReferenceNo: 'A' }),
    [400, '4007702', 'Invalid Mandatory Field originalReferenceNo'])
  const snap = await enter(t, { dialect: 'snap' })
  await snap.bank.seed(snap.partnerId, { partnerReferenceNo: 'A' })
  t.strictSame(await snap.cancel({ originalPartnerReferenceNo: 'B' }), [404, '4047701', 'Transaction Not Found'])
  t.strictSame(await snap.cancel({ originalPartnerReferenceNo: 'A' }), [200, '2007700', 'Successful'])
  t.strictSame(await snap.cancel({ merchantId: '', originalPartnerReferenceNo: 'A' }),
    [400, '4007702', 'Invalid Mandatory Field merchantId'])
})

t.test('the reply echoes the references, and in the snap dialect says when', async t => {
  const { bank, partner, partnerId } = await enter(t, {})
  const send = async (fields: object): Promise<unknown> => (await partner.call('cancel', { reason: 'r', ...fields })).body
  const one = await bank.seed(partnerId, { partnerReferenceNo: 'ONE' })
  const bare = await bank.seed(partnerId)
  const done = { responseCode: '2007700', responseMessage: 'Successful', additionalInfo: {} }
  t.strictSame(await send({ originalReferenceNo: one.referenceNo, originalPartnerReferenceNo: 'ONE' }),
    { ...done, originalReferenceNo: one.referenceNo, originalPartnerReferenceNo: 'ONE' })
  t.strictSame(await send({ originalReferenceNo: bare.referenceNo }), { ...done, originalReferenceNo: bare.referenceNo })
  const snap = await bank.newPartner({ dialect: 'snap', merchants: [{ merchantId: MERCHANT }] })
  const { referenceNo } = await bank.seed(snap.partner.partnerId, { createdAt: '2026-11-20T10:00:00+07:00' })
  await bank.admin('POST', '/clock', { partnerId: snap.partner.partnerId, setTo: '2026-11-21T09:30:00+07:00' })
  const { body } = await snap.call('cancel', { originalReferenceNo: referenceNo, reason: 'r', merchantId: MERCHANT })
  t.match(body, { cancelTime: /^2026-11-21T09:30:0\d\+07:00$/, transactionDate: '2026-11-20T10:00:00+07:00' })
})

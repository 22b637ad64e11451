/** Inquiry: how each state is shown, what an unknown transaction is, and which references contradict each other. */
import t from 'tap'
import { DIALECT_NAMES, SIGNATURE_MODES } from '../../../schemas/dialects.js'
import { EXPIRED_CODES } from '../../../schemas/partner.js'
import { STATUSES, type Status } from '../../../schemas/transaction-status.js'
import { startTestBank, type TestBank, type TestPartner } from '../../bank-harness.js'

interface Stage {
  readonly bank: TestBank
  readonly partner: TestPartner
  readonly partnerId: string
  readonly ask: (fields: object) => Promise<Readonly<Record<string, unknown>>>
}

const enter = async (t: Parameters<typeof startTestBank>[0], wish: object = {}): Promise<Stage> => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner(wish)
  return {
    bank,
    partner,
    partnerId: partner.partner.partnerId,
    ask: async fields => {
      const { status, body } = await partner.call('query', { serviceCode: '47', ...fields })
      return { http: status, ...body }
    }
  }
}

const SHOWN: Readonly<Record<Status, readonly [code: string, description: string | undefined]>> = {
  initiated: ['01', 'Initiated'],
  paying: ['02', 'Paying'],
  pending: ['03', undefined],
  success: ['00', 'Success'],
  refunded: ['04', 'Refunded'],
  canceled: ['05', 'Canceled'],
  failed: ['06', 'Failed'],
  expired: ['05', 'Canceled (expired)']
}

for (const dialect of DIALECT_NAMES) {
  for (const signature of SIGNATURE_MODES) {
    t.test(`every state on the wire, ${dialect}, signed ${signature}`, async t => {
      const { bank, partnerId, ask } = await enter(t, { dialect, signature })
      for (const status of STATUSES) {
        const { referenceNo } = await bank.seed(partnerId, { status, terminalId: 'T1', feeAmount: '150.00' })
        const reply = await ask({ originalReferenceNo: referenceNo })
        const [code, description] = SHOWN[status]
        t.match(reply, {
          http: 200, responseCode: '2005100', responseMessage: 'Successful', originalReferenceNo: referenceNo, serviceCode: '47',
          latestTransactionStatus: code, amount: { value: '10000.00', currency: 'IDR' },
          feeAmount: { value: '150.00', currency: 'IDR' },
          terminalId: 'T1'
        }, status)
        t.equal(reply['transactionStatusDesc'], description, status)
        t.equal('paidTime' in reply, status === 'success' || status === 'refunded', status)
        t.notOk('originalPartnerReferenceNo' in reply, 'what has no value is left out')
      }
    })
  }
}

t.test('a paid transaction tells when and by whom; an unpaid one has an empty additionalInfo', async t => {
  const { bank, partnerId, ask } = await enter(t)
  const paid = await bank.seed(partnerId,
    { status: 'success', paidAt: '2026-11-21T09:30:00+07:00', issuer: '014', rrn: '123456789012' })
  const reply = await ask({ originalReferenceNo: paid.referenceNo })
  t.equal(reply['paidTime'], '2026-11-21T09:30:00+07:00')
  const info = { traceId: paid.traceId, RRN: '123456789012', bankCode: '014', bankName: 'BANK CENTRAL ASIA' }
  t.strictSame(reply['additionalInfo'], info)
  const unpaid = await bank.seed(partnerId)
  t.strictSame((await ask({ originalReferenceNo: unpaid.referenceNo }))['additionalInfo'], {})
  const echoed = await ask({ originalReferenceNo: unpaid.referenceNo, additionalInfo: { channel: 'POS', deviceId: '' } })
  t.strictSame(echoed['additionalInfo'], { channel: 'POS' }, 'what is not empty is echoed')
  const both = await ask({ originalReferenceNo: paid.referenceNo, additionalInfo: { channel: 'POS', deviceId: 'D1' } })
  t.strictSame(both['additionalInfo'], { ...info, channel: 'POS', deviceId: 'D1' })
})

const EXPIRED_WORDS = ['Canceled (expired)', 'Failed (expired)', 'Not found (expired)', 'Expired']

t.test('an expired transaction is shown as the partner is registered', async t => {
  const bank = await startTestBank(t)
  for (const [index, expiredStatus] of EXPIRED_CODES.entries()) {
    const partner = await bank.newPartner({ settings: { expiredStatus } })
    const { referenceNo } = await bank.seed(partner.partner.partnerId, { status: 'expired' })
    const { body } = await partner.call('query', { serviceCode: '47', originalReferenceNo: referenceNo })
    t.match(body, { responseCode: '2005100', latestTransactionStatus: expiredStatus,
      transactionStatusDesc: EXPIRED_WORDS[index] })
    const { body: canceled } = await partner.call('cancel', { originalReferenceNo: referenceNo, reason: 'r' })
    t.equal(canceled['responseCode'], '4037700', 'a cancel knows better')
  }
})

for (const dialect of DIALECT_NAMES) {
  t.test(`an unknown transaction, as a code or as a status, ${dialect}`, async t => {
    const bank = await startTestBank(t)
    const theirs = await bank.seed((await bank.newPartner()).partner.partnerId)
    const asCode = await bank.newPartner({ dialect })
    const asStatus = await bank.newPartner({ dialect, settings: { notFoundAs: 'status' } })
    for (const originalReferenceNo of ['404', theirs.referenceNo]) {
      const asked = { serviceCode: '47', originalReferenceNo, originalPartnerReferenceNo: 'NEVER' }
      const code = await asCode.call('query', asked)
      t.strictSame([code.status, code.body], [404, {
        responseCode: '4045101', responseMessage: 'Transaction Not Found', ...asked, latestTransactionStatus: '07'
      }])
      const status = await asStatus.call('query', asked)
      t.equal(status.status, 200)
      t.match(status.body, { responseCode: '2005100', responseMessage: 'Successful', ...asked, latestTransactionStatus: '07' })
    }
    const misspelt = await asCode.call('query', { serviceCode: '47', originalPartnerreferenceNo: 'NEVER' })
    t.equal(misspelt.body['originalPartnerReferenceNo'], 'NEVER', 'the reference comes back under its proper name')
    t.notOk('originalReferenceNo' in misspelt.body)
  })

  t.test(`references that are not of one and the same transaction, ${dialect}`, async t => {
    const { bank, partnerId, ask } = await enter(t, { dialect })
    const one = await bank.seed(partnerId, { partnerReferenceNo: 'ONE' })
    const bare = await bank.seed(partnerId)
    const pairs: readonly (readonly [string, string])[] = [
      [bare.referenceNo, 'ONE'], [one.referenceNo, 'TWO'], [bare.referenceNo, 'TWO'], ['404', 'ONE']
    ]
    for (const [originalReferenceNo, originalPartnerReferenceNo] of pairs) {
      t.match(await ask({ originalReferenceNo, originalPartnerReferenceNo }),
        { http: 404, responseCode: '4045118', responseMessage: 'Inconsistent Request' })
    }
    t.match(await ask({}), { http: 400, responseCode: '4005102', responseMessage: 'Invalid Mandatory Field originalReferenceNo' })
    for (const fields of [{ originalReferenceNo: one.referenceNo }, { originalPartnerReferenceNo: 'ONE' }]) {
      t.match(await ask(fields),
        { responseCode: '2005100', originalReferenceNo: one.referenceNo, originalPartnerReferenceNo: 'ONE' })
    }
  })
}

t.test('an inquiry changes nothing but what time has changed', async t => {
  const { bank, partner, partnerId, ask } = await enter(t)
  const { referenceNo } = await bank.seed(partnerId)
  for (let count = 0; count < 3; count++) await ask({ originalReferenceNo: referenceNo })
  t.equal((await bank.transaction(referenceNo)).history?.length, 1)
  await bank.advance(900, partnerId)
  await partner.token()
  t.match(await ask({ originalReferenceNo: referenceNo }),
    { latestTransactionStatus: '05', transactionStatusDesc: 'Canceled (expired)' })
})

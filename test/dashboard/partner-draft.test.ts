/** The form of a partner: what is sent is what was changed, and a refusal finds its field. */
import t from 'tap'
import type { PartnerReply } from '../../schemas/partner.js'
import { envText, partnerEnv } from '../../src/client/partner-env.js'
import { closestField } from '../../src/dashboard/closest-field.js'
import { draftOf, patchOf, type PartnerDraft } from '../../src/dashboard/views/partners/partner-draft.js'

const partner: PartnerReply = {
  partnerId: 'P1', clientKey: 'K1', clientSecret: 'a secret', publicKey: 'PUBLIC', bankPublicKey: 'BANK',
  dialect: 'bnc', signature: 'asymmetric', merchants: [],
  callbackUrl: 'http://127.0.0.1:3000/notify', callbackSignature: 'asymmetric', callbackTokenUrl: null,
  settings: {
    initialStatus: 'pending', notFoundAs: 'code', expiredStatus: '05', notifyOn: ['success', 'failed'], magicValues: true,
    amountLimit: '9999999.99', notifyScheduleSeconds: [120, 300]
  }
}

const after = (patch: Partial<PartnerDraft>) => patchOf(partner, { ...draftOf(partner), ...patch })

t.test('what was not changed is not sent', async t => {
  t.equal(after({}), undefined)
  t.equal(after({ notifyOn: ['failed', 'success'] }), undefined, 'the order of states says nothing')
  t.equal(after({ notifySchedule: '120 300' }), undefined)
})

t.test('each change is sent by itself', async t => {
  const cases: readonly (readonly [Partial<PartnerDraft>, object])[] = [
    [{ signature: 'symmetric' }, { signature: 'symmetric' }],
    [{ callbackUrl: ' ' }, { callbackUrl: null }],
    [{ callbackTokenUrl: 'http://127.0.0.1/t' }, { callbackTokenUrl: 'http://127.0.0.1/t' }],
    [{ callbackSignature: 'symmetric' }, { callbackSignature: 'symmetric' }],
    [{ initialStatus: 'initiated' }, { settings: { initialStatus: 'initiated' } }],
    [{ notFoundAs: 'status', expiredStatus: '08' }, { settings: { notFoundAs: 'status', expiredStatus: '08' } }],
    [{ notifyOn: [] }, { settings: { notifyOn: [] } }],
    [{ magicValues: false }, { settings: { magicValues: false } }],
    [{ amountLimit: '5.00' }, { settings: { amountLimit: '5.00' } }],
    [{ notifySchedule: '' }, { settings: { notifyScheduleSeconds: [] } }],
    [{ notifySchedule: '10, soon' }, { settings: { notifyScheduleSeconds: [10, 'soon'] } }]
  ]
  for (const [change, patch] of cases) t.strictSame(after(change), patch)
})

t.test('a change of dialect says how it signs, which the bank would choose otherwise', async t => {
  t.strictSame(after({ dialect: 'snap' }), { dialect: 'snap', signature: 'asymmetric' })
  t.strictSame(after({ dialect: 'snap', signature: 'symmetric' }), { dialect: 'snap', signature: 'symmetric' })
})

t.test('a refusal is shown at the field that it names, or at the one that this belongs to', async t => {
  const known = ['delayMs', 'sequence', 'sequence.1', 'sequence.1.fault']
  for (const [named, field] of [['delayMs', 'delayMs'], ['delayMs.min', 'delayMs'], ['sequence.1.fault', 'sequence.1.fault'],
    ['sequence.1.at', 'sequence.1'], ['sequence.10', 'sequence'], ['note', undefined], ['delayMsMore', undefined]] as const) {
    t.equal(closestField(known, named), field, named)
  }
})

t.test('a .env has no private key where the bank has none', async t => {
  t.equal(envText(partnerEnv('http://127.0.0.1:7751', partner)), [
    'SNAP_BASE_URL=http://127.0.0.1:7751', 'SNAP_PARTNER_ID=P1', 'SNAP_CLIENT_KEY=K1', 'SNAP_CLIENT_SECRET=a secret', 'SNAP_CHANNEL_ID=95221',
    'SNAP_MERCHANT_ID=', 'SNAP_BANK_PUBLIC_KEY_BASE64=QkFOSw=='
  ].join('\n'))
  t.match(envText(partnerEnv('http://127.0.0.1:7751', { ...partner, privateKey: 'PRIVATE' })), 'SNAP_PRIVATE_KEY_BASE64=UFJJVkFURQ==')
})

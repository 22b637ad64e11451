/** What the bank replies is what its schemas say it replies: every service, both dialects, successes and refusals. */
import { Type, TypeGuard, type TSchema } from '@sinclair/typebox'
import { TypeCompiler } from '@sinclair/typebox/compiler'
import t from 'tap'
import { AccessTokenReply } from '../../schemas/access-token.js'
import { DIALECT_NAMES } from '../../schemas/dialects.js'
import { SnapError } from '../../schemas/fields.js'
import { QrMpmCancelReply } from '../../schemas/qr-mpm-cancel.js'
import { QrMpmGenerateReply } from '../../schemas/qr-mpm-generate.js'
import { QrMpmQueryReply } from '../../schemas/qr-mpm-query.js'
import { STATUSES } from '../../schemas/transaction-status.js'
import { startTestBank } from '../bank-harness.js'

/** A property that no schema names is an error here, at every depth. */
const closed = (schema: TSchema): TSchema => {
  if (!TypeGuard.IsObject(schema)) return schema
  const properties = Object.fromEntries(Object.entries(schema.properties).map(([name, one]) => [name, closed(one)]))
  return { ...schema, properties, additionalProperties: false }
}

const faultsOf = (schema: TSchema) => {
  const check = TypeCompiler.Compile(closed(schema))
  return (body: unknown): string[] => [...check.Errors(body)].map(({ path, message }) => `${path}: ${message}`)
}

t.test('a closed schema sees what is too much and what is missing', async t => {
  const faults = faultsOf(Type.Object({ a: Type.Object({ b: Type.String() }) }))
  t.strictSame(faults({ a: { b: 'x' } }), [])
  t.equal(faults({ a: { b: 'x', c: 1 } }).length, 1)
  t.not(faults({ a: {} }).length, 0)
})

for (const dialect of DIALECT_NAMES) {
  t.test(`every reply is as its schema says, ${dialect}`, async t => {
    const bank = await startTestBank(t)
    const partner = await bank.newPartner({ dialect, merchants: [{ merchantId: '000000000001' }] })
    const { partnerId } = partner.partner
    const amount = { value: '10000.00', currency: 'IDR' }
    const merchantId = '000000000001'

    t.strictSame(faultsOf(AccessTokenReply)((await partner.token()).body), [])

    const generated = faultsOf(QrMpmGenerateReply)
    for (const wish of [{ amount }, {}, { amount, partnerReferenceNo: 'A', storeId: 'S', terminalId: 'T', feeAmount: amount }]) {
      t.strictSame(generated((await partner.call('generate', { merchantId, ...wish })).body), [], JSON.stringify(wish))
    }

    const [queried, canceled, refused] = [faultsOf(QrMpmQueryReply), faultsOf(QrMpmCancelReply), TypeCompiler.Compile(SnapError)]
    for (const status of STATUSES) {
      const { referenceNo } = await bank.seed(partnerId, { status, terminalId: 'T', merchantId })
      const additionalInfo = { channel: 'POS', deviceId: 'D' }
      const query = await partner.call('query', { originalReferenceNo: referenceNo, serviceCode: '47', additionalInfo })
      t.strictSame(queried(query.body), [], `the inquiry of ${status}`)
      const cancel = await partner.call('cancel', { originalReferenceNo: referenceNo, merchantId, reason: 'r' })
      if (cancel.status === 200) t.strictSame(canceled(cancel.body), [], `the cancel of ${status}`)
      else t.ok(refused.Check(cancel.body), `the refused cancel of ${status}`)
    }
    const unknown = await partner.call('query', { originalReferenceNo: '404', serviceCode: '47' })
    t.ok(refused.Check(unknown.body))
  })
}

t.test('replies hold texts: no number, no null, anywhere', async t => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner({ merchants: [{ merchantId: '000000000001' }] })
  const { referenceNo } = await bank.seed(partner.partner.partnerId, { status: 'success' })
  const replies = [
    await partner.token(),
    await partner.call('generate', { merchantId: '000000000001', amount: { value: '1.00', currency: 'IDR' } }),
    await partner.call('query', { originalReferenceNo: referenceNo, serviceCode: '47' }),
    await partner.call('cancel', { originalReferenceNo: referenceNo, reason: 'r' })
  ]
  const leaves = (value: unknown): unknown[] =>
    (typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value])
  for (const { body } of replies) t.ok(leaves(body).every(leaf => typeof leaf === 'string'), JSON.stringify(body))
})

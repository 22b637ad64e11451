/** The commands that move money and read QRs: refund, pay by whatever one has of the QR, and qr decode. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import t from 'tap'
import type { TransactionReply } from '../../schemas/transaction.js'
import { DEMO_BNC, DEMO_SNAP, startTestBank } from '../bank-harness.js'
import { commandLine } from './command-line.js'

interface Call {
  readonly request: { readonly body: string }
  readonly status: number
  readonly body: Record<string, unknown>
}

/** One bank for all: each test has transactions of its own. */
const bank = await startTestBank(t)
const say = commandLine({ BNC_URL: bank.url })
const sent = ({ value }: { value: Call }): Record<string, unknown> => JSON.parse(value.request.body) as Record<string, unknown>

await t.test('a payment is given back in part and then whole, in both dialects', async t => {
  for (const partnerId of [DEMO_BNC, DEMO_SNAP]) {
    const { referenceNo } = await bank.seed(partnerId, { partnerReferenceNo: 'GIVE-BACK', amount: '15000.00', status: 'success' })
    const part = await say.json<Call>('refund', referenceNo, '--amount', '5000', '--refund-no', 'R-1', '--reason', 'cold')
    t.match(part, { code: 0, value: { status: 200, body: { responseCode: '2007800', refundAmount: { value: '5000.00', currency: 'IDR' } } } })
    t.strictSame(sent(part), {
      ...(partnerId === DEMO_SNAP && { originalPartnerReferenceNo: 'GIVE-BACK' }),
      originalReferenceNo: referenceNo, partnerRefundNo: 'R-1', refundAmount: { value: '5000.00', currency: 'IDR' }, reason: 'cold'
    }, 'the snap dialect wants the partner\'s own reference')
    const rest = await say.json<Call>('refund', referenceNo)
    t.match(rest, { code: 0, value: { body: { responseCode: '2007800', refundAmount: { value: '10000.00' } } } })
    t.match(sent(rest), { partnerRefundNo: /^CLI-[0-9a-f]{12}$/, refundAmount: undefined })
    t.match(await say.json('query', referenceNo), { code: 0, value: { body: { latestTransactionStatus: '04' } } })
    t.match(await say('refund', referenceNo), { code: 1, out: /\n404 4047800 / })
  }
})

await t.test("a payment is given back by the partner's own reference", async t => {
  await bank.seed(DEMO_SNAP, { partnerReferenceNo: 'BY-OWN', status: 'success' })
  t.match(await say.json('refund', '--partner-reference', 'BY-OWN'), { code: 0, value: { body: { responseCode: '2007800' } } })
})

await t.test("a QR is paid by the partner's reference, or by what a wallet reads", async t => {
  const [first, second] = [await bank.seed(DEMO_BNC, { partnerReferenceNo: 'PAY-ME' }), await bank.seed(DEMO_BNC)]
  t.match(await say.json('pay', '--partner-reference', 'PAY-ME', '--partner', DEMO_BNC),
    { code: 0, value: { referenceNo: first.referenceNo, status: 'success' } })
  t.match(await say('pay', '--qr', second.qrContent ?? ''), { code: 0, out: `${second.referenceNo} pending → success, RRN ` })
})

await t.test('a static QR is paid what the customer types', async t => {
  const { value: { body } } = await say.json<Call>('generate', '--static')
  const { code, value } = await say.json<TransactionReply>('pay', '--qr', String(body['qrContent']), '--amount', '7500')
  t.match({ code, value }, { code: 0, value: { kind: 'payment', amount: '7500.00', qrReferenceNo: String(body['referenceNo']) } })
  t.match(await say('pay', String(body['referenceNo'])), { code: 1, err: /^bnc-sandbox: amount: missing/ })
})

await t.test('a broken QR cannot be paid, and the tag is named', async t => {
  const { qrContent = '' } = await bank.seed(DEMO_BNC)
  t.match(await say('pay', '--qr', `${qrContent.slice(0, -4)}0000`), { code: 1, err: /^bnc-sandbox: qrContent: tag 63: / })
})

await t.test('a QR is decoded, and a broken one diagnosed', async t => {
  const { qrContent = '', referenceNo } = await bank.seed(DEMO_BNC, { amount: '12500.00' })
  t.match(await say.json('qr', 'decode', qrContent, '--partner-reference', 'D-1'), {
    code: 0, value: { body: { responseCode: '2004800', referenceNo, partnerReferenceNo: 'D-1', transactionAmount: { value: '12500.00' } } }
  })
  const broken = await say('qr', 'decode', `${qrContent.slice(0, -4)}0000`)
  t.match(broken, { code: 1, out: /\n400 4004801 / })
  t.match(broken.out.trimEnd().split('\n').at(-1), /^tag 63: .*CRC/, 'the last line says what is wrong with it')
})

await t.test('a QR is decoded from standard input', async t => {
  const { qrContent = '' } = await bank.seed(DEMO_BNC)
  const child = spawn(process.execPath, ['dist/src/cli/main.js', 'qr', 'decode', '-', '--json'], { env: { ...process.env, BNC_URL: bank.url } })
  child.stdin.end(`${qrContent}\n`)
  const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'close') as Promise<[number]>])
  t.equal(code, 0)
  t.match(JSON.parse(out), { body: { responseCode: '2004800' } })
})

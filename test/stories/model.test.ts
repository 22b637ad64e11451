/** Whatever a partner, an admin and the clock do, and however often the bank is restarted: states, history, money and notifications agree. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import t from 'tap'
import type { NotificationReply } from '../../schemas/notification.js'
import type { TransactionReply } from '../../schemas/transaction.js'
import { partnerClient } from '../../src/client/partner-client.js'
import { startTestBank, type TestPartner } from '../bank-harness.js'
import { startReceiver } from '../receiver.js'
import { DEEDS, deedsOf, isPaid, NOTIFIED, ReferenceBank, refundedOf, type Deed, type Entry, type State } from './reference-bank.js'

const folder = mkdtempSync(join(tmpdir(), 'bank-'))
t.teardown(() => { rmSync(folder, { recursive: true, force: true }) })

const ENV = { BNC_DATABASE: join(folder, 'bank.db'), BNC_TOKEN_TTL_SECONDS: '31536000', BNC_QR_TTL_SECONDS: '900' }

/** Longer than any clock of a run goes back, and than any QR lives. */
const DAY_SECONDS = 86_400

/** The real bank: one file, opened again after each restart. */
let bank = await startTestBank(t, ENV)
/** Of all partners, each under a path of its own. */
const receiver = await startReceiver(t)

const money = (sen: bigint): string => `${String(sen / 100n)}.${String(sen % 100n).padStart(2, '0')}`
const idr = (sen: bigint) => ({ value: money(sen), currency: 'IDR' })

type Step =
  | {
    readonly kind: 'generate'; readonly amount: bigint; readonly validity: number; readonly named: boolean
    readonly then: 'pay' | 'scan' | undefined
  }
  | { readonly kind: 'sticker'; readonly amount: bigint | undefined }
  | { readonly kind: 'query' | 'cancel' | 'list'; readonly pick: number }
  | { readonly kind: 'refund'; readonly pick: number; readonly number: number; readonly amount: bigint | undefined | 'left' | 'more' }
  | { readonly kind: 'event'; readonly pick: number; readonly deed: Deed; readonly amount: bigint | undefined | 'own' }
  | { readonly kind: 'set'; readonly pick: number; readonly to: State; readonly force: boolean }
  | { readonly kind: 'pass'; readonly seconds: number; readonly from: 'now' | 'expiry' }
  | { readonly kind: 'restart' }

/** Mostly one of the newest, so that deeds meet. */
const pick = fc.oneof({ weight: 5, arbitrary: fc.nat(2) }, fc.nat(20))
const sen = fc.bigInt({ min: 1n, max: 999n })
/** Few amounts, so that they meet: parts, wholes, a sen too many, nothing. */
const part = fc.option(fc.oneof(sen, fc.constantFrom(0n, 1n, 500n, 1_000_000n)), { nil: undefined })
const back = fc.oneof({ weight: 4, arbitrary: part }, fc.constantFrom('left' as const, 'more' as const))
const state: fc.Arbitrary<State> = fc.constantFrom('initiated', 'paying', 'pending', 'success', 'refunded', 'canceled', 'failed', 'expired')
const deed = fc.constantFrom(...(Object.keys(DEEDS) as Deed[]))
const typed = fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 3, arbitrary: fc.constant('own' as const) }, part)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('generate'), amount: sen, validity: fc.constantFrom(300, 900, 1800), named: fc.boolean(),
      then: fc.constantFrom('pay', 'scan', undefined)
    })
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sticker'), amount: fc.option(sen, { nil: undefined }) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('query', 'cancel'), pick }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('list'), pick }) },
  { weight: 18, arbitrary: fc.record({ kind: fc.constant('refund'), pick, number: fc.nat(5), amount: back }) },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('event'), pick, deed: fc.constantFrom('pay', 'scan', 'settle'), amount: typed }) },
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('event'), pick, deed, amount: fc.constant(undefined) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('event'), pick, deed, amount: typed }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('set'), pick, to: state, force: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass'), seconds: fc.constantFrom(-100, 60, 900, 90_000), from: fc.constant('now') }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass'), seconds: fc.constantFrom(-1, 0, 59, 60), from: fc.constant('expiry') }) },
  // Rare: opening a bank again takes longer than a hundred other steps.
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' }) }
)

/** All that is left, or a sen more than that, where it is not a plain amount. */
const amountOf = (entry: Entry, amount: bigint | undefined | 'left' | 'more'): bigint | undefined => {
  if (typeof amount !== 'string') return amount
  return (entry.amount ?? 0n) - refundedOf(entry) + (amount === 'more' ? 1n : 0n)
}

/** One partner and its reference, step by step. What differs is thrown. */
class Run {
  readonly #reference = new ReferenceBank()
  #partner: TestPartner

  constructor(partner: TestPartner) {
    this.#partner = partner
  }

  get #id(): string {
    return this.#partner.partner.partnerId
  }

  async take(one: Step): Promise<void> {
    const { entries } = this.#reference
    if (one.kind === 'restart') return this.#restart()
    if (one.kind === 'pass') return this.#pass(one.seconds + (one.from === 'now' ? 0 : this.#reference.untilExpiry()))
    if (one.kind === 'sticker') {
      await this.#generate(undefined, one.amount, undefined)
      return this.#event(entries.at(-1) as Entry, 'pay', one.amount ?? 700n)
    }
    if (one.kind === 'generate') await this.#generate(one.named ? `ORDER-${String(entries.length)}` : undefined, one.amount, one.validity)
    const stickers = entries.filter(({ kind }) => kind !== 'dynamic')
    const choice = one.kind === 'list' && stickers.length > 0 ? stickers : entries
    const entry = choice.at(one.kind === 'generate' ? -1 : -1 - (one.pick % Math.max(1, choice.length)))
    if (entry === undefined) return
    if (one.kind !== 'generate') await this.#touch(entry, one)
    else if (one.then !== undefined) await this.#event(entry, one.then, undefined)
    await this.agree([entry])
  }

  /** Every transaction of the real bank is as the reference has it. */
  async agree(entries: readonly Entry[] = this.#reference.entries): Promise<void> {
    for (const entry of entries) {
      const { status, body } = await bank.admin<TransactionReply>('GET', `/transactions/${entry.referenceNo}?partnerId=${this.#id}`)
      same('admin', status, 200)
      same('ledger', {
        kind: body.kind, status: body.status, amount: body.amount, refunded: body.refundedAmount,
        paid: body.paidAt !== undefined && body.rrn !== undefined, deeds: [...body.allowedEvents].sort(),
        refunds: (body.refunds ?? []).map(refund => `${refund.partnerRefundNo ?? ''} ${refund.amount}`).sort(),
        history: (body.history ?? []).map(row => `${row.from ?? ''} > ${row.to} by ${row.event}`)
      }, {
        kind: entry.kind, status: entry.status, amount: entry.amount === undefined ? undefined : money(entry.amount),
        refunded: money(refundedOf(entry)), paid: isPaid(entry), deeds: deedsOf(entry).sort(),
        refunds: entry.refunds.map(refund => `${refund.number ?? ''} ${money(refund.amount)}`).sort(),
        history: entry.history
      })
      same('notifications', (await this.#notifications(entry)).map(one => one.transactionStatus), entry.told)
    }
  }

  /** Once time enough has passed, every notification has come as it was written, and nothing else has. */
  async end(): Promise<void> {
    await this.#pass(DAY_SECONDS)
    const written = (await Promise.all(this.#reference.entries.map(entry => this.#notifications(entry)))).flat()
    same('delivered', written.filter(({ status }) => status !== 'delivered'), [])
    const came = receiver.received.filter(({ path }) => path === `/${this.#id}`).map(one => `${String(one.headers['x-external-id'])} ${one.body}`)
    same('received', [...new Set(came)].sort(), written.map(({ id, body }) => `${id} ${body}`).sort())
  }

  async #notifications({ referenceNo }: Entry): Promise<NotificationReply[]> {
    const path = `/notifications?referenceNo=${referenceNo}&partnerId=${this.#id}&limit=1000`
    return (await bank.admin<{ items: NotificationReply[] }>('GET', path)).body.items.reverse()
  }

  async #touch(entry: Entry, one: Exclude<Step, { kind: 'generate' | 'sticker' | 'pass' | 'restart' }>): Promise<void> {
    switch (one.kind) {
      case 'query': {
        const { body } = await this.#partner.call('query', { originalReferenceNo: entry.referenceNo, serviceCode: '47' })
        same('query', body['latestTransactionStatus'], this.#reference.query(entry))
        return
      }
      case 'cancel': {
        const { body } = await this.#partner.call('cancel', { originalReferenceNo: entry.referenceNo, reason: 'so' })
        same('cancel', body['responseCode'], this.#reference.cancel(entry))
        return
      }
      case 'list':
        return this.#list(entry)
      case 'refund':
        return this.#refund(entry, `R-${String(one.number)}`, amountOf(entry, one.amount))
      case 'event':
        return this.#event(entry, one.deed, one.amount === 'own' ? (entry.amount ?? 700n) : one.amount)
      case 'set': {
        const body = { status: one.to, force: one.force }
        const { status } = await bank.admin('PUT', `/transactions/${entry.referenceNo}/status?partnerId=${this.#id}`, body)
        same(`set ${one.to}`, status, this.#reference.set(entry, one.to, one.force))
      }
    }
  }

  async #generate(partnerReferenceNo: string | undefined, amount: bigint | undefined, validity: number | undefined): Promise<void> {
    const kind = validity === undefined ? 'static' : 'dynamic'
    const { body } = await this.#partner.call('generate', {
      partnerReferenceNo, merchantId: this.#partner.partner.merchants[0]?.merchantId, qrType: kind.toUpperCase(),
      ...(amount === undefined ? {} : { amount: idr(amount) }), ...(validity === undefined ? {} : { validityPeriod: String(validity) })
    })
    same('generate', body['responseCode'], '2004700')
    await this.agree([this.#reference.add(body['referenceNo'] as string, { kind, amount, partnerReferenceNo }, validity)])
  }

  async #refund(entry: Entry, number: string, amount: bigint | undefined): Promise<void> {
    const reply = await this.#partner.call('refund', {
      originalReferenceNo: entry.referenceNo, partnerRefundNo: number, ...(amount === undefined ? {} : { refundAmount: idr(amount) })
    })
    const { code, sameAs = reply.text } = this.#reference.refund(entry, number, amount, reply.text)
    same('refund', { code: reply.body['responseCode'], text: reply.text }, { code, text: sameAs })
  }

  async #event(entry: Entry, name: Deed, amount: bigint | undefined): Promise<void> {
    const path = `/transactions/${entry.referenceNo}/${name}?partnerId=${this.#id}`
    const { status, body } = await bank.admin<TransactionReply>('POST', path, amount === undefined ? {} : { amount: money(amount) })
    same(name, status, this.#reference.event(entry, name, amount))
    if (status === 200 && entry.kind === 'static') await this.agree([this.#reference.paid(entry, body.referenceNo, amount)])
  }

  async #list(entry: Entry): Promise<void> {
    const { scId } = await bank.transaction(entry.referenceNo, this.#id)
    const { body } = await this.#partner.call('history', { pageSize: 999, additionalInfo: { scID: scId } })
    // A payment carries the scID of its QR, and a dynamic QR has no list.
    const qr = entry.qr ?? entry
    if (qr.kind !== 'static') {
      same('list', body['responseCode'], '4041201')
      return
    }
    const items = body['detailData'] as { amount: { value: string }; status: string }[]
    const expected = this.#reference.list(qr).map(({ amount = 0n, status }) => `${money(amount)} ${status.toUpperCase()}`)
    same('list', items.map(item => `${item.amount.value} ${item.status}`).sort(), expected.sort())
  }

  async #pass(seconds: number): Promise<void> {
    await bank.advance(seconds, this.#id)
    this.#reference.pass(seconds)
    await this.agree()
  }

  async #restart(): Promise<void> {
    await bank.close()
    bank = await startTestBank(t, ENV)
    this.#partner = { ...this.#partner, ...partnerClient(bank.url, this.#partner.partner) }
    await this.agree()
  }
}

const same = (what: string, found: unknown, wanted: unknown): void => {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)]
  if (a !== b) throw new Error(`${what}: the bank has ${a}, the reference ${b}`)
}

await t.test('the bank and its reference agree after every step', async t => {
  let [steps, runs] = [0, 0]
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40, size: 'max' }), async taken => {
      const partnerId = `RUN-${String(++runs)}`
      const partner = await bank.newPartner({
        partnerId, signature: 'symmetric', callbackUrl: `${receiver.origin}/${partnerId}`, settings: { notifyOn: NOTIFIED }
      })
      await bank.admin('POST', '/clock', { partnerId, freeze: true })
      const run = new Run(partner)
      for (const one of taken) await run.take(one)
      await run.agree()
      await run.end()
      steps += taken.length
    }),
    { numRuns: 25, interruptAfterTimeLimit: 5000, markInterruptAsFailure: false }
  )
  t.ok(steps > 100, `${String(steps)} steps`)
})

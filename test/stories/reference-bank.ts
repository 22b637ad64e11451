/** A bank small enough to be believed at a glance: what the real one is compared with. It shares no code with it. */

export type State = 'initiated' | 'paying' | 'pending' | 'success' | 'refunded' | 'canceled' | 'failed' | 'expired' | 'active'
export type Deed = 'scan' | 'authorize' | 'pay' | 'settle' | 'fail' | 'expire' | 'cancel' | 'refund'

/** The contract's table: what each event needs, and where it leads. */
export const DEEDS: Readonly<Record<Deed, readonly [from: string, to: State]>> = {
  scan: ['initiated pending', 'paying'],
  authorize: ['paying', 'pending'],
  pay: ['initiated paying pending', 'success'],
  settle: ['paying pending', 'success'],
  fail: ['initiated paying pending', 'failed'],
  expire: ['initiated paying pending', 'expired'],
  cancel: ['initiated pending', 'canceled'],
  refund: ['success', 'refunded']
}

/** The contract's table of states: what each may become without force. */
const MOVES: Readonly<Record<string, string>> = {
  initiated: 'paying pending success canceled failed expired',
  paying: 'pending success failed expired',
  pending: 'paying success canceled failed expired',
  success: 'refunded'
}

const WIRE: Readonly<Record<State, string>> = {
  success: '00', initiated: '01', active: '01', paying: '02', pending: '03', refunded: '04', canceled: '05', expired: '05', failed: '06'
}

const CANCEL: Readonly<Record<State, string>> = {
  initiated: '2007700', pending: '2007700', paying: '4057701', active: '4057701', success: '4047700', refunded: '4047700', failed: '4047700',
  canceled: '4047704', expired: '4037700'
}

const GRACE = 60
const QR_TTL = 900

/** The states that the partner is told of. */
export const NOTIFIED = ['pending', 'success', 'refunded', 'canceled', 'failed', 'expired'] as const

const OPEN: readonly State[] = ['initiated', 'paying', 'pending']
const PAID: readonly State[] = ['success', 'refunded']
const isIn = (words: string | undefined, word: string): boolean => (words ?? '').split(' ').includes(word)

export interface Entry {
  referenceNo: string
  partnerReferenceNo: string | undefined
  kind: 'dynamic' | 'static' | 'payment'
  status: State
  amount: bigint | undefined
  qr: Entry | undefined
  createdAt: number
  expiresAt: number | undefined
  inGrace: boolean
  refunds: { number: string | undefined; amount: bigint; asked: string; answer: string }[]
  history: string[]
  /** What the partner is told, in order. */
  told: State[]
}

export const refundedOf = ({ refunds }: Entry): bigint => refunds.reduce((sum, { amount }) => sum + amount, 0n)
export const isPaid = ({ status }: Entry): boolean => PAID.includes(status)

/** What may happen to the entry now. */
export const deedsOf = ({ kind, status }: Entry): string[] => {
  if (kind === 'static') return status === 'active' ? ['pay'] : []
  return Object.entries(DEEDS).filter(([, [from]]) => isIn(from, status)).map(([deed]) => deed)
}

export class ReferenceBank {
  now = 0
  readonly entries: Entry[] = []

  add(referenceNo: string, what: Pick<Entry, 'kind' | 'amount' | 'partnerReferenceNo'>, validity: number | undefined): Entry {
    const status: State = what.kind === 'static' ? 'active' : 'pending'
    const entry: Entry = {
      ...what, referenceNo, status, qr: undefined, createdAt: this.now, expiresAt: validity === undefined ? undefined : this.now + validity,
      inGrace: false, refunds: [], history: [` > ${status} by generate`], told: []
    }
    this.entries.push(entry)
    this.#tell(entry)
    return entry
  }

  pass(seconds: number): void {
    this.now += seconds
    for (const entry of this.entries) this.#age(entry)
  }

  /** Seconds until the next QR's time is over; 0 where none waits. */
  untilExpiry(): number {
    const times = this.entries.filter(({ status }) => OPEN.includes(status)).flatMap(({ expiresAt }) => expiresAt ?? [])
    return times.length === 0 ? 0 : Math.min(...times) - this.now
  }

  query({ status }: Entry): string {
    return WIRE[status]
  }

  cancel(entry: Entry): string {
    if (CANCEL[entry.status] !== '2007700') return entry.kind === 'static' ? '4057701' : CANCEL[entry.status]
    this.#become(entry, 'canceled', 'cancel')
    return '2007700'
  }

  /** `answer` is what the real bank said, for the day when the same refund comes again. */
  refund(entry: Entry, number: string, amount: bigint | undefined, answer: string): { code: string; sameAs?: string } {
    const asked = String(amount)
    const owner = this.entries.find(one => one.refunds.some(refund => refund.number === number))
    const earlier = owner?.refunds.find(refund => refund.number === number)
    if (earlier !== undefined) return owner === entry && earlier.asked === asked ? { code: '2007800', sameAs: earlier.answer } : { code: '4047818' }
    if (entry.status !== 'success') return { code: '4047800' }
    const given = this.#give(entry, number, amount, answer)
    return { code: given ? '2007800' : '4047813' }
  }

  /** HTTP status of an admin's event; a payment of a static QR is entered by `pay`. */
  event(entry: Entry, deed: Deed, amount: bigint | undefined): number {
    if (amount !== undefined && !isIn('pay settle refund', deed)) return 400
    if (!deedsOf(entry).includes(deed)) return 409
    if (deed === 'refund') return this.#give(entry, undefined, amount, '') ? 200 : 400
    if (isIn('pay settle', deed) && !this.#canPay(entry, amount)) return 400
    if (entry.kind !== 'static') this.#become(entry, DEEDS[deed][1], deed)
    return 200
  }

  /** The payment that the real bank made of a static QR. */
  paid(qr: Entry, referenceNo: string, amount: bigint | undefined): Entry {
    const payment: Entry = {
      referenceNo, partnerReferenceNo: undefined, kind: 'payment', status: 'paying', amount: amount ?? qr.amount, qr, createdAt: this.now,
      expiresAt: undefined, inGrace: false, refunds: [], history: [' > paying by scan'], told: []
    }
    this.entries.push(payment)
    this.#become(payment, 'success', 'pay')
    return payment
  }

  /** HTTP status of an admin's word, with or without force. */
  set(entry: Entry, to: State, force: boolean): number {
    if (entry.kind === 'static' && to !== 'canceled') return 400
    if (entry.status === to) return 200
    if (entry.kind !== 'static' && !force && !isIn(MOVES[entry.status], to)) return 409
    this.#become(entry, to, force ? 'force' : 'set')
    return 200
  }

  /** The payments of a static QR in the last day, in the order of their times. */
  list(qr: Entry): Entry[] {
    return this.entries
      .filter(entry => entry.qr === qr && entry.createdAt >= this.now - 86_400 && entry.createdAt <= this.now)
      .sort((a, b) => a.createdAt - b.createdAt)
  }

  #canPay({ amount }: Entry, typed: bigint | undefined): boolean {
    return amount === undefined ? typed !== undefined && typed > 0n : typed === undefined || typed === amount
  }

  #give(entry: Entry, number: string | undefined, wanted: bigint | undefined, answer: string): boolean {
    const left = (entry.amount ?? 0n) - refundedOf(entry)
    const amount = wanted ?? left
    if (amount <= 0n || amount > left) return false
    entry.refunds.push({ number, amount, asked: String(wanted), answer })
    if (amount === left) this.#become(entry, 'refunded', 'refund')
    else entry.history.push('success > success by refund')
    return true
  }

  #become(entry: Entry, to: State, by: string): void {
    const wasOver = !OPEN.includes(entry.status) && entry.expiresAt !== undefined && entry.expiresAt <= this.now
    entry.history.push(`${entry.status} > ${to} by ${by}`)
    entry.status = to
    this.#tell(entry)
    if (OPEN.includes(to) && wasOver) Object.assign(entry, { expiresAt: this.now + QR_TTL, inGrace: false })
    const left = (entry.amount ?? 0n) - refundedOf(entry)
    if (to !== 'refunded') entry.refunds = []
    else if (left > 0n) entry.refunds.push({ number: undefined, amount: left, asked: '', answer: '' })
    this.#age(entry)
  }

  /** Of every state that is entered, a sticker's apart. */
  #tell({ kind, status, told }: Entry): void {
    if (kind !== 'static' && (NOTIFIED as readonly State[]).includes(status)) told.push(status)
  }

  #age(entry: Entry): void {
    if (entry.expiresAt === undefined || this.now < entry.expiresAt || !OPEN.includes(entry.status)) return
    if (entry.status === 'paying' && !entry.inGrace) {
      entry.inGrace = true
      entry.expiresAt += GRACE
      this.#age(entry)
    } else {
      this.#become(entry, 'expired', 'expire')
    }
  }
}

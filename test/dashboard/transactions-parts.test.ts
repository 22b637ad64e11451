/** What the view of transactions reckons by itself: amounts, countdowns, pages of rows, links for a phone, and the places of the diagram. */
import { generate } from 'lean-qr/nano'
import t from 'tap'
import type { TransactionReply } from '../../schemas/transaction.js'
import { clockNow, formatCountdown } from '../../src/dashboard/countdown.js'
import { firstRows, found, withFirst, withMore } from '../../src/dashboard/views/transactions/list-pages.js'
import { baseOf, isLoopback, payLink, serveCommand } from '../../src/dashboard/views/transactions/pay-link.js'
import { qrPath } from '../../src/dashboard/views/transactions/qr-path.js'
import { amountTyped, formatRupiah } from '../../src/dashboard/money.js'
import { CHART, EVENT_PLACES, EVENT_SIZE, LINES, passedStates, STATE_PLACES, STATE_SIZE } from '../../src/dashboard/views/transactions/state-chart.js'
import { EVENT_MOVES, EVENTS, MOVES } from '../../src/domain/transaction.js'

t.test('an amount is shown as Indonesia writes it, to the last digit', async t => {
  const shown: Readonly<Record<string, string>> = {
    '15000.00': 'Rp 15.000,00', '0.50': 'Rp 0,50', '999.00': 'Rp 999,00', '1000.00': 'Rp 1.000,00', '1234567.89': 'Rp 1.234.567,89',
    '9007199254740993.01': 'Rp 9.007.199.254.740.993,01', 'free': 'free', '15000': '15000'
  }
  for (const [amount, text] of Object.entries(shown)) t.equal(formatRupiah(amount), text)
})

t.test('an amount is read as people type it, and what is none goes to the bank as it is', async t => {
  const read: Readonly<Record<string, string>> = {
    '15000': '15000.00', '15.000': '15000.00', 'Rp 15.000,00': '15000.00', 'rp15000': '15000.00', '1.234.567,89': '1234567.89',
    '15000.50': '15000.50', '15000,50': '15000.50', ' 7 ': '7.00', '1.5': '1.5', ' much ': 'much', '-5': '-5'
  }
  for (const [typed, amount] of Object.entries(read)) t.equal(amountTyped(typed), amount, typed)
})

t.test('a countdown shows what is left and ends', async t => {
  const shown: readonly (readonly [number, string | undefined])[] = [
    [0, undefined], [-1, undefined], [1, '00:01'], [59_000, '00:59'], [899_500, '15:00'], [3_600_000, '1:00:00'], [7_200_000, '2:00:00'], [90_061_000, '1 d 1 h']
  ]
  for (const [ms, text] of shown) t.equal(formatCountdown(ms), text, String(ms))
})

t.test('a clock goes on from where it was asked, unless it is frozen', async t => {
  const clock = { now: '2026-11-21T10:00:00+07:00', offsetSeconds: 0, frozen: false }
  t.equal(clockNow(clock, 1000, 6000), Date.parse(clock.now) + 5000)
  t.equal(clockNow({ ...clock, frozen: true }, 1000, 6000), Date.parse(clock.now))
})

const row = (referenceNo: string, status: TransactionReply['status'] = 'pending'): TransactionReply => ({
  partnerId: 'P', referenceNo, partnerReferenceNo: `Own-${referenceNo}`, kind: 'dynamic', status, statusCode: '03', allowedEvents: [],
  feeAmount: '0.00', refundedAmount: '0.00', merchantId: '000100010001', createdAt: '2026-11-21T10:00:00+07:00'
})
const rows = (...names: readonly string[]): TransactionReply[] => names.map(name => row(name))
const names = ({ items }: { readonly items: readonly TransactionReply[] }): string => items.map(({ referenceNo }) => referenceNo).join('')
const NONE = new Map<string, string>()

t.test('pages stand below each other, and no row stands twice', async t => {
  const list = withMore(firstRows({ items: rows('d', 'c'), nextCursor: '1' }), { items: rows('c', 'b', 'a'), nextCursor: null })
  t.equal(names(list), 'dcba')
  t.equal(list.cursor, null)
})

t.test('a first page that is loaded anew puts new rows on top and keeps the older pages', async t => {
  const list = withMore(firstRows({ items: rows('d', 'c'), nextCursor: '1' }), { items: rows('b', 'a'), nextCursor: '2' })
  const anew = withFirst(list, { items: rows('e', 'd', 'c'), nextCursor: '3' }, NONE)
  t.equal(names(anew), 'edcba')
  t.equal(anew.added, 1)
  t.equal(anew.cursor, '2', 'the end of the list is where it was')
})

t.test('a list begins anew where more came than a page holds, so that it has no hole', async t => {
  const anew = withFirst(firstRows({ items: rows('b', 'a'), nextCursor: '1' }), { items: rows('z', 'y'), nextCursor: '2' }, NONE)
  t.equal(names(anew), 'zy')
  t.equal(anew.cursor, '2')
  const whole = withFirst(firstRows({ items: rows('b', 'a'), nextCursor: null }), { items: rows('b'), nextCursor: null }, NONE)
  t.equal(names(whole), 'b', 'a row that is gone from a list of one page is gone')
})

t.test('an older row takes the state that an event told of, and leaves a list that is narrowed to another', async t => {
  const list = withMore(firstRows({ items: rows('d', 'c'), nextCursor: '1' }), { items: rows('b', 'a'), nextCursor: null })
  const told = new Map([['P/b', 'success'], ['Q/a', 'failed']])
  const page = { items: rows('d', 'c'), nextCursor: '1' }
  t.strictSame(withFirst(list, page, told).items.map(({ status }) => status), ['pending', 'pending', 'success', 'pending'])
  t.equal(names(withFirst(list, page, told, 'pending')), 'dca')
})

t.test("a text finds a part of either reference", async t => {
  const all = rows('INV-1', 'INV-2', 'X')
  t.equal(names({ items: found(all, 'inv') }), 'INV-1INV-2')
  t.equal(names({ items: found(all, 'own-x') }), 'X')
  t.equal(found(all, ' ').length, 3)
})

t.test('the link for a phone goes by the public URL, and by where the page was opened where that is of this computer only', async t => {
  const local = 'http://127.0.0.1:7751'
  t.equal(baseOf('https://bank.example/base/qr/P/R.png', local), 'https://bank.example/base')
  t.equal(baseOf(`${local}/qr/P/R.png`, 'http://192.168.1.5:7751'), 'http://192.168.1.5:7751')
  t.equal(baseOf(undefined, local), local)
  t.equal(baseOf('nonsense', local), local)
  t.equal(payLink(local, 'P 1', 'A/B'), `${local}/pay/A%2FB?partnerId=P%201`)
  t.equal(serveCommand(local), 'npx bnc-sandbox serve --host 0.0.0.0 --public-url http://<address of this computer>:7751')
  for (const url of [local, 'http://localhost:1', 'http://[::1]:7751', 'http://a.localhost']) t.equal(isLoopback(url), true, url)
  for (const url of ['http://192.168.1.5', 'https://bank.example', 'http://localhost.example']) t.equal(isLoopback(url), false, url)
})

t.test('a QR drawn as a path is dark where its modules are', async t => {
  const bitmap = generate('http://192.168.1.5:7751/pay/1')
  const dark = new Set<string>()
  for (const [, x, y, width] of qrPath(bitmap).matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    for (let step = 0; step < Number(width); step += 1) dark.add(`${Number(x) + step} ${String(y)}`)
  }
  const wrong = Array.from({ length: bitmap.size ** 2 }, (_, index) => [index % bitmap.size, Math.floor(index / bitmap.size)] as const)
    .filter(([x, y]) => bitmap.get(x, y) !== dark.has(`${x} ${y}`))
  t.strictSame(wrong, [])
  t.ok(dark.size > 100)
})

t.test('the diagram draws each move of the table and no other', async t => {
  for (const event of EVENTS) {
    const lines = LINES.filter(line => line.event === event)
    t.strictSame(lines.map(({ from }) => from), [...EVENT_MOVES[event].from, undefined], event)
    for (const { path } of lines) t.match(path, /^M[\d. ]+[CLQ][\d. ]+$/)
  }
  t.strictSame(Object.keys(STATE_PLACES).sort(), Object.keys(MOVES).sort())
})

t.test('nothing in the diagram stands on anything else, or beyond the edge', async t => {
  const boxes = [
    ...Object.entries(STATE_PLACES).map(([name, place]) => ({ name, ...place, ...STATE_SIZE })),
    ...Object.entries(EVENT_PLACES).map(([name, place]) => ({ name, ...place, ...EVENT_SIZE }))
  ]
  for (const [index, a] of boxes.entries()) {
    t.ok(a.x - a.width / 2 >= 0 && a.x + a.width / 2 <= CHART.width && a.y - a.height / 2 >= 0 && a.y + a.height / 2 <= CHART.height, a.name)
    for (const b of boxes.slice(index + 1)) {
      t.ok(Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2, `${a.name}, ${b.name}`)
    }
  }
})

t.test('states passed are those of the history, the present one left out', async t => {
  const history = [{ from: null, to: 'pending' }, { from: 'pending', to: 'failed' }, { from: 'failed', to: 'pending' }, { from: 'pending', to: 'success' }]
  t.strictSame([...passedStates(history, 'success')], ['pending', 'failed'])
})

/** Kills a bank at random moments under load, again and again, and tells what it had promised and did not keep. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { NotificationReply } from '../schemas/notification.js'
import type { PartnerReply } from '../schemas/partner.js'
import type { TransactionReply } from '../schemas/transaction.js'
import { partnerClient } from '../src/client/partner-client.js'

/** As it is built: plain Node.js starts it in a third of the time. */
const COMMAND = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url))
const WORKERS = 6
const PAGE = 1000

/** Longer than the whole ladder. */
const LADDER_SECONDS = 20_000

export interface KillPlan {
  readonly kills: number
  readonly folder: string
  /** How many calls each bank acknowledges before it is killed, and how many milliseconds it lives on after that. */
  readonly life: () => { readonly calls: number; readonly ms: number }
}

export interface KillReport {
  /** Changes that the bank had acknowledged. */
  readonly acknowledged: number
  readonly transactions: number
  readonly notifications: number
  /** Notifications as they arrived, repeats included. */
  readonly received: number
  /** What does not add up; empty when all is well. */
  readonly wrong: readonly string[]
}

interface Bank {
  readonly url: string
  readonly child: ChildProcess
}

const startBank = async (folder: string): Promise<Bank> => {
  const clean = Object.entries(process.env).filter(([name]) => !name.startsWith('BNC_'))
  const env = { ...Object.fromEntries(clean), BNC_PORT: '0', BNC_DATABASE: join(folder, 'bank.db'), BNC_LOG_LEVEL: 'error' }
  const child = spawn(process.execPath, [COMMAND, 'serve', '--json'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(([code]) => { throw new Error(`the bank did not start: ${String(code)}`) })
  ])) as [Buffer]
  const { url, error } = JSON.parse(line.toString()) as { url?: string; error?: string }
  if (url === undefined) throw new Error(`the bank did not start: ${String(error)}`)
  return { url, child }
}

const kill = async ({ child }: Bank): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

const admin = async <T>({ url }: Bank, method: string, path: string, body?: object): Promise<T> => {
  const response = await fetch(`${url}/admin${path}`, { method, ...(body && { body: JSON.stringify(body) }) })
  if (!response.ok) throw new Error(`${path}: HTTP ${String(response.status)} ${await response.text()}`)
  return await response.json() as T
}

const all = async <T>(bank: Bank, path: string): Promise<T[]> => {
  const items: T[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { items: T[]; nextCursor: string | null } =
      await admin(bank, 'GET', `${path}?limit=${String(PAGE)}${cursor === '' ? '' : `&cursor=${cursor}`}`)
    items.push(...page.items)
    cursor = page.nextCursor
  }
  return items
}

/** Counts what arrives by X-EXTERNAL-ID; every third of what is new is refused, and taken when it comes again. */
const startReceiver = async () => {
  const counts = new Map<string, number>()
  let total = 0
  const server = createServer((request, response) => {
    const id = String(request.headers['x-external-id'])
    const before = counts.get(id) ?? 0
    counts.set(id, before + 1)
    const refused = ++total % 3 === 0 && before === 0
    request.resume().on('end', () => { response.writeHead(refused ? 500 : 200).end('{"responseCode":"2005200"}') })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return { counts, total: () => total, url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`, close: () => server.close() }
}

/** Generates, pays and cancels until the bank is gone. What it acknowledged is noted; what was cut short may have happened or not. */
const work = async (bank: Bank, partner: PartnerReply, promised: Map<string, string>, acknowledged: () => void): Promise<void> => {
  const { call } = partnerClient(bank.url, partner)
  const merchantId = partner.merchants[0]?.merchantId
  try {
    for (let round = 0; ; round++) {
      const { body } = await call('generate', { amount: { value: '10000.00', currency: 'IDR' }, merchantId })
      const referenceNo = String(body['referenceNo'])
      // Until the next answer is there, it may be in either state.
      promised.set(referenceNo, 'any')
      acknowledged()
      if (round % 4 === 3) {
        const canceled = await call('cancel', { originalReferenceNo: referenceNo, reason: 'load', merchantId })
        if (canceled.status === 200) promised.set(referenceNo, 'canceled')
      } else {
        await admin(bank, 'POST', `/transactions/${referenceNo}/pay`)
        promised.set(referenceNo, 'success')
      }
      acknowledged()
    }
  } catch {
    // The bank is gone.
  }
}

const findWrong = (
  promised: ReadonlyMap<string, string>, transactions: readonly TransactionReply[], notifications: readonly NotificationReply[], arrived: ReadonlyMap<string, number>
): string[] => {
  const wrong: string[] = []
  const byReference = new Map(transactions.map(one => [one.referenceNo, one]))
  for (const [referenceNo, status] of promised) {
    const there = byReference.get(referenceNo)
    if (there === undefined) wrong.push(`${referenceNo} is gone`)
    else if (status !== 'any' && there.status !== status) wrong.push(`${referenceNo} was ${status} and is ${there.status}`)
  }
  for (const { referenceNo, status, paidAt, rrn, customerPan } of transactions) {
    const isPaid = [paidAt, rrn, customerPan].filter(part => part !== undefined).length
    if (isPaid !== (status === 'success' ? 3 : 0)) wrong.push(`${referenceNo} is ${status}, and half paid`)
    const told = notifications.filter(one => one.referenceNo === referenceNo).length
    if (told !== (status === 'success' ? 1 : 0)) wrong.push(`${referenceNo} is ${status} and has ${String(told)} notifications`)
  }
  for (const { id, status } of notifications) {
    if (status !== 'delivered') wrong.push(`notification ${id} is ${status}`)
    if ((arrived.get(id) ?? 0) < 1) wrong.push(`notification ${id} never arrived`)
  }
  return wrong
}

const historyFaults = async (bank: Bank, transactions: readonly TransactionReply[]): Promise<string[]> => {
  const wrong: string[] = []
  for (const { referenceNo } of transactions) {
    const { history = [], status } = await admin<TransactionReply>(bank, 'GET', `/transactions/${referenceNo}`)
    const steps = history.map(({ to }) => to).join(' ')
    if (steps !== (status === 'pending' ? 'pending' : `pending ${status}`)) wrong.push(`${referenceNo} is ${status} and its history says ${steps}`)
  }
  return wrong
}

const killUnderLoad = async (
  bank: Bank, partner: PartnerReply, promised: Map<string, string>, { calls, ms }: ReturnType<KillPlan['life']>
): Promise<void> => {
  let left = calls
  let busy: () => void = () => undefined
  const isBusy = new Promise<void>(resolve => { busy = resolve })
  const load = Promise.all(Array.from({ length: WORKERS }, () => work(bank, partner, promised, () => { if (--left === 0) busy() })))
  await Promise.race([isBusy, load])
  await sleep(ms)
  await kill(bank)
  await load
}

/** A bank with a database of its own in `folder`, killed as often as planned, then asked. */
export const killAgainAndAgain = async ({ kills, folder, life }: KillPlan): Promise<KillReport> => {
  const receiver = await startReceiver()
  const promised = new Map<string, string>()
  let bank = await startBank(folder)
  try {
    const partner = await admin<PartnerReply>(bank, 'POST', '/partners', { dialect: 'snap', callbackUrl: receiver.url })
    for (let killed = 0; killed < kills; killed++) {
      await killUnderLoad(bank, partner, promised, life())
      bank = await startBank(folder)
    }
    await admin(bank, 'POST', '/clock', { advanceSeconds: LADDER_SECONDS, partnerId: partner.partnerId })
    const transactions = (await all<TransactionReply>(bank, '/transactions')).filter(({ partnerId }) => partnerId === partner.partnerId)
    const settled = transactions.map(one => (one.status === 'expired' ? { ...one, status: 'pending' as const } : one))
    const notifications = await all<NotificationReply>(bank, '/notifications')
    return {
      acknowledged: [...promised.values()].filter(status => status !== 'any').length,
      transactions: transactions.length,
      notifications: notifications.length,
      received: receiver.total(),
      wrong: [...findWrong(promised, settled, notifications, receiver.counts), ...await historyFaults(bank, transactions)]
    }
  } finally {
    await kill(bank)
    receiver.close()
  }
}

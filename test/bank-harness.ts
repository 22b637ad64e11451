/** A bank for one test: in memory, on a free port, with a real time of the test's own, and partners that speak HTTP to it. */
import { readFileSync } from 'node:fs'
import type { Test } from 'tap'
import type { ClockReply } from '../schemas/clock.js'
import type { PartnerFixture } from '../schemas/fixture.js'
import type { PartnerReply } from '../schemas/partner.js'
import type { TransactionReply } from '../schemas/transaction.js'
import { readConfig } from '../src/app/config.js'
import { startBank, type RunningBank } from '../src/app/start.js'
import { partnerClient, sendSigned, type PartnerClient, type SnapReply } from '../src/client/partner-client.js'
import { signer, type SignedRequest, type Signer } from '../src/client/signer.js'
import type { CourierOptions } from '../src/outbound/courier.js'

export const DEMO_BNC = '82150823919040624621823174737537'
export const DEMO_SNAP = 'DEMO-SNAP-PARTNER-0001'

/** The two demo partners as their fixture files have them, keys included. */
export const demoFixture = (dialect: 'bnc' | 'snap'): PartnerFixture =>
  JSON.parse(readFileSync(new URL(`../fixtures/partners/demo-${dialect}.json`, import.meta.url), 'utf8')) as PartnerFixture

/** The bank's own pair, for folders of fixtures: without it a bank makes one. */
export const BANK_FIXTURE = readFileSync(new URL('../fixtures/bank.json', import.meta.url), 'utf8')

/** One RSA pair for partners that need none of their own: making one takes longer than most tests. */
const { publicKey, privateKey = '' } = demoFixture('bnc').partner
export const KEY_PAIR = { publicKey, privateKey } as const

export interface AdminAnswer<T = Record<string, unknown>> {
  readonly status: number
  readonly body: T
}

export interface TestPartner extends PartnerClient {
  readonly partner: PartnerReply
  readonly sign: Signer
  /** Sends what was signed, perhaps changed on the way. */
  readonly send: (request: SignedRequest) => Promise<SnapReply>
}

export interface TestBank {
  readonly url: string
  readonly running: RunningBank
  readonly admin: <T = Record<string, unknown>>(method: string, path: string, body?: unknown) => Promise<AdminAnswer<T>>
  /** A registered partner, ready to call. */
  readonly partner: (partnerId: string) => Promise<TestPartner>
  /** A partner of its own, with the key pair that all test partners share unless the wish brings one. */
  readonly newPartner: (wish?: object) => Promise<TestPartner>
  readonly transaction: (referenceNo: string, partnerId?: string) => Promise<TransactionReply>
  /** Puts a transaction of this partner into the ledger. */
  readonly seed: (partnerId: string, wish?: object) => Promise<TransactionReply>
  readonly advance: (seconds: number, partnerId?: string) => Promise<ClockReply>
  readonly close: () => Promise<void>
}

/** Starts a bank that ends with the test. `env` are BNC_ variables beside port, database and log level. */
export const startTestBank = async (
  t: Test, env: Record<string, string> = {}, realNow?: () => number, callbacks?: CourierOptions
): Promise<TestBank> => {
  const running = await startBank(readConfig({ BNC_PORT: '0', BNC_DATABASE: ':memory:', BNC_LOG_LEVEL: 'fatal', ...env }),
    realNow, undefined, callbacks)
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => (closing ??= running.close())
  t.teardown(close)
  const url = running.listenUrl
  const admin = async <T>(method: string, path: string, body?: unknown): Promise<AdminAnswer<T>> => {
    const response = await fetch(`${url}/admin${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
    })
    const text = await response.text()
    return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as T }
  }
  const connect = (partner: PartnerReply): TestPartner =>
    ({ partner, sign: signer(partner), send: request => sendSigned(url, request), ...partnerClient(url, partner) })
  return {
    url,
    running,
    admin,
    partner: async partnerId => connect((await admin<PartnerReply>('GET', `/partners/${partnerId}`)).body),
    newPartner: async (wish = {}) => {
      const { status, body } = await admin<PartnerReply>('POST', '/partners', { publicKey, ...wish })
      if (status !== 201) throw new Error(`the bank registered no partner: ${JSON.stringify(body)}`)
      return connect('publicKey' in wish ? body : { ...body, privateKey })
    },
    transaction: async (referenceNo, partnerId) =>
      (await admin<TransactionReply>('GET',
        `/transactions/${referenceNo}${partnerId === undefined ? '' : `?partnerId=${partnerId}`}`)).body,
    seed: async (partnerId, wish = {}) => {
      const { status, body } = await admin<TransactionReply>('POST', '/transactions', { partnerId, amount: '10000.00', ...wish })
      if (status !== 201) throw new Error(`the bank took no such transaction: ${JSON.stringify(body)}`)
      return body
    },
    advance: async (seconds, partnerId) =>
      (await admin<ClockReply>('POST', '/clock', { advanceSeconds: seconds, ...(partnerId && { partnerId }) })).body,
    close
  }
}

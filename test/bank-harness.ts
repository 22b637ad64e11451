/** A bank for one test: in memory, on a free port, with a real time of the test's own, and partners that speak HTTP to it. */
import type { Test } from 'tap'
import type { PartnerReply } from '../schemas/partner.js'
import type { ClockReply } from '../schemas/clock.js'
import type { TransactionReply } from '../schemas/transaction.js'
import { readConfig } from '../src/app/config.js'
import { startBank } from '../src/app/start.js'
import { partnerClient, type PartnerClient } from '../src/client/partner-client.js'

export const DEMO_BNC = '82150823919040624621823174737537'
export const DEMO_SNAP = 'DEMO-SNAP-PARTNER-0001'

export interface AdminAnswer<T = Record<string, unknown>> {
  readonly status: number
  readonly body: T
}

export interface TestPartner extends PartnerClient {
  readonly partner: PartnerReply
}

export interface TestBank {
  readonly url: string
  readonly admin: <T = Record<string, unknown>>(method: string, path: string, body?: unknown) => Promise<AdminAnswer<T>>
  /** A registered partner, ready to call. */
  readonly partner: (partnerId: string) => Promise<TestPartner>
  /** A partner of its own; RSA keys cost time, so tests that sign symmetrically may say so. */
  readonly newPartner: (wish?: object) => Promise<TestPartner>
  readonly transaction: (referenceNo: string, partnerId?: string) => Promise<TransactionReply>
  readonly advance: (seconds: number, partnerId?: string) => Promise<ClockReply>
}

/** Starts a bank that ends with the test. `env` are BNC_ variables beside port, database and log level. */
export const startTestBank = async (t: Test, env: Record<string, string> = {}): Promise<TestBank> => {
  const running = await startBank(readConfig({ BNC_PORT: '0', BNC_DATABASE: ':memory:', BNC_LOG_LEVEL: 'fatal', ...env }))
  t.teardown(() => running.close())
  const { url } = running
  const admin = async <T>(method: string, path: string, body?: unknown): Promise<AdminAnswer<T>> => {
    const response = await fetch(`${url}/admin${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
    })
    const text = await response.text()
    return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as T }
  }
  const connect = (partner: PartnerReply): TestPartner => ({ partner, ...partnerClient(url, partner) })
  return {
    url,
    admin,
    partner: async partnerId => connect((await admin<PartnerReply>('GET', `/partners/${partnerId}`)).body),
    newPartner: async (wish = {}) => connect((await admin<PartnerReply>('POST', '/partners', wish)).body),
    transaction: async (referenceNo, partnerId) =>
      (await admin<TransactionReply>('GET', `/transactions/${referenceNo}${partnerId === undefined ? '' : `?partnerId=${partnerId}`}`)).body,
    advance: async (seconds, partnerId) => (await admin<ClockReply>('POST', '/clock', { advanceSeconds: seconds, ...(partnerId && { partnerId }) })).body
  }
}

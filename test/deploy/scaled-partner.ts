/** Partners of a scaled sandbox and its admin calls, each with the bank that answered. */
import { readFileSync } from 'node:fs'
import type { Test } from 'tap'
import type { PartnerFixture } from '../../schemas/fixture.js'
import type { PartnerReply } from '../../schemas/partner.js'
import type { TransactionReply } from '../../schemas/transaction.js'
import { partnerClient, type PartnerClient } from '../../src/client/partner-client.js'
import type { Credentials } from '../../src/client/signer.js'
import { ADMIN_KEY, startScaledSandbox, type BankProcess, type GrowingSandbox } from './scaled-sandbox.js'

/** The header that names the bank that answered. */
export const BANK = 'x-bank'

/** A demo partner, of whom every bank has a copy. */
export const demoPartner = (dialect: 'bnc' | 'snap'): Credentials => {
  const file = new URL(`../../fixtures/partners/demo-${dialect}.json`, import.meta.url)
  const { partner } = JSON.parse(readFileSync(file, 'utf8')) as PartnerFixture
  return { ...partner, dialect, signature: dialect === 'snap' ? 'symmetric' : 'asymmetric' }
}

const { publicKey } = (JSON.parse(readFileSync(new URL('../../fixtures/partners/demo-bnc.json', import.meta.url), 'utf8')) as PartnerFixture).partner
/** One RSA pair for all of them: making one takes longer than most tests. */
export const KEY_PAIR = { publicKey, privateKey: demoPartner('bnc').privateKey ?? '' } as const

export interface Answer<T = Record<string, unknown>> {
  readonly status: number
  readonly bank: string | null
  readonly type: string | null
  readonly body: T
}

/** An admin call, to the balancer or to one bank. */
export const admin = async <T = Record<string, unknown>>(
  url: string, method: string, path: string, body?: object, headers: Record<string, string> = {}
): Promise<Answer<T>> => {
  const response = await fetch(`${url}/admin${path}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_KEY}`, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })
  const text = await response.text()
  return {
    status: response.status,
    bank: response.headers.get(BANK),
    type: response.headers.get('content-type'),
    body: (text === '' ? {} : JSON.parse(text)) as T
  }
}

export interface ScaledPartner extends PartnerClient {
  readonly partner: PartnerReply
  /** Address and port of its bank. */
  readonly bank: string
}

/** As any partner of a scaled sandbox: its client key is its id. An id that ends with s has the dialect snap. */
export const makePartner = async (url: string, partnerId: string, clientKey = partnerId): Promise<ScaledPartner> => {
  const wish = { partnerId, clientKey, publicKey: KEY_PAIR.publicKey, dialect: partnerId.endsWith('s') ? 'snap' : 'bnc' }
  const { status, body, bank } = await admin<PartnerReply>(url, 'POST', '/partners', wish)
  if (status !== 201 || bank === null) throw new Error(`no partner was made: ${JSON.stringify(body)}`)
  const partner = { ...body, privateKey: KEY_PAIR.privateKey }
  return { partner, bank, ...partnerClient(url, partner) }
}

export const manyPartners = (url: string, count: number, prefix: string): Promise<ScaledPartner[]> =>
  Promise.all(Array.from({ length: count }, (_, nth) => makePartner(url, `${prefix}-${String(nth)}${nth % 2 === 0 ? 's' : 'b'}`)))

/** Three banks that end with the test. */
export const start = async (t: Pick<Test, 'teardown'>, clientKeys: Readonly<Record<string, string>> = {}): Promise<GrowingSandbox> => {
  const sandbox = await startScaledSandbox({ banks: 3, clientKeys })
  t.teardown(() => sandbox.close())
  return sandbox
}

export const hostOf = ({ url }: BankProcess): string => new URL(url).host

/** The bank of a partner, and the others. */
export const split = (sandbox: GrowingSandbox, bank: string): readonly [own: BankProcess, others: BankProcess[]] => {
  const own = sandbox.banks.find(each => hostOf(each) === bank)
  if (own === undefined) throw new Error(`no bank is at ${bank}`)
  return [own, sandbox.banks.filter(each => each !== own)]
}

/** Who of those whose ids begin so is registered at this bank, and who of them has transactions there. */
export const tenantsOf = async ({ url }: BankProcess, prefix: string): Promise<{ partners: string[]; owners: Set<string> }> => {
  const { items: partners } = (await admin<{ items: PartnerReply[] }>(url, 'GET', '/partners?limit=1000')).body
  const { items: transactions } = (await admin<{ items: TransactionReply[] }>(url, 'GET', '/transactions?limit=1000')).body
  const isOwn = (id: string): boolean => id.startsWith(prefix)
  return {
    partners: partners.map(({ partnerId }) => partnerId).filter(isOwn),
    owners: new Set(transactions.map(({ partnerId }) => partnerId).filter(isOwn))
  }
}

/** Generates a QR and says its number and where its picture is. */
export const generate = async ({ call, partner }: ScaledPartner): Promise<{ status: number; referenceNo: string; qrUrl: string }> => {
  const merchantId = partner.merchants[0]?.merchantId
  const { status, body } = await call('generate', { amount: { value: '10000.00', currency: 'IDR' }, merchantId })
  return { status, referenceNo: String(body['referenceNo']), qrUrl: String(body['qrUrl']) }
}

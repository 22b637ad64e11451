/** A call as a test of the library: a bank of its own, the same state, the same body, and the same answer expected. */
import { DIALECTS } from '../../../../schemas/dialects.js'
import type { RequestReply } from '../../../../schemas/journal.js'
import type { PartnerReply } from '../../../../schemas/partner.js'
import { findService, SERVICES, type Service } from '../../../../schemas/services.js'
import type { TransactionReply } from '../../../../schemas/transaction.js'
import { forcedOn, type ForcedOn } from './call-row.js'
import { sentHeader, sentHeaders } from './sent-headers.js'

export interface TestWish {
  readonly entry: RequestReply
  readonly partner: PartnerReply | undefined
  /** The transaction that it was about, where the bank has it. */
  readonly transaction?: TransactionReply | undefined
}

const code = (value: unknown): string => JSON.stringify(value)

/** An object as source text: names without quotes where they need none. */
const objectCode = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(objectCode).join(', ')}]`
  if (typeof value !== 'object' || value === null) return code(value)
  const fields = Object.entries(value).filter(([, each]) => each !== undefined)
  return `{ ${fields.map(([name, each]) => `${/^[A-Za-z_]\w*$/.test(name) ? name : code(name)}: ${objectCode(each)}`).join(', ')} }`
}

/** The state that the transaction was in when the call came: before what the call itself changed. */
const statusBefore = ({ at, changes, referenceNo }: RequestReply, { history = [], status }: TransactionReply): string | undefined => {
  const change = (changes as { referenceNo: string; from: string | null }[]).find(each => each.referenceNo === referenceNo)
  if (change !== undefined) return change.from ?? undefined
  const earlier = history.filter(row => Date.parse(row.at) <= Date.parse(at))
  return (earlier.at(-1) ?? history[0])?.to ?? status
}

const merchantIn = ({ body }: RequestReply): string | undefined => /"merchantId"\s*:\s*"(\d{12})"/.exec(body)?.[1]

const partnerLine = ({ entry, partner, transaction }: TestWish): string => {
  const merchants = [...new Set([transaction?.merchantId, merchantIn(entry)])].filter(id => id !== undefined && partner?.merchants.some(({ merchantId }) => merchantId === id))
  const settings = partner?.settings
  const wish = {
    dialect: partner?.dialect ?? 'bnc',
    signature: partner?.signature,
    merchants: merchants.length === 0 ? undefined : merchants.map(merchantId => ({ merchantId })),
    settings: settings && { initialStatus: settings.initialStatus, notFoundAs: settings.notFoundAs, expiredStatus: settings.expiredStatus, magicValues: settings.magicValues, amountLimit: settings.amountLimit }
  }
  return `const partner = await bank.admin.partners.create(${objectCode(wish)})`
}

/** A transaction that the call itself made is not there before it. */
const transactionLines = ({ entry, transaction }: TestWish): readonly string[] => {
  const status = transaction && statusBefore(entry, transaction)
  if (transaction === undefined || status === undefined || transaction.kind === 'payment') return []
  const { referenceNo, partnerReferenceNo, kind, amount, merchantId, subMerchantId, storeId, terminalId } = transaction
  const seed = {
    partnerId: 0, referenceNo, partnerReferenceNo, kind, ...(status === 'active' ? {} : { status }), amount, merchantId, subMerchantId, storeId, terminalId
  }
  return [`await bank.admin.transactions.create(${objectCode(seed).replace('partnerId: 0', 'partnerId: partner.partnerId')})`]
}

/** Magic values come with the body, and the header with the headers. */
const outcomeLines = (service: Service, forced: ForcedOn | undefined): readonly string[] => {
  if (forced === undefined || !['armed', 'fixture'].includes(forced.source)) return []
  const { responseCode, fault, delayMs, at } = forced
  const wish = { service: service.name, respond: responseCode === undefined ? undefined : { responseCode }, fault, delayMs, at, partnerId: 0 }
  return [`await bank.admin.outcomes.create(${objectCode(wish).replace('partnerId: 0', 'partnerId: partner.partnerId')})`]
}

/** What of the headers made the bank refuse: those that lacked, and those of a wrong form. */
const badHeaders = (entry: RequestReply, partner: PartnerReply | undefined, step: number): Readonly<Record<string, string>> => {
  if (step === 2) {
    const owed = [...DIALECTS[partner?.dialect ?? 'snap'].mandatoryHeaders, 'X-CLIENT-KEY']
    return Object.fromEntries(owed.filter(name => (sentHeader(entry, name) ?? '') === '').map(name => [name, '']))
  }
  const kept = ['Content-Type', 'X-TIMESTAMP', 'X-EXTERNAL-ID', 'CHANNEL-ID', 'X-Sandbox-Outcome']
  return step === 3 ? Object.fromEntries(kept.flatMap(name => (sentHeader(entry, name) === undefined ? [] : [[name, sentHeader(entry, name) ?? '']]))) : {}
}

/** Options of the call that make the gate refuse at the same check, and why they do. */
const SPOILED: Readonly<Record<number, readonly [option: string, why: string]>> = {
  5: ['at: Date.now() - 3_600_000', 'an hour ago'],
  6: [`token: 'no-such-token'`, 'a token that the bank did not give'],
  8: ['externalId', 'used a moment ago']
}

const BAD_VALUES: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  4: { 'X-PARTNER-ID': 'nobody', 'X-CLIENT-KEY': 'nobody' },
  7: { 'X-SIGNATURE': 'bm90IHRoZSBzaWduYXR1cmUgb2YgdGhpcyBjYWxs' }
}

interface Options {
  readonly text: string
  readonly before: readonly string[]
}

/** The journal says of a shortened token how long it was. */
const hasNoToken = (entry: RequestReply): boolean => /^(Bearer)?\s*((?:…|\.{3})\(0 characters\))?$/i.test((sentHeader(entry, 'authorization') ?? '').trim())

const optionsOf = ({ entry, partner }: TestWish, service: Service): Options => {
  const step = entry.checks.find(({ result }) => result === 'refused')?.step ?? -1
  const outcome = sentHeader(entry, 'x-sandbox-outcome')
  const headers = {
    ...(outcome === undefined ? {} : { 'X-Sandbox-Outcome': outcome }), ...badHeaders(entry, partner, step), ...BAD_VALUES[step],
    ...(step === 6 && hasNoToken(entry) ? { Authorization: '' } : {})
  }
  const [option, why] = SPOILED[step] ?? []
  const all = [
    ...(entry.path === service.paths[0] ? [] : [`path: ${code(entry.path)}`]),
    ...(Object.keys(headers).length === 0 ? [] : [`headers: ${objectCode(headers)}`]),
    ...(option === undefined ? [] : [option])
  ]
  return {
    text: all.length === 0 ? '' : `{ ${all.join(', ')} }`,
    before: [...(why === undefined ? [] : [`// ${why}`]), ...(option === 'externalId' ? [`const externalId = 'used-already'`] : [])]
  }
}

const isTokenCall = (service: Service): boolean => service.code === SERVICES.token.code

const requestLines = (wish: TestWish, service: Service): readonly string[] => {
  const { text, before } = optionsOf(wish, service)
  const { entry } = wish
  if (isTokenCall(service)) {
    return [
      ...before,
      `const request = signer(partner).token(${text})`,
      `const send = () => fetch(bank.url + request.path, { method: 'POST', headers: request.headers, body: ${code(entry.body)} }).then(reply => reply.json())`
    ]
  }
  return [
    ...before,
    `const body = ${code(entry.body)}`,
    `const client = partnerClient(bank.url, partner)`,
    `const send = () => client.call(${code(service.name)}, body${text === '' ? '' : `, ${text}`}).then(reply => reply.body)`,
    ...(before.at(-1)?.startsWith('const externalId') === true ? ['await send()'] : [])
  ]
}

/** Not signed for anybody: a path of no service, or another method than the services have. */
const plainLines = (entry: RequestReply): readonly string[] => {
  const headers = Object.fromEntries(sentHeaders(entry).filter(([name]) => !['authorization', 'x-signature'].includes(name.toLowerCase())))
  const body = entry.body === '' || entry.method === 'GET' ? '' : `, body: ${code(entry.body)}`
  return [`const send = () => fetch(bank.url + ${code(entry.path)}, { method: ${code(entry.method)}, headers: ${objectCode(headers)}${body} }).then(reply => reply.json())`]
}

const UNHEARD = ['reset', 'empty', 'truncate']

const NOT_JSON = ['malformed', 'html502']

const assertLines = ({ responseCode, fault, service }: RequestReply): readonly string[] => {
  if (fault === 'hang') return [`const outcome = await Promise.race([send().then(() => 'answered', () => 'broken'), delay(1000, 'silent')])`, `assert.equal(outcome, 'silent')`]
  if (fault !== undefined && UNHEARD.includes(fault)) return ['await assert.rejects(send)']
  // The token call's reply is read as JSON, which that is none.
  if (service === SERVICES.token.code && fault !== undefined && NOT_JSON.includes(fault)) return ['await assert.rejects(send)']
  const body = '(await send()).responseCode'
  return fault !== undefined && NOT_JSON.includes(fault) ? [`assert.equal(${body}, undefined)`] : [`assert.equal(${body}, ${code(responseCode)})`]
}

const importLine = (service: Service | undefined): string => {
  const names = service === undefined ? ['startSandbox'] : isTokenCall(service) ? ['signer', 'startSandbox'] : ['partnerClient', 'startSandbox']
  return `import { ${names.join(', ')} } from 'bnc-snap-sandbox'`
}

/** Undefined where it was no HTTP. Runs with `node --test`. */
export const testCode = (wish: TestWish): string | undefined => {
  const { entry } = wish
  if (entry.method === '') return undefined
  const service = entry.method === 'POST' ? findService(entry.service ?? '') : undefined
  const name = `${service?.name ?? `${entry.method} ${entry.path}`} is answered ${entry.fault ?? entry.responseCode ?? 'nothing'}`
  const steps = service === undefined
    ? plainLines(entry)
    : [partnerLine(wish), ...transactionLines(wish), ...outcomeLines(service, forcedOn(entry)), ...requestLines(wish, service)]
  return [
    `import assert from 'node:assert/strict'`,
    `import { test } from 'node:test'`,
    ...(entry.fault === 'hang' ? [`import { setTimeout as delay } from 'node:timers/promises'`] : []),
    importLine(service),
    '',
    `test(${code(name)}, async () => {`,
    '  const bank = await startSandbox()',
    '  try {',
    ...[...steps, ...assertLines(entry)].map(line => `    ${line}`),
    '  } finally {',
    '    await bank.close()',
    '  }',
    '})',
    ''
  ].join('\n')
}

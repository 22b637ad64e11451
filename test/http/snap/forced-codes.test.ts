/** Every row of the response-code list, on every service, by each of the four ways in which a code can be forced. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Value } from '@sinclair/typebox/value'
import t, { type Test } from 'tap'
import { Pool } from 'undici'
import { DIALECTS } from '../../../schemas/dialects.js'
import { RESPONSE_CODES, responseCode, responseMessage, type ResponseCodeRow } from '../../../schemas/response-codes.js'
import { signer, type SignedRequest } from '../../../src/client/signer.js'
import { BANK_SERVICES } from '../../../src/http/snap/snap.js'
import type { BankService } from '../../../src/http/snap/service.js'
import { BANK_FIXTURE, demoFixture, startTestBank, type TestBank, type TestPartner } from '../../bank-harness.js'

const isGateCode = (row: ResponseCodeRow): boolean => row.http === 401

/** A folder of fixtures with one partner, whose outcomes force each row once on each service. */
const fixtures = (t: Test): string => {
  const folder = t.testdir()
  const { partner } = demoFixture('snap')
  const outcomes = BANK_SERVICES.flatMap(({ service }) =>
    RESPONSE_CODES.map(row => ({ service: service.name, respond: { responseCode: responseCode(row, 'SS') } })))
  mkdirSync(join(folder, 'partners'))
  writeFileSync(join(folder, 'bank.json'), BANK_FIXTURE)
  writeFileSync(join(folder, 'partners', 'fixture.json'), JSON.stringify({ partner, transactions: [], outcomes }))
  return folder
}

/** Nobody judges the body of a call whose answer is forced. */
const BODIES = ['{}', 'not JSON', '[1]', '', '{"amount":', '{"partnerReferenceNo":5}']

interface Caller {
  readonly partner: TestPartner
  /** A signed call of this service; without a valid signature or token where the code is one of the gate. */
  readonly request: (definition: BankService, row: ResponseCodeRow, body: string, headers?: Record<string, string>) => SignedRequest
}

const callerFor = (partner: TestPartner, token: string): Caller => {
  const sign = signer(partner.partner)
  const tokenCall = sign.token()
  return {
    partner,
    request({ service }, row, body, headers = {}) {
      const broken = isGateCode(row) ? { Authorization: 'Bearer none', 'X-SIGNATURE': 'none' } : {}
      if (service.name !== 'token') return sign.call(service.name, body, { token, headers: { ...headers, ...broken } })
      return { ...tokenCall, headers: { ...tokenCall.headers, ...headers, ...(isGateCode(row) ? { 'X-SIGNATURE': 'none' } : {}) } }
    }
  }
}

const newCaller = async (bank: TestBank): Promise<Caller> => {
  const partner = await bank.newPartner({ dialect: 'snap' })
  return callerFor(partner, await tokenOf(partner))
}

const tokenOf = async (partner: TestPartner): Promise<string> => String((await partner.token()).body['accessToken'])

/** What is wrong with a reply, or nothing. */
const faultIn = (definition: BankService, row: ResponseCodeRow, status: number, text: string): string | undefined => {
  const code = responseCode(row, definition.service.code)
  const body = JSON.parse(text) as Record<string, unknown>
  const { responseCode: answered, responseMessage: message, ...rest } = body
  if (status !== row.http || answered !== code || message !== responseMessage(row)) return `${code}: ${status} ${text}`
  if (row.http < 300) return Value.Check(definition.reply, body) ? undefined : `${code}: not the shape of a success: ${text}`
  const { originalPartnerReferenceNo: _, ...more } = rest
  if (code === '4045101') return Value.Equal(more, { serviceCode: '47', latestTransactionStatus: '07' }) ? undefined : `${code}: ${text}`
  return Value.Equal(rest, {}) ? undefined : `${code}: more than was asked for: ${text}`
}

type Ask = (definition: BankService, row: ResponseCodeRow, index: number) => SignedRequest

/** All rows in order, service beside service. */
const askAll = async (bank: TestBank, services: readonly BankService[], ask: Ask): Promise<string[]> => {
  const pool = new Pool(bank.url, { connections: services.length })
  const wrong = await Promise.all(services.map(async definition => {
    const faults: string[] = []
    for (const [index, row] of RESPONSE_CODES.entries()) {
      const { path, method, headers, body } = ask(definition, row, index)
      const reply = await pool.request({ path, method, headers, body })
      faults.push(faultIn(definition, row, reply.statusCode, await reply.body.text()) ?? '')
    }
    return faults
  }))
  await pool.close()
  return wrong.flat()
}

/** One fault a call, and all of them empty. */
const perfect = (services: readonly BankService[]): string[] => Array.from({ length: services.length * RESPONSE_CODES.length }, () => '')

const bodyFor = (index: number): string => BODIES[index % BODIES.length] ?? ''

t.test('the list has 63 rows', async t => {
  t.equal(RESPONSE_CODES.length, 63)
  t.equal(BANK_SERVICES.length, 7)
})

t.test('by the header, in full or with SS', async t => {
  const bank = await startTestBank(t)
  const caller = await newCaller(bank)
  const faults = await askAll(bank, BANK_SERVICES, (definition, row, index) =>
    caller.request(definition, row, bodyFor(index), { 'X-Sandbox-Outcome': responseCode(row, index % 2 === 0 ? definition.service.code : 'SS') }))
  t.strictSame(faults, perfect(BANK_SERVICES))
})

t.test('by an armed outcome', async t => {
  const bank = await startTestBank(t)
  const caller = await newCaller(bank)
  const { partnerId } = caller.partner.partner
  await Promise.all(BANK_SERVICES.map(async ({ service }) => {
    for (const row of RESPONSE_CODES) {
      const { status, body } = await bank.admin('POST', '/outcomes', {
        service: service.code, partnerId, respond: { responseCode: responseCode(row, service.code) }
      })
      if (status !== 201) throw new Error(JSON.stringify(body))
    }
  }))
  const faults = await askAll(bank, BANK_SERVICES, (definition, row, index) => caller.request(definition, row, bodyFor(index)))
  t.strictSame(faults, perfect(BANK_SERVICES))
  t.strictSame((await bank.admin('GET', `/outcomes?partnerId=${partnerId}&unused=true`)).body['items'], [], 'and every one was used')
})

t.test('by an outcome of the fixtures', async t => {
  const bank = await startTestBank(t, { BNC_FIXTURES: fixtures(t) })
  const partner = await bank.partner(demoFixture('snap').partner.partnerId)
  const [token, others] = [true, false].map(isToken => BANK_SERVICES.filter(({ service }) => (service.name === 'token') === isToken))
  // The token call first: a partner gets a token once everything that was meant for it is used up.
  for (const services of [token ?? [], others ?? []]) {
    const caller = callerFor(partner, services === token ? '' : await tokenOf(partner))
    const faults = await askAll(bank, services, (definition, row, index) => caller.request(definition, row, bodyFor(index)))
    t.strictSame(faults, perfect(services))
  }
})

/** The field of a service in which a magic value may stand. */
const magicField = (definition: BankService): string | undefined =>
  ['partnerReferenceNo', 'originalPartnerReferenceNo'].find(name => name in definition.request(DIALECTS.snap).properties)

t.test('by a magic value, where the service has a field for it', async t => {
  const bank = await startTestBank(t)
  const caller = await newCaller(bank)
  const services = BANK_SERVICES.filter(definition => magicField(definition) !== undefined)
  t.strictSame(services.map(({ service }) => service.name), ['generate', 'query', 'cancel', 'refund', 'decode'])
  const faults = await askAll(bank, services, (definition, row, index) => {
    const body = { [magicField(definition) ?? '']: `INV-${index}-SIM${responseCode(row, definition.service.code)}` }
    return caller.request(definition, row, JSON.stringify(body))
  })
  t.strictSame(faults, perfect(services))
})

t.test('the list says of every code what makes the bank answer it, and where it comes from', async t => {
  const bank = await startTestBank(t)
  for (const { service } of BANK_SERVICES) {
    const { items } = (await bank.admin<{ items: Record<string, unknown>[] }>('GET', `/response-codes?service=${service.code}`)).body
    t.strictSame(items.map(item => item['responseCode']), RESPONSE_CODES.map(row => responseCode(row, service.code)), service.name)
    t.ok(items.every(item => typeof item['source'] === 'string' && typeof item['description'] === 'string'))
    t.ok(items.some(item => typeof item['cause'] === 'string'), 'some of them it answers by itself')
    t.strictSame((await bank.admin('GET', `/response-codes?service=${service.name}`)).body['items'], items)
  }
  t.equal((await bank.admin<{ items: unknown[] }>('GET', '/response-codes')).body.items.length, 7 * 63)
  t.match(await bank.admin('GET', '/response-codes?service=99'), { status: 400, body: { field: 'service' } })
})

/** The checks of a call in their order: each broken alone, and any two together, where the earlier one answers. */
import t, { type Test } from 'tap'
import { DIALECT_NAMES } from '../../../schemas/dialects.js'
import { SERVICES, type Service } from '../../../schemas/services.js'
import { startTestBank, type TestBank, type TestPartner } from '../../bank-harness.js'
import { sendRaw, type RawReply } from '../../raw-http.js'
import { signer } from '../../../src/client/signer.js'

/** A call on its way: what each breaker may spoil, before or after it is signed. */
interface Draft {
  path: string
  method: string
  token: string
  at: number
  externalId: string
  body: Record<string, unknown>
  /** Made of the body last, before it is signed. */
  text: (body: object) => string
  /** After signing: header values by name; undefined takes one away. */
  headers: Record<string, string | undefined>
}

interface Breaker {
  readonly step: number
  readonly name: string
  readonly spoil: (draft: Draft) => void
  /** HTTP status, case and message; the service's digits go between the first two. */
  readonly refusal: readonly [http: string, caseCode: string, message: string]
  /** What cannot be seen through: an unknown path has no service. */
  readonly service?: string
}

const USED = 'used-once-already'
const NOW = Date.parse('2026-11-21T02:30:00Z')
const HOUR = 3_600_000

const header = (name: string, value: string | undefined) => (draft: Draft): void => { draft.headers[name] = value }

/** 4, 5 and 7 sign everything else rightly, so that nothing but the one thing is wrong. */
const shared: readonly Breaker[] = [
  { step: 0, name: 'a body above 1 MiB', spoil: draft => { draft.text = body => JSON.stringify(body).padEnd(1_048_577) },
    refusal: ['400', '00', 'Bad Request'] },
  { step: 1, name: 'another method', spoil: draft => { draft.method = 'PUT' },
    refusal: ['405', '00', 'Requested Function Is Not Supported'] },
  { step: 2, name: 'a header missing', spoil: header('X-TIMESTAMP', undefined),
    refusal: ['400', '02', 'Invalid Mandatory Field X-TIMESTAMP'] },
  { step: 3, name: 'a header malformed', spoil: header('Content-Type', 'text/plain'),
    refusal: ['400', '01', 'Invalid Field Format Content-Type'] }
]

const old = (draft: Draft): void => { draft.at -= HOUR }
const OLD = "Unauthorized. [X-TIMESTAMP is 3600 s behind the bank's time, 300 s are allowed]"
const wrong: Breaker = { step: 7, name: 'another signature', spoil: header('X-SIGNATURE', 'AAAA'),
  refusal: ['401', '00', 'Unauthorized. [Signature]'] }
const notJson: Breaker = { step: 9, name: 'no JSON',
  spoil: draft => { const { text } = draft; draft.text = body => text(body).replace('{', '[{') },
  refusal: ['400', '00', 'Bad Request'] }

const callBreakers: readonly Breaker[] = [
  ...shared,
  { step: 4, name: 'an unknown partner',
    spoil: draft => { Object.assign(draft.headers, { 'X-PARTNER-ID': 'NOBODY', ORIGIN: 'localhost' }) },
    refusal: ['401', '00', 'Unauthorized. [Unknown Client]'] },
  { step: 5, name: 'an old timestamp', spoil: old, refusal: ['401', '00', OLD] },
  { step: 6, name: 'another token', spoil: draft => { draft.token = 'a.b.c' }, refusal: ['401', '01', 'Invalid Token (B2B)'] },
  wrong,
  { step: 8, name: 'a used external id', spoil: draft => { draft.externalId = USED }, refusal: ['409', '00', 'Conflict'] },
  notJson,
  { step: 10, name: 'a field missing', spoil: draft => { draft.body['serviceCode'] = '' },
    refusal: ['400', '02', 'Invalid Mandatory Field serviceCode'] },
  { step: 11, name: 'a field malformed', spoil: draft => { draft.body['originalPartnerReferenceNo'] = 5 },
    refusal: ['400', '01', 'Invalid Field Format originalPartnerReferenceNo'] },
  { step: 12, name: 'an unknown transaction', spoil: draft => { draft.body['originalReferenceNo'] = '404' },
    refusal: ['404', '01', 'Transaction Not Found'] }
]

const tokenBreakers: readonly Breaker[] = [
  ...shared,
  { step: 4, name: 'an unknown client', spoil: header('X-CLIENT-KEY', 'NOBODY'),
    refusal: ['401', '00', 'Unauthorized. [Unknown Client]'] },
  { step: 5, name: 'an old timestamp', spoil: old, refusal: ['401', '00', OLD] },
  wrong,
  notJson,
  { step: 10, name: 'a field missing', spoil: draft => { draft.body = {} },
    refusal: ['400', '02', 'Invalid Mandatory Field grantType'] },
  { step: 11, name: 'a field malformed', spoil: draft => { if ('grantType' in draft.body) draft.body['grantType'] = 'password' },
    refusal: ['400', '01', 'Invalid Field Format grantType'] }
]

interface Stage {
  readonly service: Service
  readonly breakers: readonly Breaker[]
  readonly play: (broken: readonly Breaker[]) => Promise<RawReply>
}

const stageOf = async (bank: TestBank, service: Service, breakers: readonly Breaker[], partner: TestPartner): Promise<Stage> => {
  const { referenceNo } = await bank.seed(partner.partner.partnerId)
  const token = String((await partner.send(partner.sign.token({ at: NOW }))).body['accessToken'])
  const good = { originalReferenceNo: referenceNo, serviceCode: '47' }
  if (service.name !== 'token') await partner.call('query', good, { token, at: NOW, externalId: USED })
  let count = 0
  return {
    service,
    breakers,
    play: broken => {
      const draft: Draft = {
        path: service.paths[0] ?? '', method: 'POST', token, at: NOW, externalId: `fresh-${count++}`, headers: {},
        body: service.name === 'token' ? { grantType: 'client_credentials' } : { ...good }, text: body => JSON.stringify(body)
      }
      for (const { spoil } of broken) spoil(draft)
      const text = draft.text(draft.body)
      const sign = signer(partner.partner)
      const signed = service.name === 'token' ? sign.token({ at: draft.at })
        : sign.call('query', text, { path: draft.path, token: draft.token, at: draft.at, externalId: draft.externalId })
      const headers = Object.entries({ ...signed.headers, ...draft.headers }).filter((entry): entry is [string, string] =>
        entry[1] !== undefined)
      return sendRaw(bank.url, { method: draft.method, path: draft.path, headers, body: text })
    }
  }
}

const demand = (t: Test, reply: RawReply, { service }: Stage, { refusal: [http, caseCode, message] }: Breaker,
  name: string): void => {
  t.strictSame(
    [reply.status, reply.body['responseCode'], reply.body['responseMessage']],
    [Number(http), `${http}${service.code}${caseCode}`, message],
    name
  )
}

const walk = async (t: Test, stage: Stage): Promise<void> => {
  t.equal((await stage.play([])).status, 200, 'with nothing broken')
  for (const [index, first] of stage.breakers.entries()) {
    demand(t, await stage.play([first]), stage, first, first.name)
    for (const second of stage.breakers.slice(index + 1)) {
      demand(t, await stage.play([first, second]), stage, first, `${first.name}, and ${second.name}`)
    }
  }
}

for (const dialect of DIALECT_NAMES) {
  t.test(`a call in the ${dialect} dialect is refused by the first check that fails`, async t => {
    const bank = await startTestBank(t, {}, () => NOW)
    await walk(t, await stageOf(bank, SERVICES.query, callBreakers, await bank.newPartner({ dialect })))
  })
}

t.test('the token call is refused by the first check that fails', async t => {
  const bank = await startTestBank(t, {}, () => NOW)
  await walk(t, await stageOf(bank, SERVICES.token, tokenBreakers, await bank.newPartner()))
})

t.test('an unknown path is refused whatever else is wrong, a body that is too large apart', async t => {
  const bank = await startTestBank(t)
  const partner = await bank.newPartner()
  const signed = partner.sign.call('query', { serviceCode: '47' }, { path: '/v1.0/qr/qr-mpm-refuse' })
  const headers = Object.entries(signed.headers)
  const unknown = await sendRaw(bank.url, { path: signed.path, headers, body: signed.body })
  t.strictSame([unknown.status, unknown.body],
    [401, { responseCode: '4010000', responseMessage: 'Unauthorized. [No Interface Def]' }])
  for (const method of ['PUT', 'GET', 'DELETE']) {
    t.equal((await sendRaw(bank.url, { method, path: signed.path })).body['responseCode'], '4010000', method)
  }
  t.equal((await sendRaw(bank.url, { path: signed.path, headers, body: ' '.repeat(1_048_577) })).body['responseCode'], '4000000')
})

/** A Postman collection (v2.1) of the bank: it signs by itself and runs as it is imported, in Postman and in Newman. */
import { BNC_CHANNEL_ID, DIALECTS } from '../../../schemas/dialects.js'
import type { Bank } from '../../bank/bank.js'
import type { Partner } from '../../domain/partner.js'
import { SERVICES } from '../../../schemas/services.js'
import type { OpenApi, Operation } from '../openapi/document.js'
import { signScript } from './sign-script.js'
import { STORY, type BankStep, type ControlStep } from './story.js'

export interface PostmanItem {
  readonly name: string
  readonly event?: readonly PostmanEvent[]
  readonly request: {
    readonly method: string
    readonly description: string
    readonly header: readonly { readonly key: string; readonly value: string }[]
    readonly url: {
      readonly raw: string
      readonly host: readonly string[]
      readonly path: readonly string[]
      readonly query?: readonly object[]
    }
    readonly body?: { readonly mode: 'raw'; readonly raw: string; readonly options: object }
  }
}

export interface PostmanEvent {
  readonly listen: 'prerequest' | 'test'
  readonly script: { readonly type: 'text/javascript'; readonly exec: readonly string[] }
}

export interface PostmanCollection {
  readonly info: { readonly name: string; readonly schema: string; readonly description: string }
  readonly variable: readonly { readonly key: string; readonly value: string }[]
  readonly event: readonly PostmanEvent[]
  readonly item: readonly { readonly name: string; readonly description: string; readonly item: readonly PostmanItem[] }[]
}

const script = (listen: PostmanEvent['listen'], lines: string): PostmanEvent => ({
  listen,
  script: { type: 'text/javascript', exec: lines.split('\n') }
})

const urlOf = (path: string): PostmanItem['request']['url'] => {
  const [plain = '', queryText] = path.split('?')
  const query = queryText?.split('&').map(pair => ({ key: pair.split('=')[0], value: pair.split('=')[1] }))
  return {
    raw: `{{baseUrl}}${path}`,
    host: ['{{baseUrl}}'],
    path: plain.slice(1).split('/'),
    ...(query === undefined ? {} : { query })
  }
}

const headersOf = (headers: Readonly<Record<string, string>>) => Object.entries(headers).map(([key, value]) => ({ key, value }))

const bodyOf = (body: object) => ({
  mode: 'raw' as const,
  raw: JSON.stringify(body, null, 2),
  options: { raw: { language: 'json' } }
})

/** Says what was expected, and keeps what later steps need. */
const testScript = (expectation: string, keep: Readonly<Record<string, string>> = {}): PostmanEvent =>
  script(
    'test',
    [
      'const reply = pm.response.json();',
      expectation,
      ...Object.entries(keep).map(([name, path]) => `pm.collectionVariables.set('${name}', reply.${path});`)
    ].join('\n')
  )

const TOKEN_HEADERS = {
  'Content-Type': 'application/json',
  'X-TIMESTAMP': '{{timestamp}}',
  'X-CLIENT-KEY': '{{clientKey}}',
  'X-SIGNATURE': '{{signatureValue}}'
}

const CALL_HEADERS = {
  'Content-Type': 'application/json',
  Authorization: 'Bearer {{accessToken}}',
  'X-TIMESTAMP': '{{timestamp}}',
  'X-SIGNATURE': '{{signatureValue}}',
  ORIGIN: 'localhost',
  'X-PARTNER-ID': '{{partnerId}}',
  'X-EXTERNAL-ID': '{{externalId}}',
  'CHANNEL-ID': BNC_CHANNEL_ID
}

const operationOf = ({ paths }: OpenApi, method: string, path: string): Operation => {
  const operation = paths[path]?.[method]
  if (operation === undefined) throw new Error(`the document has no ${method} ${path}`)
  return operation
}

const bankItem = (document: OpenApi, step: BankStep): PostmanItem => {
  const { service, expect, expectStatus } = step
  const path = SERVICES[service].paths[0] as string
  const status = expectStatus === undefined ? '' : ` pm.expect(reply.latestTransactionStatus).to.eql('${expectStatus}');`
  const test = testScript(
    `pm.test('${expect}', () => { pm.expect(reply.responseCode).to.eql('${expect}');${status} });`,
    step.keep
  )
  return {
    name: step.name,
    event: [test],
    request: {
      method: 'POST',
      description: operationOf(document, 'post', path).summary,
      header: headersOf({ ...(service === 'token' ? TOKEN_HEADERS : CALL_HEADERS), ...step.headers }),
      url: urlOf(path),
      body: bodyOf(step.body)
    }
  }
}

const ADMIN_HEADERS = { 'X-Admin-Key': '{{adminKey}}' }

const controlItem = (
  document: OpenApi,
  { name, operation: [method, path], url, body, keep, expect }: ControlStep
): PostmanItem => ({
  name,
  event: [testScript(`pm.test('${expect}', () => { pm.response.to.have.status(${expect}); });`, keep)],
  request: {
    method: method.toUpperCase(),
    description: operationOf(document, method, path).summary,
    header: headersOf({ 'Content-Type': 'application/json', ...ADMIN_HEADERS }),
    url: urlOf(url),
    body: bodyOf(body)
  }
})

/** Streams and long polls would hold a run up. */
const UNENDING: readonly string[] = ['/admin/events', '/admin/notifications/wait']

const KNOWN_NAMES = /\{(?!partnerId\}|referenceNo\})/

/** Questions that want to know whose. */
const WITH_PARTNER: readonly string[] = ['/admin/acceptance', '/admin/due']

const lookItems = ({ paths }: OpenApi): PostmanItem[] =>
  Object.entries(paths)
    .filter(([path, { get }]) => get !== undefined && !UNENDING.includes(path) && !KNOWN_NAMES.test(path))
    .map(([path, { get }]) => ({
      name: get?.summary ?? path,
      request: {
        method: 'GET',
        description: `GET ${path}`,
        header: headersOf(ADMIN_HEADERS),
        url: urlOf(path.replace(/\{(\w+)\}/g, '{{$1}}') + (WITH_PARTNER.includes(path) ? '?partnerId={{partnerId}}' : ''))
      }
    }))

/** The first partner whose private key the bank knows: a demo partner, unless the fixtures were replaced. */
const examplePartner = ({ store }: Bank): Partner | undefined =>
  store.partners
    .page(0, 20)
    .map(({ partner }) => partner)
    .find(({ privateKey }) => privateKey !== null)

const variablesOf = (bank: Bank, partner: Partner | undefined): Record<string, string> => ({
  baseUrl: bank.publicUrl(),
  adminKey: '',
  partnerId: partner?.partnerId ?? '',
  clientKey: partner?.clientKey ?? '',
  clientSecret: partner?.clientSecret ?? '',
  privateKey: partner?.privateKey ?? '',
  signatureMode: partner?.signature ?? DIALECTS.bnc.signature,
  merchantId: partner?.merchants[0]?.merchantId ?? '',
  accessToken: '',
  accessTokenUntil: '0'
})

export const postmanCollection = (bank: Bank, document: OpenApi): PostmanCollection => ({
  info: {
    name: document.info.title,
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    description: 'Every bank request signs itself. The variables are those of a demo partner; put your own in their place.'
  },
  variable: Object.entries(variablesOf(bank, examplePartner(bank))).map(([key, value]) => ({ key, value })),
  event: [script('prerequest', signScript(SERVICES.token.paths[0] as string))],
  item: [
    {
      name: 'A QR, from token to refund',
      description: 'Runs from top to bottom, or any request alone. The last one makes the bank as it was.',
      item: STORY.map(step => ('service' in step ? bankItem(document, step) : controlItem(document, step)))
    },
    { name: 'Look at the bank', description: 'What can be read, route by route.', item: lookItems(document) }
  ]
})

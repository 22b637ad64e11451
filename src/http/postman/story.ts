/** What the collection plays: a QR from token to refund, a cancel, a static QR, a forced answer; then everything as it was. */
import type { ServiceName } from '../../../schemas/services.js'

interface Step {
  readonly name: string
  readonly body: Readonly<Record<string, unknown>>
  /** Variables that the reply sets: the name, and an expression that begins with a field of the reply. */
  readonly keep?: Readonly<Record<string, string>>
}

export interface BankStep extends Step {
  readonly service: ServiceName
  readonly expect: string
  readonly expectStatus?: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface ControlStep extends Step {
  /** As the document names it: method and path. */
  readonly operation: readonly [method: string, path: string]
  /** The path with variables in it. */
  readonly url: string
  readonly expect: number
}

const rupiah = (value: string) => ({ value, currency: 'IDR' })
const reference = { originalReferenceNo: '{{referenceNo}}' }

const SNAPSHOT = 'before-postman'

const begin: ControlStep = {
  name: 'Remember the bank as it is',
  operation: ['post', '/admin/snapshots'],
  url: '/admin/snapshots?replace=true',
  body: { name: SNAPSHOT },
  expect: 201
}

const end: ControlStep = {
  name: 'Make everything as it was',
  operation: ['post', '/admin/snapshots/{name}/restore'],
  url: `/admin/snapshots/${SNAPSHOT}/restore`,
  body: {},
  expect: 200
}

const pay = (name: string, body: Step['body']): ControlStep => ({
  name,
  operation: ['post', '/admin/transactions/{referenceNo}/{event}'],
  url: '/admin/transactions/{{referenceNo}}/pay?partnerId={{partnerId}}',
  body,
  expect: 200
})

const generate = (name: string, body: Step['body'], keep: Step['keep'] = {}): BankStep => ({
  name,
  service: 'generate',
  body: { partnerReferenceNo: '{{newInvoice}}', merchantId: '{{merchantId}}', terminalId: 'T001', ...body },
  expect: '2004700',
  keep: { referenceNo: 'referenceNo', invoice: 'partnerReferenceNo', ...keep }
})

const inquire = (name: string, expectStatus: string): BankStep => ({
  name,
  service: 'query',
  body: { ...reference, serviceCode: '47' },
  expect: '2005100',
  expectStatus
})

const cancel = (name: string, expect: string, headers: BankStep['headers'] = {}): BankStep => ({
  name,
  service: 'cancel',
  body: { ...reference, merchantId: '{{merchantId}}', reason: 'changed their mind' },
  expect,
  headers
})

/** In order; each step may use what an earlier one has kept. */
export const STORY: readonly (BankStep | ControlStep)[] = [
  begin,
  {
    name: 'Access token',
    service: 'token',
    body: { grantType: 'client_credentials' },
    expect: '2007300',
    keep: { accessToken: 'accessToken', accessTokenUntil: 'expiresIn * 1000 - 30000 + Date.now()' }
  },
  generate('Generate a QR', { amount: rupiah('25000.00') }, { qrContent: 'qrContent' }),
  inquire('Inquire: pending', '03'),
  {
    name: 'Decode the QR',
    service: 'decode',
    body: { qrContent: '{{qrContent}}', scanTime: '2026-11-21T09:30:00+07:00' },
    expect: '2004800'
  },
  pay('A customer pays it', {}),
  inquire('Inquire: paid', '00'),
  {
    name: 'Refund a part',
    service: 'refund',
    expect: '2007800',
    body: {
      originalPartnerReferenceNo: '{{invoice}}',
      ...reference,
      partnerRefundNo: 'REFUND-1',
      refundAmount: rupiah('10000.00'),
      reason: 'one of two returned'
    }
  },
  cancel('Cancel what is paid: refused', '4047700'),
  generate('Generate another QR', { amount: rupiah('10000.00') }),
  cancel('Force a refusal of its cancel', '4047701', { 'X-Sandbox-Outcome': '4047701' }),
  cancel('Cancel it', '2007700'),
  inquire('Inquire: canceled', '05'),
  generate('Generate a static QR', { qrType: 'STATIC' }, { scId: 'additionalInfo.scID' }),
  pay('Somebody pays 15,000 at the counter', { amount: '15000.00' }),
  { name: 'Payments of the static QR', service: 'history', body: { additionalInfo: { scID: '{{scId}}' } }, expect: '2001200' },
  end
]

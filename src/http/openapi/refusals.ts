/** The refusals of each service as examples: the body that its clients are sent, and what makes the bank send it. */
import type { Service, ServiceName } from '../../../schemas/services.js'
import { Refusal } from '../../domain/refusal.js'
import { describeSkew } from '../snap/timestamp-skew.js'
import { CAUSES } from '../response-causes.js'

export interface RefusalExample {
  /** Unique within the service: the response code, and what it is about where it has several examples. */
  readonly name: string
  readonly status: number
  readonly cause: string
  readonly body: Readonly<Record<string, unknown>>
}

/** Not refusals of a POST. */
const LEFT_OUT: readonly string[] = ['20000', '40500']

/** What fills the placeholder of a message: fields and headers that really are named so. */
const FIELDS: Readonly<Record<ServiceName, { missing: readonly string[]; malformed: readonly string[] }>> = {
  token: { missing: ['X-CLIENT-KEY', 'grantType'], malformed: ['X-TIMESTAMP', 'grantType'] },
  generate: { missing: ['X-EXTERNAL-ID', 'merchantId', 'amount'], malformed: ['X-TIMESTAMP', 'amount.value', 'validityPeriod'] },
  query: { missing: ['X-EXTERNAL-ID', 'originalReferenceNo', 'serviceCode'], malformed: ['X-TIMESTAMP', 'serviceCode'] },
  cancel: { missing: ['X-EXTERNAL-ID', 'originalReferenceNo', 'reason'], malformed: ['X-TIMESTAMP', 'reason'] },
  refund: {
    missing: ['X-EXTERNAL-ID', 'originalReferenceNo', 'partnerRefundNo'],
    malformed: ['X-TIMESTAMP', 'refundAmount.value']
  },
  history: { missing: ['X-EXTERNAL-ID', 'additionalInfo.scID'], malformed: ['X-TIMESTAMP', 'fromDateTime', 'pageSize'] },
  decode: { missing: ['X-EXTERNAL-ID', 'qrContent', 'scanTime'], malformed: ['X-TIMESTAMP', 'qrContent', 'scanTime'] }
}

const UNAUTHORIZED = ['Unknown Client', describeSkew(-25_200_000, 300), 'Signature']

const detailsOf = (name: ServiceName, code: string): readonly (string | undefined)[] => {
  if (code === '40002') return FIELDS[name].missing
  if (code === '40001') return FIELDS[name].malformed
  return code === '40100' ? UNAUTHORIZED : [undefined]
}

/** What a refusal carries besides its code and message. */
const bodyOf = (name: ServiceName, code: string, detail: string | undefined): Readonly<Record<string, unknown>> => {
  if (name === 'query' && code === '40401') {
    return { originalReferenceNo: '2026010100000000000000099', serviceCode: '47', latestTransactionStatus: '07' }
  }
  if (name === 'decode' && detail === 'qrContent' && code === '40001') {
    return { additionalInfo: { tag: '63', diagnosis: 'the CRC is 9257, the payload says 0000' } }
  }
  return {}
}

/** Everything that a service refuses by itself, in the order of the response-code list. */
export const refusalExamples = ({ name, code: digits }: Service): readonly RefusalExample[] =>
  Object.entries(CAUSES[name] ?? {})
    .filter(([code]) => !LEFT_OUT.includes(code))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([code, cause]) =>
      detailsOf(name, code).map((detail, index) => {
        const refusal = new Refusal(code, cause, {
          ...(detail === undefined ? {} : { detail }),
          body: bodyOf(name, code, detail)
        })
        const body = refusal.reply(digits)
        return {
          name: `${body.responseCode}${index === 0 ? '' : `-${index + 1}`}`,
          status: refusal.row.http,
          cause,
          body
        }
      })
    )
